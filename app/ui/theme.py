"""The look, in one place: three sets of colours under the same names, one style sheet, one font.

Colours are `#rrggbb`. A test computes the contrast of every pair of `TEXT_PAIRS` (4.5 at least)
and `SHAPE_PAIRS` (3 at least), after RGAA 4.1 criteria 3.2 and 3.3.
"""

from string import Template
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QDir, QLocale
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from app import paths

SPACE_S, SPACE_M, SPACE_XL = 8, 12, 24
TEXT_SIZES = {"t12": 12, "t13": 13, "t14": 14, "t15": 15, "t24": 24}
NARROW = 1100  # content width, in logical pixels, under which two columns become one
FONT_FAMILY = "Noto Sans"
_PROPERTY = "vigie.theme"
FUSION = "vigie.fusion"
"""Property of an application started with `-style fusion`: asking Qt which style it has would
make Python build the whole QStyle class, 25 milliseconds of every start."""


class Tokens(NamedTuple):
    """One set of colours."""

    name: str
    ink: str
    muted: str
    line: str
    field_border: str
    page: str
    card: str
    navy: str  # the rail
    on_navy: str
    navy_hover: str
    pill: str  # the current place in the rail
    on_pill: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    neutral: str
    neutral_soft: str
    hover: str
    badge_edge: str  # "transparent", or "tone": each badge then has a border of its own colour


LIGHT = Tokens(
    name="light",
    ink="#1b2433", muted="#5b6675", line="#dfe3ea", field_border="#7d8794",
    page="#f5f6f8", card="#ffffff",
    navy="#1f3a5f", on_navy="#dce6f2", navy_hover="#2b4a74", pill="#ffffff", on_pill="#1f3a5f",
    accent="#2457a6", accent_hover="#1b4587", on_accent="#ffffff", accent_soft="#e8eff9",
    red="#b3261e", red_soft="#fdecea", amber="#8a5300", amber_soft="#fff4e0",
    green="#1b6b3a", green_soft="#e6f4ea", neutral="#4c5665", neutral_soft="#eceff3",
    hover="#f0f3f8", badge_edge="transparent",
)  # fmt: skip

DARK = Tokens(
    name="dark",
    ink="#e7ebf1", muted="#a9b4c3", line="#343e4d", field_border="#8591a1",
    page="#12161d", card="#1c222b",
    navy="#0d1726", on_navy="#c9d6e6", navy_hover="#1a2a42", pill="#2a4470", on_pill="#ffffff",
    accent="#8fb8f6", accent_hover="#aecbf9", on_accent="#0b1a33", accent_soft="#1f3250",
    red="#ffa198", red_soft="#46201d", amber="#f2bd62", amber_soft="#3d2f12",
    green="#83d6a0", green_soft="#173424", neutral="#c3ccd8", neutral_soft="#2b3441",
    hover="#252d39", badge_edge="transparent",
)  # fmt: skip

CONTRAST = Tokens(
    name="contrast",
    ink="#000000", muted="#1f1f1f", line="#000000", field_border="#000000",
    page="#ffffff", card="#ffffff",
    navy="#000000", on_navy="#ffffff", navy_hover="#333333", pill="#ffffff", on_pill="#000000",
    accent="#003399", accent_hover="#001f5c", on_accent="#ffffff", accent_soft="#e6ecff",
    red="#8f0000", red_soft="#ffffff", amber="#5c3600", amber_soft="#ffffff",
    green="#004d1f", green_soft="#ffffff", neutral="#1f1f1f", neutral_soft="#ffffff",
    hover="#e6ecff", badge_edge="tone",
)  # fmt: skip

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST)}

