"""An orientation is written: what is proposed, typed, kept unfinished, refused in words."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from app.errors import UserFacingError
from app.models.youth import Schooling
from app.services.choices import (
    GradeLevel,
    PartnerType,
    Situation,
)
from app.services.drafts import drafts
from app.services.referral_moves import ReferralMove, move_referral
from app.services.referrals import read_referral, referrals_of
from app.ui.context import Place
from app.ui.forms.specs.referral import parse_hour
from app.ui.widgets.choice import Choice
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.drafts import take_up
from tests.helpers.hands import focused
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.referrals.conftest import TODAY, S, form, refer

ADULT = date(2006, 1, 1)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def test_the_form_proposes_the_class_and_the_school(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    school = plant_partner(town, "Lycée Paul-Langevin", PartnerType.SCHOOL)
    with Session(town.engine) as session, session.begin():
        session.add(
            Schooling(
                youth_id=1, situation=Situation.LYCEE_PRO, grade=GradeLevel.G2DE_PRO,
                school_id=school, started_on=TODAY,
            )
        )  # fmt: skip
    page = form(sit(desk), Place("referral.new", case_id))
    assert page.form is not None
    values = page.form.binder.values()
    assert values["last_grade"] == "2DE_PRO"
    assert values["last_school"] == str(school)
    assert not page.has_changes()


def test_an_orientation_is_written_with_the_keyboard(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    partner = plant_partner(town, "CFA du batiment")
    seat = sit(desk)
    form(seat, Place("referral.new", case_id))
    assert focused().objectName() == "field.referral.partner"
    QTest.keyClicks(focused(), "cfa")
    seat.settle()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "inscription")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    [row] = referrals_of(desk, case_id)
    assert (row.partner, row.status) == ("CFA du batiment", S.DRAFT)
    assert read_referral(desk, row.id).partner_id == partner
    assert seat.went == [Place("referral", row.id)]
    assert drafts(desk) == ()


def test_the_guardian_is_asked_only_of_a_minor(town: Office, sit: Sit) -> None:
    desk = town.desk()
    for born, asked in ((date(2011, 3, 14), True), (ADULT, False)):
        page = form(sit(desk), Place("referral.new", plant_case(town, born=born)))
        assert page.form is not None
        assert ("guardian_agreed_on" in page.form.cells) is asked


def test_a_form_left_unfinished_is_found_again(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    page = form(sit(desk), Place("referral.new", case_id))
    assert page.form is not None
    target = page.form.cells["first_trade"].editor.targets[0]
    target.setFocus()
    QTest.keyClicks(target, "CAP cuis")
    work = page.snapshot()
    assert work is not None
    work()
    again = form(sit(desk), Place("referral.new", case_id))
    assert again.form is not None
    take_up(again)
    assert again.form.binder.values()["first_trade"] == "CAP cuis"
    assert again.has_changes()
    again.discard()
    assert not again.has_changes()


def test_correcting_a_sent_orientation_is_refused_in_words(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town), S.CONSENT_PENDING)
    seat = sit(desk)
    page = form(seat, Place("referral.edit", number))
    assert page.form is not None
    page.form.cells["first_trade"].editor.load("CAP couvreur")
    version = read_referral(desk, number).version
    move_referral(desk, number, ReferralMove(S.SENT, on=TODAY - timedelta(days=1)))
    assert read_referral(desk, number).version > version
    page.save(lambda: pytest.fail("it was not saved"))
    seat.settle()
    assert page.form.cells["first_trade"].error.startswith("Déjà envoyé à la structure")
    assert page.has_changes()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("14 h 30", (14, 30)), ("14h", (14, 0)), ("9:05", (9, 5)), ("1430", (14, 30)), ("8", (8, 0))],
)
def test_hours_are_understood_as_people_write_them(typed: str, shown: tuple[int, int]) -> None:
    at = parse_hour(typed)
    assert (at.hour, at.minute) == shown


@pytest.mark.parametrize("typed", ["25 h", "14 h 75", "midi", "14:30:10", ""])
def test_an_impossible_hour_is_refused(typed: str) -> None:
    with pytest.raises(UserFacingError):
        parse_hour(typed)


def test_choices_are_words_not_codes(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town))
    page = form(sit(desk), Place("referral.edit", number))
    assert page.form is not None
    raw = page.form.cells["request"].editor.raw()
    assert raw == ["INSCRIPTION", "Inscription"]
    assert isinstance(page.form.cells["partner"].editor.raw(), list)
    assert Choice("1", "CFA du bâtiment").label in str(page.form.cells["partner"].editor.raw())
