"""The one door for dialogs: a question whose buttons are verbs, a file to choose, a form.

Nothing here runs a nested event loop: the answer comes to a callback. A test answers in advance
with `answer_next`, through the very same door.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_UNTRANSLATED = {
    QFileDialog.DialogLabel.LookIn: "&Voir dans\u202f:",
    QFileDialog.DialogLabel.FileType: "&Type de fichier\u202f:",
}
"""Where the system has no dialog of its own: texts that Qt's French lacks since they changed."""
_FOLDERS_VISITED = ("FileDialog/history", "FileDialog/lastVisited")


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: a stable `key`, a verb for people."""

    key: str
    label: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A decision to make. `default` is what Entrée does, `escape` what Échap and closing do."""

    title: str
    text: str
    choices: tuple[Choice, ...]
    default: str
    escape: str

    def __post_init__(self) -> None:
        keys = {choice.key for choice in self.choices}
        if not {self.default, self.escape} <= keys:
            raise ValueError("a question answers its own keys")


LEAVE = Question(
    title="Enregistrer avant de quitter la page\u202f?",
    text="Ce que vous avez écrit n’est pas encore enregistré.",
    choices=(
        Choice("stay", "Rester"),
        Choice("discard", "Abandonner", danger=True),
        Choice("save", "Enregistrer"),
    ),
    default="save",
    escape="stay",
)
LEAVE_A_DRAFT = replace(
    LEAVE,
    text="Le brouillon gardé vous attend sur l’Accueil\u202f; abandonner l’efface.",
    choices=(*LEAVE.choices[:2], Choice("keep", "Garder le brouillon"), LEAVE.choices[2]),
)
"""Of a page whose typing is a draft: a form not complete enough to be saved can be left too."""


class QuestionDialog(QDialog):
    """A question on screen; `answered` is called once."""

    def __init__(
        self, question: Question, answered: Callable[[str], object], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.question")
        self.setWindowTitle("Vigie")
        self.setAccessibleName(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._answered: Callable[[str], object] | None = answered
        self._escape = question.escape
        title = QLabel(question.title)
        title.setProperty("role", "card-title")
        title.setWordWrap(True)
        # On the title, not the window: a window given a least width forgets that of its buttons.
        title.setMinimumWidth(392)
        text = QLabel(question.text)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setVisible(bool(question.text))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for choice in question.choices:
            button = QPushButton(choice.label)
            button.setObjectName(f"dialog.choice.{choice.key}")
            button.setAutoDefault(True)
            if choice.key == question.default:
                button.setDefault(True)
                button.setProperty("role", "primary")
                button.setFocus()
            elif choice.danger:
                button.setProperty("role", "danger")
            button.clicked.connect(lambda _checked=False, key=choice.key: self._answer(key))
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(text)
        layout.addSpacing(4)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ensurePolished()
        # The height the text takes at this width: what Qt guesses before is for another.
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def _answer(self, key: str) -> None:
        answered, self._answered = self._answered, None
        self.close()
        if answered is not None:
            answered(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer(self._escape)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        if self._answered is not None:
            self._answer(self._escape)


class Dialogs:
    """Opens dialogs over the window that `parent()` gives. Interface thread only."""

    def __init__(self, parent: Callable[[], QWidget | None]) -> None:
        self._parent = parent
        self._answers: deque[str | Path | None] = deque()
        self.asked: list[str] = []
        """The titles of what was asked, oldest first."""
        self._open: list[QDialog] = []

    def answer_next(self, *answers: str | Path | None) -> None:
        """Answer the next dialogs in advance, in order; no dialog appears for them."""
        self._answers.extend(answers)

    def ask(self, question: Question, then: Callable[[str], object]) -> None:
        """Ask for a decision; `then` gets the key of the choice."""
        self.asked.append(question.title)
        if self._answers:
            then(str(self._answers.popleft()))
            return
        self._opened(QuestionDialog(question, then, self._parent()))

    def show(self, dialog: QDialog) -> None:
        """Open a dialog of one's own over the window, modal to it; it dies when closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parent = self._parent()
        if parent is not None:
            dialog.setParent(parent, dialog.windowFlags() | Qt.WindowType.Dialog)
        self._opened(dialog)

    def drafts(self) -> list[Callable[[], object]]:
        """The works that keep what is being typed in the dialogs that are open."""
        shown = [one for one in self._open if shiboken6.isValid(one)]
        asked = [getattr(one, "snapshot", None) for one in shown]
        works = [snapshot() for snapshot in asked if snapshot is not None]
        return [work for work in works if work is not None]

    def _opened(self, dialog: QDialog) -> None:
        # Held: a dialog without a parent would die with its last reference. Let go only once Qt
        # has destroyed it: a last reference dropped in one of its own signals deletes it twice.
        self._open = [held for held in self._open if shiboken6.isValid(held)]
        self._open.append(dialog)
        dialog.open()

    def save_file(
        self,
        title: str,
        *,
        suggested: str,
        kinds: str,
        folder: Path | None = None,
        then: Callable[[Path | None], object],
    ) -> None:
        """Choose where to write. `kinds` as « Document PDF (*.pdf) »; `None` if given up.

        The system's own dialog asks before a file is overwritten.
        """
        dialog = QFileDialog(self._parent(), title, str(folder or ""), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        dialog.selectFile(suggested)
        self._choose(dialog, title, then)

    def open_file(
        self,
        title: str,
        *,
        kinds: str,
        folder: Path | None = None,
        then: Callable[[Path | None], object],
    ) -> None:
        """Choose an existing file; `None` if given up."""
        dialog = QFileDialog(self._parent(), title, str(folder or ""), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._choose(dialog, title, then)

    def open_folder(
        self, title: str, *, folder: Path | None = None, then: Callable[[Path | None], object]
    ) -> None:
        """Choose an existing folder; `None` if given up."""
        dialog = QFileDialog(self._parent(), title, str(folder or ""))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._choose(dialog, title, then)

    def _choose(
        self, dialog: QFileDialog, title: str, then: Callable[[Path | None], object]
    ) -> None:
        self.asked.append(title)
        _leave_no_note(dialog)
        for part, words in _UNTRANSLATED.items():
            dialog.setLabelText(part, words)
        if self._answers:
            dialog.deleteLater()
            answer = self._answers.popleft()
            then(Path(answer) if answer is not None else None)
            return
        dialog.setObjectName("dialog.file")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def finished(result: int) -> None:
            chosen = dialog.selectedFiles() if result else []
            then(Path(chosen[0]) if chosen else None)

        dialog.finished.connect(finished)
        self._opened(dialog)


def _leave_no_note(dialog: QFileDialog) -> None:
    """Once the dialog is gone, put back what Qt's own settings said of the folders visited.

    It writes them, as it dies, where every Qt program of this person reads them; a folder may
    bear somebody's name.
    """
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    before = {key: settings.value(key) for key in _FOLDERS_VISITED}

    def put_back() -> None:
        settings.sync()
        for key, value in before.items():
            if value is None:
                settings.remove(key)
            else:
                settings.setValue(key, value)
        settings.sync()

    dialog.destroyed.connect(put_back)
