"""Fictional documents in a dossier that is shown, so that its tab and its page have some."""

import hashlib
import struct
import zlib
from typing import Final

from app.models.enums import AttachmentKind, SharingScope
from app.pdfium import opened
from app.services.attachments import AttachmentEntry, add_attachment, attachments
from app.services.attachments_reading import Document
from app.services.desk import Desk
from app.services.documents.blocks import Space, Text
from app.services.documents.fonts import NOTE, TITLE
from app.services.documents.layout import Frame, Sheet, render
from app.services.rules.picture_bytes import PNG_START

_PAPERS: Final = (
    (
        "Affiche du forum des métiers",
        AttachmentKind.PNG,
        SharingScope.CELL,
        "Samedi, salle des fêtes de Valmont\u202f: quarante artisans présentent leur métier.",
    ),
    (
        "Convention de stage",
        AttachmentKind.PDF,
        SharingScope.CELL,
        "Stage d’observation de cinq jours, signé par l’établissement, l’entreprise et la famille.",
    ),
    (
        "Bulletin du 1er trimestre",
        AttachmentKind.PDF,
        SharingScope.GROUP,
        "Des efforts en atelier\u202f; les retards du lundi matin ont cessé en novembre.",
    ),
)


def attach_papers(desk: Desk, case_id: int) -> int:
    """Add them to the dossier; the number of the newest. Raises what `add_attachment` does."""
    for title, kind, scope, words in _PAPERS:
        frame = Frame(running=title, foot=(title,), demonstration=True)
        blocks = (Text(title, TITLE), Space(12), Text(words, NOTE))
        drawn = render([Sheet(frame, blocks)], title=title)
        content = drawn.content if kind is AttachmentKind.PDF else _picture(drawn.content)
        seal = hashlib.sha256(content).hexdigest()
        paper = Document(kind, content, drawn.pages, seal, title)
        add_attachment(desk, case_id, AttachmentEntry(title, scope), paper)
    return attachments(desk, case_id)[0].id


def _picture(paper: bytes) -> bytes:
    """The first page as a PNG, in greys: what somebody would have photographed."""
    with opened(paper) as document:
        bitmap = document[0].render(grayscale=True)
        seen, stride = bytes(bitmap.buffer), bitmap.stride
        width, height = bitmap.width, bitmap.height
        bitmap.close()
    # each line begins with how it is written: 0, as it is
    lines = b"".join(
        b"\0" + seen[start : start + width] for start in range(0, stride * height, stride)
    )
    return b"".join(
        (
            PNG_START,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(lines)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    seal = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + seal
