"""Icons drawn from `resources/icons`, in a colour of the theme, sharp at every scale.

An icon is a name (`"bell"`) and a tone, the name of a colour of `theme.Tokens`. The colour is
looked up when the icon is painted: a change of theme needs no change of icon.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths
from app.ui import theme

SIZE = 20  # logical pixels


def names() -> tuple[str, ...]:
    """Every icon that ships."""
    return tuple(sorted(file.stem for file in paths.resources("icons").glob("*.svg")))


@cache
def _drawing(name: str) -> str:
    return paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")


def coloured(name: str, colour: str, *, stroke: float = 1.75) -> str:
    """The SVG text of an icon in one `#rrggbb` colour. Raises FileNotFoundError if unknown."""
    svg = _drawing(name).replace("currentColor", colour)
    return svg.replace('stroke-width="2"', f'stroke-width="{stroke:g}"')


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(coloured(name, colour).encode()))


class _Engine(QIconEngine):
    """Paints the drawing at the device's own resolution."""

    def __init__(self, name: str, tone: str, on: str) -> None:
        super().__init__()
        self._name, self._tone, self._on = name, tone, on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tokens = theme.current()
        tone = self._on if state is QIcon.State.On else self._tone
        if mode is QIcon.Mode.Disabled:
            tone = "muted"
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QPointF(rect.x() + rect.width() / 2, rect.y() + rect.height() / 2))
        _renderer(self._name, getattr(tokens, tone)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)  # transparent
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return QPixmap.fromImage(image)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tone, self._on)


def icon(name: str, tone: str = "ink", *, on: str = "") -> QIcon:
    """The icon in that tone; `on` is its tone when checked. Raises FileNotFoundError."""
    _drawing(name)  # an unknown name is said here, not while painting
    return QIcon(_Engine(name, tone, on or tone))


def pixmap(name: str, tone: str = "ink", *, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen of that pixel ratio."""
    result = icon(name, tone).pixmap(QSize(size, size), ratio)
    result.setDevicePixelRatio(ratio)
    return result
