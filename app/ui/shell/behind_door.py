"""What stands behind the door: messages, dialogs, work off the window, news of what changed.

The door shows without it. It is made when first asked for, by the first button pressed at the
latest, from modules that load in the background as soon as the door is painted.
"""

from collections.abc import Callable

from app.ui.changes import Changes
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages, Problem
from app.ui.shell.window import Window


class BehindDoor:
    """The means of `window`. `tell(problem)` hears what is to be said, at the door too."""

    def __init__(self, window: Window, tell: Callable[[Problem], object]) -> None:
        self._tell = tell
        self.messages = Messages(window)
        self.changes = Changes(window)
        self.dialogs = Dialogs(lambda: window)
        self.jobs = JobRunner(
            problem=self.messages.problem,
            bug=self.messages.bug,
            observe=self.changes.notice,
            parent=window,
        )
        self.messages.changed.connect(self._said)

    def _said(self) -> None:
        problem = self.messages.problem_shown
        if problem is not None:
            self._tell(problem)
