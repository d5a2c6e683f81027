"""Filters of orientations, families and partners, by the keyboard: chips, kept ones, exports."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.services.alerts import WATCHED
from app.services.choices import PartnerType, ReferralRequest, Role
from app.services.family_case import FamilyOpeningEntry, open_family_case
from app.services.households import enter_household, found_household
from app.services.referral_moves import ReferralEntry, save_referral
from app.ui.context import PageContext, Place
from app.ui.operations.list_filters import SavedFiltersButton
from app.ui.operations.list_page import ListPage
from app.ui.pages.case_list import CASES, CasesPage
from app.ui.pages.household_list import HOUSEHOLDS, HouseholdsPage
from app.ui.pages.intake_list import INTAKES
from app.ui.pages.partners import PARTNERS, PartnersPage
from app.ui.pages.referral_list import REFERRALS, ReferralsPage
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import nameless, outside

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen

Build = Callable[[PageContext, Place], QWidget]


def shown(seat: Seat, build: Build, name: str, *, width: int = 1140) -> ListPage:  # type: ignore[type-arg]  # any list
    page = seat.show(lambda context: build(context, Place(name)), width=width)
    assert isinstance(page, ListPage)
    return page


def typed(seat: Seat, page: ListPage, key: str, text: str) -> None:  # type: ignore[type-arg]  # any list
    """Choose by typing the first letters, then Tab."""
    combo = page.filters[key]
    combo.line.setFocus()
    combo.line.selectAll()
    QTest.keyClicks(combo.line, text)
    QTest.keyClick(combo.line, Qt.Key.Key_Tab)
    combo.settle()
    seat.settle()


def first(page: ListPage) -> list[str]:  # type: ignore[type-arg]  # any list
    return [str(page.model.index(at, 0).data()) for at in range(page.model.rowCount())]


def chips(page: QWidget) -> list[str]:
    found = page.findChildren(QPushButton)
    return [one.text() for one in found if one.property("kind") == "chip" and one.isVisible()]


def town_of_three(town: Office) -> None:
    """MARTEL (two, in the north) to a CFA; ROY, of the south, to a mission locale; NEMO, alone."""
    desk = town.desk()
    cfa = plant_partner(town, "CFA du bâtiment")
    mission = plant_partner(town, "Mission locale", PartnerType.MISSION_LOCALE)
    plant_partner(town, "Club de judo", PartnerType.SPORT_CLUB)
    martel, cadet = (plant_case(town, first_name=name) for name in ("Yanis", "Alma"))
    roy = plant_case(town, last_name="ROY", group_id=town.south)
    nemo = plant_case(town, last_name="NEMO")
    home = found_household(desk, martel, "Famille Martel").ref
    enter_household(desk, cadet, home)
    alone = found_household(desk, nemo, "Famille Nemo").ref
    with town.engine.begin() as connection:  # the number that a dossier of its own would take
        connection.exec_driver_sql("UPDATE case_file SET file_number = 'P' || id")
    open_family_case(desk, alone, FamilyOpeningEntry(PartnerType.LANDLORD, town.north, None))
    for case_id, partner in ((martel, cfa), (roy, mission)):
        save_referral(desk, case_id, ReferralEntry(partner, ReferralRequest.INFORMATION))


def test_orientations_are_filtered_by_the_keyboard_alone_and_leave_as_seen(
    town: Office, sit: Sit, tmp_path: Path
) -> None:
    town_of_three(town)
    seat = sit(town.desk())
    page = shown(seat, ReferralsPage, "referrals")
    assert len(first(page)) == 2
    typed(seat, page, "partner", "mission locale (tous")
    assert chips(page) == ["Vers\u202f: Mission locale (tous)"]
    assert first(page) == ["ROY Yanis"]
    typed(seat, page, "group", "groupe territorial s")
    typed(seat, page, "age", "12-17")
    assert first(page) == ["ROY Yanis"]
    assert len(chips(page)) == 3
    assert not nameless(page)
    button = page.findChild(SavedFiltersButton)
    assert button is not None
    (nothing, *_) = button.menu_shown.actions()
    assert nothing.text().startswith("Vos filtres gardés")
    assert not nothing.isEnabled()
    line = button.menu_shown.findChild(QLineEdit)
    assert line is not None
    QTest.keyClicks(line, "Missions du Sud")
    QTest.keyClick(line, Qt.Key.Key_Return)
    seat.settle()
    # Suppr on a chip takes its filter away
    chip = page.findChild(QPushButton, "referrals.filter.group")
    assert chip is not None
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    seat.settle()
    assert len(chips(page)) == 2
    typed(seat, page, "partner", "cfa du")
    assert first(page) == ["MARTEL Yanis", "ROY Yanis"]  # one of those chosen is enough
    (kept, *_) = button.menu_shown.actions()
    assert kept.text() == "Missions du Sud"
    kept.trigger()
    seat.settle()
    assert first(page) == ["ROY Yanis"]
    assert len(chips(page)) == 3
    target = tmp_path / "orientations.csv"
    seat.dialogs.answer_next("csv", target)
    page.export()
    for _ in range(3):
        seat.settle()
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines(), delimiter=";"))
    seen = [one.title for at, one in enumerate(REFERRALS.columns)
            if not page.frame.table.isColumnHidden(at)]  # fmt: skip
    assert rows[0] == seen
    assert [row[0] for row in rows[1:]] == first(page)


def test_families_and_partners_are_filtered_by_what_a_caseworker_asks(
    town: Office, sit: Sit
) -> None:
    town_of_three(town)
    seat = sit(town.desk())
    families = shown(seat, HouseholdsPage, "households", width=960)
    typed(seat, families, "need", "fratries")
    assert first(families) == ["Famille Martel"]
    typed(seat, families, "need", "dossier fam")
    assert first(families) == []
    assert families.frame.empty is not None
    families.frame.chips.cleared.emit()
    seat.settle()
    typed(seat, families, "need", "dossier fam")
    assert first(families) == ["Famille Nemo"]
    assert not nameless(families)
    assert not outside(families)
    partners = shown(seat, PartnersPage, "partners", width=960)
    typed(seat, partners, "need", "orientations")
    assert first(partners) == ["CFA du bâtiment", "Mission locale"]
    typed(seat, partners, "type", "cfa")
    assert first(partners) == ["CFA du bâtiment"]
    assert not outside(partners)


def test_a_link_to_what_is_watched_limits_the_dossiers_and_combines(town: Office, sit: Sit) -> None:
    sixteen = town.clock.today().replace(year=town.clock.today().year - 16)
    plant_case(town, last_name="SEIZE", born=sixteen)
    plant_case(town, last_name="AUTRE")
    seat = sit(town.desk())
    page = shown(seat, CasesPage, "cases")
    page.arrive(Place("cases", tab="SIXTEEN"))
    seat.settle()
    assert first(page) == ["SEIZE Yanis"]
    assert chips(page) == ["Jeunes de 16 ans ou presque"]
    page.arrive(Place("cases", tab="SIXTEEN+mine"))
    seat.settle()
    assert first(page) == []
    assert len(chips(page)) == 2


def test_who_reads_no_plan_is_not_offered_what_is_watched(town: Office, sit: Sit) -> None:
    page = shown(sit(town.desk(Role.CLERK, groups=(town.north,))), CasesPage, "cases")
    assert "alert" not in page.filters
    assert "reason" not in page.filters


@pytest.mark.parametrize("spec", [CASES, INTAKES, REFERRALS, HOUSEHOLDS, PARTNERS])
def test_a_word_of_a_link_means_one_filter(spec: object) -> None:
    """`Place.tab` names choices by their codes alone, whatever filter they are of."""
    filters = {one.key: one for one in spec.filters}  # type: ignore[attr-defined]  # any list
    named = [filters[key] for key in ("alert", "need") if key in filters]
    links = [choice.code for one in named for choice in one.choices]
    others = {
        choice.code
        for key, one in filters.items()
        if key not in {"alert", "need"}
        for choice in one.choices
    }
    assert len(links) == len(set(links))
    assert not others & set(links)
    if spec is CASES:
        assert set(links) >= {one.value for one in WATCHED}
