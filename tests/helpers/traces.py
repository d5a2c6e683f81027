"""Looking for a text in files, in every dress a program may leave it in."""

import base64
import re
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from json import dumps
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from app.services.rules.names import search_key

_SHORTEST = 5  # bytes: fewer would be found by chance in what is encrypted
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_CODES = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")


def dresses(text: str) -> frozenset[bytes]:
    """`text` as typed, in capitals, in small letters, as it is indexed, its accents apart.

    In UTF-8, UTF-16 of both orders, the code page of Windows, base64; as JSON and as addresses
    of files write it. A base64 encoder cuts by three bytes: what it makes of a text depends on
    where the text starts, hence three of them, without the letters its neighbours would change.
    """
    spoken = {text, text.upper(), text.lower(), search_key(text)}
    spoken |= {normalize(form, one) for one in spoken for form in ("NFC", "NFD")}
    written = spoken | {dumps(one)[1:-1] for one in spoken} | {quote(one) for one in spoken}
    plain = {one for text in written for one in _encoded(text)}
    coded = {
        base64.b64encode(b"\0" * shift + one)[(shift * 8 + 5) // 6 : -4]
        for one in plain
        for shift in range(3)
    }
    return frozenset(one for one in plain | coded if len(one) >= _SHORTEST)


def _encoded(text: str) -> Iterator[bytes]:
    for code in _CODES:
        with suppress(UnicodeEncodeError):
            yield text.encode(code)


def contents(data: bytes) -> Iterator[bytes]:
    """The bytes of a file; of a PDF, also what its streams hold once inflated, and its words."""
    yield data
    if b"%PDF" not in data:
        return
    for stream in _STREAM.findall(data):
        yield from _inflated(stream)
    with suppress(PyPdfError, ValueError, KeyError):
        pages = PdfReader(BytesIO(data)).pages
        yield "\n".join(page.extract_text() for page in pages).encode("utf-8")


def _inflated(stream: bytes) -> Iterator[bytes]:
    for packed in (stream, *_from_base_85(stream)):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(packed)


def _from_base_85(stream: bytes) -> Iterator[bytes]:
    with suppress(ValueError):
        yield base64.a85decode(stream.strip().removesuffix(b"~>"))


def traces(places: Iterable[Path], texts: Iterable[str]) -> list[tuple[str, str]]:
    """Where one of these texts can be read in `places`, files or folders: (file's name, text)."""
    sought = [(text, dresses(text)) for text in texts]
    found: dict[tuple[str, str], None] = {}
    for path in _files(places):
        try:
            data = path.read_bytes()
        except OSError:
            continue  # gone meanwhile, as another program's temporary file goes
        for piece in (*contents(data), str(path).encode("utf-8", "surrogateescape")):
            for text, forms in sought:
                if any(form in piece for form in forms):
                    found[path.name, text] = None
    return list(found)


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        else:
            yield from sorted(path for path in place.rglob("*") if path.is_file())


@dataclass
class Watch:
    """The places every program of this PC shares: which files appear or change there.

    A program that is given a home of its own should touch none of them. Others may, at the same
    time: what changed is searched, not counted.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))

    def __post_init__(self) -> None:
        self._before = self._now()

    def changed(self) -> list[Path]:
        """The files that are new or not what they were."""
        return [path for path, stamp in self._now().items() if self._before.get(path) != stamp]

    def _now(self) -> dict[Path, tuple[int, int]]:
        home = Path.home()
        flat = [self.folder, Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), home]  # noqa: S108 - looked at
        deep = [home / ".config", home / ".local", home / ".cache", Path("/var/crash")]
        found: dict[Path, tuple[int, int]] = {}
        for paths in (*(one.glob("*") for one in flat), *(one.rglob("*") for one in deep)):
            for path in paths:
                with suppress(OSError):
                    if path.is_file():
                        facts = path.stat()
                        found[path] = (facts.st_size, facts.st_mtime_ns)
        return found
