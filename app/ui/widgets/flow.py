"""Layouts that wrap, so that nothing is cut in a narrow window."""

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Fill(Enum):
    """What a line does with the width left over."""

    LEFT = "left"  # natural widths, from the left
    STRETCH = "stretch"  # shared out by each item's stretch
    COLUMNS = "columns"  # a grid, with as many columns as fit, each as wide as its widest


class FlowLayout(QLayout):
    """Items side by side, on as many lines as the width asks for.

    In `STRETCH`, an item's minimum is its minimum width hint, and an item of stretch 0 keeps its
    natural width. `max_columns` bounds the columns of a grid. `centred` puts lines in the middle
    of a place higher than they need. `even` shares items out among the lines they need anyway, so
    that the last one holds no single item as wide as the place.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        fill: Fill = Fill.LEFT,
        spacing: int = 8,
        line_spacing: int = 8,
        max_columns: int = 0,
        centred: bool = False,
        even: bool = False,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretches: dict[int, int] = {}
        self._bases: dict[int, int] = {}
        self._fill = fill
        self._gap = spacing
        self._line_gap = line_spacing
        self._max_columns = max_columns
        self._centred = centred
        self._even = even
        self._heights: dict[int, int] = {}
        self._known: dict[int, list[list[tuple[QLayoutItem, int]]]] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, stretch: int = 1, *, basis: int = 0) -> None:
        """Append a widget. In `STRETCH`: its share, and the width under which it wraps instead."""
        self._stretches[len(self._items)] = stretch
        self._bases[len(self._items)] = basis
        self.addWidget(widget)

    def columns(self, width: int) -> int:
        """How many columns of a grid fit in `width` pixels."""
        return len(self._column_widths(width))

    def _column_widths(self, width: int) -> list[int]:
        """The width of each column of the largest grid that fits."""
        hints = [item.sizeHint().width() for _, item in self._shown()]
        for n in range(min(self._max_columns or len(hints), len(hints)), 1, -1):
            widths = [max(hints[column::n]) for column in range(n)]
            spare = width - sum(widths) - self._gap * (n - 1)
            if spare >= 0:
                return [own + spare // n for own in widths]
        return [width]

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        left = [i for i in range(len(self._items) + 1) if i != index]
        self._stretches = {at: self._stretches.get(i, 1) for at, i in enumerate(left)}
        self._bases = {at: self._bases.get(i, 0) for at, i in enumerate(left)}
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def set_basis(self, widget: QWidget, basis: int) -> None:
        """Change the width under which an item wraps."""
        for index, item in enumerate(self._items):
            if item.widget() is widget:
                self._bases[index] = basis
                self.invalidate()

    def invalidate(self) -> None:
        self._heights, self._known = {}, {}
        super().invalidate()

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for _, item in self._shown()]
        margins = self.contentsMargins()
        width = sum(size.width() for size in shown) + self._gap * max(0, len(shown) - 1)
        height = max((size.height() for size in shown), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        sizes = [item.minimumSize() for _, item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0) + margins.left() + margins.right(),
            max((size.height() for size in sizes), default=0) + margins.top() + margins.bottom(),
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _shown(self) -> list[tuple[int, QLayoutItem]]:
        return [(i, item) for i, item in enumerate(self._items) if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        top = inner.top()
        if inner.width() not in self._known:
            self._known[inner.width()] = self._lines(inner.width())
        lines = self._known[inner.width()]
        heights = [self.line_height(line) for line in lines]
        if self._centred and move:
            needed = sum(heights) + self._line_gap * (len(lines) - 1)
            top += max(0, (inner.height() - needed) // 2)
        start = top
        for line, height in zip(lines, heights, strict=True):
            if move:
                self.place_line(line, QPoint(inner.left(), top), height)
            top += height + self._line_gap
        used = top - start - (self._line_gap if lines else 0)
        return used + margins.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int]]]:
        """Each line as items with the width each one gets."""
        shown = self._shown()
        if self._fill is Fill.COLUMNS:
            widths = self._column_widths(width)
            row = [(item, widths[at % len(widths)]) for at, (_, item) in enumerate(shown)]
            return [row[i : i + len(widths)] for i in range(0, len(row), len(widths))]
        lines = self._broken(shown, width, len(shown))
        if self._even and len(lines) > 1:
            evened = self._broken(shown, width, -(-len(shown) // len(lines)))
            lines = evened if len(evened) == len(lines) else lines
        return [self._share(line, width) for line in lines]

    def _broken(
        self, shown: list[tuple[int, QLayoutItem]], width: int, most: int
    ) -> list[list[tuple[int, QLayoutItem, int]]]:
        """Lines of `most` items at most, each with the width it wants."""
        lines: list[list[tuple[int, QLayoutItem, int]]] = []
        left = -1
        for index, item in shown:
            hint = item.sizeHint().width()
            stretches = self._fill is Fill.STRETCH and self._stretches.get(index, 1) > 0
            least = max(item.minimumSize().width(), self._bases.get(index, 0))
            wanted = min(least if stretches else hint, width)
            if not lines or wanted + self._gap > left or len(lines[-1]) == most:
                lines.append([])
                left = width + self._gap
            lines[-1].append((index, item, wanted))
            left -= wanted + self._gap
        return lines

    def _share(
        self, line: list[tuple[int, QLayoutItem, int]], width: int
    ) -> list[tuple[QLayoutItem, int]]:
        if self._fill is Fill.LEFT:
            return [(item, wanted) for _, item, wanted in line]
        total = sum(self._stretches.get(index, 1) for index, _, _ in line)
        room = width - self._gap * (len(line) - 1)
        pending = {i: self._stretches.get(index, 1) for i, (index, _, _) in enumerate(line)}
        widths = {i: wanted for i, (_, _, wanted) in enumerate(line)}
        free = room - sum(widths[i] for i, stretch in pending.items() if stretch == 0)
        active = {i for i, stretch in pending.items() if stretch > 0}
        while active:  # an item whose share is under its minimum keeps the minimum
            total = sum(pending[i] for i in active)
            short = {i for i in active if free * pending[i] // total < widths[i]}
            if not short:
                shares = {i: free * pending[i] // total for i in active}
                widths |= shares
                break
            free -= sum(widths[i] for i in short)
            active -= short
        return [(item, widths[i]) for i, (_, item, _) in enumerate(line)]

    def line_height(self, line: list[tuple[QLayoutItem, int]]) -> int:
        """The height that a line needs."""
        return max((item_height(item, width) for item, width in line), default=0)

    def place_line(self, line: list[tuple[QLayoutItem, int]], at: QPoint, height: int) -> None:
        """Give each item of a line its place."""
        left = at.x()
        for item, width in line:
            own = item_height(item, width)
            grows = self._fill is Fill.STRETCH
            top = at.y() if grows else at.y() + (height - own) // 2
            item.setGeometry(QRect(left, top, width, height if grows else own))
            left += width + self._gap


def item_height(item: QLayoutItem, width: int) -> int:
    """The height of an item at that width."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
