"""A draft is offered as what it is: taken up, compared field by field, or thrown away."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.enums import ObservationKind, SharingScope
from app.services.desk import Desk
from app.services.drafts import DraftKey, SavedDraft, find_draft, keep_draft
from app.services.observations import ObservationEntry, observations, save_observation
from app.ui.forms.compare_dialog import CompareDialog
from app.ui.operations.draft_offers import day_words
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.observations import observation_form
from tests.helpers.cases import plant_case
from tests.helpers.drafts import draft_button, take_up
from tests.helpers.office import Office
from tests.helpers.seats import Seat

Sit = Callable[[Desk], Seat]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def content(**fields: object) -> dict[str, object]:
    return {"form": "observation", "fields": fields, "was": dict.fromkeys(fields, "")}


def open_new(seat: Seat, case_id: int, *, resume: bool = False) -> InlineForm:
    made: list[InlineForm] = []

    def build(context: object) -> InlineForm:
        made.append(observation_form(seat.context, case_id))
        made[0].keeper.resume = resume
        return made[0]

    seat.host(build)
    return made[0]


def open_known(seat: Seat, case_id: int, *, resume: bool = False) -> InlineForm:
    made: list[InlineForm] = []

    def build(context: object) -> InlineForm:
        (row,) = observations(seat.desk, case_id)
        made.append(observation_form(seat.context, case_id, row))
        made[0].keeper.resume = resume
        return made[0]

    seat.host(build)
    return made[0]


def text(form: InlineForm) -> str:
    return str(form.form.cells["text"].editor.raw())


def type_in(form: InlineForm, words: str) -> None:
    area = form.form.cells["text"].editor.targets[0]
    area.setFocus()
    QTest.keyClicks(area, words)


def dialog() -> CompareDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, CompareDialog)]
    assert found, "nothing is compared"
    return found[-1]


def pick(shown: CompareDialog, key: str, *, other: bool) -> None:
    shown.sides[key][int(other)].button.click()


@pytest.fixture
def case_id(town: Office) -> int:
    return plant_case(town)


@pytest.fixture
def seat(town: Office, sit: Sit) -> Seat:
    return sit(town.desk())


def key_of(case_id: int) -> DraftKey:
    return DraftKey("observation", str(case_id))


def left(seat: Seat, key: DraftKey) -> SavedDraft | None:
    seat.settle()
    return find_draft(seat.desk, key)


def test_nothing_is_put_into_the_form_before_one_asks(seat: Seat, case_id: int) -> None:
    at = keep_draft(seat.desk, key_of(case_id), content(text="Vu lundi"))
    form = open_new(seat, case_id)
    assert text(form) == ""
    strip = form.keeper.offers.strip
    assert strip.isVisible()
    assert strip.words.text() == f"Brouillon du {day_words(at)}"
    kind = form.form.cells["kind"].editor.targets[0]
    assert kind.hasFocus(), "the form is begun as ever"
    QTest.keyClick(kind, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is draft_button(form, "drop"), "and the strip is one key away"
    take_up(form)
    assert text(form) == "Vu lundi"
    assert form.has_changes()


def test_typing_before_choosing_loses_neither(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    form = open_new(seat, case_id)
    type_in(form, "Autre chose")
    form.keeper.write()
    found = left(seat, key)
    assert found is not None
    assert found.content["fields"]["text"] == "Autre chose"
    assert found.earlier[0].content["fields"]["text"] == "Vu lundi"
    assert not form.keeper.offers.strip.resume.isVisible(), "it would cover what one typed"
    draft_button(form, "compare").click()
    shown = dialog()
    assert [(one.label, one.kept, one.other) for one in shown.differences] == [
        (form.form.spec.field("text").label, "Autre chose", "Vu lundi")
    ]
    pick(shown, "text", other=True)
    shown.submit.click()
    assert text(form) == "Vu lundi"


def test_a_second_opening_finds_both(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    keep_draft(seat.desk, key, content(text="Vu mardi"), unseen=True)
    form = open_new(seat, case_id)
    take_up(form)
    assert text(form) == "Vu mardi"
    draft_button(form, "drop").click()  # the other one, which waited
    seat.settle()
    assert text(form) == "Vu mardi"
    form.keeper.write()
    found = left(seat, key)
    assert found is not None
    assert found.earlier == ()


def test_throwing_away_can_be_undone(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    before = find_draft(seat.desk, key)
    form = open_new(seat, case_id)
    draft_button(form, "drop").click()
    assert left(seat, key) is None
    assert not form.keeper.offers.strip.isVisible()
    seat.messages.undo()
    assert left(seat, key) == before
    take_up(form)
    assert text(form) == "Vu lundi"


def test_what_was_taken_up_can_be_thrown_away_and_had_back(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    form = open_new(seat, case_id)
    take_up(form)
    type_in(form, "!")
    draft_button(form, "drop").click()
    assert text(form) == ""
    assert left(seat, key) is None
    seat.messages.undo()
    assert "Vu lundi" in text(form)
    assert "!" in text(form)
    found = left(seat, key)
    assert found is not None


def test_giving_a_form_up_can_be_undone(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    form = open_new(seat, case_id)
    type_in(form, "Trop vite")
    form.give_up()
    assert left(seat, key) is None
    seat.messages.undo()
    found = left(seat, key)
    assert found is not None
    assert found.content["fields"]["text"] == "Trop vite"


def test_giving_up_leaves_the_draft_that_was_not_decided(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    before = find_draft(seat.desk, key)
    form = open_new(seat, case_id)
    type_in(form, "Autre chose")
    form.keeper.write()
    seat.settle()
    form.give_up()
    assert left(seat, key) == before


def test_saving_leaves_the_draft_that_was_not_decided(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text="Vu lundi"))
    before = find_draft(seat.desk, key)
    form = open_new(seat, case_id)
    form.form.cells["kind"].editor.load("INTERVIEW")
    type_in(form, "Une autre observation")
    form.save(lambda: None)
    assert left(seat, key) == before
    (row,) = observations(seat.desk, case_id)
    assert row.text == "Une autre observation"


def test_what_says_nothing_new_is_not_offered(seat: Seat, case_id: int) -> None:
    key = key_of(case_id)
    keep_draft(seat.desk, key, content(text=""))
    form = open_new(seat, case_id)
    assert not form.keeper.offers.strip.isVisible()
    assert left(seat, key) is None


def saved(seat: Seat, case_id: int, words: str, number: int | None = None) -> int:
    known = next((one for one in observations(seat.desk, case_id) if one.id == number), None)
    entry = ObservationEntry(
        kind=ObservationKind.INTERVIEW,
        observed_on=seat.desk.clock.today(),
        text=words,
        sharing_scope=SharingScope.CELL,
        version=known.version if known else None,
    )
    save_observation(seat.desk, case_id, entry, observation_id=number)
    return observations(seat.desk, case_id)[0].id


def test_on_a_changed_record_a_draft_is_compared_before_anything_is_taken(
    seat: Seat, case_id: int
) -> None:
    number = saved(seat, case_id, "Première rédaction")
    version = observations(seat.desk, case_id)[0].version
    key = DraftKey("observation", f"{case_id}.{number}", version)
    keep_draft(seat.desk, key, {**content(text="Ma correction"),
                                "was": {"text": "Première rédaction"}})  # fmt: skip
    saved(seat, case_id, "Rédaction d’une collègue", number)
    form = open_known(seat, case_id)
    strip = form.keeper.offers.strip
    assert strip.words.text().endswith("la fiche a changé depuis")
    assert not strip.resume.isVisible()
    draft_button(form, "compare").click()
    shown = dialog()
    (one,) = shown.differences
    assert (one.kept, one.other, one.clash) == (
        "Rédaction d’une collègue", "Ma correction", True,
    )  # fmt: skip
    shown.reject()
    assert text(form) == "Rédaction d’une collègue", "looking changes nothing"
    draft_button(form, "compare").click()
    pick(dialog(), "text", other=True)
    dialog().submit.click()
    assert text(form) == "Ma correction"
    form.save(lambda: None)
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "Ma correction"


def test_one_who_comes_for_a_draft_has_it_taken_up_or_compared(seat: Seat, case_id: int) -> None:
    keep_draft(seat.desk, key_of(case_id), content(text="Vu lundi"))
    assert text(open_new(seat, case_id, resume=True)) == "Vu lundi"
    number = saved(seat, case_id, "Première rédaction")
    keep_draft(seat.desk, DraftKey("observation", f"{case_id}.{number}", 0), content(text="x"))
    form = open_known(seat, case_id, resume=True)
    assert text(form) == "Première rédaction"
    assert dialog().isVisible()


def test_a_half_typed_date_survives(seat: Seat, case_id: int) -> None:
    form = open_new(seat, case_id)
    line = form.form.cells["observed_on"].editor.targets[0]
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, "12/0")
    form.keeper.write()
    seat.settle()
    again = open_new(seat, case_id)
    take_up(again)
    assert again.form.cells["observed_on"].editor.raw() == "12/0"


def test_two_changes_of_one_record_are_both_shown_and_neither_is_overwritten(
    seat: Seat, case_id: int
) -> None:
    number = saved(seat, case_id, "Première rédaction")
    form = open_known(seat, case_id)
    saved(seat, case_id, "Rédaction d’une collègue", number)
    form.form.cells["text"].editor.set_raw("La mienne")
    form.save(lambda: None)
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "Rédaction d’une collègue"
    shown = dialog()
    (one,) = shown.differences
    assert (one.kept, one.other, one.clash) == ("Rédaction d’une collègue", "La mienne", True)
    shown.reject()
    assert text(form) == "La mienne", "giving up leaves what was typed"
    form.save(lambda: None)
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "Rédaction d’une collègue"
    pick(dialog(), "text", other=True)
    dialog().submit.click()
    seat.settle()
    assert observations(seat.desk, case_id)[0].text == "La mienne"


def test_what_one_left_alone_is_saved_as_the_other_wrote_it(seat: Seat, case_id: int) -> None:
    number = saved(seat, case_id, "Première rédaction")
    form = open_known(seat, case_id)
    saved(seat, case_id, "Rédaction d’une collègue", number)
    form.form.cells["person_statement"].editor.set_raw("La personne conteste")
    form.save(lambda: None)
    seat.settle()
    dialog().submit.click()  # what is proposed at first
    seat.settle()
    (row,) = observations(seat.desk, case_id)
    assert (row.text, row.person_statement) == ("Rédaction d’une collègue", "La personne conteste")
