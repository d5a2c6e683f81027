"""What is kept of a bug: types, files, functions and line numbers; never a value.

The message of an exception and the locals of a frame can hold the name of a child. So neither
is ever written: a fault says where the program broke, not what it was working on.
"""

import sys
import threading
import time
import warnings
from contextlib import suppress
from pathlib import Path, PurePath
from traceback import walk_tb
from types import TracebackType
from typing import Any, NamedTuple

_MAX_BYTES = 256 * 1024
_KEPT_FOLDERS = 3  # « app/ui/jobs.py » says enough; a home folder bears the name of a person


class Fault(NamedTuple):
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


class Journal:
    """The technical log of this PC, `vigie.log` and one older file, 256 kB each at most.

    Written by hand: the standard logging module costs ten milliseconds of every start, and its
    handlers print the failing record, values included, when the disk refuses.
    """

    def __init__(self) -> None:
        self._file: Path | None = None
        self._turn = threading.Lock()

    def open(self, folder: Path) -> None:
        """Write into `folder` from now on."""
        self._file = folder / "vigie.log"

    def write(self, fault: Fault) -> None:
        """Add a fault. A disk that refuses is no reason to stop."""
        if self._file is None:
            return
        instant = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
        with self._turn, suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if self._file.exists() and self._file.stat().st_size > _MAX_BYTES:
                self._file.replace(self._file.with_suffix(".old.log"))
            with self._file.open("a", encoding="utf-8") as stream:
                stream.write(f"{instant} {fault}\n")


_journal = Journal()  # one process, one log: like standard error, it is reached from everywhere


def record(fault: Fault) -> None:
    """Write a fault to the log of this PC, if `log_to` said where."""
    _journal.write(fault)


def log_to(folder: Path) -> None:
    """Keep faults in `folder` from now on."""
    _journal.open(folder)


def install_hooks() -> None:
    """Replace Python's printing of uncaught exceptions, which shows messages, by `record`.

    Also of those that nothing can catch (a finaliser's, a callback's), and of warnings.
    """

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

    def unraisable(args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            record(describe(args.exc_value))

    def warned(*said: Any, **_more: Any) -> None:  # noqa: ANN401 - as the module calls it
        _message, category, filename, lineno = said[:4]
        record(Fault((category.__qualname__,), (f"{_short(filename)}:{lineno}",)))

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable
    warnings.showwarning = warned


def silence_libraries() -> None:
    """Let no library's own log reach standard error: such lines quote what was being handled.

    Called once the libraries are loaded: the logging module is theirs, and slow to load.
    """
    import logging  # noqa: PLC0415 - ten milliseconds of every start

    logging.lastResort = None
    logging.raiseExceptions = False
