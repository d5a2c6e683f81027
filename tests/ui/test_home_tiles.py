"""The tiles of Accueil: each counts what the list it opens shows."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from app.services.choices import (
    ReferralRequest,
    ReferralStatus,
    Role,
)
from app.services.desk import Desk
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.ui.context import PageContext, Place
from app.ui.operations.home_reading import Board, State, read_state
from app.ui.pages import home as accueil
from app.ui.pages.home import HomePage
from app.ui.pages.intake_list import IntakesPage
from app.ui.widgets.tiles import StatTile
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.homes import TODAY, home, plant_action, words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


def tile(page: HomePage, key: str) -> str:
    found = page.findChild(StatTile, f"tile.{key}")
    assert found is not None
    return found.accessibleName()


def test_only_my_dossiers_unless_i_say_otherwise(town: Office, sit: Sit) -> None:
    me = town.account(Role.CASE_OFFICER, groups=(town.north,))
    mine, other = plant_case(town, lead_officer_id=me), plant_case(town, last_name="SAÏDI")
    for case_id in (mine, other):
        plant_action(town.desk(), case_id, TODAY - timedelta(days=1))
    seat = sit(town.desk(Role.CASE_OFFICER, groups=(town.north,), account_id=me))
    page = home(seat)
    assert tile(page, "late") == "1 échéance dépassée"
    assert "SAÏDI Yanis" not in words(page)
    page.mine.click()
    seat.settle()
    assert tile(page, "late") == "2 échéances dépassées"
    assert "SAÏDI Yanis" in words(page)


def test_the_tiles_open_what_they_count(town: Office, sit: Sit) -> None:
    desk = town.desk()
    case_id = plant_case(town, information_due_on=TODAY)
    plant_action(desk, case_id, TODAY - timedelta(days=2), "Rappeler le lycée")
    plant_action(desk, case_id, TODAY, "Ce jour")
    entry = ReferralEntry(
        plant_partner(town),
        ReferralRequest.INFORMATION,
        youth_agreed_on=TODAY,
        guardian_agreed_on=TODAY,
    )
    number = save_referral(desk, case_id, entry).ref
    for status in (ReferralStatus.CONSENT_PENDING, ReferralStatus.SENT):
        move_referral(desk, number, ReferralMove(status, on=TODAY - timedelta(days=20)))
    seat = sit(desk)
    page = home(seat)
    assert tile(page, "silent") == "1 orientation sans réponse"
    assert tile(page, "to_inform") == "1 famille à informer"
    for key in ("to_qualify", "silent", "to_inform", "late"):
        found = page.findChild(StatTile, f"tile.{key}")
        assert found is not None
        found.click()
    seat.settle()
    assert seat.went == [
        Place("intakes", tab="RECEIVED"),
        Place("referrals", tab="silent"),
        Place("cases", tab="to_inform"),
    ]
    assert "Rappeler le lycée" in words(page)
    assert "Ce jour" not in words(page)
    chip = page.findChild(QPushButton, "home.filter.late")
    assert chip is not None
    chip.click()
    seat.settle()
    assert "Ce jour" in words(page)


def test_the_list_of_signalements_opens_at_those_that_wait(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())

    def build(context: PageContext) -> IntakesPage:
        page = IntakesPage(context, Place("intakes"))
        page.arrive(Place("intakes", tab="RECEIVED"))
        return page

    page = seat.show(build)
    assert isinstance(page, IntakesPage)
    assert page.filters["status"].code() == "RECEIVED"


def test_dossiers_that_reach_their_term_are_announced(town: Office, sit: Sit) -> None:
    plant_case(town, elimination_due_on=TODAY + timedelta(days=40))
    shown = words(home(sit(town.desk())))
    assert "1\u00a0dossier" in shown
    assert "arrive au terme de conservation d’ici janvier 2027" in shown


def test_the_tile_counts_what_stands_under_en_retard(town: Office, sit: Sit) -> None:
    desk = town.desk()
    case_id = plant_case(town, information_due_on=TODAY)
    plant_action(desk, case_id, TODAY - timedelta(days=2), "Rappeler le lycée")
    entry = ReferralEntry(
        plant_partner(town),
        ReferralRequest.INFORMATION,
        youth_agreed_on=TODAY,
        guardian_agreed_on=TODAY,
    )
    number = save_referral(desk, case_id, entry).ref
    for status in (ReferralStatus.CONSENT_PENDING, ReferralStatus.SENT):
        move_referral(desk, number, ReferralMove(status, on=TODAY - timedelta(days=20)))
    seat = sit(desk)
    page = home(seat)
    assert tile(page, "late") == "2 échéances dépassées"
    found = page.findChild(StatTile, "tile.late")
    assert found is not None
    found.click()
    seat.settle()
    assert page.findChild(QPushButton, f"task.referral.{number}") is not None


def test_nothing_is_counted_before_the_lists_are_shown(
    town: Office, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    show = HomePage._show

    def shown(page: HomePage, board: Board) -> None:
        order.append("shown")
        show(page, board)

    def counted(desk: Desk, *, mine: bool) -> State:
        order.append("counted")
        return read_state(desk, mine=mine)

    monkeypatch.setattr(HomePage, "_show", shown)
    monkeypatch.setattr(accueil, "read_state", counted)
    plant_action(town.desk(), plant_case(town), TODAY - timedelta(days=1))
    page = home(sit(town.desk()))
    assert order == ["shown", "counted"]
    assert tile(page, "late") == "1 échéance dépassée"
