"""The table models: pages by key, sorting asked of the service, answers in order."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app.errors import UserFacingError
from app.ui.jobs import JobRunner
from app.ui.viewmodels.columns import Column, Sorting
from app.ui.viewmodels.paged import Batch, PagedTable
from app.ui.viewmodels.table import StaticTable


@dataclass(frozen=True)
class Row:
    number: int
    name: str


COLUMNS = (
    Column[Row]("number", "Dossier", lambda row: str(row.number), sort="number", right=True),
    Column[Row]("name", "Nom", lambda row: row.name, sort="name", tone=lambda _row: "amber"),
    Column[Row]("fixed", "Note", lambda _row: "—", tip=lambda row: row.name),
)


class Shelf:
    """A thousand rows read by key, as a service reads them."""

    def __init__(self, count: int = 1000) -> None:
        self.rows = [Row(number, f"NOM {count - number:04}") for number in range(count)]
        self.asked: list[tuple[Sorting, int | None, int]] = []
        self.threads: set[str] = set()

    def fetch(self, sorting: Sorting, after: int | None, limit: int) -> Batch[Row, int]:
        self.asked.append((sorting, after, limit))
        self.threads.add(threading.current_thread().name)
        rows = sorted(
            self.rows, key=lambda row: getattr(row, sorting.by), reverse=sorting.descending
        )
        start = 0 if after is None else next(i for i, r in enumerate(rows) if r.number == after) + 1
        page = rows[start : start + limit]
        more = start + limit < len(rows)
        return Batch(page, page[-1].number if more and page else None)


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    bugs: list[object] = []
    runner = JobRunner(problem=bugs.append, bug=bugs.append)
    yield runner
    runner.close()
    assert runner.drain()
    assert bugs == []


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def table(jobs: JobRunner, shelf: Shelf) -> PagedTable[Row, int]:
    return PagedTable(
        COLUMNS,
        jobs=jobs,
        fetch=shelf.fetch,
        ident=lambda row: row.number,
        sorting=Sorting("number"),
        page=50,
    )


def test_pages_are_fetched_as_one_scrolls_off_the_interface_thread(
    table: PagedTable[Row, int], jobs: JobRunner, shelf: Shelf
) -> None:
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.ask()
    assert table.rowCount() == 0
    assert jobs.drain()
    assert table.rowCount() == 50
    while table.canFetchMore():
        table.fetchMore()
        assert jobs.drain()
    assert [row.number for row in table.rows] == list(range(1000))
    assert shelf.threads == {"vigie-database"}


def test_a_view_that_scrolls_to_its_end_gets_the_next_page(
    table: PagedTable[Row, int], jobs: JobRunner, qtbot: QtBot
) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(table)
    view.show()
    table.ask()
    assert jobs.drain()
    before = table.rowCount()
    view.scrollToBottom()
    qtbot.waitUntil(lambda: table.rowCount() > before)


def test_sorting_is_asked_of_the_service_from_the_first_row(
    table: PagedTable[Row, int], jobs: JobRunner, shelf: Shelf
) -> None:
    table.ask()
    assert jobs.drain()
    table.sort(1, Qt.SortOrder.AscendingOrder)
    assert jobs.drain()
    assert shelf.asked[-1] == (Sorting("name", descending=False), None, 50)
    assert table.rows[0].number == 999
    asked = len(shelf.asked)
    table.sort(2, Qt.SortOrder.AscendingOrder)
    assert jobs.drain()
    assert len(shelf.asked) == asked, "a column without an order asks nothing"


def test_an_older_answer_never_replaces_a_newer_question(
    table: PagedTable[Row, int], jobs: JobRunner, shelf: Shelf
) -> None:
    go = threading.Event()

    def slow(sorting: Sorting, after: int | None, limit: int) -> Batch[Row, int]:
        go.wait()
        return Batch([Row(-1, "ANCIENNE")], None)

    table.ask(slow)
    table.ask(shelf.fetch)
    go.set()
    assert jobs.drain()
    assert table.rows[0].number == 0
    assert table.settled


def test_a_refresh_reads_again_all_that_was_scrolled_through(
    table: PagedTable[Row, int], jobs: JobRunner, shelf: Shelf
) -> None:
    table.ask()
    assert jobs.drain()
    table.fetchMore()
    assert jobs.drain()
    ident = table.ident_at(73)
    shelf.rows.insert(0, Row(-5, "NOM NOUVEAU"))
    table.refresh()
    assert jobs.drain()
    assert table.rowCount() == 100
    assert table.row_of(ident) == 74
    assert table.row_of("absent") == -1


def test_a_failed_page_can_be_asked_again(jobs: JobRunner, shelf: Shelf) -> None:
    problems: list[UserFacingError] = []
    failing = [True]

    def fetch(sorting: Sorting, after: int | None, limit: int) -> Batch[Row, int]:
        if after is not None and failing:
            failing.clear()
            raise UserFacingError("Le disque ne répond pas.")
        return shelf.fetch(sorting, after, limit)

    table: PagedTable[Row, int] = PagedTable(
        COLUMNS, jobs=jobs, fetch=fetch, ident=lambda row: row.number,
        sorting=Sorting("number"), failed=problems.append, page=50,
    )  # fmt: skip
    table.ask()
    assert jobs.drain()
    table.fetchMore()
    assert jobs.drain()
    assert len(problems) == 1
    assert table.canFetchMore()
    table.fetchMore()
    assert jobs.drain()
    assert table.rowCount() == 100


def test_a_cell_says_its_words_its_tone_and_its_column(qapp: QApplication) -> None:
    table = StaticTable(COLUMNS)
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show([Row(7, "MARTEL"), Row(8, "SAÏDI")])
    assert table.rowCount() == 2
    cell = table.index(0, 1)
    assert cell.data() == "MARTEL"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Nom\u202f: MARTEL"
    assert cell.data(0x0101) == "amber"
    assert table.index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "MARTEL"
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Dossier"
    assert table.row(5) is None
    assert table.rowCount(table.index(0, 0)) == 0
    assert table.data(QModelIndex()) is None


def test_a_list_given_whole_sorts_by_what_it_shows_and_keeps_its_line(qapp: QApplication) -> None:
    dated = Column[Row](
        "on", "Le", lambda row: f"le {row.number}", order=lambda row: f"{row.number:04}"
    )
    table = StaticTable((*COLUMNS, dated))
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.show([Row(10, "SAÏDI"), Row(9, "Élan"), Row(100, "MARTEL")])
    view = QTableView()
    view.setModel(table)
    view.setCurrentIndex(table.index(0, 0))
    table.sort(1)
    assert [row.name for row in table.rows] == ["Élan", "MARTEL", "SAÏDI"]
    assert view.currentIndex().row() == 2
    table.sort(3, Qt.SortOrder.DescendingOrder)
    assert [row.number for row in table.rows] == [100, 10, 9]
    table.show([Row(11, "ROY"), Row(12, "ABBA")])
    assert [row.number for row in table.rows] == [12, 11]
    table.sort(9)
    assert [row.number for row in table.rows] == [12, 11]
