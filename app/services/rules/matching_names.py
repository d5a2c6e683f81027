"""How alike two names are: each a family name and a given name, of one word or several."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.services.rules.folding import PARTICLES, fold
from app.services.rules.matching_words import LONG, SHORT, Likeness, Word, likeness, word_of

#: How sure each likeness makes one of a name; a slip in a short name is often another name.
_SURE: Final = {
    Likeness.SAME: 1.0,
    Likeness.SOUND: 0.97,
    Likeness.SLIP: 0.85,
    Likeness.TWO_SLIPS: 0.76,
    Likeness.PART: 0.88,
    Likeness.OTHER: 0.0,
}
_SHORT_SLIP, _MIDDLING_SLIP = 0.55, 0.80
_WITHOUT_PARTICLE = 0.94
_PARTS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its words, particles stuck to what they precede; the whole in one word; and bare.

    Bare of its particles, « Da Silva » is « Silva ».
    """

    words: tuple[Word, ...]
    whole: Word
    bare: Word


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How sure (0 to 1), and in what way, of two names."""

    sure: float
    how: Likeness


_NOT_ALIKE: Final = NameMatch(0.0, Likeness.OTHER)


@lru_cache(maxsize=16384)
def name_of(text: str) -> Name:
    """The name that is typed: « Le Goff », « N’Guessan », « Jean-Baptiste »."""
    words: list[str] = []
    bare: list[str] = []
    held = ""
    for part in filter(None, _PARTS.split(text)):
        if fold(part) in PARTICLES:
            held += part
        else:
            words.append(held + part)
            bare.append(part)
            held = ""
    if held:
        words.append(held)
    return Name(
        tuple(word_of(one) for one in words), word_of("".join(words)), word_of("".join(bare))
    )


def compare_names(one: Name, other: Name) -> NameMatch:
    """Word by word whatever their order, and in one piece: « Ben Ali » is « Benali »."""
    if not one.words or not other.words:
        return _NOT_ALIKE
    best = max(_scored(one.whole, other.whole), _bare(one, other), key=_by_sureness)
    if len(one.words) == len(other.words) == 1:
        return best
    few, many = sorted((one.words, other.words), key=len)
    found = [max((_scored(it, that) for that in many), key=_by_sureness) for it in few]
    least = min(found, key=_by_sureness)
    if len(few) < len(many) and least.how is not Likeness.OTHER:
        # one of several names was left out
        least = NameMatch(least.sure * _SURE[Likeness.PART], Likeness.PART)
    return max(best, least, key=_by_sureness)


def _bare(one: Name, other: Name) -> NameMatch:
    """With or without its particle, a name is nearly the same."""
    if one.bare == one.whole and other.bare == other.whole:
        return _NOT_ALIKE
    found = _scored(one.bare, other.bare)
    if found.how < Likeness.SOUND:
        return _NOT_ALIKE
    return NameMatch(found.sure * _WITHOUT_PARTICLE, Likeness.PART)


def _scored(one: Word, other: Word) -> NameMatch:
    how = likeness(one, other)
    if how is not Likeness.SLIP:
        return NameMatch(_SURE[how], how)
    length = max(len(one.letters), len(other.letters))
    if length <= SHORT:
        return NameMatch(_SHORT_SLIP, how)
    return NameMatch(_MIDDLING_SLIP if length < LONG - 1 else _SURE[how], how)


def _by_sureness(one: NameMatch) -> tuple[float, int]:
    return one.sure, one.how
