"""The card: a titled block of a page."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.style import label, mark


class Card(QFrame):
    """A title, perhaps an action as a link on its right, and a body one fills from top to bottom.

    `body` is a vertical layout. `tone` colours the whole card ("" for the ordinary one).
    """

    def __init__(
        self,
        title: str = "",
        *,
        action: str = "",
        on_action: Callable[[], object] | None = None,
        action_name: str = "",
        tone: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 14)
        outer.setSpacing(8)
        self.title_label = label(title, "heading", wrap=True)
        self.head = QHBoxLayout()
        self.head.setSpacing(16)
        self.head.addStrut(24)  # a link's height: titles side by side stand at one height
        self.head.addWidget(self.title_label, 1)
        self.action_link: LinkButton | None = None
        if action:
            self.add_action(action, on_action, name=action_name)
        if title or action:
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)

    def add_action(
        self, text: str, on_click: Callable[[], object] | None = None, *, name: str = ""
    ) -> LinkButton:
        """One more link on the right of the title."""
        link = LinkButton(text, on_click, name=name)
        self.head.addWidget(link)
        self.action_link = self.action_link or link
        return link

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append to the body."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)

    def fill(self) -> None:
        """Keep the body at the top when the card is taller than it."""
        self.body.addStretch(1)

    def set_title(self, title: str) -> None:
        """Change the title of a card that was built with one."""
        self.title_label.setText(title)
        self.setAccessibleName(title)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the whole card."""
        mark(self, tone=tone)
