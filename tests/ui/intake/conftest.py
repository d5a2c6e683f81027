"""What tests of the form of a signalement share: a seat, and how one types there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from app.models.intake import IntakeReport
from app.services.choices import PartnerType
from app.services.partners import ContactEntry, PartnerEntry, save_partner
from app.ui.context import Place
from app.ui.pages.intake_form import IntakeFormPage
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit


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


def strike(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
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
        strike(Qt.Key.Key_Tab)
    raise AssertionError(f"{name} is not reached by Tab")


def choose(seat: Seat, name: str, typed: str) -> None:
    """Type in a list and take its first line."""
    tab_to(f"field.intake.{name}")
    keys(typed)
    seat.settle()
    strike(Qt.Key.Key_Return)


def type_all(seat: Seat) -> None:
    """Everything that is required, from the keyboard."""
    choose(seat, "origin_type", "etab")
    choose(seat, "reporter", "aubry")
    tab_to("field.intake.last_name")
    keys("martel")
    strike(Qt.Key.Key_Tab)
    keys("Yanis")
    strike(Qt.Key.Key_Tab)
    keys("140311")
    tab_to("field.intake.sex.FEMALE")
    strike(Qt.Key.Key_Right)
    strike(Qt.Key.Key_Space)
    choose(seat, "situation", "lycee prof")
    choose(seat, "group", "nord")
    tab_to("field.intake.reasons.ABSENTEEISM")
    strike(Qt.Key.Key_Space)
    strike(Qt.Key.Key_Right)
    strike(Qt.Key.Key_Space)
    tab_to("field.intake.reason_note")
    keys("Courriers sans suite.")
    tab_to("field.intake.danger.yes")
    strike(Qt.Key.Key_Right)
    strike(Qt.Key.Key_Space)
    tab_to("field.intake.family_informed.yes")
    strike(Qt.Key.Key_Right)
    strike(Qt.Key.Key_Space)


def fill(page: IntakeFormPage, **answers: object) -> None:
    assert page.sheet is not None
    for name, value in answers.items():
        page.sheet.form.cells[name].editor.load(value)


def count_reports(town: Office) -> int:
    with town.desk().read() as work:
        return work.session.scalar(select(func.count(IntakeReport.id))) or 0
