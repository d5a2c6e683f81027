"""The head of a page: where one is, its title with badges, its actions on the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.style import clear, label

Crumb = tuple[str, Callable[[], object] | None]


class PageHeader(QWidget):
    """Title and actions share a line; actions go below the title when they do not fit."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(6)
        self._crumb_box = QWidget()
        self._crumbs.setContentsMargins(0, 0, 0, 0)
        self._crumb_box.setLayout(self._crumbs)
        self._crumb_box.hide()
        column.addWidget(self._crumb_box)

        self._title = label(title, "title", wrap=True)
        self._left = QWidget()
        self._left_flow = FlowLayout(self._left, spacing=10, line_spacing=6)
        self._left_flow.add(self._title)
        self._right = QWidget()
        self._right_flow = FlowLayout(self._right, spacing=10, line_spacing=8)
        self._right.hide()
        self._line = FlowLayout(fill=Fill.STRETCH, spacing=16, line_spacing=8)
        self._line.add(self._left, 1)
        self._line.add(self._right, 0)
        column.addLayout(self._line)
        self._subtitle = label("", "muted", wrap=True)
        self._subtitle.hide()
        column.addWidget(self._subtitle)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_title(title)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Change the title, which is also the page's accessible name."""
        self._title.setText(title)
        self._title.ensurePolished()
        # one line for the title if it can be: badges, then actions, give way
        self._line.set_basis(self._left, min(self._title.sizeHint().width(), 640))
        self.setAccessibleName(title)

    def set_subtitle(self, text: str) -> None:
        """One muted line under the title; an empty text takes it away."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def set_crumbs(self, crumbs: Sequence[Crumb]) -> None:
        """Show the way here; a crumb with a function can be followed."""
        clear(self._crumbs)
        for index, (text, follow) in enumerate(crumbs):
            if index:
                self._crumbs.addWidget(label("›", "muted"))
            if follow is None:
                self._crumbs.addWidget(label(text, "muted"))
            else:
                link = Button(text, follow, name=f"action.crumb.{index}")
                link.setProperty("kind", "crumb")
                link.setCursor(Qt.CursorShape.PointingHandCursor)
                self._crumbs.addWidget(link)
        self._crumbs.addStretch(1)
        self._crumb_box.setVisible(bool(crumbs))

    def set_badges(self, badges: Sequence[tuple[str, Tone]]) -> None:
        """Replace the badges beside the title."""
        while self._left_flow.count() > 1:
            item = self._left_flow.takeAt(1)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, tone in badges:
            badge = Badge(text, tone)
            self._left_flow.add(badge)
            badge.show()

    def set_actions(self, actions: Sequence[QPushButton | QLabel]) -> None:
        """Replace the actions; the primary one comes last. Those not given again are destroyed."""
        while (item := self._right_flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None and old not in actions:
                old.hide()
                old.deleteLater()
        for action in actions:
            self._right_flow.add(action)
            action.show()
        self._right.setVisible(bool(actions))
