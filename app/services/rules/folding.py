"""Names and words without what people forget to type: accents, ligatures, hyphens, case."""

import re
import unicodedata

# Letters that carry no removable accent, or stand for two.
_SPECIAL = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ħ": "h", "ı": "i", "ŋ": "ng", "ŧ": "t", "ĸ": "k", "ǝ": "e", "ə": "e",
    }
)  # fmt: skip
_SPLITS = re.compile(r"[^0-9a-z]+")

# What goes before a family name and is at times stuck to it.
PARTICLES = frozenset(
    "le la les l de du des d da das do dos di del della den der van von ten ter zu "  # noqa: SIM905 - read as a line of words
    "el al ul abd ben bel bou ait ould oulad aben ibn bin bint mc mac o n m st san".split()
)


def fold(text: str) -> str:
    """Lower case, without accents or ligatures; every other character stays."""
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return bare.translate(_SPECIAL)


def search_key(text: str) -> str:
    """The words of a name, folded and separated by one space: « n guessan », « le goff »."""
    return " ".join(_SPLITS.sub(" ", fold(text)).split())
