"""What stays in memory, moment by moment: the six memory tests of KeePassXC's evaluation.

ANSSI CSPN 2025, TEST-MEMPROTEC-1 to 6: the password after typing and after pasting it, the
contents after closing and after locking, the keys after both. Told by the real program, looked
at from outside: `python -m tests.security.memory_story 10` prints the figures of ten stories.
"""

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers import memory
from tests.helpers.marked import Marked, make_marked
from tests.helpers.remote import Home, Remote
from tests.helpers.screens import copied_elsewhere, screen, why_no_screen

Counts = dict[str, int]
MOMENTS = ("door", "given", "open", "case", "left", "short", "resumed", "hard")
SECRETS = ("password", "part of it", "data key", "other keys", "the dossier")


def sought(marked: Marked) -> dict[str, frozenset[bytes]]:
    """The forms of each secret. Nine letters of the password count too: pieces are secrets."""
    middle = len(marked.password) // 2
    return {
        "password": memory.spellings(marked.password),
        "part of it": memory.spellings(marked.password[middle - 5 : middle + 4]),
        "data key": memory.key_spellings(marked.data_key),
        "other keys": memory.key_spellings(marked.derived) | memory.key_spellings(marked.private),
        "the dossier": frozenset[bytes]().union(*map(memory.spellings, marked.personal)),
    }


def tell(folder: Path, *, pasted: bool, moments: Collection[str] = MOMENTS) -> dict[str, Counts]:
    """One story, from the door to the door: what was counted at each of `moments`."""
    folder.mkdir(parents=True)
    marked = make_marked(folder / "ville.vigie")
    forms = sought(marked)
    counts: dict[str, Counts] = {}
    with _seated(folder, marked, pasted=pasted) as (program, password):

        def look(moment: str) -> None:
            if moment in moments:
                counts[moment] = memory.count(program.pid, forms)

        look("door")
        program.type("field.login", marked.login)
        program.give(password)
        look("given")
        program.order("click", name="unlock.submit")
        program.order("see", name="frame")
        program.order("settle")
        look("open")
        program.order("go", kind="case", ref=marked.case_id)
        program.order("settle")
        look("case")
        program.order("go", kind="partners")
        look("left")
        program.order("lock")
        look("short")
        program.give(password)
        program.order("click", name="curtain.submit")
        program.order("see", name="frame")
        program.order("settle")
        look("resumed")
        program.lock_hard()
        look("hard")
    return counts


@contextmanager
def _seated(folder: Path, marked: Marked, *, pasted: bool) -> Iterator[tuple[Remote, str | None]]:
    """The program at its door, and the password to give it: None when it is to be pasted."""
    home = Home(folder / "home")
    home.folder.mkdir()
    if not pasted:
        with running(home, marked) as program:
            yield program, marked.password
        return
    with (
        screen() as shown,
        copied_elsewhere(marked.password, shown),
        running(home, marked, shown) as program,
    ):
        yield program, None


@contextmanager
def running(home: Home, marked: Marked, shown: dict[str, str] | None = None) -> Iterator[Remote]:
    """The program over the marked vault; killed at the end."""
    program = Remote(home, (str(marked.folder),), shown or {})
    try:
        yield program
    finally:
        program.end()


def report(rounds: int) -> Iterator[str]:
    """The least and the most of `rounds` stories of each kind, one line a moment."""
    for pasted in (False, True):
        if pasted and why_no_screen():
            yield f"pasted: {why_no_screen()}"
            continue
        with TemporaryDirectory() as folder:
            told = [tell(Path(folder) / str(one), pasted=pasted) for one in range(rounds)]
        yield "\t".join(("pasted" if pasted else "typed", *SECRETS))
        for moment in MOMENTS:
            seen = [[one[moment][secret] for one in told] for secret in SECRETS]
            yield "\t".join((moment, *(f"{min(some)} to {max(some)}" for some in seen)))


if __name__ == "__main__":
    for line in report(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        sys.stdout.write(line + "\n")
