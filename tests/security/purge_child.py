"""Erases and purges in a process of its own, dying where it is told: `-m … folder=step…`."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from app.services.purge import purge_at_closing
from app.services.vault import rewrite
from tests.helpers.marked_town import reopen

#: What a rewriting calls, in this order.
STEPS = ("discard_unfinished", "create_empty", "_write", "connect", "_check",
         "_demand_same_salt", "_sync", "replace", "sync_folder")  # fmt: skip


def die_in(name: str, *, after: bool) -> None:
    """Be killed by SIGKILL before, or just after, that call."""
    holder: Any = Path if name == "replace" else rewrite
    call = getattr(holder, name)

    def dying(*arguments: Any, **named: Any) -> None:
        if after:
            call(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, name, dying)


def die_while_writing(folder: Path, bytes_written: int) -> None:
    """Be killed while SQLite writes the new file."""

    def step(done: int, _total: int) -> None:
        if done >= bytes_written:
            os.kill(os.getpid(), signal.SIGKILL)

    whole = rewrite.rewrite
    town = reopen(folder)
    if town.desk.vault is None:
        raise LookupError("no vault")
    rewrite._OPERATIONS = 50  # type: ignore[misc]  # to be asked often: the vault is small
    whole(town.desk.vault, lambda _copy: None, step)


def purge_and_die(folder: Path, where: str) -> None:
    """Purge the vault, and die there: at a step, `name:before`, or after so many bytes."""
    if where.isdigit():
        die_while_writing(folder, int(where))
    else:
        name, when = where.split(":")
        town = reopen(folder)
        die_in(name, after=when == "after")
        if town.desk.vault is not None:
            purge_at_closing(town.desk.vault, lambda _done, _total: None)


if __name__ == "__main__":
    for pair in sys.argv[1:]:  # each in a process of its own that has everything imported
        place, _, moment = pair.partition("=")
        child = os.fork()
        if not child:
            purge_and_die(Path(place), moment)
            os._exit(0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
