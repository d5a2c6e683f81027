"""The one door for what the program has to say: a success, a problem, a bug.

This is what is said, not how it is drawn: the window listens and shows it (a success as one line
at the bottom, a problem as a strip at the top), and a test reads it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserFacingError
from app.faults import Fault

SUCCESS_MS = 8_000
"""How long a success stays, in milliseconds: long enough to read it and to reach « Annuler »."""


@dataclass(frozen=True, slots=True)
class Success:
    """One line: what was done, and how to undo it where it can be."""

    text: str
    undo: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What happened (`sentence`), and what it means or what to do (`remedy`)."""

    sentence: str
    remedy: str = ""
    code: str = "problem"


BUG = Problem(
    sentence="Vigie a rencontré une erreur interne. Ce qui était enregistré n’est pas touché.",
    remedy="Recommencez ; si cela se répète, signalez-le à la personne qui a installé Vigie.",
    code="bug",
)


class Messages(QObject):
    """Holds the one success and the one problem shown now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._success: Success | None = None
        self._problem: Problem | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss_success)

    @property
    def success_shown(self) -> Success | None:
        """The success on screen, if any."""
        return self._success

    @property
    def problem_shown(self) -> Problem | None:
        """The problem on screen, if any."""
        return self._problem

    def success(self, text: str, *, undo: Callable[[], object] | None = None) -> None:
        """Say that something was done. It replaces the problem: the person got through."""
        self._success, self._problem = Success(text, undo), None
        self._timer.start(SUCCESS_MS)
        self.changed.emit()

    def problem(self, error: UserFacingError | Problem) -> None:
        """Say what the world refused, until it is closed, solved or left behind."""
        if isinstance(error, UserFacingError):
            error = Problem(error.sentence, error.remedy, error.code)
        self._problem = error
        self._forget_success()
        self.changed.emit()

    def bug(self, _fault: Fault) -> None:
        """Say that we are at fault, without details: they are in the log."""
        self.problem(BUG)

    def undo(self) -> None:
        """What « Annuler » does: once."""
        success = self._success
        self.dismiss_success()
        if success is not None and success.undo is not None:
            success.undo()

    def dismiss_success(self) -> None:
        """Take the line at the bottom away."""
        if self._success is not None:
            self._forget_success()
            self.changed.emit()

    def dismiss_problem(self) -> None:
        """Take the strip at the top away."""
        if self._problem is not None:
            self._problem = None
            self.changed.emit()

    def clear(self) -> None:
        """Forget both, as the vault is locked."""
        self._problem = None
        self._forget_success()
        self.changed.emit()

    def _forget_success(self) -> None:
        self._timer.stop()
        self._success = None
