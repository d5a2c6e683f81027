"""A seat at a real desk for pages under test: jobs, messages, dialogs, and where one was sent."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.faults import Fault
from app.services.desk import Desk
from app.settings import Settings
from app.ui.changes import Changes
from app.ui.context import PageContext, Place
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.widgets.scroll import ScrollPage
from tests.helpers.hands import press


@dataclass
class Seat:
    """`context` builds pages; `went` lists the places asked for. A bug fails the test."""

    desk: Desk
    went: list[Place] = field(default_factory=list)
    bugs: list[Fault] = field(default_factory=list)
    shown: list[QWidget] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.messages, self.changes = Messages(), Changes()
        self.dialogs = Dialogs(lambda: None)
        self.jobs = JobRunner(
            problem=self.messages.problem, bug=self.bugs.append, observe=self.changes.notice
        )
        self.context = PageContext(
            desk=self.desk,
            jobs=self.jobs,
            messages=self.messages,
            dialogs=self.dialogs,
            changes=self.changes,
            settings=Settings(),
            go=self.went.append,
            back=lambda: None,
        )

    def show(self, build: Callable[[PageContext], QWidget], *, width: int = 1140) -> QWidget:
        """Build a page, show it, and wait for what it asks."""
        page = build(self.context)
        self.shown.append(page)
        page.resize(width, 700)
        page.show()
        page.activateWindow()
        self.settle()
        return page

    def host(self, build: Callable[[PageContext], QWidget], *, width: int = 1140) -> QWidget:
        """Build a part of a page, and show it in one that scrolls, as its page does."""
        parts: list[QWidget] = []

        def page(context: PageContext) -> QWidget:
            around = ScrollPage()
            parts.append(build(context))
            around.add(parts[0])
            around.fill()
            return around

        self.show(page, width=width)
        return parts[0]

    def press(self, page: QWidget, name: str) -> None:
        """Press a button of the page, and wait for what it asks."""
        press(page, name)
        self.settle()

    def settle(self) -> None:
        """Let every job end and its answers be drawn, those that ask for more included."""
        for _ in range(3):
            assert self.jobs.drain(within=10)
            QApplication.processEvents()
        assert not self.bugs

    def close(self) -> None:
        """End the pages and the threads."""
        for page in self.shown:
            page.close()
            page.deleteLater()
        # now, not some day: a style sheet set anew goes through every widget still alive
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.jobs.close()
        assert self.jobs.drain()


Sit = Callable[[Desk], Seat]
"""The fixture `sit`: somebody sits down at that desk."""
