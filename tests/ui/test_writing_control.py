"""The writing control in the window: said under the text, asked at saving, never in the way."""

from collections.abc import Callable, Mapping

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.services.changes import Change, Subject
from app.services.choices import ObservationKind, WritingCategory, WritingReason
from app.services.drafts import DraftKey, drafts
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.writing import WordEntry, add_words
from app.services.writing_confirmations import ConfirmationRow, confirmations
from app.ui.forms.builder import Form
from app.ui.forms.cell import FieldCell
from app.ui.forms.compare_dialog import CompareDialog
from app.ui.forms.sheet import Sheet
from app.ui.forms.spec import Field, FormSpec, Kind, Section
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.writing import WritingControl
from app.ui.operations.writing_dialog import WritingDialog
from app.ui.panels.observations import ObservationsTab
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.looking import cut_texts, nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Writer:
    """Somebody who writes observations in one dossier."""

    def __init__(self, town: Office, sit: Sit) -> None:
        self.desk, self.case_id = town.desk(), plant_case(town)
        self.seat = sit(self.desk)
        page = self.seat.host(lambda context: ObservationsTab(context, self.case_id))
        assert isinstance(page, ObservationsTab)
        self.page = page

    def begin(self, observation_id: int | None = None) -> None:
        """Write a new observation, or correct one."""
        if observation_id is None:
            self.page.begin()
            self.seat.settle()
            self.form.cells["kind"].editor.load(str(ObservationKind.CALL))
        else:
            self.page.take_up(DraftKey("observation", f"{self.case_id}.{observation_id}"))
            self.seat.settle()

    @property
    def form(self) -> Form:
        assert self.page.form is not None
        return self.page.form.form

    @property
    def cell(self) -> FieldCell:
        return self.form.cells["text"]

    def type(self, text: str) -> None:
        area = self.cell.editor.targets[0]
        assert isinstance(area, QPlainTextEdit)
        area.setFocus()
        area.insertPlainText(text)

    def save(self) -> WritingDialog | None:
        assert self.page.form is not None
        self.page.form.primary.click()
        self.seat.settle()
        return asked()

    def stored(self) -> list[str]:
        return [one.text for one in observations(self.desk, self.case_id)]

    def kept(self) -> tuple[ConfirmationRow, ...]:
        return confirmations(self.desk)[0]


