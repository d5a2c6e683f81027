"""The look: every contrast, every rule of the style sheet, every face of the font."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import paths
from app.ui import theme
from app.ui.widgets.style import mark
from tools.draw_glyphs import drawings

SETS = tuple(theme.THEMES.values())


@pytest.fixture(autouse=True)
def back_to_light(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


@pytest.mark.parametrize("tokens", SETS, ids=lambda t: t.name)
@pytest.mark.parametrize(("ink", "ground"), theme.TEXT_PAIRS)
def test_text_is_readable_on_its_ground(tokens: theme.Tokens, ink: str, ground: str) -> None:
    assert theme.contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", SETS, ids=lambda t: t.name)
@pytest.mark.parametrize(("shape", "ground"), theme.SHAPE_PAIRS)
def test_borders_and_icons_are_visible(tokens: theme.Tokens, shape: str, ground: str) -> None:
    assert theme.contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3


def test_high_contrast_reaches_the_enhanced_level() -> None:
    tokens = theme.CONTRAST
    for ink in ("ink", "muted", "accent", "red", "amber", "green"):
        assert theme.contrast(getattr(tokens, ink), tokens.card) >= 7


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", SETS, ids=lambda t: t.name)
def test_every_pair_written_in_the_style_sheet_is_readable(tokens: theme.Tokens) -> None:
    """A rule that sets both colours is checked even when nobody listed the pair."""
    sheet = theme.style_sheet(tokens)
    found = 0
    for body in re.findall(r"\{([^}]*)\}", sheet):
        rules = dict(re.findall(r"(?<![\w-])(color|background):\s*(#\w{6})", body))
        if {"color", "background"} <= rules.keys():
            found += 1
            assert theme.contrast(rules["color"], rules["background"]) >= 4.5, body
    assert found > 10


@pytest.mark.parametrize("tokens", SETS, ids=lambda t: t.name)
def test_the_style_sheet_holds_no_unknown_property(
    qapp: QApplication, qtbot: QtBot, tokens: theme.Tokens, qtlog: Any
) -> None:
    theme.apply(qapp, tokens)
    # one rule after the other on a real widget: Qt complains of a property when it meets it
    bodies = re.findall(
        r"\{([^}]*)\}", re.sub(r"/\*.*?\*/", "", theme.style_sheet(tokens), flags=re.DOTALL)
    )
    widget = QLineEdit()
    qtbot.addWidget(widget)
    for body in set(bodies):
        widget.setStyleSheet(f"QLineEdit {{ {body} }}")
        widget.ensurePolished()
    assert not [r for r in qtlog.records if "nknown" in r.message or "parse" in r.message]


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_an_unknown_property_would_be_noticed(qtbot: QtBot, qtlog: Any) -> None:
    widget = QLineEdit()
    qtbot.addWidget(widget)
    widget.setStyleSheet("QLineEdit { no-such-thing: 3px; }")
    widget.ensurePolished()
    assert any("no-such-thing" in r.message for r in qtlog.records)


def test_every_placeholder_of_the_style_sheet_is_filled() -> None:
    assert "$" not in theme.style_sheet(theme.LIGHT)


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_names_from_everywhere_print_in_the_bundled_font(qapp: QApplication, style: str) -> None:
    file = paths.resources("fonts", f"NotoSans-{style}.ttf")
    raw = QRawFont(str(file), 14)
    for character in "ÖZDEMIRNGUYỄNŁUKASZÉÈŒÆÇŸĐŞĞİÑŽ’«»–—…\u202f\u00a0€·›":
        assert raw.supportsCharacter(ord(character)), hex(ord(character))


def test_applying_gives_font_colours_and_set(qapp: QApplication) -> None:
    theme.apply(qapp, theme.DARK)
    assert theme.current() is theme.DARK
    assert qapp.font().family() == "Noto Sans"
    assert qapp.palette().window().color().name() == theme.DARK.page


def test_an_open_window_follows_a_change_of_set(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, theme.LIGHT)
    page = QWidget()
    page.setProperty("ground", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    qtbot.addWidget(page)
    page.resize(20, 20)
    page.show()
    assert page.grab().toImage().pixelColor(10, 10).name() == theme.LIGHT.page
    theme.apply(qapp, theme.DARK)
    assert page.grab().toImage().pixelColor(10, 10).name() == theme.DARK.page


def test_larger_texts_are_larger(qapp: QApplication, qtbot: QtBot) -> None:
    words = QLabel("Vigie")
    qtbot.addWidget(words)
    words.ensurePolished()
    before = words.sizeHint().height()
    theme.apply(qapp, text_scale=1.5)
    words.ensurePolished()
    assert words.sizeHint().height() > before * 1.3


def test_a_tone_changes_what_is_drawn(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp)
    words = QLabel("Vigie")
    qtbot.addWidget(words)
    words.ensurePolished()  # as when it was shown once
    mark(words, tone="red")
    assert words.palette().windowText().color().name() == theme.LIGHT.red


@pytest.mark.parametrize(("set_name", "glyph", "svg"), list(drawings()))
def test_the_drawn_glyphs_have_the_colours_of_their_set(
    set_name: str, glyph: str, svg: str
) -> None:
    file = paths.resources("theme", set_name, f"{glyph}.svg")
    assert file.read_text(encoding="utf-8") == svg
