"""Other people in a free text: a telephone, an e-mail and its name, « son frère Karim »."""

import re
from collections.abc import Iterator

_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)33[\s.\u00a0\u202f-]*(?:\(0\))?|0)[\s.\u00a0\u202f-]?[1-9]"
    r"(?:[\s.\u00a0\u202f/-]?\d{2}){4}(?!\w)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CAPITAL = "A-ZÀ-ÖØ-ÞĀŁŞŠŽÇ"
_NAME = rf"[{_CAPITAL}][\w’'-]+(?:[ \u00a0\u202f][{_CAPITAL}][\w’'-]*){{0,2}}"
_TITLED = re.compile(
    rf"(?:M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Me)[ \u00a0\u202f]{_NAME}[^\n;!?]{{0,24}}$"
)
_BEFORE = re.compile(rf"{_NAME}[^\n;!?]{{0,24}}$")
_AFTER = re.compile(rf"[ \u00a0\u202f]?[(,–-]?[ \u00a0\u202f]?{_NAME}")
_BESIDE = 60
"""How many characters before a number are read for the name it goes with."""
_FOLLOWS = re.compile(rf"[ \u00a0\u202f]?[(,]?[ \u00a0\u202f]?(?P<name>{_NAME})")


def contacts(text: str) -> Iterator[tuple[int, int]]:
    """Each telephone and e-mail, the name given just before it included."""
    for found in (*_PHONE.finditer(text), *_EMAIL.finditer(text)):
        start = max(0, found.start() - _BESIDE)
        beside = text[start : found.start()]
        before = _TITLED.search(beside) or _BEFORE.search(beside)
        after = _AFTER.match(text, found.end())
        end = after.end() if before is None and after is not None else found.end()
        yield (start + before.start() if before else found.start()), end


def name_after(text: str, end: int) -> int | None:
    """Where the name that follows a word of kinship ends; None when no name follows."""
    found = _FOLLOWS.match(text, end)
    return None if found is None else found.end("name")
