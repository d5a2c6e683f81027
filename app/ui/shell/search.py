"""The one search box: answers while typing, grouped, reached with the arrows."""

from collections.abc import Callable
from itertools import groupby

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import icons
from app.ui.context import SearchHit
from app.ui.jobs import JobRunner
from app.ui.widgets.elided import ElidedLabel

MIN_LENGTH = 2
"""Letters from which it answers."""
_MAX_HEIGHT = 460
_WIDTH = 720
"""Room for the words around in an observation, where the window has it."""
NOTHING = (
    "Cherchez un nom, une date de naissance, un numéro, un partenaire…",
    "… ou un mot d’une observation, dans l’ordre que vous voulez, sans accents.",
)
"""What can be found here."""


class SearchBox(QLineEdit):
    """The field. `find(text)` runs on the database thread; `chosen(hit)` goes there.

    The answers hang under the field as a part of the window, not as a window of their own: the
    focus stays in the field, so one types on while looking, and a lock covers them like the rest.
    """

    def __init__(
        self,
        *,
        jobs: JobRunner,
        find: Callable[[str], list[SearchHit]],
        chosen: Callable[[SearchHit], object],
        host: QWidget,
        keys: str,
    ) -> None:
        super().__init__()
        self._jobs, self._find, self._chosen = jobs, find, chosen
        self.setObjectName("field.search")
        self.setPlaceholderText(f"Rechercher un jeune, une famille…    {keys}")
        self.setAccessibleName(
            "Rechercher un jeune, une famille, un signalement, une observation, un partenaire"
        )
        self.setToolTip(f"Chercher partout ({keys})")
        self.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaximumWidth(470)
        self.answers = SearchAnswers(host, self._choose)
        self._answered, self._entered = "", False  # the text answered; Entrée came before that
        self.textChanged.connect(self._ask)
        self.installEventFilter(self)

    def start(self) -> None:
        """Ctrl+K: here, with what was typed selected, so that typing replaces it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.text():
            self._ask(self.text())

    def _ask(self, typed: str) -> None:
        text, self._entered = typed.strip(), False
        if len(text) < MIN_LENGTH:
            self.answers.hide()
            return
        find = self._find
        self._jobs.database(
            self, lambda: find(text), lambda hits: self._show(text, hits), latest="search"
        )

    def _show(self, text: str, hits: list[SearchHit]) -> None:
        if not self.hasFocus() or text != self.text().strip():
            return
        self._answered = text
        self.answers.fill(hits, under=self)
        if self._entered:
            self.answers.choose_current()

    def _choose(self, hit: SearchHit) -> None:
        self.answers.hide()
        self._answered = ""
        self.clear()
        self._chosen(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.answers.underMouse():
            self.answers.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape.value:
            if self.answers.isVisible():
                self.answers.hide()
            else:
                self.clear()
            return True
        text, enter = self.text().strip(), key in {Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value}
        if enter and text != self._answered and len(text) >= MIN_LENGTH:
            self._entered = True  # what is shown answers an earlier text
            return True
        if self.answers.isHidden():
            return False
        if key in {Qt.Key.Key_Down.value, Qt.Key.Key_Up.value}:
            self.answers.move_by(1 if key == Qt.Key.Key_Down.value else -1)
            return True
        if enter:
            self.answers.choose_current()
        return enter


class SearchAnswers(QFrame):
    """The list under the field: groups, and « Aucun résultat » rather than silence."""

    def __init__(self, host: QWidget, chosen: Callable[[SearchHit], object]) -> None:
        super().__init__(host)
        self._host, self._chosen = host, chosen
        self._hits: list[SearchHit | None] = []
        self.setObjectName("popup.search")
        self.setProperty("role", "popup")
        self.list = QListWidget()
        self.list.setObjectName("list.search")
        self.list.setAccessibleName("Résultats de la recherche")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self.choose_current())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.list)
        self.hide()

    def fill(self, hits: list[SearchHit], *, under: QWidget) -> None:
        """Show the answers, grouped in the order given, the first one chosen."""
        self.list.clear()
        self._hits = []
        if not hits:
            self._heading("Aucun résultat")
            for words in NOTHING:
                self._words(words)
        for group, members in groupby(hits, key=lambda hit: hit.group):
            self._heading(group)
            for hit in members:
                self._row(hit)
        self.move_by(1, start=-1)
        corner = under.mapTo(self._host, under.rect().bottomLeft())
        height = sum(self.list.sizeHintForRow(row) for row in range(len(self._hits))) + 16
        room = self._host.height() - corner.y() - 24
        aside = self._host.width() - corner.x() - 24
        width = max(under.width(), min(_WIDTH, aside))
        self.setGeometry(corner.x(), corner.y() + 4, width, min(height, _MAX_HEIGHT, room))
        self.show()
        self.raise_()

    def move_by(self, step: int, *, start: int | None = None) -> None:
        """Choose the next answer above or below, passing over the headings."""
        row = self.list.currentRow() if start is None else start
        for _ in range(len(self._hits)):
            row = (row + step) % len(self._hits)
            if self._hits[row] is not None:
                self.list.setCurrentRow(row)
                return

    def choose_current(self) -> None:
        """Go to the answer chosen."""
        row = self.list.currentRow()
        hit = self._hits[row] if 0 <= row < len(self._hits) else None
        if hit is not None:
            self._chosen(hit)

    def _heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.list.font()
        font.setBold(True)
        font.setPixelSize(max(1, font.pixelSize() - 1))
        item.setFont(font)
        self.list.addItem(item)
        self._hits.append(None)

    def _words(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)
        self._hits.append(None)

    def _row(self, hit: SearchHit) -> None:
        item = QListWidgetItem()
        spoken = f"{hit.title}, {hit.detail}" if hit.detail else hit.title
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.list.addItem(item)
        row = QWidget()
        row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout(row)
        line.setContentsMargins(10, 4, 10, 4)
        line.setSpacing(12)
        title = QLabel(hit.title)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "strong")
        line.addWidget(title)
        line.addWidget(ElidedLabel(hit.detail, "muted"), 1)
        item.setSizeHint(QSize(0, row.sizeHint().height() + 6))
        self.list.setItemWidget(item, row)
        self._hits.append(hit)
