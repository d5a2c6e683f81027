"""The table of every list: Entrée opens, typing jumps, what is cut is told."""

from collections.abc import Callable, Mapping
from math import ceil

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from app.ui import theme
from app.ui.widgets.choice import fold

ROW_HEIGHT = 38
_WHOLE = "00/00/0000"  # what stays readable in the narrowest column
_AROUND = 32
_BESIDE = 28  # around a text known in advance
_ARROW = 42  # around a title: what says by which column the list is sorted stands there
_GIVES = 0.55  # what is left of a wide column, of names, in the narrowest table
_TYPING_PAUSE_MS = 900


class _Delegate(QStyledItemDelegate):
    """Says the whole text of a cell that is cut; a row lights as a whole."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        view = self.parent()
        if isinstance(view, TableView) and index.row() == view.hovered:
            option.state |= QStyle.StateFlag.State_MouseOver

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        text = index.data()
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        if event.type() is QEvent.Type.ToolTip and not own and isinstance(text, str):
            cut = option.fontMetrics.horizontalAdvance(text) > option.rect.width() - 20
            QToolTip.showText(event.globalPos(), text if cut else "", view)
            return True
        return super().helpEvent(event, view, option, index)


class TableView(QTableView):
    """Rows of one line. `opened` gives the row under Entrée or a double click.

    Typing letters calls `jump` with the whole of what was typed, when set; otherwise looks, without
    accents, for the first loaded row whose first column begins with it.
    """

    opened = Signal(QModelIndex)

    def __init__(self, *, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._height_rows()
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(64)
        self.setSortingEnabled(False)
        self.hovered = -1  # the row under the mouse
        self.entered.connect(lambda index: self._hover(index.row()))
        self.viewportEntered.connect(lambda: self._hover(-1))
        self.jump: Callable[[str], None] | None = None
        self._wished: dict[int, int] = {}
        self._wholes: dict[int, str] = {}
        self._sharing = False
        head.sectionResized.connect(self._resized_by_hand)
        self._typed = ""
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self._forget)

    def set_widths(
        self, widths: Mapping[int, int], *, whole: Mapping[int, str] | None = None
    ) -> None:
        """Wished widths in pixels for a text of the usual size; the last takes what is left.

        In a narrow window columns give way down to their title, until someone sets one by hand:
        first those whose longest text is known (`whole`), down to it, then the others.
        """
        self._wished = dict(widths)
        self._wholes = dict(whole or {})
        self._share()

    def set_plain(self) -> None:
        """Inside a card: no frame of its own."""
        self.setProperty("plain", "true")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._height_rows()
            self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain:
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(index)
        else:
            super().mouseDoubleClickEvent(event)

    def keyboardSearch(self, search: str) -> None:
        self._typed += search
        self._typing.start()
        if self.jump is not None:
            self.jump(self._typed)
            return
        model = self.model()
        wanted = fold(self._typed)
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if fold(str(index.data() or "")).startswith(wanted):
                self.setCurrentIndex(index)
                return

    def _share(self) -> None:
        head = self.horizontalHeader()
        if not self._wished or not head.count():
            return
        scale = self._scale()
        least = self.fontMetrics().horizontalAdvance(_WHOLE) + _AROUND
        wishes = {column: round(width * scale) for column, width in self._wished.items()}
        shown = [at for at in range(head.count()) if not head.isSectionHidden(at)]
        known = {at: self._known(at) for at in shown if at in self._wholes}
        floors = {
            at: known.get(
                at,
                min(wishes[at], max(least, self._title(at), round(wishes[at] * _GIVES))),
            )
            for at in shown
            if at in wishes
        }
        widths = {at: max(wishes[at], floor) for at, floor in floors.items()}
        # Qt leaves the last one its own least, whatever its texts
        least = head.defaultSectionSize()
        rest = sum(
            max(known.get(at, least), least, head.sectionSizeHint(at))
            for at in shown
            if at not in floors
        )
        excess = sum(widths.values()) + rest - self.viewport().width()
        first = shown[0] if shown else None
        if first in floors and excess > sum(widths[at] - floors[at] for at in floors):
            # one scrolls across anyhow: whom a line is about is not cut for nothing
            floors[first] = widths[first]
        for giving in (known.keys() & floors.keys(), floors.keys() - known.keys()):
            elastic = sum(widths[at] - floors[at] for at in giving)
            ratio = min(1.0, max(0, excess) / elastic) if elastic else 0.0
            for at in giving:
                given = ceil((widths[at] - floors[at]) * ratio)
                widths[at] -= given
                excess -= given
        self._sharing = True
        for at, width in widths.items():
            head.resizeSection(at, width)
        self._sharing = False

    def _known(self, column: int) -> int:
        """The least width of a column whose longest text is known."""
        words = self.fontMetrics().horizontalAdvance(self._wholes[column]) + _BESIDE
        return max(words, self._title(column))

    def _title(self, column: int) -> int:
        """The width of a title with its arrow: Qt's own hint counts it in a larger font."""
        font = self.font()
        font.setPixelSize(round(theme.TEXT_SIZES["t12"] * self._scale()))
        font.setBold(True)
        words = self.model().headerData(column, Qt.Orientation.Horizontal)
        return QFontMetrics(font).horizontalAdvance(str(words or "")) + _ARROW

    def _resized_by_hand(self, column: int, _old: int, width: int) -> None:
        if not self._sharing and column in self._wished:
            self._wished[column] = round(width / self._scale())

    def _scale(self) -> float:
        """How much larger than usual the text is."""
        return self.fontInfo().pixelSize() / theme.TEXT_SIZES["t14"]

    def _forget(self) -> None:
        self._typed = ""

    def _height_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(
            max(ROW_HEIGHT, self.fontMetrics().height() + 16)
        )
