"""« Déjà signalé » on the screen: beside the form, and on the page where one qualifies."""

from datetime import date

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.models.enums import PartnerType, Role
from app.services.choices import DangerAnswer, IntakeReason
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.rules.partial_dates import PartialDate
from app.ui.context import Place
from app.ui.operations.already_reported import AlreadyReported
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.pages.intake_read import IntakePageView
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless, outside

BORN = PartialDate.exactly(date(2011, 3, 14))


def reported(town: Office, first_name: str) -> int:
    entry = IntakeEntry(
        received_on=date(2026, 11, 3), origin_type=PartnerType.FAMILY, last_name="Martel",
        first_name=first_name, birth=BORN, reasons=frozenset({IntakeReason.PARENTING_SUPPORT}),
        family_informed=True, danger_answer=DangerAnswer.NO, group_id=town.north,
    )  # fmt: skip
    return save_intake(town.desk(Role.COORDINATOR), entry, complete=False).ref


def words(page: QWidget) -> str:
    (lines,) = page.findChildren(AlreadyReported)
    return " ".join(one.text() for one in lines.findChildren(QLabel))


def test_who_types_the_same_child_is_led_to_the_signalement_that_waits(
    seat: Seat, town: Office
) -> None:
    first = reported(town, "Yanis")
    page = seat.show(lambda context: IntakeFormPage(context, Place("intake.new")))
    assert isinstance(page, IntakeFormPage)
    assert page.sheet is not None
    for name, value in (("last_name", "Martel"), ("first_name", "Yanis"), ("birth", BORN)):
        page.sheet.form.cells[name].editor.load(value)
    page.sheet._lookup.ask()  # without its pause
    seat.settle()
    assert "Déjà signalé\u202f: MARTEL Yanis, 14/03/2011" in words(page)
    assert not cut_texts(page)
    assert not outside(page)
    assert not nameless(page)
    see = page.findChild(QAbstractButton, f"action.reported.see.{first}")
    assert see is not None
    see.click()
    assert seat.went == [Place("intake", first)]


def test_who_reads_a_signalement_is_told_of_the_other_one(seat: Seat, town: Office) -> None:
    first = reported(town, "Yanis")
    with town.desk(Role.COORDINATOR).work() as work:
        work.session.connection().exec_driver_sql("UPDATE intake_report SET status = 'RECEIVED'")
        work.session.commit()
    second = reported(town, "Yannis")
    page = seat.show(lambda context: IntakePageView(context, Place("intake", first)))
    assert "MARTEL Yannis" in words(page)
    assert page.findChild(QAbstractButton, f"action.reported.see.{second}") is not None
    assert page.findChild(QAbstractButton, f"action.reported.see.{first}") is None
