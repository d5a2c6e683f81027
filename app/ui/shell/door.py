"""The door: a card in the middle of an empty window, where one says who one is.

The screen that opens a vault and the one that covers an open one are the same card, so that
nobody has to learn two.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from app.ui.shell.capslock import CapsLockWatch
from app.ui.shell.card import CardScreen
from app.ui.widgets.buttons import LinkButton, PrimaryButton
from app.ui.widgets.password import PasswordField
from app.ui.widgets.style import label

CAPS_LOCK = "La touche Verr. maj. est enfoncée."
OPENING = "Ouverture du coffre…"


class Door(CardScreen):
    """A title, a sentence, fields, an error, one button."""

    def __init__(
        self, *, name: str, sentence: str, verb: str, submit: Callable[[], object]
    ) -> None:
        super().__init__(name=name)
        self._submit, self._verb = submit, verb
        title = label("Vigie", "title")
        title.setObjectName(f"{name}.title")
        self.column.addWidget(title)
        self.sentence = label(sentence, "muted", wrap=True)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(10)
        self.password = PasswordField(name="field.password")
        self.password.line.returnPressed.connect(self._pressed)
        self._password_label = _labelled("Mot de passe", self.password.line)
        self.caps = label("", "small", tone="amber")
        self.caps.setObjectName(f"{name}.caps")
        self.caps.hide()
        CapsLockWatch(self.password.line, self._caps)
        self.error = label("", "error", wrap=True)
        self.error.setObjectName(f"{name}.error")
        self.remedy = label("", "muted", wrap=True)
        self.remedy.setObjectName(f"{name}.remedy")
        self.button = PrimaryButton(verb, self._pressed, name=f"{name}.submit")
        self.button.setAutoDefault(True)

    def add_field(self, words: str, field: QLineEdit) -> None:
        """A field with its label above it."""
        self.column.addWidget(_labelled(words, field))
        self.column.addWidget(field)
        self.column.addSpacing(6)

    def finish(self, below: list[LinkButton]) -> None:
        """Lay the password, the error and the button out, with links under them."""
        self.column.addWidget(self._password_label)
        self.column.addWidget(self.password)
        self.column.addWidget(self.caps)
        self.column.addSpacing(4)
        self.column.addWidget(self.error)
        self.column.addWidget(self.remedy)
        self.column.addSpacing(6)
        self.column.addWidget(self.button)
        if below:
            self.column.addSpacing(10)
        links = QVBoxLayout()
        links.setContentsMargins(-5, 0, 0, 0)  # a link's words begin where the others do
        for link in below:
            line = QHBoxLayout()
            line.addWidget(link)
            line.addStretch(1)
            links.addLayout(line)
        self.column.addLayout(links)
        self.say("")

    def say(self, sentence: str, remedy: str = "") -> None:
        """Why it did not open, and what to do; empty texts take it away."""
        for line, text in ((self.error, sentence), (self.remedy, remedy)):
            line.setText(text)
            line.setVisible(bool(text))
        self.password.line.setAccessibleDescription(f"{sentence} {remedy}".strip())

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        """While the key is derived: nothing can be pressed twice, and the button says why."""
        self.button.setText(OPENING if busy else self._verb)
        self.button.setEnabled(not busy)
        self.password.setEnabled(not busy)

    def refuse(self, sentence: str, remedy: str = "") -> None:
        """Not opened: say it, empty the password, and let it be typed again."""
        self.set_busy(False)
        self.password.clear()
        self.say(sentence, remedy)
        self.password.line.setFocus()

    def reset(self) -> None:
        """As new: nothing typed, nothing said."""
        self.set_busy(False)
        self.password.clear()
        self.say("")

    def _pressed(self) -> None:
        if self.button.isEnabled() and self.password.text():
            self.say("")
            self._submit()
        else:
            self.password.line.setFocus()

    def _caps(self, on: bool) -> None:  # noqa: FBT001 - a state
        self.caps.setText(CAPS_LOCK if on else "")
        self.caps.setVisible(on)


def _labelled(words: str, field: QLineEdit) -> QLabel:
    result = label(words, "label")
    result.setBuddy(field)
    field.setAccessibleName(words)
    return result
