"""A file that someone wants to add to a dossier: read, checked against its name, made discreet.

Nothing is written anywhere. What is refused is refused with its reason, before it is decoded.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.errors import UserFacingError
from app.models.enums import AttachmentKind
from app.pdfium import opened
from app.services.rules.picture_bytes import (
    JPEG_START,
    PNG_START,
    BrokenPicture,
    Picture,
    clean_jpeg,
    clean_png,
)
from app.services.text import clean

MEBIBYTE: Final = 1024 * 1024
MOST_BYTES: Final = 20 * MEBIBYTE
MOST_PAGES: Final = 500
#: A double page at 600 dots an inch; decoded, 280 MB at most.
MOST_PIXELS: Final = 70_000_000
TITLE_LIMIT: Final = 120
_CHUNK: Final = 512 * 1024

#: By the end of the name, and by the first bytes.
_NAMED: Final[Mapping[str, AttachmentKind]] = {
    ".pdf": AttachmentKind.PDF,
    ".jpg": AttachmentKind.JPEG,
    ".jpeg": AttachmentKind.JPEG,
    ".jpe": AttachmentKind.JPEG,
    ".jfif": AttachmentKind.JPEG,
    ".png": AttachmentKind.PNG,
}
_STARTS: Final = (
    (b"%PDF-", AttachmentKind.PDF),
    (JPEG_START, AttachmentKind.JPEG),
    (PNG_START, AttachmentKind.PNG),
)
_NOUNS: Final[Mapping[AttachmentKind, str]] = {
    AttachmentKind.PDF: "un PDF",
    AttachmentKind.JPEG: "une image JPEG",
    AttachmentKind.PNG: "une image PNG",
}
_ANEW: Final = "Demandez-le de nouveau à qui vous l’a remis, ou numérisez le papier."

Step = Callable[[int, int], object]
"""Told how many bytes of how many are read; may raise `Cancelled`."""
Opens = Callable[[bytes, AttachmentKind], bool]
"""Whether an image really decodes: asked once its size is known to be reasonable."""


class NotTaken(UserFacingError):
    """The file cannot be added: it is not what its name says, too heavy, or does not open."""

    def __init__(self, code: str, sentence: str, remedy: str) -> None:
        super().__init__(sentence, remedy=remedy, code=f"document_{code}")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that may be added. `told`: what it said beyond the picture was taken out.

    `title` is what its name proposes.
    """

    kind: AttachmentKind
    content: bytes = field(repr=False)
    pages: int
    sha256: str
    title: str = field(repr=False)
    told: bool = False

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


def read_document(path: Path, opens: Opens, step: Step = lambda _done, _total: None) -> Document:
    """Read a file and check it. Raises `NotTaken`, `UnreadablePdf`, and what `step` raises."""
    kind = _NAMED.get(path.suffix.lower())
    if kind is None:
        raise NotTaken(
            "kind",
            "Vigie garde des documents PDF, JPEG ou PNG\u202f: celui-ci est d’une autre nature.",
            "Enregistrez-le en PDF depuis le programme qui l’ouvre, puis ajoutez ce PDF.",
        )
    return examine(kind, _read(path, step), opens, title=_proposed(path.stem))


def examine(kind: AttachmentKind, content: bytes, opens: Opens, *, title: str = "") -> Document:
    """Check the bytes of what is named as a `kind`. Raises `NotTaken`, `UnreadablePdf`."""
    _demand_kind(kind, content)
    if kind is AttachmentKind.PDF:
        kept, pages, told = content, _pages(content), False
    else:
        picture = _picture(kind, content)
        if not opens(picture.content, kind):
            raise _damaged()
        kept, pages, told = picture.content, 1, picture.told
    digest = hashlib.sha256(kept).hexdigest()
    return Document(kind, kept, pages, digest, title, told=told)


def _read(path: Path, step: Step) -> bytes:
    try:
        if not path.is_file():  # neither a folder nor a device that never ends
            raise _unreachable()
        total = path.stat().st_size
        _demand_size(total)
        found = bytearray()
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                found += part
                _demand_size(len(found))  # it may grow while it is read
                step(len(found), max(total, len(found)))
    except OSError:
        raise _unreachable() from None
    return bytes(found)


def _unreachable() -> NotTaken:
    return NotTaken(
        "unreachable",
        "Ce fichier ne se lit pas.",
        "Vérifiez que la clé ou le lecteur réseau est branché et que le fichier n’est pas ouvert "
        "ailleurs, puis recommencez.",
    )


def _demand_size(size: int) -> None:
    if size > MOST_BYTES:
        raise NotTaken(
            "heavy",
            "Ce fichier dépasse 20\u202fMo, le plus qu’un document peut peser.",
            "Numérisez-le en 200 points par pouce, en noir et blanc, ou ajoutez-le en plusieurs "
            "parties.",
        )
    if size == 0:
        raise NotTaken("empty", "Ce fichier est vide.", _ANEW)


def _demand_kind(kind: AttachmentKind, content: bytes) -> None:
    found = next((one for start, one in _STARTS if content.startswith(start)), None)
    if found is kind:
        return
    what = (
        f"\u202f: c’est {_NOUNS[found]}."
        if found
        else ", mais ce n’est pas le cas\u202f: il est refusé."
    )
    said = f"Ce fichier se dit {_NOUNS[kind]}"
    raise NotTaken(
        "disguised",
        f"{said}{what}",
        "Si vous êtes sûr de sa provenance, enregistrez-le de nouveau sous son vrai type\u202f; "
        "sinon, ne l’ouvrez pas et prévenez votre service informatique.",
    )


def _pages(content: bytes) -> int:
    with opened(content) as document:
        pages = len(document)
    if pages > MOST_PAGES:
        raise NotTaken(
            "pages",
            f"Ce PDF compte plus de {MOST_PAGES} pages, le plus qu’un document peut en avoir.",
            "N’en gardez que les pages utiles au suivi.",
        )
    if pages == 0:
        raise NotTaken("empty", "Ce PDF n’a aucune page.", _ANEW)
    return pages


def _picture(kind: AttachmentKind, content: bytes) -> Picture:
    try:
        picture = clean_jpeg(content) if kind is AttachmentKind.JPEG else clean_png(content)
    except BrokenPicture:
        raise _damaged() from None
    if picture.width * picture.height > MOST_PIXELS:
        raise NotTaken(
            "large",
            "Cette image est trop grande pour être montrée\u202f: plus de 70 millions de points.",
            "Enregistrez-la plus petite, ou en PDF, puis recommencez.",
        )
    return picture


def _damaged() -> NotTaken:
    return NotTaken("unreadable", "Cette image est abîmée\u202f: elle ne s’ouvre pas.", _ANEW)


def _proposed(stem: str) -> str:
    """« bulletin_2e_trimestre » → « bulletin 2e trimestre »."""
    words = " ".join((clean(stem) or "").replace("_", " ").split())
    return words[:TITLE_LIMIT].strip()
