"""Looking for a text in files, in every dress a program may leave it in."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.services.rules.names import search_key

_SHORTEST = 5  # bytes: fewer would be found by chance in what is encrypted


def dresses(text: str) -> frozenset[bytes]:
    """`text` as typed, in capitals, in small letters, as it is indexed; in UTF-8, UTF-16, base64.

    A base64 encoder cuts by three bytes: what it makes of a text depends on where the text
    starts, hence three of them, without the letters that its neighbours would change.
    """
    spoken = {text, text.upper(), text.lower(), search_key(text)}
    plain = {one.encode("utf-8") for one in spoken} | {one.encode("utf-16-le") for one in spoken}
    coded = {
        base64.b64encode(b"\0" * shift + one)[(shift * 8 + 5) // 6 : -4]
        for one in plain
        for shift in range(3)
    }
    return frozenset(one for one in plain | coded if len(one) >= _SHORTEST)


def traces(folders: Iterable[Path], texts: Iterable[str]) -> list[tuple[str, str]]:
    """Where one of these texts can be read under `folders`: (name of the file, text)."""
    sought = [(text, dresses(text)) for text in texts]
    return [
        (path.name, text)
        for path in _files(folders)
        for data in (path.read_bytes(), str(path).encode("utf-8"))
        for text, forms in sought
        if any(form in data for form in forms)
    ]


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.is_file())
