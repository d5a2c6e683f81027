"""Looking for texts and keys in the memory of another process, as its owner's tools would.

Reading another process's memory asks for root where the process is not dumpable, which Vigie is
not: `why_not()` says what is missing, and the tests that look are then skipped with its reason.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

_CHUNK = 32 * 1024 * 1024


def why_not() -> str:
    """Why the memory of another process cannot be read here; empty when it can."""
    if sys.platform != "linux":
        return "the memory of another process is read through /proc, on Linux"
    if os.geteuid() != 0:
        return "Vigie is not dumpable: only root reads its memory"
    return ""


def spellings(text: str) -> frozenset[bytes]:
    """How a text stands in memory: as C and SQLite, as Qt, as Python hold it."""
    return frozenset(text.encode(code) for code in ("utf-8", "utf-16-le", "latin-1"))


def key_spellings(key: bytes | bytearray) -> frozenset[bytes]:
    """A key as bytes and as hexadecimal digits, small and capital."""
    digits = bytes(key).hex().encode("ascii")
    return frozenset((bytes(key), digits, digits.upper()))


def count(pid: int, sought: Mapping[str, Iterable[bytes]]) -> dict[str, int]:
    """How often each of the things sought stands in what process `pid` can write.

    All its memory is looked at but what is mapped from a file and cannot be written (programs
    and libraries). Raises `OSError` when it may not be read, `ProcessLookupError` when it ended.
    """
    found = dict.fromkeys(sought, 0)
    forms = [(name, form) for name, some in sought.items() for form in frozenset(some)]
    overlap = max((len(form) for _, form in forms), default=1) - 1
    search = _search()
    for data in _pieces(pid, overlap):
        for name, form in forms:
            found[name] += search(data, form)
    return found


def _search() -> Callable[[bytes, bytes], int]:
    """`bytes.count`, ten times faster on what Qt holds, where every second byte is a zero."""
    find = ctypes.CDLL(None).memmem
    find.restype = ctypes.c_void_p
    find.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]

    def occurrences(data: bytes, form: bytes) -> int:
        at = start = ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0
        found, end = 0, start + len(data)
        while (hit := find(at, end - at, form, len(form))) is not None:
            found, at = found + 1, hit + len(form)
        return found

    return occurrences


def _pieces(pid: int, overlap: int) -> Iterator[bytes]:
    """The memory, cut; a piece begins with the end of the one before it in the same mapping."""
    place = Path("/proc") / str(pid)
    with (place / "mem").open("rb", buffering=0) as memory:
        for line in (place / "maps").read_text(encoding="utf-8").splitlines():
            span, rights, _offset, _device, inode, *_name = line.split(maxsplit=5)
            if "r" not in rights or ("w" not in rights and inode != "0"):
                continue
            start, end = (int(edge, 16) for edge in span.split("-"))
            tail = b""
            for at in range(start, end, _CHUNK):
                piece = _read(memory.fileno(), at, min(_CHUNK, end - at))
                yield tail + piece
                tail = piece[-overlap:] if overlap else b""


def _read(descriptor: int, at: int, size: int) -> bytes:
    """What can be read there: the kernel keeps some mappings ([vvar]…) to itself."""
    try:
        return os.pread(descriptor, size, at)
    except (OSError, OverflowError):
        return b""
