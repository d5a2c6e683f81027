"""What the two table models share: columns, roles, texts, what a screen reader says."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication

from app.ui import theme
from app.ui.viewmodels.columns import STRONG_ROLE, TONE_ROLE, Column
from app.ui.widgets.choice import fold

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of frozen values under declared columns. Nothing is edited in a table."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[R] = []

    @property
    def rows(self) -> Sequence[R]:
        """The rows held now."""
        return self._rows

    def row(self, number: int) -> R | None:
        """The value at a row of the table, if there is one."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole.value: lambda: column.text(row),
            Qt.ItemDataRole.ToolTipRole.value: lambda: column.tip(row) if column.tip else None,
            Qt.ItemDataRole.AccessibleTextRole.value: lambda: (
                f"{column.title}\u202f: {column.text(row)}"
            ),
            Qt.ItemDataRole.TextAlignmentRole.value: lambda: _END if column.right else _START,
            TONE_ROLE: lambda: column.tone(row) if column.tone else "",
            STRONG_ROLE: lambda: column.strong,
            Qt.ItemDataRole.FontRole.value: lambda: _bold() if column.strong else None,
            Qt.ItemDataRole.ForegroundRole.value: lambda: _ink(column, row),
        }
        answer = answers.get(int(role))
        return answer() if answer is not None else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's variant
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _END if self.columns[section].right else _START
        return None


def _bold() -> QFont:
    font = QGuiApplication.font()
    font.setBold(True)
    return font


def _ink(column: Column[R], row: R) -> QColor | None:
    """The colour of a tone, for views that draw no badge."""
    tone = column.tone(row) if column.tone else ""
    return QColor(getattr(theme.current(), tone)) if tone else None


class StaticTable(TableModel[R]):
    """A small list given whole: accounts, groups, quartiers. It sorts in memory by any column."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._by, self._descending = -1, False

    def show(self, rows: Sequence[R]) -> None:
        """Replace the rows; they stay sorted as they were asked."""
        self.beginResetModel()
        self._rows = self._sorted(rows)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by, self._descending = column, order is Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before, self._rows = self._rows, self._sorted(self._rows)
        place = {id(row): number for number, row in enumerate(self._rows)}
        indexes = self.persistentIndexList()
        moved = [self.index(place[id(before[one.row()])], one.column()) for one in indexes]
        self.changePersistentIndexList(indexes, moved)
        self.layoutChanged.emit()

    def _sorted(self, rows: Sequence[R]) -> list[R]:
        if not 0 <= self._by < len(self.columns):
            return list(rows)
        column = self.columns[self._by]
        key = column.order or (lambda row: fold(column.text(row)))
        return sorted(rows, key=key, reverse=self._descending)
