"""What a wizard is given of the program, and where it may lead."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.services.desk import Desk
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner


@dataclass(frozen=True, slots=True)
class Means:
    """What a wizard works with, and its two ways out.

    `arrive(folder, desk)` ends it inside the vault it opened; `leave(folder)` goes back to the
    door, where `folder` (None: as before) is then the vault to open.
    """

    jobs: JobRunner
    dialogs: Dialogs
    arrive: Callable[[Path, Desk], object]
    leave: Callable[[Path | None], object]
