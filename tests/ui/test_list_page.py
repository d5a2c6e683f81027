"""What every list does alike: chips, links that add up, what a narrow window keeps, rights."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget
from sqlalchemy.orm import Session

from app.models.account import Account
from app.services.choices import CaseStatus, Role
from app.services.exports import ListName
from app.services.households import found_household
from app.services.labels import account_label
from app.services.saved_filters import FilterEntry, save_filter, saved_filters
from app.ui.context import Place
from app.ui.operations.list_filters import SavedFiltersButton
from app.ui.operations.list_page import ListPage
from app.ui.pages.case_list import CASES, CasesPage
from app.ui.pages.household_list import HOUSEHOLDS, HouseholdsPage
from app.ui.pages.intake_list import INTAKES
from app.ui.pages.partners import PARTNERS
from app.ui.pages.referral_list import REFERRALS
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def listed(seat: Seat, *, width: int = 1140) -> CasesPage:
    page = seat.show(lambda context: CasesPage(context, Place("cases")), width=width)
    assert isinstance(page, CasesPage)
    return page


def names(page: CasesPage) -> list[str]:
    return [one.name for one in page.model.rows]


def chips(page: QWidget) -> list[str]:
    found = page.findChildren(QPushButton)
    return [one.text() for one in found if one.property("kind") == "chip" and one.isVisible()]


@pytest.mark.parametrize("spec", [CASES, INTAKES, REFERRALS, PARTNERS, HOUSEHOLDS])
def test_every_column_of_every_list_sorts(spec: object) -> None:
    columns = spec.columns  # type: ignore[attr-defined]  # each list has rows of its own
    assert all(spec.sorts(one.sort) for one in columns)  # type: ignore[attr-defined]


def test_what_a_link_asked_for_stays_while_one_filters_further(town: Office, sit: Sit) -> None:
    desk = town.desk()
    mine = {"lead_officer_id": town.coordinator_id}
    plant_case(town, **mine)
    plant_case(town, last_name="ROY", status=CaseStatus.SUSPENDED, **mine)
    plant_case(town, last_name="PETIT", status=CaseStatus.SUSPENDED)
    seat = sit(desk)
    page = listed(seat)
    page.arrive(Place("cases", tab="to_inform+mine"))
    seat.settle()
    assert chips(page) == ["Famille à informer", "Mes dossiers"]
    page.filters["status"].choose(str(CaseStatus.SUSPENDED))
    seat.settle()
    assert names(page) == ["ROY Yanis"]
    assert chips(page) == ["Famille à informer", "Mes dossiers", "État\u202f: suivi suspendu"]
    seat.press(page, "cases.filter.mine")
    assert names(page) == ["PETIT Yanis", "ROY Yanis"]
    seat.press(page, "cases.filter.clear")
    assert len(names(page)) == 3
    assert chips(page) == []


def test_a_link_without_a_known_word_leaves_the_list_as_it_was(town: Office, sit: Sit) -> None:
    plant_case(town, status=CaseStatus.SUSPENDED)
    plant_case(town, last_name="ROY")
    seat = sit(town.desk())
    page = listed(seat)
    page.filters["status"].choose(str(CaseStatus.SUSPENDED))
    seat.settle()
    for tab in ("", "yesterday"):
        page.arrive(Place("cases", tab=tab))
        seat.settle()
        assert names(page) == ["MARTEL Yanis"]


def test_a_filter_half_typed_limits_nothing(town: Office, sit: Sit) -> None:
    plant_case(town)
    plant_case(town, last_name="ROY", status=CaseStatus.SUSPENDED)
    seat = sit(town.desk())
    page = listed(seat)
    page.filters["status"].type_text("susp")
    seat.settle()
    assert len(names(page)) == 2
    assert chips(page) == []


def test_births_sort_from_the_title_of_their_column(town: Office, sit: Sit) -> None:
    plant_case(town, born=date(2012, 1, 1))
    plant_case(town, last_name="ROY", born=date(2009, 1, 1))
    seat = sit(town.desk())
    page = listed(seat)
    QAbstractItemModelTester(page.model)
    at = CASES.column("birth")
    page.frame.table.horizontalHeader().setSortIndicator(at, Qt.SortOrder.AscendingOrder)
    seat.settle()
    assert names(page) == ["ROY Yanis", "MARTEL Yanis"]


def test_a_narrow_window_keeps_the_names_and_a_wide_one_every_column(
    town: Office, sit: Sit
) -> None:
    plant_case(town, last_name="OUEDRAOGO-LEFEBVRE", first_name="Marie-Antoinette")
    seat = sit(town.desk())
    page = listed(seat, width=1140)
    opened = next(at for at, one in enumerate(CASES.columns) if one.key == "opened")
    assert not page.frame.table.isColumnHidden(opened)
    page.resize(960, 600)
    seat.settle()
    assert page.frame.table.isColumnHidden(opened)
    assert page.frame.table.columnWidth(0) >= 160


def test_who_may_not_open_a_dossier_is_not_offered_to(town: Office, sit: Sit) -> None:
    page = listed(sit(town.desk(Role.CLERK, groups=(town.north,))))
    assert page.findChild(QPushButton, "action.case.new") is None
    assert page.frame.empty is not None
    assert page.frame.empty.button is None


def test_families_are_found_as_one_types_in_their_list(town: Office, sit: Sit) -> None:
    desk = town.desk()
    for name in ("Martel", "Roy"):
        found_household(desk, plant_case(town, last_name=name), f"Famille {name}")
    seat = sit(desk)
    page = seat.show(lambda context: HouseholdsPage(context, Place("households")))
    assert isinstance(page, ListPage)
    page.frame.table.keyboardSearch("roy")
    QTest.keyClick(page.frame.search, Qt.Key.Key_Return)
    seat.settle()
    assert [page.model.index(0, at).data() for at in range(2)] == [
        "Famille Roy",
        "Yanis (15\u00a0ans)",
    ]
    assert page.model.rowCount() == 1


def test_filters_kept_under_a_name_come_back_from_the_menu(town: Office, sit: Sit) -> None:
    plant_case(town, last_name="ROY", status=CaseStatus.SUSPENDED)
    plant_case(town, last_name="PETIT", status=CaseStatus.CLOSED)
    plant_case(town)
    seat = sit(town.desk())
    page = listed(seat)
    for status in (CaseStatus.SUSPENDED, CaseStatus.CLOSED):
        page.filters["status"].choose(str(status))
    at = CASES.column("name")
    page.frame.table.horizontalHeader().setSortIndicator(at, Qt.SortOrder.DescendingOrder)
    seat.settle()
    assert names(page) == ["ROY Yanis", "PETIT Yanis"]
    assert len(chips(page)) == 2
    button = page.findChild(SavedFiltersButton)
    assert button is not None
    line = button.menu_shown.findChild(QLineEdit)
    assert line is not None
    line.setText("À revoir")
    line.returnPressed.emit()
    seat.settle()
    seat.press(page, "cases.filter.clear")
    page.frame.table.horizontalHeader().setSortIndicator(at, Qt.SortOrder.AscendingOrder)
    seat.settle()
    assert len(names(page)) == 3
    (kept, *_) = button.menu_shown.actions()
    assert kept.text() == "À revoir"
    kept.trigger()
    seat.settle()
    assert names(page) == ["ROY Yanis", "PETIT Yanis"]


def test_a_kept_filter_is_renamed_and_says_who_has_left(town: Office, sit: Sit) -> None:
    lead = town.desk(Role.CASE_OFFICER, groups=(town.north,)).actor.account_id
    plant_case(town, lead_officer_id=lead)
    desk = town.desk()
    codes = {"lead": (str(lead),), "age": ("3-25",)}
    save_filter(desk, ListName.CASES, FilterEntry("Ancien", codes))
    save_filter(desk, ListName.CASES, FilterEntry("Autre"))
    with Session(town.engine) as session, session.begin():
        account = session.get_one(Account, lead)
        account.revoked_on = town.clock.today()
        words = account_label(account)
    seat = sit(desk)
    page = listed(seat)
    button = page.findChild(SavedFiltersButton)
    assert button is not None

    def rename(name: str) -> None:
        kept = saved_filters(desk, ListName.CASES)[0]
        line = button.menu_shown.findChild(QLineEdit, f"menu.cases.filters.rename.{kept.id}")
        assert line is not None
        menu = line.parentWidget()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        assert line.text() == line.selectedText() == kept.name
        line.setText(name)
        line.returnPressed.emit()
        seat.settle()

    rename("Autre")
    problem = seat.context.messages.problem_shown
    assert problem is not None
    assert "porte déjà ce nom" in problem.sentence
    rename("À reprendre")
    kept = next(one for one in button.menu_shown.actions() if one.text() == "À reprendre")
    kept.trigger()
    seat.settle()
    assert chips(page) == [f"Référent\u202f: {words} (parti)", "Âge\u202f: entre 3 et 25 ans"]
    assert page.model.rowCount() == 1


def test_ages_are_typed_as_one_says_them(town: Office, sit: Sit) -> None:
    plant_case(town, born=date(2012, 1, 1))
    plant_case(town, last_name="ROY", born=date(2009, 1, 1))
    seat = sit(town.desk())
    page = listed(seat)
    combo = page.filters["age"]
    combo.line.setFocus()
    QTest.keyClicks(combo.line, "entre 12 et 14")
    QTest.keyClick(combo.line, Qt.Key.Key_Tab)
    combo.settle()
    seat.settle()
    assert names(page) == ["MARTEL Yanis"]
    assert chips(page) == ["Âge\u202f: entre 12 et 14 ans"]
