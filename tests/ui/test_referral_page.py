"""One orientation: written, agreed, sent, followed; what is possible is what the state allows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from sqlalchemy.orm import Session

from app.errors import UserFacingError
from app.models.youth import Schooling
from app.services.choices import (
    DeclineReason,
    GradeLevel,
    PartnerType,
    ReferralRequest,
    ReferralStatus,
    Role,
    Situation,
)
from app.services.desk import Desk
from app.services.drafts import drafts
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.services.referrals import read_referral, referrals_of
from app.ui.context import Place
from app.ui.forms.specs.referral import parse_hour
from app.ui.operations.referrals import VERBS
from app.ui.pages.referral_form import ReferralFormPage
from app.ui.pages.referral_page import ReferralPageView
from app.ui.panels.referrals import ReferralsTab
from app.ui.widgets.choice import Choice
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.drafts import take_up
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless, outside

TODAY = MONDAY.date()
ADULT = date(2006, 1, 1)
S = ReferralStatus
Sit = Callable[[Desk], Seat]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def refer(town: Office, desk: Desk, case_id: int, *steps: S, agreed: bool = True) -> int:
    given = TODAY if agreed else None
    entry = ReferralEntry(
        plant_partner(town),
        ReferralRequest.INSCRIPTION,
        first_trade="CAP maçon",
        youth_agreed_on=given,
        guardian_agreed_on=given,
    )
    number = save_referral(desk, case_id, entry).ref
    for step in steps:
        move_referral(desk, number, ReferralMove(step))
    return number


def view(seat: Seat, number: int, *, width: int = 1140) -> ReferralPageView:
    page = seat.show(lambda context: ReferralPageView(context, Place("referral", number)),
                     width=width)  # fmt: skip
    assert isinstance(page, ReferralPageView)
    return page


def form(seat: Seat, place: Place) -> ReferralFormPage:
    page = seat.show(lambda context: ReferralFormPage(context, place))
    assert isinstance(page, ReferralFormPage)
    return page


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def words(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def steps(page: ReferralPageView) -> set[str]:
    found = page.findChildren(QPushButton)
    prefix = "action.referral.to."
    return {
        one.objectName().removeprefix(prefix)
        for one in found
        if one.objectName().startswith(prefix) and one.isVisible()
    }


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


def test_sending_waits_for_the_agreements_and_says_so(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town), S.CONSENT_PENDING, agreed=False)
    seat = sit(desk)
    page = view(seat, number)
    assert "L’envoi attend l’accord du jeune et du représentant légal." in words(page)
    send = page.findChild(QPushButton, "action.referral.to.SENT")
    assert send is not None
    assert not send.isEnabled()

    press(page, "strip.agreements.action")
    seat.settle()
    for day in ("20/11/2026", "21/11/2026"):
        QTest.keyClicks(focused(), day)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    press(page, "action.agreements.save")
    seat.settle()
    kept = read_referral(desk, number)
    assert kept.youth_agreed_on == date(2026, 11, 20)
    assert kept.guardian_agreed_on == date(2026, 11, 21)

    press(page, "action.referral.to.SENT")
    seat.settle()
    press(page, "action.move.save")
    seat.settle()
    assert read_referral(desk, number).row.sent_on == TODAY
    assert steps(page) == {"ACKNOWLEDGED", "REMINDED", "NO_ANSWER", "CANCELLED"}


def test_an_interview_is_set_by_its_day_and_hour(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town), S.CONSENT_PENDING, S.SENT, S.ACKNOWLEDGED)
    seat = sit(desk)
    page = view(seat, number)
    press(page, "action.referral.to.INTERVIEW_SET")
    seat.settle()
    assert focused().objectName() == "field.move.interview_on"
    QTest.keyClicks(focused(), "24/11/2026")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "14h30")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()
    kept = read_referral(desk, number)
    assert kept.row.interview_at == datetime(2026, 11, 24, 14, 30).astimezone(UTC)
    assert kept.row.status is S.INTERVIEW_SET
    assert any("entretien le 24/11 à\u00a014\u00a0h\u00a030" in one for one in words(page))


def test_a_refusal_wants_its_reason(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town), S.CONSENT_PENDING, S.SENT, S.ACKNOWLEDGED)
    seat = sit(desk)
    page = view(seat, number)
    page.begin(S.DECLINED)
    seat.settle()
    press(page, "action.move.save")
    seat.settle()
    assert "Indiquez le motif du refus" in words(page)
    assert page.slot.form is not None
    page.slot.form.form.cells["decline_reason"].editor.load(DeclineReason.FULL)
    press(page, "action.move.save")
    seat.settle()
    kept = read_referral(desk, number)
    assert (kept.row.status, kept.decline_reason) == (S.DECLINED, DeclineReason.FULL)
    assert steps(page) == {"CLOSED"}


def test_every_state_has_its_verb() -> None:
    assert set(VERBS) == set(S) - {S.DRAFT}


def test_the_page_shows_history_and_leads_to_print_dossier_and_form(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = refer(town, desk, case_id, S.CONSENT_PENDING)
    seat = sit(desk)
    page = view(seat, number)
    shown = words(page)
    assert shown.index("Accord en attente", shown.index("Parcours")) < shown.index("Brouillon")
    for name in ("case", "edit", "print"):
        press(page, f"action.referral.{name}")
    assert seat.went == [
        Place("case", case_id, "referrals"),
        Place("referral.edit", number),
        Place("referral_preview", number),
    ]


def test_a_secretary_reads_and_prints_but_does_not_move_it(town: Office, sit: Sit) -> None:
    number = refer(town, town.desk(), plant_case(town), S.CONSENT_PENDING)
    page = view(sit(town.desk(Role.CLERK, groups=(town.north,))), number)
    assert steps(page) == set()
    assert page.findChild(QPushButton, "action.referral.edit") is None
    assert page.findChild(QPushButton, "action.referral.print") is not None


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


def test_the_tab_lists_and_begins(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = refer(town, desk, case_id, S.CONSENT_PENDING)
    seat = sit(desk)
    page = seat.host(lambda context: ReferralsTab(context, case_id))
    assert "CFA du bâtiment" in words(page)
    press(page, f"referral.{number}")
    press(page, "action.referral.new")
    assert seat.went == [Place("referral", number), Place("referral.new", case_id)]


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


@pytest.mark.parametrize("width", [1140, 900])
def test_nothing_is_cut_or_nameless(town: Office, sit: Sit, width: int) -> None:
    desk = town.desk()
    case_id = plant_case(town, last_name="OUEDRAOGO-LEFEBVRE", first_name="Marie-Antoinette")
    number = refer(town, desk, case_id, S.CONSENT_PENDING, agreed=False)
    seat = sit(desk)
    page = view(seat, number, width=width)
    for _ in range(2):
        assert cut_texts(page) == []
        assert outside(page) == []
        assert nameless(page) == []
        page.begin(S.CANCELLED)
        seat.settle()


def test_choices_are_words_not_codes(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town))
    page = form(sit(desk), Place("referral.edit", number))
    assert page.form is not None
    raw = page.form.cells["request"].editor.raw()
    assert raw == ["INSCRIPTION", "Inscription"]
    assert isinstance(page.form.cells["partner"].editor.raw(), list)
    assert Choice("1", "CFA du bâtiment").label in str(page.form.cells["partner"].editor.raw())
