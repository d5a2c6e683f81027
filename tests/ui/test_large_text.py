"""With texts half as large again (RGAA 10.4), in the smallest screen, nothing is cut."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QStyleOptionFrame, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.shell.entries import RAIL
from app.ui.shell.rail import WIDE, Rail
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.dateedit import DateEdit
from app.ui.widgets.table import TableView
from app.ui.widgets.tabs import Tabs
from tests.ui.looking import cut_texts

NAMES = [theme.LIGHT.name, theme.CONTRAST.name]


@pytest.fixture(autouse=True)
def _usual_afterwards(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()


def enlarge(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, theme.THEMES[name], text_scale=1.5)
    QApplication.processEvents()


@pytest.mark.parametrize("name", NAMES)
def test_the_rail_is_as_wide_as_its_words(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    rail = Rail(RAIL, lambda _kind: None, "Cellule de veille éducative")
    shown(qtbot, rail, WIDE, 768)
    assert rail.width() == WIDE
    enlarge(qapp, name)
    rail.set_counts(dict.fromkeys(rail.buttons, 22))
    rail.resize(rail.width(), 768)
    QApplication.processEvents()
    assert cut_texts(rail) == []
    rail.light(RAIL[1].kind)  # bold is wider
    assert cut_texts(rail) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_date_is_whole_in_its_field(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    edit = DateEdit(beside=lambda _text: "15 à 16 ans")
    edit.set_text("30/12/2026")
    shown(qtbot, edit, 300, 60)
    enlarge(qapp, name)
    edit.resize(edit.minimumSizeHint())
    QApplication.processEvents()
    line = edit.line
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    inner = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    calendar = 26  # its icon and what parts it from the text
    assert inner.width() - calendar >= line.fontMetrics().horizontalAdvance(line.text())


@pytest.mark.parametrize("name", NAMES)
def test_a_date_is_whole_in_its_column(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    table, model = TableView(name="list.cases", words="Dossiers"), QStandardItemModel(1, 7)
    for column in range(7):
        model.setItem(0, column, QStandardItem("30/12/2026"))
    table.setModel(model)
    table.set_widths(dict(enumerate((300, 140, 105, 130, 110, 130, 105))))
    shown(qtbot, table, 1000, 400)
    enlarge(qapp, name)
    needed = table.fontMetrics().horizontalAdvance("30/12/2026") + 20
    assert [c for c in range(7) if table.columnWidth(c) < needed] == []
    assert table.columnWidth(0) > 1.5 * table.columnWidth(2)


def test_the_missing_answers_are_said_whole(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, text_scale=1.5)
    actions = [QPushButton("Garder comme brouillon"), QPushButton("Enregistrer et qualifier")]
    bar = ActionBar(actions)
    shown(qtbot, bar, 760, 60)
    bar.show_missing(11)
    bar.show_state("Brouillon enregistré à 16 h 40")
    for width in (1076, 900, 760):
        bar.resize(width, bar.heightForWidth(width))
        QApplication.processEvents()
        assert cut_texts(bar) == []


def test_a_tab_that_gets_its_count_is_not_cut(qtbot: QtBot) -> None:
    tabs = Tabs()
    for key in ("Synthèse", "Orientations", "Observations", "Suivi"):
        tabs.add(key, key)
    shown(qtbot, tabs, 900, 40)
    for key in ("Orientations", "Observations"):
        tabs.set_count(key, 1)
    QApplication.processEvents()
    last = tabs.bar.tabRect(tabs.bar.count() - 1)
    assert tabs.bar.width() > last.right()
