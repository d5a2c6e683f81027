"""A signalement about a family or somebody unknown, its author created on the spot, the next."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.models.enums import NotRetainedReason, PartnerType, ReportSubject, Sex
from app.services.choices import DangerAnswer, IntakeReason, IntakeStatus
from app.services.households_list import find_households
from app.services.intake import read_intake
from app.services.intake_entry import IntakeEntry
from app.services.intake_list import intakes
from app.services.intake_write import save_intake
from app.services.notices import read_notice
from app.services.rules.partial_dates import PartialDate
from app.ui.context import Place
from app.ui.forms.specs.intake_decision import FAMILY_CASE, NEW_CASE
from app.ui.operations.notices import notice_dialog
from app.ui.operations.partners import NewPartnerDialog
from app.ui.pages.intake_read import IntakePageView
from app.ui.pages.preview import FEEDBACK, NOTICE, PreviewPage
from app.ui.widgets.choice import Choice
from tests.helpers.hands import press
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.intake.conftest import fill, open_form, strike
from tests.ui.looking import cut_texts, nameless, outside
from tests.unit.documents.family import make_family

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen
UNKNOWN, FAMILY = str(ReportSubject.UNKNOWN), str(ReportSubject.FAMILY)


def entry(town: Office, **changes: object) -> IntakeEntry:
    given: dict[str, object] = {
        "received_on": date(2026, 11, 3), "origin_type": PartnerType.FAMILY,
        "last_name": "Roy", "reasons": frozenset({IntakeReason.PARENTING_SUPPORT}),
        "family_informed": True, "danger_answer": DangerAnswer.NO, "group_id": town.north,
        "subject": ReportSubject.FAMILY,
    }  # fmt: skip
    return IntakeEntry(**(given | changes))  # type: ignore[arg-type]  # the fields of the entry


def read(seat: Seat, number: int) -> IntakePageView:
    page = seat.show(lambda context: IntakePageView(context, Place("intake", number, "qualify")))
    assert isinstance(page, IntakePageView)
    return page


@pytest.mark.parametrize("width", [1140, 720])
def test_the_form_asks_only_what_concerns_its_subject(seat: Seat, width: int) -> None:
    page = open_form(seat, width=width)
    assert page.sheet is not None
    cells = page.sheet.form.cells
    page.sheet.guardians.add()
    for subject, missing in ((UNKNOWN, 6), (FAMILY, 9)):
        fill(page, subject=subject)
        seat.settle()
        assert cells["place"].isVisible() is (subject == UNKNOWN)
        assert cells["last_name"].isVisible() is (subject == FAMILY)
        assert not cells["birth"].isVisible()
        assert page.sheet.guardians.isVisible() is (subject == FAMILY)
        assert page.sheet.missing_count == missing
        assert not cut_texts(page)
        assert not outside(page)
        assert not nameless(page)


def test_a_name_typed_before_the_subject_changed_is_there_again_when_it_comes_back(
    seat: Seat,
) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    fill(page, last_name="MARTEL", subject=UNKNOWN)
    assert page.sheet.values()["last_name"] == ""
    fill(page, subject=str(ReportSubject.YOUTH))
    assert page.sheet.values()["last_name"] == "MARTEL"


def test_an_author_created_on_the_spot_takes_nothing_away(seat: Seat) -> None:
    page = open_form(seat)
    assert page.sheet is not None
    fill(page, origin_type="SPORT_CLUB", last_name="MARTEL", reason_note="Ne vient plus.")
    page.sheet.form.cells["reporter"].editor.create_requested.emit("US Valmont")
    dialog = next(
        one for one in QApplication.topLevelWidgets()
        if isinstance(one, NewPartnerDialog) and one.isVisible()
    )  # fmt: skip
    assert dialog.form.binder.values()["name"] == "US Valmont"
    assert dialog.form.binder.values()["partner_type"] == "SPORT_CLUB"
    dialog.form.cells["last_name"].editor.load("DIOP")
    dialog.form.cells["job_title"].editor.load("entraîneur")
    dialog.submit.click()
    seat.settle()
    values = page.sheet.values()
    assert values["reporter"] == "2:2"
    assert (values["last_name"], values["reason_note"]) == ("MARTEL", "Ne vient plus.")
    press(page, "action.intake.keep")
    seat.settle()
    (row,), _ = intakes(seat.desk)
    assert read_intake(seat.desk, row.id).reporter == "US Valmont — DIOP, entraîneur"


@pytest.mark.parametrize("width", [1140, 720])
def test_a_family_has_its_own_dossier_opened_then_joined_by_its_name(
    seat: Seat, town: Office, width: int
) -> None:
    first, second = (save_intake(seat.desk, entry(town)).ref for _ in range(2))
    page = read(seat, first)
    page.resize(width, page.height())
    assert page.decision is not None
    cells = page.decision.form.cells
    cells["way"].editor.load("retain")
    seat.settle()
    assert page.decision.form.binder.values()["case"] == FAMILY_CASE
    assert cells["household"].isVisible()
    assert not cells["first_name"].isVisible()
    assert not cut_texts(page)
    assert not nameless(page)
    page.decision.submit.click()
    seat.settle()
    case_id = read_intake(seat.desk, first).case_id
    assert case_id is not None
    (known,) = find_households(seat.desk, "Roy")
    page = read(seat, second)
    assert page.decision is not None
    cells = page.decision.form.cells
    cells["way"].editor.load("retain")
    cells["household"].editor.load(Choice(str(known.id), known.name))
    page.decision.submit.click()
    seat.settle()
    assert read_intake(seat.desk, second).case_id == case_id


def test_a_young_person_of_a_family_is_named_before_their_dossier_opens(
    seat: Seat, town: Office
) -> None:
    number = save_intake(seat.desk, entry(town)).ref
    page = read(seat, number)
    assert page.decision is not None
    cells = page.decision.form.cells
    cells["way"].editor.load("retain")
    cells["case"].editor.load(NEW_CASE)
    assert cells["last_name"].isVisible()
    page.decision.submit.click()
    assert cells["first_name"].error
    for name, value in (("first_name", "Inès"), ("birth", PartialDate.in_year(2012)),
                        ("sex", str(Sex.FEMALE))):  # fmt: skip
        cells[name].editor.load(value)
    page.decision.submit.click()
    seat.settle()
    assert read_intake(seat.desk, number).status is IntakeStatus.ADMISSIBLE


def test_after_a_decision_the_keyboard_leads_to_the_next_that_waits(
    seat: Seat, town: Office
) -> None:
    first = save_intake(seat.desk, entry(town)).ref
    second = save_intake(seat.desk, entry(town, received_on=date(2026, 11, 20))).ref
    page = read(seat, first)
    assert page.decision is not None
    page.decision.form.binder.load({"way": "not_retain", "reason": str(NotRetainedReason.SOLVED)})
    page.decision.submit.click()
    seat.settle()
    onward = page.window().focusWidget()
    assert isinstance(onward, QPushButton)
    assert (onward.objectName(), onward.text()) == ("action.intake.next", "Suivant (1)")
    strike(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert seat.went == [Place("intake", second, "qualify")]
    slips = [
        one for one in page.findChildren(QPushButton, "action.intake.feedback") if one.isVisible()
    ]
    slips[0].click()
    assert seat.went[-1] == Place(FEEDBACK, first)
    slip = seat.show(lambda context: PreviewPage(context, Place(FEEDBACK, first)))
    assert isinstance(slip, PreviewPage)
    assert slip.document is not None


def test_letters_are_previewed_and_their_sending_noted_on_the_dossier(
    seat: Seat, town: Office
) -> None:
    family = make_family(town)
    page = seat.show(lambda context: PreviewPage(context, Place(NOTICE, family.case_id)))
    assert isinstance(page, PreviewPage)
    assert page.document is not None
    assert page.findChild(QPushButton, "action.preview.sent") is not None
    state = read_notice(seat.desk, family.case_id)
    dialog = notice_dialog(seat.context, family.case_id, state)
    dialog.form.cells["sent_on"].editor.load(date(2026, 11, 23))
    dialog.form.cells["channel"].editor.load("HAND")
    dialog.submit.click()
    seat.settle()
    found = read_notice(seat.desk, family.case_id)
    assert (found.sent_on, str(found.channel)) == (date(2026, 11, 23), "HAND")
