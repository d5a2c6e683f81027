"""« Exporter ce que je vois »: the columns, the order and the filters of the list, and no more."""

import csv
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select

from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.services.choices import CaseStatus, Role
from app.services.households import enter_household, found_household
from app.ui.context import Place
from app.ui.operations import exporting
from app.ui.operations.exporting import ExportDialog, warning
from app.ui.operations.list_filters import SavedFiltersButton
from app.ui.pages.case_list import CASES, CasesPage
from app.ui.pages.household_list import MEMBERS, HouseholdsPage
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def listed(seat: Seat) -> CasesPage:
    page = seat.show(lambda context: CasesPage(context, Place("cases")))
    assert isinstance(page, CasesPage)
    return page


def exports(office: Office) -> list[str]:
    with office.desk().read() as work:
        lines = select(JournalEntry.detail).where(JournalEntry.action == JournalAction.EXPORT)
        return list(work.session.scalars(lines.order_by(JournalEntry.id)))


def read(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


def test_what_is_seen_is_what_is_written_save_what_is_restricted(
    town: Office, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PIECE", 2)
    for name in ("ZOLA", "ABADIE", "=MARTEL"):
        plant_case(town, last_name=name, status=CaseStatus.SUSPENDED)
    plant_case(town, last_name="LIMITE", status=CaseStatus.SUSPENDED, processing_restricted=True)
    plant_case(town, last_name="AILLEURS")
    seat = sit(town.desk())
    page = listed(seat)
    page.filters["status"].choose(str(CaseStatus.SUSPENDED))
    at = CASES.column("name")
    page.frame.table.horizontalHeader().setSortIndicator(at, Qt.SortOrder.DescendingOrder)
    seat.settle()
    assert page.model.rowCount() == 4
    (tmp_path / "sortie").mkdir()
    target = tmp_path / "sortie" / "dossiers.csv"
    seat.dialogs.answer_next("csv", target)
    button = page.findChild(QPushButton, "action.cases.export")
    assert button is not None
    button.click()
    for _ in range(3):
        seat.settle()
    head, *rows = read(target)
    assert head == [one.title for one in CASES.columns]
    assert [row[0] for row in rows] == ["ZOLA Yanis", "ABADIE Yanis", "'=MARTEL Yanis"]
    assert [one.name for one in page.model.rows if one.name != "LIMITE Yanis"] == [
        row[0].removeprefix("'") for row in rows
    ]
    assert exports(town)[0] == "list=cases format=csv rows=3"
    assert list(target.parent.iterdir()) == [target]
    assert "(3\u00a0lignes)" in seat.dialogs.asked[0]


def test_families_leave_as_a_row_a_young_person(town: Office, sit: Sit, tmp_path: Path) -> None:
    desk = town.desk()
    for name in ("ZOLA", "ABADIE", "LIMITE"):
        restricted = name == "LIMITE"
        young = plant_case(town, last_name=name, processing_restricted=restricted)
        number = found_household(desk, young, f"Famille {name.title()}").ref
        if name == "ZOLA":
            second = plant_case(town, last_name=name, first_name="Alma", born=date(2006, 1, 1))
            enter_household(desk, second, number)
    seat = sit(desk)
    page = seat.show(lambda context: HouseholdsPage(context, Place("households")))
    assert isinstance(page, HouseholdsPage)
    assert page.findChild(SavedFiltersButton) is not None
    target = tmp_path / "familles.csv"
    seat.dialogs.answer_next("csv", target)
    button = page.findChild(QPushButton, "action.households.export")
    assert button is not None
    button.click()
    for _ in range(3):
        seat.settle()
    head, *rows = read(target)
    assert head == [one.title for one in MEMBERS]
    assert [row[:2] for row in rows] == [
        ["Famille Abadie", "ABADIE Yanis"],
        ["Famille Zola", "ZOLA Alma"],
        ["Famille Zola", "ZOLA Yanis"],
    ]
    assert exports(town) == ["list=households format=csv rows=3", "list=households ids=1-2"]


def test_what_one_accepts_is_said_and_refusing_writes_nothing(
    town: Office, sit: Sit, tmp_path: Path
) -> None:
    text = warning("Dossiers", 3).text
    assert all(word in text for word in ("chiffré", "DPO", "limité", "journal", "habilitées"))
    plant_case(town)
    seat = sit(town.desk())
    page = listed(seat)
    seat.dialogs.answer_next("cancel")
    page.export()
    seat.settle()
    assert exports(town) == []


def test_an_export_that_is_stopped_leaves_no_file_and_no_line(
    town: Office, sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_case(town)
    seat = sit(town.desk())
    page = listed(seat)
    monkeypatch.setattr(ExportDialog, "begin", lambda dialog: dialog.stop.click())
    target = tmp_path / "dossiers.ods"
    seat.dialogs.answer_next("ods", target)
    page.export()
    seat.settle()
    assert not target.exists()
    assert exports(town) == []


def test_who_may_not_export_is_not_offered_to(town: Office, sit: Sit) -> None:
    page = listed(sit(town.desk(Role.CASE_OFFICER, groups=(town.north,))))
    assert page.findChild(QPushButton, "action.cases.export") is None
