"""The clear text of a vault's pages, all of them, those that nothing uses any more included.

Written from docs/FORMAT.md and primitives alone: SQLCipher would only show what is still in use.
"""

from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.helpers.traces import dresses

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16
LOG_HEADER, FRAME_HEADER = 32, 24


def clear_pages(path: Path, key: bytes | bytearray) -> bytes:
    """Every page of the database, deciphered and put end to end."""
    data = path.read_bytes()
    pages = (data[start : start + PAGE] for start in range(0, len(data), PAGE))
    return b"".join(_clear(page, key, first=place == 0) for place, page in enumerate(pages))


def clear_log(path: Path, key: bytes | bytearray) -> bytes:
    """Every page of every frame of the write-ahead log; nothing when there is none."""
    data = path.read_bytes() if path.exists() else b""
    found = []
    for start in range(LOG_HEADER, len(data), FRAME_HEADER + PAGE):
        number = int.from_bytes(data[start : start + 4], "big")
        page = data[start + FRAME_HEADER : start + FRAME_HEADER + PAGE]
        found.append(_clear(page, key, first=number == 1))
    return b"".join(found)


def remnants(folder: Path, key: bytes | bytearray, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Where one of these texts is still in what a vault's folder holds, once deciphered."""
    parts = {
        "coffre.db": clear_pages(folder / "coffre.db", key),
        "coffre.db-wal": clear_log(folder / "coffre.db-wal", key),
    }
    return [
        (name, text)
        for name, data in parts.items()
        for text in texts
        if any(form in data for form in dresses(text))
    ]


def _clear(page: bytes, key: bytes | bytearray, *, first: bool) -> bytes:
    iv = page[PAGE - RESERVED : PAGE - RESERVED + IV]
    cipher = Cipher(algorithms.AES(bytes(key)), modes.CBC(iv)).decryptor()
    return cipher.update(page[SALT if first else 0 : PAGE - RESERVED]) + cipher.finalize()
