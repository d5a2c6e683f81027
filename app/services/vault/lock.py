"""One writer: the operating system's lock on `verrou`, gone with the process that held it."""

import json
import os
import platform
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from app.services.vault.errors import AlreadyOpen
from app.services.vault.layout import FILE_MODE, HOLDER, LOCK

_MAX_HOLDER_BYTES = 4096


class WriterLock:
    """The lock of one vault. Not shared between processes, nor handed on by `exec`.

    `verrou.json` beside it says who holds it, for the sentence a second process shows. It
    decides nothing: left behind by a kill, it is simply overwritten.
    """

    def __init__(self, folder: Path) -> None:
        self._holder = folder / HOLDER
        self._lock = FileLock(
            folder / LOCK,
            timeout=0,
            mode=FILE_MODE,
            thread_local=False,  # taken and released by whichever thread opens and closes
            fallback_to_soft=False,  # a lock that outlives its process is no lock
            preserve_lock_file=True,
        )

    def acquire(self) -> None:
        """Take the lock at once. Raises `AlreadyOpen`, or `OSError` where one may not write."""
        try:
            self._lock.acquire()
        except Timeout:
            raise _held_by(self._holder) from None
        try:
            who = {"pid": os.getpid(), "pc": platform.node()}
            self._holder.touch(FILE_MODE)
            self._holder.write_text(json.dumps(who), encoding="ascii")
        except OSError:
            self._lock.release()
            raise

    def release(self) -> None:
        """Give the lock up; harmless when it is not held."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._lock.release()


def _held_by(path: Path) -> AlreadyOpen:
    """Who says to hold the lock; nobody, when the file is absent or is not ours."""
    try:
        with path.open("rb") as stream:
            who = json.loads(stream.read(_MAX_HOLDER_BYTES))
        pid, pc = who["pid"], who["pc"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return AlreadyOpen(pid=None, pc=None)
    if type(pid) is not int or not isinstance(pc, str) or not pc.isprintable() or not pc:
        return AlreadyOpen(pid=None, pc=None)
    return AlreadyOpen(pid=pid, pc=pc[:64])
