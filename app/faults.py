"""What is kept of a bug: types, files, functions and line numbers; never a value.

The message of an exception and the locals of a frame can hold the name of a child. So neither
is ever written: a fault says where the program broke, not what it was working on.
"""

import logging
import sys
import threading
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from traceback import walk_tb
from types import TracebackType

LOGGER_NAME = "vigie"
_MAX_BYTES = 256 * 1024
_KEPT_FOLDERS = 3  # « app/ui/jobs.py » says enough; a home folder bears the name of a person


@dataclass(frozen=True, slots=True)
class Fault:
    """A bug without its values: the chain of exception types, and the places passed through."""

    kinds: tuple[str, ...]
    frames: tuple[str, ...]

    def __str__(self) -> str:
        return " < ".join(self.kinds) + "".join(f"\n  {frame}" for frame in self.frames)


def describe(error: BaseException) -> Fault:
    """What may be kept of `error`: no message, no argument, no local, no home folder."""
    kinds: list[str] = []
    link: BaseException | None = error
    while link is not None and len(kinds) < 8:
        kinds.append(f"{type(link).__module__}.{type(link).__qualname__}")
        link = link.__cause__ or link.__context__
    frames = tuple(
        f"{_short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    )
    return Fault(kinds=tuple(kinds), frames=frames)


def _short(filename: str) -> str:
    return "/".join(PurePath(filename).parts[-_KEPT_FOLDERS:])


def record(fault: Fault) -> None:
    """Write a fault to the log of this PC."""
    logging.getLogger(LOGGER_NAME).error("%s", fault)


def log_to(folder: Path) -> None:
    """Keep faults in `folder/vigie.log` (two files of 256 kB at most)."""
    logger = logging.getLogger(LOGGER_NAME)
    logger.propagate = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            folder / "vigie.log", maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:  # a read-only profile must not stop the program
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    logging.raiseExceptions = False  # the default prints the failing record with its locals


def install_hooks() -> None:
    """Replace Python's printing of uncaught exceptions, which shows messages, by `record`."""

    def uncaught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        record(describe(error))
        sys.stderr.write("Vigie : une erreur interne a été consignée dans le journal du poste.\n")

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            record(describe(args.exc_value))

    sys.excepthook = uncaught
    threading.excepthook = in_thread
