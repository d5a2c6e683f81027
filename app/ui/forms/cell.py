"""The place of one field: label, help, widget, notice, error; aligned with its row."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from app.ui.forms.editors import Editor
from app.ui.widgets.flow import Fill, FlowLayout, item_height
from app.ui.widgets.style import label

_GAP = 4


class CellLayout(QLayout):
    """Head, body, notice and error from top to bottom; the body starts where the row says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._head = 0
        self._heads: dict[int, int] = {}
        self._rests: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def head_height(self, width: int) -> int:
        """What label and help need at that width."""
        if width not in self._heads:
            self._heads[width] = item_height(self._items[0], width) if self._items else 0
        return self._heads[width]

    def rest_height(self, width: int) -> int:
        """What widget, notice and error need below the head."""
        if width not in self._rests:
            shown = [item for item in self._items[1:] if not item.isEmpty()]
            self._rests[width] = sum(item_height(item, width) + _GAP for item in shown)
        return self._rests[width]

    def invalidate(self) -> None:
        self._heads, self._rests = {}, {}
        super().invalidate()

    def set_head(self, head: int) -> None:
        """Start the body below a head of that height, for this drawing."""
        self._head = head

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._head, self.head_height(width)) + self.rest_height(width)

    def sizeHint(self) -> QSize:
        width = max((i.sizeHint().width() for i in self._items if not i.isEmpty()), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        width = max((size.width() for size in shown), default=0)
        return QSize(width, sum(size.height() for size in shown) + _GAP * max(0, len(shown) - 1))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top() + max(self._head, self.head_height(rect.width())) + _GAP
        for index, item in enumerate(self._items):
            height = item_height(item, rect.width())
            if index == 0:
                item.setGeometry(QRect(rect.left(), rect.top(), rect.width(), height))
            elif not item.isEmpty():
                item.setGeometry(QRect(rect.left(), top, rect.width(), height))
                top += height + _GAP


class FieldCell(QWidget):
    """One field on screen. `show_error("")` takes the error away, `show_notice("")` the notice."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        field = editor.field
        self._required = field.required
        self._cell = CellLayout(self)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        words = QWidget()
        flow = FlowLayout(words, spacing=4, line_spacing=0)
        self.label = label(field.label.replace("&", "&&"), "label", wrap=True)
        if editor.targets:
            self.label.setBuddy(editor.targets[0])
        self.obligation = label("(obligatoire)", "muted")
        flow.add(self.label)
        flow.add(self.obligation)
        column.addWidget(words)
        self.help = label(field.help, "small", wrap=True)
        column.addWidget(self.help)  # first: shown without a parent it would be a window
        self.help.setVisible(bool(field.help))
        self._notice = label("", "notice", wrap=True)
        self._notice.setObjectName(f"notice.{field.name}")
        self._notice.hide()
        self._error = label("", "error", wrap=True)
        self._error.hide()
        for part in (head, editor.widget, self._notice, self._error):
            self._cell.addWidget(part)
        self.basis, self.stretch = field.width.value
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_required(field.required)

    @property
    def error(self) -> str:
        """The sentence shown under the field, "" when there is none."""
        return self._error.text()

    def set_required(self, required: bool) -> None:  # noqa: FBT001 - a setter
        """Say « (obligatoire) » or not."""
        self._required = required
        self.obligation.setVisible(required)
        self._describe()

    def show_error(self, sentence: str) -> None:
        """Put a sentence under the field, and in what is read out."""
        if sentence == self.error:
            return
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.set_invalid(bool(sentence))
        self._describe()

    @property
    def notice(self) -> str:
        """What is pointed out under the field, "" when nothing is."""
        return self._notice.text()

    def show_notice(self, words: str) -> None:
        """Point something out under the field, which forbids nothing; in what is read out too."""
        if words == self.notice:
            return
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        self._describe()

    def cell_layout(self) -> CellLayout:
        """The layout, that a row aligns."""
        return self._cell

    def _describe(self) -> None:
        field = self.editor.field
        name = f"{field.label} (obligatoire)" if self._required else field.label
        parts = [part for part in (self.error, self.notice, field.help) if part]
        self.editor.describe(name, " ".join(parts))


class RowLayout(FlowLayout):
    """Cells side by side, their widgets on one line whatever the length of labels and helps."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, fill=Fill.STRETCH, spacing=14, line_spacing=10)

    def line_height(self, line: list[tuple[QLayoutItem, int]]) -> int:
        cells = [(_cell(item), width) for item, width in line]
        head = max((cell.head_height(width) for cell, width in cells), default=0)
        return head + max((cell.rest_height(width) for cell, width in cells), default=0)

    def place_line(self, line: list[tuple[QLayoutItem, int]], at: QPoint, height: int) -> None:
        head = max((_cell(item).head_height(width) for item, width in line), default=0)
        for item, _ in line:
            _cell(item).set_head(head)
        super().place_line(line, at, height)
        for item, width in line:  # a cell that kept its place may still have a new head
            _cell(item).setGeometry(QRect(0, 0, width, height))


def _cell(item: QLayoutItem) -> CellLayout:
    cell = item.widget()
    if not isinstance(cell, FieldCell):
        raise TypeError("a row holds cells only")
    return cell.cell_layout()
