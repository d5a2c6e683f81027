"""Small documents made in memory: a PDF, a JPEG, a PNG, whole or with what they should not tell."""

import base64
import hashlib
import io
import struct
import zlib

from reportlab.pdfgen.canvas import Canvas

from app.models.enums import AttachmentKind
from app.services.attachments_reading import Document

#: 12 × 8 points of grey.
JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1td"
    "hbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAAIAAwBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAgX/xAAcEAACAgIDAAAA"
    "AAAAAAAAAAACAwABERIhUpH/2gAIAQEAAD8ApKWQZ2cbM9qHjyqjn//Z"
)


def pdf(words: str = "Convention de stage", *, pages: int = 1, turned: bool = False) -> bytes:
    """A PDF whose text is not packed, so that a scan of bytes finds it; `turned`: every other."""
    made = io.BytesIO()
    canvas = Canvas(made, pageCompression=0, invariant=True)
    for number in range(pages):
        wide = turned and number % 2
        canvas.setPageSize((842, 595) if wide else (595, 842))
        canvas.drawString(72, 400, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 40, height: int = 20, *, more: bytes = b"") -> bytes:
    """A grey PNG; `more`: parts before its picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([120]) * width for _ in range(height))
    parts = (chunk(b"IHDR", header), more, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def told_jpeg(*, turned: int = 6, secret: bytes = b"GPS 48.61,2.48") -> bytes:
    """The JPEG with an EXIF block that holds a way up and a place, a comment, a film behind it."""
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0) + secret
    exif = b"Exif\0\0" + tiff
    comment = b"\xff\xfe" + struct.pack(">H", 2 + len(secret)) + secret
    block = b"\xff\xe1" + struct.pack(">H", 2 + len(exif)) + exif
    return JPEG[:2] + block + comment + JPEG[2:] + b"film" + secret


def document(words: str = "Convention de stage", content: bytes | None = None) -> Document:
    """A PDF as it comes out of its reading."""
    kept = pdf(words) if content is None else content
    return Document(AttachmentKind.PDF, kept, 1, hashlib.sha256(kept).hexdigest(), words)
