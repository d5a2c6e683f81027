"""The parts of a page: cards, headers, tabs, tiles, chips, strips."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.widgets.actionbar import ActionBar
from app.ui.widgets.badge import Badge
from app.ui.widgets.busy import Busy
from app.ui.widgets.buttons import Button, IconButton, LinkButton, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.progress import ProgressBarRow
from app.ui.widgets.search import SearchField
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import count, label
from app.ui.widgets.tiles import StatTile
from app.ui.widgets.timeline import Event, RowButton, Timeline
from tests.ui.widgets.conftest import Show, heard


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 dossier"), (1, "1 dossier"), (2, "2 dossiers"),
                          (1250, "1\u202f250 dossiers")],
)  # fmt: skip
def test_counts_agree_as_french_does(number: int, words: str) -> None:
    assert count(number, "dossier") == words


def test_what_people_typed_is_never_markup() -> None:
    words = label("<b>MARTEL</b> & fils")
    assert words.textFormat() is Qt.TextFormat.PlainText
    strip = Strip("<i>x</i>", "<u>y</u>")
    texts = strip.findChildren(QLabel)
    assert {part.textFormat() for part in texts} == {Qt.TextFormat.PlainText}


def test_the_link_of_a_card_acts(show: Show) -> None:
    events, hear = heard()
    card = Card("À faire", action="Tout voir", on_action=hear, action_name="action.all")
    show(card)
    link = card.findChild(QPushButton, "action.all")
    assert link is not None
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert events == [None]
    assert card.accessibleName() == "À faire"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("kind", [LinkButton, Button, PrimaryButton])
def test_buttons_answer_to_the_keyboard(show: Show, kind: type[Button], key: Qt.Key) -> None:
    events, hear = heard()
    button = kind("Ouvrir", hear)
    show(button)
    button.setFocus()
    QTest.keyClick(button, key)
    assert events == [None]


def test_an_icon_alone_has_words(show: Show) -> None:
    button = IconButton("x", "Fermer ce message")
    show(button)
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name) == "Fermer ce message"
    assert interface.role() == QAccessible.Role.Button


@pytest.mark.parametrize(
    "build",
    [
        lambda: Button("Ouvrir"), lambda: PrimaryButton("Ouvrir"), lambda: LinkButton("Ouvrir"),
        lambda: StatTile("bell", "signalements", number=3), lambda: SearchField("Rechercher"),
    ],
)  # fmt: skip
def test_the_focus_is_seen(show: Show, build: Callable[[], QWidget]) -> None:
    first, second = QPushButton("autre"), build()
    show(first, second)
    first.setFocus()
    without = second.grab().toImage()
    second.setFocus()
    assert second.grab().toImage() != without


def test_a_badge_changes_word_and_colour_together(show: Show) -> None:
    badge = Badge("Ouvert", "green")
    show(badge)
    badge.say("Clos", "neutral")
    assert badge.text() == "Clos"
    assert badge.palette().windowText().color().name() == theme.LIGHT.neutral


def test_a_tile_is_a_button_that_says_all_of_it(show: Show) -> None:
    events, hear = heard()
    tile = StatTile("bell", "orientations sans réponse", number=2, tone="amber", on_click=hear)
    show(tile, width=240)
    assert tile.accessibleName() == "2 orientations sans réponse"
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    assert events == [None]
    words = tile.findChildren(QLabel)[-1]
    assert words.height() >= words.heightForWidth(words.width())


def test_filters_are_removed_one_by_one_or_together(show: Show) -> None:
    removed, hear_removed = heard()
    cleared, hear_cleared = heard()
    chips = FilterChips(name="filters")
    chips.removed.connect(hear_removed)
    chips.cleared.connect(hear_cleared)
    show(chips)
    assert not chips.isVisible()
    chips.show_filters([("state", "État : suivi"), ("who", "Référente : C. Delmas")])
    chip = chips.findChild(QPushButton, "filters.who")
    assert chip is not None
    assert chip.accessibleName() == "Retirer le filtre Référente : C. Delmas"
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert removed == ["who", "who"]
    everything = chips.findChild(QPushButton, "filters.clear")
    assert everything is not None
    everything.click()
    assert cleared == [None]
    chips.show_filters([])
    assert not chips.isVisible()


def test_search_follows_typing_after_a_breath_and_enter_at_once(show: Show, qtbot: QtBot) -> None:
    events, hear = heard()
    field = SearchField("Rechercher", pause_ms=1)
    field.searched.connect(hear)
    show(field)
    with qtbot.waitSignal(field.searched):
        QTest.keyClicks(field, "mar")
    assert events == ["mar"]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert events == ["mar", "mar"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_down_leaves_the_search_for_its_results(show: Show) -> None:
    events, hear = heard()
    field = SearchField("Rechercher")
    field.descend.connect(hear)
    show(field)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert events == [None]


def test_an_empty_list_offers_its_first_action(show: Show) -> None:
    events, hear = heard()
    empty = EmptyState("folder", "Aucun dossier", action="Nouveau signalement", on_action=hear)
    show(empty)
    assert empty.button is not None
    empty.button.click()
    assert events == [None]
    assert empty.accessibleName() == "Aucun dossier"


def test_progress_says_in_words_what_the_bar_shows(show: Show) -> None:
    row = ProgressBarRow("Objectif", "0 action", done=0, total=0)
    show(row)
    row.advance(3, 5, "3 actions sur 5")
    texts = [part.text() for part in row.findChildren(QLabel)]
    assert texts == ["Objectif", "3 actions sur 5"]


def test_long_work_can_be_cancelled(show: Show) -> None:
    events, hear = heard()
    busy = Busy("Rendu")
    busy.cancelled.connect(hear)
    show(busy)
    busy.advance(2, 5, "Rendu 2 sur 5")
    button = busy.findChild(QPushButton, "action.cancel")
    assert button is not None
    button.click()
    assert events == [None]


def test_the_progress_over_a_file_of_many_gigabytes_is_shown(show: Show) -> None:
    busy = Busy("Copie")
    show(busy)
    busy.advance(3 * 2**32, 4 * 2**32)
    bar = busy.findChild(QProgressBar)
    assert bar is not None
    assert bar.value() / bar.maximum() == pytest.approx(0.75)


def test_a_line_of_the_chronology_can_be_followed(show: Show) -> None:
    events, hear = heard()
    story = Timeline([Event("18/11", "compass", "Orientation", "Entretien fixé", open=hear),
                      Event("12/11", "messages", "Réunion")])  # fmt: skip
    show(story)
    rows = story.findChildren(RowButton)
    assert len(rows) == 1
    assert rows[0].accessibleName() == "18/11, Orientation"
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    assert events == [None]


def test_an_empty_chronology_says_so(show: Show) -> None:
    story = Timeline()
    show(story)
    assert [part.text() for part in story.findChildren(QLabel)] == ["Rien pour le moment."]


def test_a_strip_is_read_whole_and_closes(show: Show) -> None:
    events, hear = heard()
    strip = Strip("Coffre ouvert ailleurs.", "Fermez l’autre.", on_close=hear, name="strip")
    show(strip)
    assert strip.accessibleName() == "Coffre ouvert ailleurs."
    assert strip.accessibleDescription() == "Fermez l’autre."
    close = strip.findChild(QPushButton, "strip.close")
    assert close is not None
    close.click()
    assert events == [None]


def test_a_cut_line_tells_the_whole(show: Show) -> None:
    words = ElidedLabel("Lycée polyvalent Jean-Pierre-Timbaud et Simone-Veil de Brétigny")
    window = show(words, width=200)
    assert words.toolTip() == words.text()
    window.resize(1200, 200)
    assert words.toolTip() == ""
    assert words.accessibleName() == words.text()


@pytest.mark.parametrize(
    ("missing", "words"), [(1, "1 réponse manque"), (4, "4 réponses manquent")]
)
def test_the_bar_agrees_with_what_is_missing(show: Show, missing: int, words: str) -> None:
    bar = ActionBar([PrimaryButton("Enregistrer")])
    show(bar)
    bar.show_missing(missing)
    button = bar.findChild(QPushButton, "action.missing")
    assert button is not None
    assert button.text() == words
    assert button.isVisible()
