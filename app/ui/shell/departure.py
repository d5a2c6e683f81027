"""The hard lock, and the end: drafts kept, database closed, then no memory left of it.

In Python, forgetting an object does not wipe it: case rows were still readable in a process that
had « locked ». So the process itself is replaced, and the system takes its memory back.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.errors import UserFacingError
from app.ui.jobs import JobRunner
from app.ui.shell import clipboard

FINISH_WITHIN = 10.0
"""Seconds left to what still writes; after that the transaction is rolled back at next opening."""


class Departure(QObject):
    """Leaves an open vault, once. `drafts()` gives the works that keep what is being typed.

    `cover` hides the window before anything, `close_vault` ends the database and gives the lock
    back, `replace` becomes a fresh locked process and does not return, `quit_program` ends it.
    """

    left = Signal()

    def __init__(
        self,
        *,
        jobs: JobRunner,
        cover: Callable[[], object],
        drafts: Callable[[], list[Callable[[], object]]],
        close_vault: Callable[[], object],
        replace: Callable[[], object],
        quit_program: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._cover, self._drafts = jobs, cover, drafts
        self._close_vault, self._replace, self._quit = close_vault, replace, quit_program
        self._going = self._gone = False

    @property
    def going(self) -> bool:
        """Whether it has begun: there is no way back."""
        return self._going

    def begin(self) -> bool:
        """Write the drafts, cover the window; `lock_hard` or `end` then finishes, now or later.

        False when it had begun.
        """
        if self._going:
            return False
        self._going = True
        drafts = self._drafts()
        self._cover()
        clipboard.forget()
        for draft in drafts:
            self._jobs.database(self, draft, failed=_unheard, through_lock=True)
        return True

    def lock_hard(self) -> None:
        """Give place to a fresh process that shows only the door."""
        if self._settle():
            self._replace()

    def end(self) -> None:
        """Close the program. The memory goes with the process, so nothing replaces it."""
        if self._settle():
            self._quit()

    def _settle(self) -> bool:
        self.begin()
        if self._gone:
            return False
        self._gone = True
        # Whatever fails or hangs here, the process must still go: the kernel gives the lock
        # back, and the journal of the database undoes what was half written.
        self._jobs.finish([self._close_vault], within=FINISH_WITHIN)
        self.left.emit()
        return True


def _unheard(_error: UserFacingError) -> None:
    """Nobody is left to tell, and nothing must keep the vault open."""
