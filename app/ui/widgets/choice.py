"""What one chooses from: a stable code and the French words for it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Choice(NamedTuple):
    """One answer of a closed list, or one record that can be referred to.

    `also` holds words under which people look for it, and which are not shown.
    """

    code: str
    label: str
    also: str = ""


# What finds choices while one types. None means "later": the answer comes by `offer`.
Provider = Callable[[str], Sequence[Choice] | None]

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ł": "l", "ø": "o", "đ": "d", "’": "'", "-": " "})

_APART = re.compile(r"['(,]")


def fold(text: str) -> str:
    """Text as it is compared while typing: no case, no accents, hyphens as spaces."""
    spread = unicodedata.normalize("NFD", text.casefold().translate(_LIGATURES))
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split())


def matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """The choices in which every typed word begins a word, those that begin with it first."""
    wanted = fold(typed)
    words = wanted.split()
    found = []
    for choice in choices:
        label = fold(choice.label)
        padded = " " + _APART.sub(" ", f"{label} {fold(choice.also)}")
        if all(f" {word}" in padded for word in words) or (wanted and wanted in label):
            found.append((not label.startswith(wanted), choice))
    return [choice for _, choice in sorted(found, key=lambda pair: pair[0])]
