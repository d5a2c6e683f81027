"""A long list in which one finds by typing, without accents, in any word order."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView, QSizePolicy, QWidget

from app.ui.widgets.choice import Choice, Provider, fold, matching

_CODE = Qt.ItemDataRole.UserRole
_CREATE = Qt.ItemDataRole.UserRole + 1
_MOST = 200  # lines shown at once; typing narrows


class _Awaited(Enum):
    """What is taken of an answer that is still looked for."""

    NOTHING = "nothing"
    FIRST = "first"  # Entrée was pressed
    ONLY = "only"  # the field was left


class _Line(QLineEdit):
    """Shortens with « … » what it cannot show while nobody types in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect().adjusted(2, 0, -2, 0)
        metrics = self.fontMetrics()
        cut = metrics.horizontalAdvance(self.text()) > room.width()
        self.setToolTip(self.text() if cut else "")
        if not cut or self.hasFocus():
            super().paintEvent(event)
            return
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.style().drawItemText(
            QPainter(self), room, flags, self.palette(), self.isEnabled(), shown,
            self.foregroundRole(),
        )  # fmt: skip


class SearchableCombo(QComboBox):
    """Type to filter, Bas or the arrow to see everything, Entrée to take.

    `changed` follows every edit. While the text is not a choice, `code()` is None and
    `half_typed` is True. With `creation` (as in « Créer le partenaire »), the last line offers to
    create what was typed and emits `create_requested(text)`.
    """

    changed = Signal()
    create_requested = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        provider: Provider | None = None,
        creation: str = "",
        name: str = "combo",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setLineEdit(_Line())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # None is how Qt takes its own away
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choices = list(choices)
        self._provider = provider
        self._creation = creation
        self._taken: Choice | None = None
        self._query = ""
        self._answer: Sequence[Choice] | None = ()
        """What was found for the query; None: it is still looked for."""
        self._awaited = _Awaited.NOTHING
        self._lines = QStandardItemModel(self)
        self._completer = QCompleter(self._lines, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._completer.setWrapAround(False)  # Bas on the last line would leave it for none
        self._completer.setWidget(self)
        self._popup = QListView()
        self._popup.setProperty("role", "popup")
        self._popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._completer.setPopup(self._popup)
        by_index = self._completer.activated[QModelIndex]  # type: ignore[index]  # stubs lack overloads
        by_index.connect(self._pick)
        self.line.textEdited.connect(self._typed)

    @property
    def line(self) -> QLineEdit:
        """The field one types in."""
        line = self.lineEdit()
        if line is None:  # an editable combo always has one
            raise LookupError
        return line

    @property
    def half_typed(self) -> bool:
        """Whether there is a text that is no choice yet."""
        return self._taken is None and bool(self.line.text().strip())

    def code(self) -> str | None:
        """The code taken, None while there is none."""
        return self._taken.code if self._taken else None

    def choice(self) -> Choice | None:
        """What is taken, code and words."""
        return self._taken

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the list; what is taken stays."""
        self._choices = list(choices)

    def choose(self, choice: Choice | str | None) -> None:
        """Take a choice, or a code of the list; None empties."""
        if isinstance(choice, str):
            code = choice
            choice = next((c for c in self._choices if c.code == code), Choice(code, code))
        self._take(choice)

    def type_text(self, text: str) -> None:
        """Put a half-typed text back, as a draft does."""
        self._taken = None
        self.line.setText(text)
        self.changed.emit()

    def offer(self, query: str, choices: Sequence[Choice]) -> None:
        """Answer a provider that said "later"; an answer to an older query is dropped."""
        if query != self._query:
            return
        self._answer = choices
        awaited, self._awaited = self._awaited, _Awaited.NOTHING
        if awaited is _Awaited.FIRST and choices:
            self._popup.hide()
            self._take(choices[0])
        elif awaited is _Awaited.ONLY:
            self._take_only(choices)
        elif self._popup.isVisible():
            self._show(choices, query)

    def settle(self) -> None:
        """On leaving: a text that is or finds exactly one choice is that choice."""
        if not self.half_typed:
            return
        text = self.line.text()
        if text != self._query:  # put there by a draft
            self._query, self._answer = text, self._found(text)
        if self._answer is None:
            self._awaited = _Awaited.ONLY
        else:
            self._take_only(self._answer)

    def showPopup(self) -> None:
        self._query = ""
        self._show(self._found(""), "")
        if self._taken is not None:
            for row in range(self._lines.rowCount()):
                index = self._lines.index(row, 0)
                if index.data(_CODE) == self._taken.code:
                    self._popup.setCurrentIndex(index)

    def hidePopup(self) -> None:
        self._popup.hide()

    def event(self, event: QEvent) -> bool:
        # here, before Tab moves the focus and while the list still shows what is lit
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key is Qt.Key.Key_Tab and self._popup.isVisible():
                lit = self._popup.currentIndex()
                if lit.isValid() and lit.data(_CREATE) is None:
                    self._pick(lit)
            elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._enters(event):
                event.accept()
                return True
        return super().event(event)

    def _enters(self, event: QKeyEvent) -> bool:
        """Entrée while the list is silent: whether it was for this field."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.half_typed:
            return False
        if self._answer is None:
            self._awaited = _Awaited.FIRST
            return True
        if self._popup.isVisible():
            return False
        self.settle()
        return not self.half_typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_F4}
        if Qt.Key(event.key()) in opens:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.showPopup()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a page must not change an answer

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._popup.hide()

    def _found(self, typed: str) -> Sequence[Choice] | None:
        if self._provider is not None:
            return self._provider(typed)
        return matching(self._choices, typed) if typed.strip() else self._choices

    def _typed(self, text: str) -> None:
        self._taken = None
        self._query, self._awaited = text, _Awaited.NOTHING
        if text.strip():
            self._show(self._found(text), text)
        else:
            self._popup.hide()
        self.changed.emit()

    def _show(self, found: Sequence[Choice] | None, query: str) -> None:
        choices = found or ()
        self._answer = found
        self._lines.clear()
        for choice in choices[:_MOST]:
            item = QStandardItem(choice.label)
            item.setData(choice.code, _CODE)
            item.setToolTip(choice.label)
            self._lines.appendRow(item)
        if not choices:
            said = "Rien ne correspond" if query else "La liste est vide"
            nothing = QStandardItem("Recherche…" if found is None else said)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._lines.appendRow(nothing)
        if self._creation:
            text = query.strip()
            words = f"{self._creation} «\u202f{text}\u202f»" if text else f"{self._creation}…"
            item = QStandardItem(words)
            item.setData(text, _CREATE)
            self._lines.appendRow(item)
        width = max(self.width(), min(self._popup.sizeHintForColumn(0) + 40, 560))
        self._completer.complete(QRect(0, 0, width, self.height()))
        if query and found is not None and (choices or self._creation):
            first = 0 if choices else self._lines.rowCount() - 1
            self._popup.setCurrentIndex(self._lines.index(first, 0))

    def _pick(self, index: QModelIndex) -> None:
        create = index.data(_CREATE)
        if create is not None:
            self.create_requested.emit(create)
            return
        code = index.data(_CODE)
        if code is not None:
            self._take(Choice(code, str(index.data())))

    def _take_only(self, found: Sequence[Choice]) -> None:
        wanted = fold(self.line.text())
        same = [choice for choice in found if fold(choice.label) == wanted] or found
        if len(same) == 1:
            self._take(same[0])

    def _take(self, choice: Choice | None) -> None:
        before = (self._taken, self.line.text())
        self._taken = choice
        self.line.setText(choice.label if choice else "")
        self.line.setCursorPosition(0)
        if (self._taken, self.line.text()) != before:
            self.changed.emit()
