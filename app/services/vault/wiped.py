"""Pages of the encrypted file that a failing disk wiped, which SQLCipher takes for empty ones."""

import time
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from app.services.vault import write_log
from app.services.vault.database import PAGE

_CHUNK: Final = 256  # pages read at once
_ZEROS: Final = bytes(PAGE)
_NEVER_WRITTEN: Final = 2**30 // PAGE + 1  # the page of SQLite's locks
_SETTLED_NS: Final = 3_000_000_000  # FAT dates a file to two seconds


def has_wiped_page(path: Path) -> bool:
    """Whether a page of the file is nothing but zeros, as a failing disk leaves it.

    SQLCipher, alone of all damage, takes such a page for an empty one: the end of a long text
    would read as nothing. About half a second for 1 GB, nothing for a file looked at before and
    not written since: the door does so while the password is typed. A page that the log still
    holds is not lost, and one is never written
    (https://www.sqlite.org/fileformat2.html#the_lock_byte_page).
    """
    state = _state(path)
    # what was written a moment ago may be written again at the same date
    settled = time.time_ns() - state.written > _SETTLED_NS
    wiped = _wiped_pages(path, state) if settled else _wiped_pages.__wrapped__(path, state)
    return bool(wiped - {_NEVER_WRITTEN} - write_log.pages_in(write_log.path_of(path.parent)))


class _State(NamedTuple):
    """Which file it is, and what changes when it is written."""

    disk: int
    file: int
    size: int
    written: int


def _state(path: Path) -> _State:
    found = path.stat()
    return _State(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=1)
def _wiped_pages(path: Path, _state: _State) -> frozenset[int]:
    wiped = set()
    with path.open("rb") as stream:
        number = 0
        while pages := stream.read(_CHUNK * PAGE):
            # ciphertext holds no such run: looking for one skips a page at a time
            if _ZEROS in pages:
                for start in range(0, len(pages), PAGE):
                    if not any(pages[start : start + PAGE]):
                        wiped.add(number + start // PAGE + 1)
            number += len(pages) // PAGE
    return frozenset(wiped)
