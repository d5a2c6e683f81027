"""A password: hidden, shown on request, with advice while one types."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui import icons
from app.ui.widgets.style import label, mark, name_values


class Advice(NamedTuple):
    """What to say under a password being chosen: a sentence, and whether it is good enough."""

    sentence: str
    good: bool


class PasswordField(QWidget):
    """`advise` is asked at every key; F2 shows or hides what is typed. Nothing can be copied."""

    changed = Signal()

    def __init__(
        self,
        *,
        advise: Callable[[str], Advice] | None = None,
        name: str = "password",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._advise = advise
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        name_values(self.line, inputMethodHints="ImhSensitiveData|ImhNoPredictiveText")
        self._eye = self.line.addAction(
            icons.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        name_values(self._eye, shortcut="F2", shortcutContext="WidgetShortcut")
        self._eye.triggered.connect(lambda _checked=False: self.show_text(not self.shown))
        self.advice = label("", "muted", wrap=True)
        if advise is None:
            self.advice.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.advice)
        self.setFocusProxy(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.line.textChanged.connect(self._typed)
        self.line.selectionChanged.connect(self._nothing_to_copy)
        self.show_text(shown=False)
        self._typed("")

    @property
    def shown(self) -> bool:
        """Whether the characters are readable."""
        return self.line.echoMode() is QLineEdit.EchoMode.Normal

    def show_text(self, shown: bool) -> None:  # noqa: FBT001 - a setter
        """Show or hide the characters."""
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)
        self._eye.setIcon(icons.icon("eye-off" if shown else "eye", "muted"))
        words = "Masquer le mot de passe" if shown else "Afficher le mot de passe"
        self._eye.setText(words)
        self._eye.setToolTip(f"{words} (F2)")
        self._nothing_to_copy()

    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Replace what is typed."""
        self.line.setText(text)

    def show_advice(self, shown: bool) -> None:  # noqa: FBT001 - a setter
        """Show what is said of the password, unless something else says it."""
        self.advice.setVisible(shown and self._advise is not None)

    def clear(self) -> None:
        """Empty it and hide again, as after a wrong password."""
        self.line.clear()
        self.show_text(shown=False)

    def _nothing_to_copy(self) -> None:
        """Hidden, Qt copies nothing; shown, nothing can be selected, by hand nor by Ctrl+A."""
        if self.shown and self.line.hasSelectedText():
            self.line.deselect()

    def _typed(self, text: str) -> None:
        if self._advise is not None:
            sentence, good = self._advise(text)
            self.advice.setText(sentence)
            mark(self.advice, tone="green" if good else "muted")
            self.line.setAccessibleDescription(sentence)
        self.changed.emit()
