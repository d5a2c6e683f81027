"""Typing a signalement with the keyboard alone, leaving it, coming back, answering « oui »."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from sqlalchemy import func, select

from app.models.desk import Draft
from app.models.enums import DangerAnswer, DangerRecipient, IntakeReason, IntakeStatus, Role
from app.models.intake import IntakeReport
from app.services.choices import PartnerType
from app.services.danger import transmissions
from app.services.desk import Desk
from app.services.drafts import DraftKey, find_draft
from app.services.intake import read_intake
from app.services.intake_list import intakes
from app.services.intake_write import FORM
from app.services.partners import ContactEntry, PartnerEntry, save_partner
from app.ui.context import PageContext, PageSpec, Place
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.pages.intake_list import IntakesPage
from app.ui.pages.intake_read import IntakePageView
from app.ui.shell.frame import Frame
from app.ui.shell.frame import Office as Everything
from tests.helpers.drafts import take_up
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless, outside

Sit = Callable[[Desk], Seat]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


@pytest.fixture
def seat(town: Office, sit: Sit) -> Seat:
    desk = town.desk()
    save_partner(
        desk,
        PartnerEntry(
            name="Lycée Paul-Langevin",
            partner_type=PartnerType.SCHOOL,
            contacts=(ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE"),),
        ),
    )
    return sit(desk)


def open_form(seat: Seat, ref: int | None = None, *, width: int = 1140) -> IntakeFormPage:
    kind = "intake.new" if ref is None else "intake.edit"
    page = seat.show(lambda context: IntakeFormPage(context, Place(kind, ref)), width=width)
    assert isinstance(page, IntakeFormPage)
    assert page.sheet is not None
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
    return page


def keys(text: str) -> None:
    """Type in whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    # as the system does: an open list takes the keys before the field it belongs to
    focused = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def tab_to(name: str) -> None:
    """Press Tab until the part of that name has the focus."""
    for _ in range(80):
        focused = QApplication.focusWidget()
        holder = focused.parentWidget() if focused else None
        if focused is not None and name in {focused.objectName(), holder and holder.objectName()}:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"{name} is not reached by Tab")


def choose(seat: Seat, name: str, typed: str) -> None:
    """Type in a list and take its first line."""
    tab_to(f"field.intake.{name}")
    keys(typed)
    seat.settle()
    press(Qt.Key.Key_Return)


def type_all(seat: Seat) -> None:
    """Everything that is required, from the keyboard."""
    choose(seat, "origin_type", "etab")
    choose(seat, "reporter", "aubry")
    tab_to("field.intake.last_name")
    keys("martel")
    press(Qt.Key.Key_Tab)
    keys("Yanis")
    press(Qt.Key.Key_Tab)
    keys("140311")
    tab_to("field.intake.sex.FEMALE")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    choose(seat, "situation", "lycee prof")
    choose(seat, "group", "nord")
    tab_to("field.intake.reasons.ABSENTEEISM")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    tab_to("field.intake.reason_note")
    keys("Courriers sans suite.")
    tab_to("field.intake.danger.yes")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    tab_to("field.intake.family_informed.yes")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)


def fill(page: IntakeFormPage, **answers: object) -> None:
    assert page.sheet is not None
    for name, value in answers.items():
        page.sheet.form.cells[name].editor.load(value)


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def count_reports(town: Office) -> int:
    with town.desk().read() as work:
        return work.session.scalar(select(func.count(IntakeReport.id))) or 0


def test_typed_by_keyboard_alone_it_is_saved_and_goes_on_to_its_qualification(
    seat: Seat,
) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    type_all(seat)
    assert page.sheet.missing_count == 0
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    (row,), _ = intakes(seat.desk)
    assert (row.youth, row.status) == ("MARTEL Yanis", IntakeStatus.RECEIVED)
    assert seat.went == [Place("intake", row.id, "qualify")]
    read = read_intake(seat.desk, row.id)
    assert read.reporter == "Lycée Paul-Langevin — Hélène AUBRY, CPE"
    assert read.entry.reasons == {IntakeReason.ABSENTEEISM, IntakeReason.DROPOUT_RISK}
    assert read.entry.birth is not None
    assert read.entry.birth.earliest == date(2011, 3, 14)
    assert read.entry.danger_answer is DangerAnswer.NO
    assert not page.has_changes()


def test_what_is_missing_is_counted_and_said_at_its_field_without_saving(
    seat: Seat, town: Office
) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    missing = page.sheet.missing_count
    assert missing == 11
    bar = page.findChild(QPushButton, "action.missing") or next(
        one for one in page.findChildren(QPushButton) if "manquent" in one.text()
    )
    assert bar.text() == "11 réponses manquent"
    fill(page, last_name="MARTEL", first_name="Yanis")
    assert page.sheet.missing_count == missing - 2
    click(page, "action.intake.qualify")
    seat.settle()
    assert page.sheet.form.cells["origin_type"].error
    assert page.sheet.form.cells["danger"].error
    assert not page.sheet.form.cells["last_name"].error
    assert count_reports(town) == 0


