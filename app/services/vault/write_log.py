"""The log that a crash leaves beside the database: whether it is this one's, and whole.

SQLite asks neither. A log of another vault or of another day is written over the database at the
next opening, and destroys it; a damaged one loses what follows the damage without a word. Here
the log is read as SQLite reads it (https://www.sqlite.org/fileformat2.html#the_write_ahead_log),
before SQLite does.
"""

import struct
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from app.services.vault.layout import DATABASE

PAGE: Final = 4096
_HEADER: Final = 32
_FRAME: Final = 24
_MAGIC: Final = {0x377F0682: "<", 0x377F0683: ">"}  # the order of the bytes that are summed
_MASK: Final = 0xFFFFFFFF

Authentic = Callable[[int, bytes], bool]
"""Whether a page (its number, its 4096 bytes) was written under a key of this vault."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """One page in the log; `commits` when it ends a transaction."""

    page: int
    commits: bool
    salts: bytes
    sums: tuple[int, int]
    head: bytes
    content: bytes


def path_of(folder: Path) -> Path:
    """Where the log is."""
    return folder / f"{DATABASE}-wal"


def pages_in(log: Path) -> frozenset[int]:
    """The numbers of the pages in it; none when there is no log."""
    with suppress(FileNotFoundError), log.open("rb") as stream:
        stream.seek(_HEADER)
        return frozenset(frame.page for frame in _frames(stream))
    return frozenset()


def is_sound(log: Path, authentic: Authentic) -> bool:
    """Whether SQLite may read it: every page it would take is ours, and nothing said saved is cut.

    A transaction cut short at the very end was not saved yet: that is what a log is for. Two that
    follow a page SQLite does not accept were. A tenth of a second for 4 MB, the usual size; none
    for a log that is not there. Raises `OSError`.
    """
    with suppress(FileNotFoundError), log.open("rb") as stream:
        header = stream.read(_HEADER)
        order, sums, readable = _header(header)
        turn = header[16:24] if readable else None  # earlier turns are already in the database
        lost: Counter[bytes] = Counter()
        for frame in _frames(stream):
            if readable:
                sums = _summed(order, frame.content, _summed(order, frame.head, sums))
                readable = frame.salts == turn and sums == frame.sums and frame.page > 0
            if readable and not authentic(frame.page, frame.content):
                return False
            counts = not readable and frame.commits and turn in {None, frame.salts}
            if counts and authentic(frame.page, frame.content):
                lost[frame.salts] += 1
        return max(lost.values(), default=0) < 2
    return True


def is_ignored(log: Path) -> bool:
    """Whether SQLite takes nothing of it, for it cannot read how it begins. Raises `OSError`."""
    with log.open("rb") as stream:
        *_, readable = _header(stream.read(_HEADER))
    return not readable


def _header(header: bytes) -> tuple[str, tuple[int, int], bool]:
    """The order of the bytes that are summed, the sum of the header, whether it is right."""
    order = _MAGIC.get(int.from_bytes(header[:4], "big"), "") if len(header) == _HEADER else ""
    sums = _summed(order, header[:24], (0, 0)) if order else (0, 0)
    return order, sums, bool(order) and header[24:] == struct.pack(">II", *sums)


def _frames(stream: BinaryIO) -> Iterator[_Frame]:
    while len(head := stream.read(_FRAME)) == _FRAME:
        content = stream.read(PAGE)
        if len(content) < PAGE:
            return
        page, size, _, _, first, second = struct.unpack(">6I", head)
        yield _Frame(page, bool(size), head[8:16], (first, second), head[:8], content)


def _summed(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    """SQLite's own sum, begun with `sums`."""
    first, second = sums
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for word in words:
        first = (first + word + second) & _MASK
        second = (second + next(words) + first) & _MASK
    return first, second
