"""One orientation: written, agreed, sent, followed; what is possible is what the state allows."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.services.choices import (
    DeclineReason,
    Role,
)
from app.services.referrals import read_referral
from app.ui.context import Place
from app.ui.operations.referrals import VERBS
from app.ui.panels.referrals import ReferralsTab
from tests.helpers.cases import plant_case
from tests.helpers.hands import focused
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.looking import cut_texts, nameless, outside
from tests.ui.referrals.conftest import TODAY, S, press, refer, steps, view, words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


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


def test_the_tab_lists_and_begins(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = refer(town, desk, case_id, S.CONSENT_PENDING)
    seat = sit(desk)
    page = seat.host(lambda context: ReferralsTab(context, case_id))
    assert "CFA du bâtiment" in words(page)
    press(page, f"referral.{number}")
    press(page, "action.referral.new")
    assert seat.went == [Place("referral", number), Place("referral.new", case_id)]


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
