"""One process ends and a fresh, locked one takes its place."""

import os
import sys
from pathlib import Path
from typing import NoReturn

LOCKED_FLAG = "--locked"
RESTORE_FLAG = "--restore"
_WITH_VALUE = frozenset({"-X", "-W"})  # flags of the interpreter followed by a word of their own


def command(vault: Path | None, restore: Path | None = None) -> list[str]:
    """What starts this very program again, locked, on `vault`, to put `restore` in its place."""
    frozen = bool(getattr(sys, "frozen", False))
    program = [sys.executable] if frozen else [sys.executable, *_program(sys.orig_argv[1:])]
    backup = [RESTORE_FLAG, str(restore)] if restore is not None else []
    return [*program, "open", LOCKED_FLAG, *backup, *([str(vault)] if vault is not None else [])]


def _program(words: list[str]) -> list[str]:
    """The interpreter's own flags and the module or script it was given: not our arguments."""
    position = 0
    while position < len(words):
        word = words[position]
        if word == "-m":
            return words[: position + 2]
        if not word.startswith("-"):
            return words[: position + 1]
        position += 2 if word in _WITH_VALUE else 1
    return ["-m", "app"]


def replace(vault: Path | None, restore: Path | None = None) -> NoReturn:
    """Become a fresh process, locked on `vault`. The database is closed, the lock given back.

    With `restore`, it offers to put that backup in place of the vault.

    On POSIX systems the process keeps its number and loses its memory. On Windows the successor
    is started, then this one ends at once. If a successor cannot be had, this one ends all the
    same: better no window than an open one.
    """
    words = command(vault, restore)
    try:
        if sys.platform == "win32":
            import subprocess  # noqa: PLC0415 - milliseconds of every start, for one system only

            subprocess.Popen(words, close_fds=True)  # noqa: S603 - our own program and arguments
        else:
            os.execv(words[0], words)  # noqa: S606 - no shell is wanted
    except OSError:
        os._exit(1)
    os._exit(0)
