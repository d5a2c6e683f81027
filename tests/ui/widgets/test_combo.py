"""A list one types in: found without accents, taken by key or on leaving, answered later."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.ui import theme
from app.ui.widgets.choice import Choice, fold, matching
from app.ui.widgets.combo import SearchableCombo
from app.ui.widgets.style import mark
from tests.ui.widgets.conftest import Show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen
SCHOOLS = (
    Choice("1", "Lycée Paul-Langevin"),
    Choice("2", "Collège Évariste-Galois"),
    Choice("3", "Lycée Œhmichen"),
    Choice("4", "Chambre de métiers et de l’artisanat"),
)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("lycee", ["1", "3"]), ("langevin lyc", ["1"]), ("oehm", ["3"]), ("evariste galois", ["2"]),
        ("artisanat", ["4"]), ("ée", ["1"]), ("zzz", []),
    ],
)  # fmt: skip
def test_one_finds_without_accents_in_any_order(typed: str, codes: list[str]) -> None:
    assert [choice.code for choice in matching(SCHOOLS, typed)][: len(codes) or None] == codes


def test_folding_knows_names_from_everywhere() -> None:
    assert fold("ŁUKASZ  Œuvre-d’Été") == "lukasz oeuvre d'ete"


def popup_texts(combo: SearchableCombo) -> list[str]:
    model = combo._popup.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_typing_filters_and_enter_takes(show: Show) -> None:
    combo = SearchableCombo(SCHOOLS)
    show(combo)
    combo.setFocus()
    QTest.keyClicks(combo, "eva")
    assert popup_texts(combo) == ["Collège Évariste-Galois"]
    assert combo.half_typed
    QTest.keyClick(combo._popup, Qt.Key.Key_Return)
    assert combo.code() == "2"
    assert combo.line.text() == "Collège Évariste-Galois"


def test_the_arrow_shows_everything_on_the_choice_taken(show: Show) -> None:
    combo = SearchableCombo(SCHOOLS)
    show(combo)
    combo.choose("3")
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert len(popup_texts(combo)) == len(SCHOOLS)
    assert combo._popup.currentIndex().row() == 2
    QTest.keyClick(combo._popup, Qt.Key.Key_Escape)
    assert combo.code() == "3"


def test_a_text_that_is_no_choice_is_none(show: Show) -> None:
    combo = SearchableCombo(SCHOOLS)
    show(combo)
    combo.choose("1")
    QTest.keyClick(combo, Qt.Key.Key_Backspace)
    QTest.keyClick(combo, Qt.Key.Key_End)
    QTest.keyClick(combo, Qt.Key.Key_Backspace)
    assert combo.code() is None
    assert combo.half_typed


def test_leaving_takes_the_only_choice_that_is_written(show: Show) -> None:
    combo = SearchableCombo(SCHOOLS)
    show(combo)
    combo.type_text("college evariste galois")
    combo.settle()
    assert combo.code() == "2"
    combo.type_text("lycee")
    combo.settle()
    assert combo.code() is None


def test_an_answer_that_comes_later_is_shown_if_still_wanted(show: Show) -> None:
    asked: list[str] = []
    combo = SearchableCombo(provider=asked.append)  # append returns None: « later »
    show(combo)
    combo.setFocus()
    QTest.keyClicks(combo, "ly")
    assert asked == ["l", "ly"]
    assert popup_texts(combo) == ["Recherche…"]
    combo.offer("l", SCHOOLS)
    assert popup_texts(combo) == ["Recherche…"]
    combo.offer("ly", SCHOOLS[:1])
    assert popup_texts(combo) == ["Lycée Paul-Langevin"]
    QTest.keyClick(combo._popup, Qt.Key.Key_Escape)


def test_scrolling_the_page_changes_no_answer(show: Show) -> None:
    combo = SearchableCombo(SCHOOLS)
    show(combo)
    combo.choose("2")
    centre = QPointF(combo.rect().center())
    wheel = QWheelEvent(
        centre, centre, QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, wheel)
    assert combo.code() == "2"
    assert not wheel.isAccepted()


def test_a_long_choice_shortens_itself_and_says_the_whole(show: Show) -> None:
    combo = SearchableCombo([Choice("1", "Lycée " + "polyvalent " * 8)])
    other = QLineEdit()
    show(combo, other, width=260)
    combo.choose("1")
    other.setFocus()
    combo.grab()
    assert combo.line.toolTip() == combo.line.text()


def beside(show: Show, combo: SearchableCombo) -> QLineEdit:
    other = QLineEdit()
    show(combo, other)
    combo.setFocus()
    return other


@pytest.mark.parametrize("typed", ["lang", "lyc"])
def test_tab_takes_the_line_that_is_lit(show: Show, typed: str) -> None:
    combo = SearchableCombo(SCHOOLS)
    other = beside(show, combo)
    QTest.keyClicks(combo, typed)
    QTest.keyClick(combo._popup, Qt.Key.Key_Tab)
    assert combo.code() == "1"
    assert not combo._popup.isVisible()
    assert other.hasFocus()


def test_down_on_the_only_line_leaves_it_lit(show: Show) -> None:
    combo = SearchableCombo(SCHOOLS)
    beside(show, combo)
    QTest.keyClicks(combo, "eva")
    QTest.keyClick(combo._popup, Qt.Key.Key_Down)
    QTest.keyClick(combo._popup, Qt.Key.Key_Return)
    assert combo.code() == "2"


def test_enter_takes_the_only_match_once_the_list_is_closed(show: Show) -> None:
    combo = SearchableCombo(SCHOOLS)
    beside(show, combo)
    QTest.keyClicks(combo, "eva")
    QTest.keyClick(combo._popup, Qt.Key.Key_Escape)
    QTest.keyClick(combo, Qt.Key.Key_Return)
    assert combo.code() == "2"


def test_enter_before_the_answer_takes_it_when_it_comes(show: Show) -> None:
    combo = SearchableCombo(provider=lambda _typed: None)
    beside(show, combo)
    QTest.keyClicks(combo, "ly")
    QTest.keyClick(combo._popup, Qt.Key.Key_Return)
    assert combo.half_typed
    combo.offer("ly", SCHOOLS[:2])
    assert combo.code() == "1"
    assert not combo._popup.isVisible()


@pytest.mark.parametrize(("found", "taken"), [(1, "1"), (2, None)])
def test_leaving_before_the_answer_takes_the_only_one(
    show: Show, found: int, taken: str | None
) -> None:
    combo = SearchableCombo(provider=lambda _typed: None)
    other = beside(show, combo)
    QTest.keyClicks(combo, "ly")
    QTest.keyClick(combo._popup, Qt.Key.Key_Tab)
    assert other.hasFocus()
    combo.settle()
    combo.offer("ly", SCHOOLS[:found])
    assert combo.code() == taken


@pytest.mark.parametrize("tokens", theme.THEMES.values(), ids=lambda one: one.name)
def test_the_example_in_a_list_is_readable(show: Show, tokens: theme.Tokens) -> None:
    combo, other = SearchableCombo(SCHOOLS), QLineEdit()
    combo.line.setPlaceholderText("Structure du carnet d’adresses")
    show(other, combo)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, tokens)
    other.setFocus()
    for invalid in (True, False):  # which has the style sheet read again
        mark(combo, invalid=invalid)
    image = combo.grab().toImage()
    words = [
        image.pixelColor(x, y).name()
        for x in range(10, image.width() - 40)
        for y in range(6, image.height() - 6)
    ]
    assert max(theme.contrast(one, tokens.card) for one in words) >= 4.5