# (text, background) that meet somewhere on screen
TEXT_PAIRS = (
    *((ink, ground) for ink in ("ink", "muted") for ground in ("page", "card", "hover")),
    *((ink, "accent_soft") for ink in ("ink", "accent", "muted", "red")),
    *((tone, f"{tone}_soft") for tone in ("red", "amber", "green", "neutral")),
    *(("ink", f"{tone}_soft") for tone in ("red", "amber", "green", "neutral")),
    *((tone, "card") for tone in ("accent", "red", "amber", "green")),
    *((tone, "page") for tone in ("accent", "red", "amber", "green")),
    ("accent_hover", "card"), ("accent_hover", "page"), ("accent", "hover"),
    ("on_navy", "navy"), ("on_navy", "navy_hover"), ("on_pill", "pill"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("card", "red"),
)  # fmt: skip
SHAPE_PAIRS = (
    ("field_border", "card"), ("field_border", "page"),
    ("accent", "card"), ("accent", "page"), ("accent", "neutral_soft"),
    ("green", "neutral_soft"), ("muted", "card"), ("muted", "page"), ("on_navy", "navy"),
)  # fmt: skip


def load_fonts() -> None:
    """Make the bundled font known to Qt. Needs a QApplication; doing it twice does no harm."""
    if FONT_FAMILY in QFontDatabase.families():
        bundled = {"Regular", "Bold"} <= set(QFontDatabase.styles(FONT_FAMILY))
        if bundled:
            return
    for file in sorted(paths.resources("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def current(app: QApplication | None = None) -> Tokens:
    """The set in use; the light one before `apply` was called."""
    app = app or _application()
    return THEMES.get(str(app.property(_PROPERTY)) if app else "", LIGHT)


def system_theme(app: QApplication) -> Tokens:
    """The set that follows the system's own light or dark appearance."""
    if not app.property(_PROPERTY):  # Qt's own colours say it still, without the namespace `Qt`
        given = app.palette()
        dark = given.window().color().lightness() < given.windowText().color().lightness()
    else:
        dark = app.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def style_sheet(tokens: Tokens, *, text_scale: float = 1.0) -> str:
    """The whole QSS for one set of colours; `text_scale` enlarges texts (1.0 to 1.5)."""
    template = Template(paths.resources("theme", "style.qss").read_text(encoding="utf-8"))
    sizes = {name: f"{round(size * text_scale)}px" for name, size in TEXT_SIZES.items()}
    edges = {
        f"{tone}_edge": getattr(tokens, tone) if tokens.badge_edge == "tone" else "transparent"
        for tone in ("accent", "red", "amber", "green", "neutral")
    }
    return template.substitute(tokens._asdict() | sizes | edges)


def palette(tokens: Tokens) -> QPalette:
    """The colours that Fusion itself uses where the style sheet says nothing."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.page, roles.WindowText: tokens.ink, roles.Base: tokens.card,
        roles.AlternateBase: tokens.page, roles.Text: tokens.ink, roles.Button: tokens.card,
        roles.ButtonText: tokens.ink, roles.BrightText: tokens.on_accent,
        roles.Highlight: tokens.accent, roles.HighlightedText: tokens.on_accent,
        roles.Link: tokens.accent, roles.LinkVisited: tokens.accent,
        roles.ToolTipBase: tokens.ink, roles.ToolTipText: tokens.card,
        roles.PlaceholderText: tokens.muted, roles.Accent: tokens.accent,
        roles.Light: tokens.card, roles.Midlight: tokens.line, roles.Mid: tokens.field_border,
        roles.Dark: tokens.field_border, roles.Shadow: tokens.field_border,
    }  # fmt: skip
    result = QPalette()
    for role, colour in colours.items():
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return result


def apply(app: QApplication, tokens: Tokens = LIGHT, *, text_scale: float = 1.0) -> None:
    """Give the whole application this look; open windows follow at once."""
    load_fonts()
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    QDir.setSearchPaths("glyph", [str(paths.resources("theme", tokens.name))])
    app.setProperty(_PROPERTY, tokens.name)
    if not app.property(FUSION):
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(FUSION, True)
    font = QFont(FONT_FAMILY)
    font.setPixelSize(round(TEXT_SIZES["t14"] * text_scale))
    app.setFont(font)
    app.setPalette(palette(tokens))
    app.setStyleSheet(style_sheet(tokens, text_scale=text_scale))


def wear(app: QApplication, name: str, text_scale: float) -> None:
    """Give the look that a person chose: a name of `THEMES`, or empty to do as the system."""
    apply(app, THEMES.get(name) or system_theme(app), text_scale=text_scale)


def contrast(first: str, second: str) -> float:
    """The WCAG 2.1 contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _application() -> QApplication | None:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else None
