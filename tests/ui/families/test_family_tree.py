"""The drawing of a family under the keyboard alone: arrows move, Entrée opens a dossier."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.services.rules.family_layout import Kin
from app.ui import theme
from app.ui.operations.family_tree import FamilyTreeView, Person
from tests.ui.looking import cut_texts

HOMES = (("mother", "Famille Martel"), ("father", "Foyer Roy"))
LONG = "OUEDRAOGO-LEFEBVRE Marie-Antoinette"
PEOPLE = [
    Person(Kin("ama", "mother", adult=True), "BENALI Nadia", "Mère"),
    Person(Kin("jean", "father", adult=True), "ROY Jean", "Père · sans autorité parentale"),
    Person(Kin("a", "mother", adult=False, parents=("ama", "jean")), LONG, "15 ans · n° 1", 1),
    Person(Kin("b", "mother", adult=False, parents=("ama",)), "MARTEL Lina", "9 ans · n° 2", 2),
    *(
        Person(Kin(f"k{n}", "father", adult=False, parents=("jean",)), f"ROY Enfant{n}",
               f"{n} ans · 2026-001{n}", 10 + n)
        for n in range(6)
    ),
]  # fmt: skip


def box(view: FamilyTreeView, key: str) -> QPushButton:
    found = view.findChild(QPushButton, f"tree.{key}")
    assert isinstance(found, QPushButton)
    return found


def test_arrows_move_from_person_to_person_and_enter_opens_the_dossier(qtbot: QtBot) -> None:
    view = FamilyTreeView()
    qtbot.addWidget(view)
    view.show_family(HOMES, PEOPLE)
    view.resize(1100, 600)
    view.show()
    opened: list[int] = []
    view.opened.connect(opened.append)
    box(view, "ama").setFocus()
    qtbot.keyClick(box(view, "ama"), Qt.Key.Key_Right)
    assert view.focusWidget() is box(view, "jean")
    qtbot.keyClick(box(view, "jean"), Qt.Key.Key_Return)
    assert opened == []  # an adult has no dossier
    qtbot.keyClick(box(view, "jean"), Qt.Key.Key_Left)
    qtbot.keyClick(box(view, "ama"), Qt.Key.Key_Down)
    below = next(one for one in ("a", "b") if view.focusWidget() is box(view, one))
    qtbot.keyClick(box(view, below), Qt.Key.Key_Return)
    assert opened == [{"a": 1, "b": 2}[below]]
    said = box(view, "a").accessibleName()
    assert said == f"{LONG}, 15 ans · n° 1\u202f: ouvrir le dossier"
    assert "ouvrir" not in box(view, "ama").accessibleName()


def test_the_title_of_a_narrow_home_is_read_whole(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp)
    view = FamilyTreeView()
    qtbot.addWidget(view)
    child = Person(Kin("a", "one", adult=False), "ROY Tom", "12 ans", 1)
    view.show_family((("one", "Famille OUEDRAOGO-LEFEBVRE"),), [child])
    view.resize(400, 300)
    view.show()
    title = next(one for one in view.findChildren(QLabel) if one.isVisible())
    assert title.text() == "Famille OUEDRAOGO-LEFEBVRE"
    assert cut_texts(view) == []
    assert title.geometry().bottom() < box(view, "a").y()


@pytest.fixture
def wear(qapp: QApplication) -> Iterator[Callable[[float], None]]:
    """The look of the program with letters so many times as large; the usual one afterwards."""
    yield lambda scale: theme.apply(qapp, text_scale=scale)
    theme.apply(qapp)


@pytest.mark.parametrize(("width", "letters"), [(1060, 1.0), (760, 1.0), (1060, 1.5)])
def test_ten_persons_stand_whole_in_a_narrow_window_and_with_large_letters(
    qtbot: QtBot, wear: Callable[[float], None], width: int, letters: float
) -> None:
    wear(letters)
    view = FamilyTreeView()
    qtbot.addWidget(view)
    view.resize(width, 400)
    view.show_family(HOMES, PEOPLE)
    view.show()
    for one in PEOPLE:
        shown = box(view, one.kin.key)
        assert view.rect().contains(shown.geometry())
        lines = shown.text().split("\n")
        metrics = shown.fontMetrics()
        assert max(map(metrics.horizontalAdvance, lines)) <= shown.width() - 12
        assert metrics.height() * len(lines) <= shown.height()
