"""Backups and restorings that are killed, many to a process: `-m tests.security.backup_child`.

For each moment a copy of the model is made in a folder of its own, and a child process, forked
before any vault is open, is killed there by SIGKILL. The test then looks at what is left.
"""
# ruff: noqa: T201 - its words are its answer

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.clock import FixedClock
from app.errors import UserFacingError
from app.models.migrations import upgrade
from app.services import backups, entrance
from app.services.restoring import restore
from app.services.vault.opening import Terms
from app.services.vault.restore import WayIn
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD

TERMS = Terms(prepare=upgrade, floor=CHEAP)
WAY = WayIn(login=LOGIN, password=PASSWORD)
LATER = FixedClock(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
VAULT = "ville.vigie"
BACKUPS = "ville sauvegardes"

#: What changes names or contents on the disk, as Python announces it.
WRITES = frozenset({"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod"})
Step = Callable[[int, int, str], None]


def back_up(place: Path, step: Step) -> None:
    """Make a backup, as closing does."""
    desk = entrance.enter(place / VAULT, login=LOGIN, password=PASSWORD, clock=LATER, terms=TERMS)
    backups.make_backup(desk, step)


def bring_back(place: Path, step: Step) -> None:
    """Restore the oldest backup."""
    oldest = min(path for path in (place / BACKUPS).iterdir() if path.suffix == ".vigie")
    restore(oldest, place / VAULT, WAY, clock=LATER, terms=TERMS, step=step)


def say(work: str, place: Path, folder: Path | None) -> None:
    """Do it once, backups being in `folder`, and say the code of what went wrong, or « done »."""
    try:
        if work == "backup":
            desk = entrance.enter(
                place / VAULT, login=LOGIN, password=PASSWORD, clock=LATER, terms=TERMS
            )
            backups.choose_folder(desk, folder)
            backups.make_backup(desk)
        else:
            bring_back(place, backups.nothing_said)
    except UserFacingError as error:
        print(error.code, flush=True)
    else:
        print("done", flush=True)


WORKS = {"backup": back_up, "restore": bring_back}


def count_down(moment: int) -> Step:
    """Kill this process at the `moment`-th write or step from now on; 0: never, and count."""
    seen = 0

    def one_more() -> None:
        nonlocal seen
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        if moment == 0:
            print(".", end="", flush=True)

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        reading = event == "open" and arguments[1] in {"r", "rb"}
        if event in WRITES and not reading:
            one_more()

    sys.addaudithook(hear)
    return lambda _done, _total, _label: one_more()


def counted(work: str, place: Path) -> int:
    """Do it once, whole, in a child of its own; how many moments there are to die at."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(writer, sys.stdout.fileno())
        WORKS[work](place, count_down(0))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as dots:
        number = dots.read().count(b".")
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise ChildProcessError(work)
    return number


def kill(work: str, model: Path, base: Path, seed: int, times: tuple[int, int]) -> None:
    """Once whole in `base/entier`, then killed at moments drawn from `seed`, then at random."""
    most, random_kills = times
    whole = base / "entier"
    shutil.copytree(model, whole)
    moments = counted(work, whole)
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    chosen = sorted(draw.sample(range(1, moments + 1), min(most, moments)))
    for name in ("moments", "hasard"):
        (base / name).mkdir()
    at_moments(work, model, base / "moments", chosen)
    at_random(work, model, base / "hasard", seed, random_kills)


def at_moments(work: str, model: Path, base: Path, moments: list[int]) -> None:
    """Kill at each of these moments, in `base/<moment>`."""
    for moment in moments:
        place = base / str(moment)
        shutil.copytree(model, place)
        child = os.fork()
        if not child:
            WORKS[work](place, count_down(moment))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(moment, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, flush=True)


def at_random(work: str, model: Path, base: Path, seed: int, times: int) -> None:
    """Kill after delays of at most a quarter of a second, drawn from `seed`."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    for number in range(times):
        place = base / str(number)
        shutil.copytree(model, place)
        child = os.fork()
        if not child:
            WORKS[work](place, backups.nothing_said)
            os._exit(0)
        signal.sigtimedwait({signal.SIGCHLD}, draw.uniform(0, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def main(command: str, work: str, model: str, base: str, *rest: str) -> None:
    """`say` or `kill`, then WORK MODEL BASE, then SEED and the numbers of kills."""
    limit = os.environ.get("BACKUP_CHILD_FSIZE")
    if limit:
        import resource  # noqa: PLC0415 - does not exist on Windows

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    if command == "say":
        say(work, Path(model), Path(base) if base else None)
    else:
        seed, most, random_kills = map(int, rest)
        kill(work, Path(model), Path(base), seed, (most, random_kills))


if __name__ == "__main__":
    main(*sys.argv[1:])
