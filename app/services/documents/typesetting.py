"""Breaking a text into lines, as French wants it: never at a no-break space, narrow or not.

ReportLab's own paragraphs take U+202F for an ordinary space and lose it; these lines keep it.
"""

import re
import unicodedata
from typing import Final

from app.services.documents.fonts import Style, has_glyph, width
from app.services.rules.french import typeset

# Where a line may end: after a space (dropped), after a hyphen that joins two words.
_PIECES: Final = re.compile(r"(?:[^ \-]|-(?![^\W\d_]))*(?:-(?=[^\W\d_])| +|$)")
_PLAIN: Final = {"\u2264": "<=", "\u2265": ">=", "\u2192": "->", "\u2212": "\u2013", "\u2011": "-"}
_UNKNOWN: Final = "?"


def printable(text: str) -> str:
    """`text` with only what the font holds; what it lacks becomes its nearest form, or « ? »."""
    if all(one == "\n" or has_glyph(one) for one in text):
        return text
    kept = []
    for one in unicodedata.normalize("NFC", text):
        if one == "\n" or has_glyph(one):
            kept.append(one)
            continue
        near = _PLAIN.get(one) or unicodedata.normalize("NFKC", one)
        if all(map(has_glyph, near)):
            kept.append(near)
        elif not unicodedata.category(one).startswith(("C", "M")):
            kept.append(_UNKNOWN)
    return "".join(kept)


def typed(text: str) -> str:
    """What a person typed, with the spaces and apostrophes of print, each blank run as one."""
    lines = (" ".join(line.split(" ")) for line in typeset(text).splitlines())
    return "\n".join(" ".join(filter(None, line.split(" "))) for line in lines).strip()


def break_lines(text: str, style: Style, limit: float) -> list[str]:
    """`text` in lines no wider than `limit` points. A line feed in the text begins a line."""
    return [line for part in printable(text).split("\n") for line in _break_one(part, style, limit)]


def _break_one(text: str, style: Style, limit: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _PIECES.findall(text):
        if not piece:
            continue
        bare = width(piece.rstrip(" "), style)
        if line and used + bare > limit:
            lines.append(line.rstrip(" "))
            line, used = "", 0.0
        while bare > limit:  # a word wider than the column is cut where it must be
            cut = _fitting(piece, style, limit)
            lines.append(piece[:cut])
            piece = piece[cut:]  # noqa: PLW2901 - what is left of the same word
            bare = width(piece.rstrip(" "), style)
        line += piece
        used += width(piece, style)
    return [*lines, line.rstrip(" ")] if line.strip(" ") or not lines else lines


def _fitting(piece: str, style: Style, limit: float) -> int:
    used = 0.0
    for place, character in enumerate(piece):
        used += width(character, style)
        if used > limit:
            return max(1, place)
    return len(piece)
