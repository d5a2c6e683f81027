"""The type and the inks of paper: Noto Sans embedded from our own files, the screen's colours.

ReportLab keeps fonts in one registry and reads a font file through a shared position, so two
documents are never rendered at the same instant: `RENDERING` is held while one is.
"""

import threading
from dataclasses import dataclass
from functools import cache
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app import paths

REGULAR: Final = "NotoSans"
BOLD: Final = "NotoSans-Bold"
_FILES: Final = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}

RENDERING: Final = threading.RLock()

# The screen's inks; rules take the border of fields, since the screen's line fades on paper.
INK: Final = HexColor("#1b2433")
MUTED: Final = HexColor("#5b6675")
NAVY: Final = HexColor("#1f3a5f")
RULE: Final = HexColor("#7d8794")
GHOST: Final = HexColor("#eaecf0")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: points, and the ink."""

    size: float = 10
    leading: float = 13
    bold: bool = False
    ink: Color = INK

    @property
    def font(self) -> str:
        """The name the font is registered under."""
        return BOLD if self.bold else REGULAR


BODY: Final = Style()
STRONG: Final = Style(bold=True)
LABEL: Final = Style(size=7.8, leading=10.2, ink=MUTED)
NOTE: Final = Style(size=9, leading=12, ink=MUTED)
FOOT: Final = Style(size=7.5, leading=9.8, ink=MUTED)
HEADING: Final = Style(size=10.5, leading=14, bold=True, ink=NAVY)
TITLE: Final = Style(size=16, leading=20, bold=True, ink=NAVY)


@cache
def font(name: str) -> TTFont:
    """The font registered under `name` (`REGULAR`, `BOLD`), read from its file the first time."""
    with RENDERING:
        found = TTFont(name, str(paths.resources("fonts", _FILES[name])))
        pdfmetrics.registerFont(found)
    return found


def load() -> None:
    """Register both fonts: doing it ahead of need makes the first sheet as quick as the next."""
    for name in _FILES:
        font(name)


def has_glyph(character: str) -> bool:
    """Whether the font can print `character`."""
    return ord(character) in font(REGULAR).face.charToGlyph


def width(text: str, style: Style) -> float:
    """How wide `text` is, in points."""
    face = font(style.font).face
    widths, default = face.charWidths, face.defaultWidth
    total: float = sum(widths.get(ord(one), default) for one in text)
    return total * style.size / 1000