def asked() -> WritingDialog | None:
    """The question on screen, if there is one."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, WritingDialog)]
    return next((one for one in shown if one.isVisible()), None)


def answer(dialog: WritingDialog, reason: WritingReason) -> None:
    dialog.form.cells["reason"].editor.load(str(reason))
    dialog.submit.click()


@pytest.fixture
def writer(town: Office, sit: Sit) -> Writer:
    return Writer(town, sit)


def test_it_is_said_under_the_text_after_a_pause_and_goes_with_the_words(
    writer: Writer, qtbot: QtBot
) -> None:
    writer.begin()
    writer.type("Un plan de vol, un vol")
    assert writer.cell.notice == ""
    qtbot.waitUntil(lambda: writer.cell.notice != "")
    assert writer.cell.notice.startswith("«\u202fvol\u202f»\u202f: les infractions")
    area = writer.cell.editor.targets[0]
    assert isinstance(area, QPlainTextEdit)
    [mark] = area.extraSelections()
    assert (mark.cursor.selectionStart(), mark.cursor.selectedText()) == (19, "vol")
    assert writer.cell.notice in area.accessibleDescription()
    assert not cut_texts(writer.page)
    area.clear()
    qtbot.waitUntil(lambda: writer.cell.notice == "")
    assert area.extraSelections() == []


def test_going_back_to_the_text_loses_nothing_and_saves_nothing(writer: Writer) -> None:
    writer.begin()
    writer.type("Suivi en psychiatrie.")
    dialog = writer.save()
    assert dialog is not None
    assert writer.stored() == []
    assert [nameless(dialog), cut_texts(dialog)] == [[], []]
    dialog.cancel.click()
    assert writer.page.window().focusWidget() is writer.cell.editor.targets[0]
    assert writer.form.binder.values()["text"] == "Suivi en psychiatrie."
    dialog = writer.save()
    assert dialog is not None, "what was not confirmed is asked again"


def test_a_reason_is_wanted_and_kept_with_what_it_is_about(writer: Writer) -> None:
    writer.begin()
    writer.type("Suivi en psychiatrie, un fainéant.")
    dialog = writer.save()
    assert dialog is not None
    dialog.submit.click()
    assert dialog.form.cells["reason"].error.startswith("Choisissez le motif")
    answer(dialog, WritingReason.PERSONS_WORDS)
    writer.seat.settle()
    assert writer.stored() == ["Suivi en psychiatrie, un fainéant."]
    [row] = writer.kept()
    assert row.categories == (WritingCategory.HEALTH, WritingCategory.JUDGEMENT)
    assert row.reason is WritingReason.PERSONS_WORDS


def test_the_same_words_are_not_asked_about_twice_and_new_ones_are(writer: Writer) -> None:
    writer.begin()
    writer.type("Suivi en psychiatrie.")
    dialog = writer.save()
    assert dialog is not None
    answer(dialog, WritingReason.NECESSARY)
    writer.seat.settle()
    [row] = observations(writer.desk, writer.case_id)
    writer.begin(row.id)
    writer.type("Depuis mars. ")
    assert writer.save() is None
    assert len(writer.stored()) == len(writer.kept()) == 1
    writer.begin(row.id)
    writer.type("Un menteur. ")
    dialog = writer.save()
    assert dialog is not None
    answer(dialog, WritingReason.OTHER_SENSE)
    writer.seat.settle()
    assert [one.categories for one in writer.kept()] == [
        (WritingCategory.JUDGEMENT,), (WritingCategory.HEALTH,),
    ]  # fmt: skip


def test_a_nir_is_pointed_out_and_refused_whatever_is_confirmed(
    writer: Writer, qtbot: QtBot
) -> None:
    writer.begin()
    writer.type("NIR 2 69 05 49 588 157 80")
    qtbot.waitUntil(lambda: "sécurité sociale" in writer.cell.notice)
    assert writer.save() is None
    assert writer.stored() == []
    assert "sécurité sociale" in writer.cell.error


def test_the_towns_own_words_are_watched(town: Office, sit: Sit, qtbot: QtBot) -> None:
    add_words(town.desk(), WordEntry(WritingCategory.JUDGEMENT, "zonard"))
    writer = Writer(town, sit)
    writer.begin()
    writer.type("Un zonard")
    qtbot.waitUntil(lambda: "zonard" in writer.cell.notice)


def test_a_button_pressed_before_the_lists_are_read_waits_for_them(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())
    spec = FormSpec("x", (Section("", ((Field("a", "A", Kind.LONG_TEXT),),)),))
    form = Form(spec)
    control, done = WritingControl(seat.context, Sheet(form), form), list[str]()
    control.ask(lambda: done.append("went on"), again=lambda: done.append("again"))
    assert done == []
    seat.settle()
    assert done == ["again"]
    control.ask(lambda: done.append("went on"), again=lambda: done.append("again"))
    assert done[-1] == "went on"


def test_in_a_dialog_too_it_is_asked_over_the_dialog(town: Office, sit: Sit) -> None:
    seat, sent = sit(town.desk()), list[Mapping[str, object]]()

    def send(values: Mapping[str, object]) -> Callable[[], Change]:
        sent.append(values)
        return lambda: Change(Subject.PARTNER, 1)

    spec = FormSpec(
        "y", (Section("", ((Field("a", "A", watched=True), Field("b", "B")),)),), numbered=False
    )  # fmt: skip
    dialog = FormDialog(
        seat.context, "Titre", Form(spec, cards=False), verb="Envoyer",
        write=send, said=lambda _x: None, key=None,
    )  # fmt: skip
    dialog.open_on({"a": "Un menteur", "b": "Un menteur"})
    seat.settle()
    dialog.form.cells["a"].editor.set_raw("Un menteur, un voyou")
    dialog.form.cells["b"].editor.set_raw("Un voyou")
    dialog.submit.click()
    question = asked()
    assert question is not None
    answer(question, WritingReason.OTHER_SENSE)
    seat.settle()
    assert [one["a"] for one in sent] == ["Un menteur, un voyou"]
    assert not [one for one in QApplication.topLevelWidgets()
                if isinstance(one, QDialog) and one.isVisible()]  # fmt: skip


def test_a_lock_while_the_question_is_asked_keeps_the_text(writer: Writer) -> None:
    """Lesson of studentinsights 2812: what is being written survives whatever closes."""
    writer.begin()
    writer.type("Un menteur.")
    assert writer.save() is not None
    assert writer.page.has_changes()
    keep_it = writer.page.snapshot()
    assert keep_it is not None
    keep_it()
    [draft] = drafts(writer.desk)
    assert "Un menteur." in str(draft.content)


def test_leaving_by_saving_goes_on_once_the_words_are_confirmed(writer: Writer) -> None:
    """Lesson of SORMAS 3238: a question over a form is an exit like the others."""
    left = list[str]()
    writer.begin()
    writer.type("Un menteur.")
    writer.page.save(lambda: left.append("left"))
    dialog = asked()
    assert dialog is not None
    dialog.reject()
    assert left == []
    writer.page.save(lambda: left.append("left"))
    again = asked()
    assert again is not None
    answer(again, WritingReason.OTHER_SENSE)
    writer.seat.settle()
    assert left == ["left"]
    assert writer.stored() == ["Un menteur."]


def test_a_conflict_after_the_confirmation_asks_nothing_twice(writer: Writer) -> None:
    """Lessons of SORMAS 300 and 1613: nothing is overwritten, nothing confirmed is lost."""
    writer.begin()
    writer.type("Vient le mardi.")
    assert writer.save() is None
    [row] = observations(writer.desk, writer.case_id)
    writer.begin(row.id)
    writer.type("Un menteur. ")
    other = ObservationEntry(row.kind, row.observed_on, "Vient le jeudi.", version=row.version)
    save_observation(writer.desk, writer.case_id, other, observation_id=row.id)
    dialog = writer.save()
    assert dialog is not None
    answer(dialog, WritingReason.PERSONS_WORDS)
    writer.seat.settle()
    both = next(
        one for one in QApplication.topLevelWidgets()
        if isinstance(one, CompareDialog) and one.isVisible()
    )  # fmt: skip
    assert writer.kept() == ()
    both.submit.click()
    writer.seat.settle()
    assert asked() is None
    assert writer.stored() == ["Un menteur. Vient le mardi."]
    assert [one.reason for one in writer.kept()] == [WritingReason.PERSONS_WORDS]
