"""« Déjà connu ? » in every form that opens a dossier: no double is made without a word."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.models.enums import IntakeStatus, PartnerType, ReportSubject
from app.services.choices import DangerAnswer, IntakeReason
from app.services.desk import Desk
from app.services.intake import read_intake
from app.services.intake_entry import IntakeEntry
from app.services.intake_known import known_people
from app.services.intake_list import intakes
from app.services.intake_write import save_intake
from app.services.rules.matching import Identity
from app.services.rules.partial_dates import PartialDate
from app.services.told_apart import pairs_apart
from app.ui.context import Place
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.known_panel import KnownPanel
from app.ui.pages.household_page import HouseholdPageView
from app.ui.pages.intake_read import IntakePageView
from tests.helpers.hands import press
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.intake.conftest import fill, open_form
from tests.ui.looking import cut_texts, nameless, outside
from tests.unit.documents.family import make_family


def button(page: QWidget, name: str) -> QAbstractButton:
    (found,) = [one for one in page.findChildren(QAbstractButton, name) if one.isVisible()]
    return found


def typed(seat: Seat, page: QWidget, name: str, text: str) -> None:
    """Type in a field, and let what follows the typing be asked and answered."""
    field = page.findChild(QWidget, name)
    assert field is not None
    QTest.keyClicks(field, text)
    (panel,) = page.findChildren(KnownPanel)
    panel._lookup.ask()  # without its pause
    seat.settle()


def unnamed(desk: Desk, group: int) -> int:
    """A signalement of a family whose young person nobody has named yet."""
    entry = IntakeEntry(
        received_on=date(2026, 11, 3), origin_type=PartnerType.FAMILY, last_name="Martel",
        reasons=frozenset({IntakeReason.PARENTING_SUPPORT}), family_informed=True,
        danger_answer=DangerAnswer.NO, group_id=group, subject=ReportSubject.FAMILY,
    )  # fmt: skip
    return save_intake(desk, entry).ref


def test_another_child_of_a_family_who_is_followed_already_is_shown(
    seat: Seat, town: Office
) -> None:
    family = make_family(town)
    page = seat.show(lambda context: HouseholdPageView(context, Place("household", 1)))
    button(page, "action.household.child").click()
    seat.settle()
    assert not page.findChildren(KnownPanel)[0].isVisible()
    typed(seat, page, "field.household.child.last_name", "martel")
    typed(seat, page, "field.household.child.first_name", "yanis")
    assert not cut_texts(page)
    assert not outside(page)
    assert not nameless(page)
    button(page, f"action.known.yes.{family.case_id}").click()
    assert seat.went == [Place("case", family.case_id)]
    seat.settle()
    button(page, f"action.known.no.{family.case_id}").click()
    (form,) = [one for one in page.findChildren(InlineForm) if one.key.form == "household.child"]
    form.form.binder.load(
        {
            "last_name": "Martel", "first_name": "Yannis", "birth": PartialDate.in_year(2012),
            "sex": "MALE", "origin_type": "FAMILY", "group_id": str(town.north),
        }
    )  # fmt: skip
    form.primary.click()
    seat.settle()
    (row,) = pairs_apart(seat.desk)
    assert family.case_id in row.case_ids


def test_who_is_named_of_an_unnamed_signalement_is_shown_and_their_dossier_joined(
    seat: Seat, town: Office
) -> None:
    family = make_family(town)
    number = unnamed(seat.desk, town.north)
    page = seat.show(lambda context: IntakePageView(context, Place("intake", number, "qualify")))
    assert isinstance(page, IntakePageView)
    assert page.decision is not None
    assert not page.findChildren(KnownPanel)[0].isVisible()
    page.decision.form.cells["way"].editor.load("retain")
    page.decision.form.cells["case"].editor.load("new")
    typed(seat, page, "field.decision.first_name", "yanis")
    button(page, f"action.known.yes.{family.case_id}").click()
    assert not page.findChildren(KnownPanel)[0].isVisible()
    assert page.decision.submit.text() == "Rejoindre ce dossier"
    QTest.keyClick(page.decision.submit, Qt.Key.Key_Space)
    seat.settle()
    report = read_intake(seat.desk, number)
    assert (report.status, report.case_id) == (IntakeStatus.ADMISSIBLE, family.case_id)


def test_who_is_dismissed_before_the_first_saving_stays_so(seat: Seat, town: Office) -> None:
    family = make_family(town)
    page = open_form(seat)
    assert page.sheet is not None
    fill(page, last_name="Martel", first_name="Yanis")
    page.sheet._lookup.ask()
    seat.settle()
    button(page, f"action.known.no.{family.case_id}").click()
    press(page, "action.intake.keep")
    seat.settle()
    newest = max(one.id for one in intakes(seat.desk)[0])
    wanted = Identity("Martel", "Yanis")
    assert family.case_id in {one.case_id for one in known_people(seat.desk, wanted)}
    after = known_people(seat.desk, wanted, report_id=newest)
    assert family.case_id not in {one.case_id for one in after}
