"""The table: Entrée opens, typing jumps, columns give way."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.ui import theme
from app.ui.widgets.table import TableView
from tests.ui.widgets.conftest import Show


class People(QAbstractTableModel):
    rows = (("DUPONT", "14/03/2011"), ("ÉCLAIR", "02/2010"), ("OUEDRAOGO", "2012"))

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return len(self.rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - the same
        return 2

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        return self.rows[index.row()][index.column()] if role == 0 else None


def table() -> TableView:
    view = TableView(name="list.people", words="Dossiers")
    view.setModel(People(view))
    view.set_widths({0: 300})
    return view


def test_enter_opens_the_row(show: Show) -> None:
    view = table()
    show(view)
    opened: list[int] = []
    view.opened.connect(lambda index: opened.append(index.row()))
    view.setFocus()
    view.selectRow(1)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert opened == [1, 2]


def test_typing_jumps_without_accents(show: Show) -> None:
    view = table()
    show(view)
    view.setFocus()
    QTest.keyClicks(view, "ecl")
    assert view.currentIndex().row() == 1


def test_typing_asks_the_page_when_it_knows_better(show: Show) -> None:
    view = table()
    asked: list[str] = []
    view.jump = asked.append
    show(view)
    view.setFocus()
    QTest.keyClicks(view, "ou")
    assert asked == ["o", "ou"]


def test_columns_give_way_in_a_narrow_window(show: Show) -> None:
    view = table()
    window = show(view, width=700)
    assert view.columnWidth(0) == 300
    window.resize(320, 300)
    assert view.columnWidth(0) < 300
    window.resize(700, 300)
    assert view.columnWidth(0) == 300


def test_tab_leaves_the_table(show: Show) -> None:
    view, after = table(), QPushButton("après")
    show(view, after)
    view.setFocus()
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_columns_that_can_give_way_leave_nothing_to_scroll(show: Show) -> None:
    view = TableView(name="list.accounts", words="Comptes")
    view.setModel(QStandardItemModel(1, 6))
    view.set_widths(dict(enumerate((220, 150, 240, 250, 120, 140))))
    show(view, width=1120)
    for width in range(880, 1120, 7):
        view.resize(width, 300)
        assert view.horizontalHeader().length() <= view.viewport().width()


def test_a_text_known_in_advance_is_read_whole_before_names_are(show: Show) -> None:
    view = TableView(name="list.cases", words="Dossiers")
    model = QStandardItemModel(1, 4)
    model.setHorizontalHeaderLabels(["Jeune", "État", "Prochain bilan", "Numéro"])
    view.setModel(model)
    whole = {1: "Présenté en groupe", 2: "en retard\u202f: 00/00/0000"}
    view.set_widths({0: 300, 1: 100, 2: 260}, whole=whole)
    show(view, width=900)
    for width in (900, 720, 640, 620):
        view.resize(width, 300)
        for column, words in whole.items():
            cell = view.columnWidth(column) - 26  # what the delegate keeps around a text
            assert cell >= view.fontMetrics().horizontalAdvance(words)
        assert view.horizontalHeader().length() <= view.viewport().width()
    assert view.columnWidth(2) < 260  # gave way, and names did too, after it
    assert view.columnWidth(0) < 300


def test_names_stay_whole_where_one_has_to_scroll_across_anyhow(show: Show) -> None:
    view = TableView(name="list.cases", words="Dossiers")
    view.setModel(QStandardItemModel(1, 9))
    view.set_widths({0: 240} | dict.fromkeys(range(1, 8), 150))
    show(view, width=500)
    assert view.horizontalHeader().length() > view.viewport().width()
    assert view.columnWidth(0) == 240
    assert view.columnWidth(1) < 150


def test_rows_are_not_drawn_over_the_ring_of_the_focus(show: Show) -> None:
    view = table()
    show(view)
    view.setFocus()
    view.selectRow(0)
    image = view.grab().toImage()
    row = view.viewport().mapToParent(view.visualRect(view.model().index(0, 0)).center()).y()
    ring = [image.pixelColor(x, row).name() for x in (0, 1)]
    assert ring == [theme.LIGHT.accent] * 2


def test_the_whole_row_under_the_mouse_lights(show: Show) -> None:
    view = table()
    show(view)
    far = view.visualRect(view.model().index(1, 1))
    corner = far.bottomRight()
    view.entered.emit(view.model().index(1, 0))
    QApplication.processEvents()
    lit = view.viewport().grab().toImage().pixelColor(corner.x() - 6, corner.y() - 6)
    assert lit.name() == theme.current().hover
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    QApplication.processEvents()
    dark = view.viewport().grab().toImage().pixelColor(corner.x() - 6, corner.y() - 6)
    assert dark.name() == theme.current().card
