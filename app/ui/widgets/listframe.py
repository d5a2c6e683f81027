"""The screen of a list: title and count, filters, chips, the table, what stands in its place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.header import PageHeader
from app.ui.widgets.search import SearchField
from app.ui.widgets.style import count
from app.ui.widgets.table import TableView


class ListFrame(QWidget):
    """`opened` gives the row to open. The caller asks its model and calls `loaded` at each answer.

    Typing in the table goes on in the search field, so that any row is reached, read or not.
    """

    opened = Signal(QModelIndex)

    def __init__(
        self,
        title: str,
        *,
        name: str,
        search: str,
        filters: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self.header = PageHeader(title)
        self.search = SearchField(search, name=f"{name}.search")
        alone = not filters  # it would stretch over the whole page for a few letters
        self.search.setMinimumWidth(360 if alone else 220)
        self.chips = FilterChips(name=f"{name}.filter")
        self.table = TableView(name=f"list.{name}", words=title)
        self.skeleton = Skeleton(8)
        self.empty: EmptyState | None = None
        self._places = QStackedWidget()
        self._places.addWidget(self.skeleton)
        self._places.addWidget(self.table)
        tools = QWidget()
        line = FlowLayout(tools, fill=Fill.STRETCH, spacing=10, line_spacing=8, even=True)
        line.add(self.search, 0 if alone else 2)
        for one in filters:
            line.add(one, 1)
        column = QVBoxLayout(self)
        margin = theme.SPACE_XL
        column.setContentsMargins(margin, margin - 4, margin, margin)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.header)
        column.addWidget(tools)
        column.addWidget(self.chips)
        column.addWidget(self._places, 1)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self.opened)
        self.table.jump = self._jump
        self.search.descend.connect(self._descend)

    def show_model(
        self,
        model: QAbstractItemModel,
        widths: dict[int, int],
        *,
        sorted_by: int,
        descending: bool = False,
        whole: dict[int, str] | None = None,
    ) -> None:
        """Give the table its rows; a click on a title sorts by it."""
        self.table.setModel(model)
        head = self.table.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicatorShown(True)
        head.setSectionsClickable(True)
        head.setSortIndicator(sorted_by, order)
        head.sortIndicatorChanged.connect(model.sort)
        self.table.set_widths(widths, whole=whole)

    def show_count(self, number: int, one: str, many: str = "") -> None:
        """« 128 dossiers » beside the title."""
        self.header.set_badges([(count(number, one, many), "neutral")])

    def loaded(self, rows: int, empty: Callable[[], EmptyState]) -> None:
        """Show the table, or what stands in its place when there is no row."""
        if self.empty is not None:
            self._places.removeWidget(self.empty)
            self.empty.deleteLater()
            self.empty = None
        if rows:
            self._places.setCurrentWidget(self.table)
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.table.model().index(0, 0))
            return
        self.empty = empty()
        self._places.addWidget(self.empty)
        self._places.setCurrentWidget(self.empty)

    def _jump(self, typed: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(typed)

    def _descend(self) -> None:
        if self._places.currentWidget() is self.table:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
