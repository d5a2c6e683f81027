"""JPEG and PNG, read from their bytes: their size, and what they tell beyond the picture.

A photo of a document says where and when it was taken, with what, sometimes by whom (EXIF, GPS,
comments, a film behind the picture). None of it is kept: the picture alone, its colours, and the
way up it is to be shown.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

JPEG_START: Final = b"\xff\xd8\xff"
PNG_START: Final = b"\x89PNG\r\n\x1a\n"

_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in the data of a scan
_EOI, _SOS, _APP0, _APP1, _APP2, _APP14, _APP15, _COM = (
    0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE,
)  # fmt: skip
_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ICC, _ADOBE, _EXIF = b"ICC_PROFILE\0", b"Adobe", b"Exif\0\0"
_ORIENTATION: Final = 0x0112
#: The chunks of a PNG that say how it looks; the others tell of whoever made it.
_PNG_KEPT: Final = frozenset(
    {
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP",
        b"sBIT", b"bKGD", b"pHYs",
    }
)  # fmt: skip


class BrokenPicture(ValueError):
    """The bytes are not those of a whole picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes that are kept, the size in pixels; `told`: something more was in them."""

    content: bytes
    width: int
    height: int
    told: bool


def clean_jpeg(content: bytes) -> Picture:
    """The picture alone. Raises `BrokenPicture`."""
    kept, size, told, turned = [content[:2]], None, False, 1
    end = 2
    for marker, segment in _segments(content):
        end += len(segment)
        body = segment.lstrip(b"\xff")[3:]
        if marker in _FRAMES and len(body) >= 5:
            high, wide = struct.unpack(">HH", body[1:5])
            size = (wide, high)
        if marker == _APP1 and body.startswith(_EXIF):
            turned, told = _turned(body[len(_EXIF) :]), True
        elif _says_how(marker, body):
            kept.append(segment)
        else:
            told = True
    if size is None or not all(size):
        raise BrokenPicture
    if turned != 1:
        kept.insert(1, _way_up(turned))
    return Picture(b"".join(kept), *size, told=told or end < len(content))


def clean_png(content: bytes) -> Picture:
    """The picture alone. Raises `BrokenPicture`."""
    if not content.startswith(PNG_START):
        raise BrokenPicture
    kept, told, at, name = [PNG_START], False, len(PNG_START), b""
    while name != b"IEND":
        if at + 12 > len(content):
            raise BrokenPicture
        (length,) = struct.unpack_from(">I", content, at)
        name, stop = content[at + 4 : at + 8], at + 12 + length
        if stop > len(content):
            raise BrokenPicture
        (crc,) = struct.unpack_from(">I", content, stop - 4)
        if zlib.crc32(memoryview(content)[at + 4 : stop - 4]) != crc:
            raise BrokenPicture
        if name in _PNG_KEPT:
            kept.append(content[at:stop])
        else:
            told = True
        at = stop
    if kept[1][4:8] != b"IHDR" or len(kept[1]) != 25:
        raise BrokenPicture
    width, height = struct.unpack_from(">II", kept[1], 8)
    if not width or not height:
        raise BrokenPicture
    return Picture(b"".join(kept), width, height, told=told or at < len(content))


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each part up to the picture's own end; a scan with its data."""
    at = 2
    while True:
        padding = at
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if at + 2 > len(content) or content[at] != 0xFF:
            raise BrokenPicture
        marker = content[at + 1]
        stop = at + 2
        if marker not in _NO_LENGTH and marker != _EOI:
            if at + 4 > len(content):
                raise BrokenPicture
            stop = at + 2 + int.from_bytes(content[at + 2 : at + 4])
            if stop < at + 4 or stop > len(content):
                raise BrokenPicture
        if marker == _SOS:
            after = _MARKER.search(content, stop)
            if after is None:
                raise BrokenPicture
            stop = after.start()
        yield marker, content[padding:stop]
        if marker == _EOI:
            return
        at = stop


def _says_how(marker: int, body: bytes) -> bool:
    """Whether a part says how the picture looks."""
    if marker == _APP2:
        return body.startswith(_ICC)
    if marker == _APP14:
        return body.startswith(_ADOBE)
    return marker == _APP0 or not (_APP1 <= marker <= _APP15 or marker == _COM)


def _turned(tiff: bytes) -> int:
    """The way up, from 1 (as it is) to 8, that an EXIF block says; 1 when it says nothing."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(entries):
            tag, kind, _count, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * entry)
            if tag == _ORIENTATION and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _way_up(turned: int) -> bytes:
    """A part that says the way up, and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    return struct.pack(">BBH", 0xFF, _APP1, 2 + len(_EXIF) + len(tiff)) + _EXIF + tiff