def test_incomplete_it_is_kept_as_a_brouillon_and_taken_up_again(seat: Seat) -> None:
    page = open_form(seat)
    fill(page, last_name="MARTEL", reasons=("NO_PLACE",), prior_steps=("CALL_FAMILY",))
    click(page, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    assert row.status is IntakeStatus.DRAFT
    assert seat.went == [Place("intakes")]
    again = open_form(seat, row.id)
    assert again.sheet is not None
    assert again.sheet.values()["last_name"] == "MARTEL"
    assert again.sheet.values()["prior_steps"] == ("CALL_FAMILY",)
    assert not again.has_changes()


def test_a_representative_is_added_and_saved_with_the_rest(seat: Seat) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    type_all(seat)
    click(page, "action.intake.guardians.add")
    (form,) = page.sheet.guardians.forms
    assert page.sheet.missing_count == 2
    form.cells["last_name"].editor.load("MARTEL")
    form.cells["relationship_kind"].editor.load("MOTHER")
    form.cells["phone"].editor.load("+33612345678")
    click(page, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    (guardian,) = read_intake(seat.desk, row.id).entry.guardians
    assert (guardian.last_name, guardian.parental_authority) == ("MARTEL", True)


def test_what_is_typed_becomes_a_draft_and_comes_back(seat: Seat) -> None:
    page = open_form(seat)
    fill(page, last_name="MARTEL", reason_note="Fait noté")
    work = page.snapshot()
    assert work is not None
    work()
    again = open_form(seat)
    assert again.sheet is not None
    assert again.sheet.values()["reason_note"] == "", "offered, not put in unasked"
    take_up(again)
    assert again.sheet.values()["reason_note"] == "Fait noté"
    assert again.has_changes()
    again.discard()
    seat.settle()
    assert find_draft(seat.desk, DraftKey(FORM)) is None


def test_someone_already_followed_is_proposed_while_one_types(seat: Seat) -> None:
    first = open_form(seat)
    type_all(seat)
    click(first, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    from_first = IntakePageView(seat.context, Place("intake", row.id, "qualify"))
    seat.shown.append(from_first)
    seat.settle()
    assert from_first.decision is not None
    from_first.decision.form.cells["way"].editor.load("retain")
    from_first.decision.submit.click()
    seat.settle()
    case_id = read_intake(seat.desk, row.id).case_id
    page = open_form(seat)
    assert page.sheet is not None
    type_all(seat)
    page.sheet._lookup.ask()
    seat.settle()
    click(page, f"action.known.yes.{case_id}")
    click(page, "action.intake.qualify")
    seat.settle()
    assert seat.went[-1].tab == f"qualify:{case_id}"


def to_danger(seat: Seat) -> IntakeFormPage:
    page = open_form(seat)
    fill(page, last_name="MARTEL", reason_note="Récit du danger")
    work = page.snapshot()
    assert work is not None
    work()
    tab_to("field.intake.danger.yes")
    press(Qt.Key.Key_Space)
    seat.settle()
    assert page.danger.isVisible()
    return page


def test_danger_shows_whom_to_call_and_keeps_no_narrative_meanwhile(seat: Seat) -> None:
    page = to_danger(seat)
    shown = {one.text() for one in page.danger.findChildren(QLabel) if one.isVisible()}
    assert {"17", "119", "CRIP du département", "Procureur de la République"} <= shown
    draft = find_draft(seat.desk, DraftKey(FORM))
    assert draft is not None
    assert "Récit" not in str(draft.content)
    page.save(lambda: pytest.fail("saved while the danger is open"))
    assert seat.messages.problem_shown is not None


def test_transmitting_only_leaves_nothing_but_the_trace(seat: Seat, town: Office) -> None:
    page = to_danger(seat)
    click(page, "action.danger.only")
    seat.settle()
    assert transmissions(seat.desk) == (), "without a recipient nothing happens"
    page.danger.recipient.choose(str(DangerRecipient.CRIP))
    click(page, "action.danger.only")
    seat.settle()
    assert [one.recipient for one in transmissions(seat.desk)] == [DangerRecipient.CRIP]
    assert count_reports(town) == 0
    with town.desk().read() as work:
        assert work.session.scalar(select(func.count(Draft.id))) == 0
    assert seat.went[-1] == Place("intakes")
    assert not page.has_changes()


def test_following_too_clears_the_narrative_and_no_longer_asks(seat: Seat) -> None:
    page = to_danger(seat)
    assert page.sheet is not None
    page.danger.recipient.choose(str(DangerRecipient.PROSECUTOR))
    click(page, "action.danger.follow")
    seat.settle()
    assert page.sheet.isVisible()
    assert page.sheet.values()["reason_note"] == ""
    assert page.sheet.values()["last_name"] == "MARTEL"
    assert not page.sheet.form.cells["danger"].isVisible()
    fill(
        page, origin_type="FAMILY", first_name="Yanis", birth=None, sex="MALE",
        situation="COLLEGE", reasons=("ABSENTEEISM",), family_informed=True,
    )  # fmt: skip
    page.sheet.form.cells["birth"].editor.set_raw("2011")
    choose(seat, "group", "nord")
    click(page, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    read = read_intake(seat.desk, row.id)
    assert read.entry.danger_answer is DangerAnswer.TRANSMITTED
    assert read.status is IntakeStatus.RECEIVED


def test_oui_by_mistake_comes_back_to_the_form_as_it_was(seat: Seat) -> None:
    page = to_danger(seat)
    assert page.sheet is not None
    click(page, "action.danger.back")
    assert page.sheet.isVisible()
    assert page.sheet.values()["danger"] is None
    assert page.sheet.values()["reason_note"] == "Récit du danger"
    assert transmissions(seat.desk) == ()


@pytest.mark.parametrize("width", [800, 1140, 1700])
def test_nothing_is_cut_or_nameless_at_any_width(seat: Seat, width: int) -> None:
    page = open_form(seat, width=width)
    fill(page, prior_steps=("CALL_FAMILY", "OTHER"), family_informed=True)
    click(page, "action.intake.guardians.add")
    seat.settle()
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []
    page._in_danger()
    seat.settle()
    assert cut_texts(page.danger) == []
    assert nameless(page.danger) == []


@pytest.fixture
def frame(seat: Seat) -> Frame:
    """The whole window around the pages of signalements."""
    one = Frame(
        Everything(
            desk=seat.desk,
            jobs=seat.jobs,
            messages=seat.messages,
            dialogs=seat.dialogs,
            changes=seat.changes,
            settings=seat.context.settings,
            pages=[
                PageSpec("intakes", "Signalements", IntakesPage),
                PageSpec("intake.new", "Nouveau", IntakeFormPage, rail="intakes", keep=False),
            ],
            find=lambda _desk, _text: [],
            who="A. Bernard",
        ),
        lock=lambda: None,
    )
    seat.shown.append(one)
    one.resize(1366, 768)
    one.navigator.go(Place("intakes"))
    one.show()
    seat.settle()
    return one


@pytest.mark.parametrize(
    ("answer", "result"),
    [("save", ("intakes", 1)), ("discard", ("intakes", 0)), ("stay", ("intake.new", 0))],
)
def test_leaving_with_changes_asks_and_does_as_one_answers(
    seat: Seat, town: Office, frame: Frame, answer: str, result: tuple[str, int]
) -> None:
    where, kept = result
    frame.navigator.go(Place("intake.new"))
    seat.settle()
    page = frame.navigator.page
    assert isinstance(page, IntakeFormPage)
    fill(page, last_name="MARTEL")
    seat.dialogs.answer_next(answer)
    click(page, "action.intake.abandon")
    seat.settle()
    assert seat.dialogs.asked
    assert frame.navigator.place is not None
    assert frame.navigator.place.kind == where
    assert count_reports(town) == kept
    seat.settle()
    if where == "intake.new":
        page.discard()
    assert (find_draft(seat.desk, DraftKey(FORM)) is None) or where == "intake.new"


def test_what_was_just_saved_is_in_the_list(seat: Seat, frame: Frame) -> None:
    list_page = frame.navigator.page
    assert isinstance(list_page, IntakesPage)
    assert list_page.frame.empty is not None
    click(list_page, "action.intake.first")
    seat.settle()
    page = frame.navigator.page
    assert isinstance(page, IntakeFormPage)
    frame.activateWindow()
    assert QTest.qWaitForWindowActive(frame)
    type_all(seat)
    click(page, "action.intake.keep")
    seat.settle()
    assert frame.navigator.page is list_page
    assert [row.youth for row in list_page.model.rows] == ["MARTEL Yanis"]
    assert list_page.frame.table.isVisible()


def test_roles_without_signalements_are_refused(town: Office, sit: Sit) -> None:
    seat = sit(town.desk(Role.CLERK))

    def build(context: PageContext) -> QWidget:
        return IntakeFormPage(context, Place("intake.new"))

    seat.show(build)
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "refused"
