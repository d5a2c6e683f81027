"""Orientations across the dossiers: sorted, filtered by chips, opened from the keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton

from app.services.choices import ReferralRequest, ReferralStatus
from app.services.desk import Desk
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.ui.context import PageContext, Place
from app.ui.pages.referral_list import COLUMNS, ReferralsPage
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import nameless, outside

TODAY = MONDAY.date()
S = ReferralStatus
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def refer(town: Office, desk: Desk, case_id: int, partner: str, *steps: S, ago: int = 20) -> int:
    entry = ReferralEntry(
        plant_partner(town, partner),
        ReferralRequest.INSCRIPTION,
        first_trade="CAP maçon",
        youth_agreed_on=TODAY,
        guardian_agreed_on=TODAY,
    )
    number = save_referral(desk, case_id, entry).ref
    for step in steps:
        move_referral(desk, number, ReferralMove(step, on=TODAY - timedelta(days=ago)))
    return number


def listed(seat: Seat, place: Place | None = None) -> ReferralsPage:
    def build(context: PageContext) -> ReferralsPage:
        page = ReferralsPage(context, Place("referrals"))
        if place is not None:
            page.arrive(place)
        return page

    page = seat.show(build, width=1300)
    assert isinstance(page, ReferralsPage)
    return page


def column(page: ReferralsPage, key: str) -> list[str]:
    at = next(number for number, one in enumerate(COLUMNS) if one.key == key)
    return [str(page.model.index(row, at).data()) for row in range(page.model.rowCount())]


def test_each_line_says_how_long_nobody_answered_and_what_comes_next(
    town: Office, sit: Sit
) -> None:
    desk = town.desk()
    refer(town, desk, plant_case(town), "CFA du bâtiment", S.CONSENT_PENDING, S.SENT)
    refer(town, desk, plant_case(town, last_name="SAÏDI"), "Campus des métiers")
    page = listed(sit(desk))
    QAbstractItemModelTester(page.model)
    assert column(page, "silent") == ["20\u00a0jours", ""]
    assert column(page, "next_step") == [
        "en retard\u202f: 18/11/2026",
        "demander l’accord",
    ]
    assert column(page, "status") == ["Envoyée", "Brouillon"]


def test_it_sorts_by_every_column(town: Office, sit: Sit) -> None:
    desk = town.desk()
    refer(town, desk, plant_case(town, last_name="ZIDANE"), "Atelier", S.CONSENT_PENDING, S.SENT)
    refer(town, desk, plant_case(town, last_name="ABBAS"), "Zénith", S.CONSENT_PENDING)
    seat = sit(desk)
    page = listed(seat)
    assert all(one.sort for one in COLUMNS)
    for at, one in enumerate(COLUMNS):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            page.model.sort(at, order)
            seat.settle()
            assert page.model.rowCount() == 2, one.key
    page.model.sort(1, Qt.SortOrder.AscendingOrder)
    seat.settle()
    assert column(page, "partner") == ["Atelier", "Zénith"]


def test_the_tile_of_accueil_leads_to_what_it_counts(town: Office, sit: Sit) -> None:
    desk = town.desk()
    silent = plant_case(town)
    refer(town, desk, silent, "CFA du bâtiment", S.CONSENT_PENDING, S.SENT)
    recent = plant_case(town, last_name="RECENT")
    refer(town, desk, recent, "CFA agricole", S.CONSENT_PENDING, S.SENT, ago=2)
    seat = sit(desk)
    page = listed(seat, Place("referrals", tab="silent"))
    assert column(page, "youth") == ["MARTEL Yanis"]
    chip = page.findChild(QPushButton, "referrals.filter.silent")
    assert chip is not None
    chip.click()
    seat.settle()
    assert page.model.rowCount() == 2
    page.arrive(Place("referrals", tab="silent+mine"))
    seat.settle()
    assert page.model.rowCount() == 0
    for key in ("mine", "silent"):
        chip = page.findChild(QPushButton, f"referrals.filter.{key}")
        assert chip is not None
        chip.click()
        seat.settle()
    assert page.model.rowCount() == 2


def test_states_filter_and_typing_finds(town: Office, sit: Sit) -> None:
    desk = town.desk()
    refer(town, desk, plant_case(town), "CFA du bâtiment", S.CONSENT_PENDING)
    number = refer(town, desk, plant_case(town, last_name="OTTO"), "Campus des métiers")
    seat = sit(desk)
    page = listed(seat)
    page.filters["status"].choose("CONSENT_PENDING")
    seat.settle()
    assert column(page, "partner") == ["CFA du bâtiment"]
    page.filters["status"].choose(None)
    for typed in ("campus", f"2026-{number:04}"):
        page.frame.search.setText(typed)
        QTest.keyClick(page.frame.search, Qt.Key.Key_Return)
        seat.settle()
        assert column(page, "partner") == ["Campus des métiers"]


def test_a_narrow_window_keeps_room_for_names(town: Office, sit: Sit) -> None:
    desk = town.desk()
    refer(town, desk, plant_case(town, last_name="OUEDRAOGO"), "CFA du bâtiment")
    seat = sit(desk)
    page = listed(seat)
    hidden = [page.frame.table.isColumnHidden(at) for at in range(len(COLUMNS))]
    assert not any(hidden)
    page.resize(960, 700)
    seat.settle()
    assert page.frame.table.columnWidth(0) >= 160


def test_entree_opens_the_line(town: Office, sit: Sit) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town), "CFA du bâtiment")
    seat = sit(desk)
    page = listed(seat)
    page.frame.table.setFocus()
    QTest.keyClick(page.frame.table, Qt.Key.Key_Return)
    assert seat.went == [Place("referral", number)]
    assert nameless(page) == []
    assert outside(page) == []


def test_an_empty_list_says_where_orientations_begin(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())
    page = listed(seat)
    assert page.frame.empty is not None
    assert page.frame.empty.button is not None
    page.frame.empty.button.click()
    assert seat.went == [Place("cases")]
