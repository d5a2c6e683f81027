"""How alike two words of a name are, and in what way: written, heard, or off by a slip.

The phonetic key gathers (`phonetics`): « Lina » and « Luna », « Yanis » and « Younes » share one.
Here vowels are compared too, loosely: transcriptions of Arabic and Turkish names choose them
freely (Mohamed, Muhammad, Mehmed), French ones less so.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from app.services.rules.folding import fold
from app.services.rules.phonetics import phonetic_key

SHORT: Final = 4  # letters up to which one letter makes another name: Lina, Luna
LONG: Final = 8  # letters from which two slips are still a slip
_FREE_VOWELS: Final = 3  # vowels from which one may be another: Fatoumata, Fatimata

_LETTERS = re.compile(r"[^a-z]+")
_VOWELS = re.compile(r"[aeiouy]+")
_MUTE_END = re.compile(r"(?<=[^aeiouy])e+$")
_CLASSES = {"a": "A", "e": "E", "i": "I", "y": "I", "o": "O", "u": "O"}
#: Letters that are heard otherwise than they are folded, and letters that are not heard.
_HEARD = (("ş", "ch"), ("ç", "tch"))
_SILENT = (("febv", "fev"), ("febu", "fev"), ("lh", "li"), ("nh", "gn"))


class Likeness(IntEnum):
    """In what way two words are alike, the surest last."""

    OTHER = 0
    PART = 1
    TWO_SLIPS = 2
    SLIP = 3
    SOUND = 4
    SAME = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: its plain letters, the ways it may be heard, its groups of vowels."""

    letters: str
    sounds: frozenset[str]
    vowels: tuple[frozenset[str], ...]


@lru_cache(maxsize=16384)
def word_of(text: str) -> Word:
    """The word that a part of a name is, whatever its accents, case, apostrophes."""
    letters = _LETTERS.sub("", fold(text))
    heard = text.casefold()
    for sign, sound in _HEARD:
        heard = heard.replace(sign, sound)
    silent = letters
    for sign, sound in _SILENT:
        silent = silent.replace(sign, sound)
    written = (letters, _LETTERS.sub("", fold(heard)), silent, _MUTE_END.sub("", letters))
    sounds = frozenset(key for one in written if (key := phonetic_key(one)))
    groups = _VOWELS.findall(_MUTE_END.sub("", letters))
    return Word(letters, sounds, tuple(frozenset(_CLASSES[one] for one in it) for it in groups))


def likeness(one: Word, other: Word) -> Likeness:
    """In what way two words are alike; an empty one is like none."""
    left, right = one.letters, other.letters
    if not left or not right:
        return Likeness.OTHER
    if left == right:
        return Likeness.SAME
    if one.sounds & other.sounds and _same_vowels(one, other):
        return Likeness.SOUND
    shortest = min(len(left), len(right))
    if one_slip(left, right):
        return Likeness.SLIP if shortest > 2 else Likeness.OTHER
    if shortest >= LONG and two_slips(left, right):
        return Likeness.TWO_SLIPS
    return Likeness.OTHER


def one_slip(left: str, right: str) -> bool:
    """Whether one letter added, lost, changed, or two neighbours swapped, turn one into other."""
    if left == right:
        return False
    start, left_end, right_end = _differing(left, right)
    here, there = left[start:left_end], right[start:right_end]
    if len(here) <= 1 and len(there) <= 1:
        return True
    return len(here) == len(there) == 2 and here == there[::-1]


def two_slips(left: str, right: str) -> bool:
    """Whether two of them do."""
    start, left_end, right_end = _differing(left, right)
    here, there = left[start:left_end], right[start:right_end]
    if abs(len(here) - len(there)) > 2 or not here or not there:
        return len(here) + len(there) <= 2
    rests = ((here[1:], there[1:]), (here[1:], there), (here, there[1:]))
    swapped = here[:2] == there[:2][::-1] and (here[2:], there[2:])
    return any(it and (it[0] == it[1] or one_slip(*it)) for it in (*rests, swapped))


def _differing(left: str, right: str) -> tuple[int, int, int]:
    """Where two words begin to differ, and where each ends to."""
    start, shortest = 0, min(len(left), len(right))
    while start < shortest and left[start] == right[start]:
        start += 1
    left_end, right_end = len(left), len(right)
    while left_end > start and right_end > start and left[left_end - 1] == right[right_end - 1]:
        left_end -= 1
        right_end -= 1
    return start, left_end, right_end


def _same_vowels(one: Word, other: Word) -> bool:
    """Whether the vowels may be the same ones, written by two hands."""
    most = max(len(one.vowels), len(other.vowels))
    strict = min(len(one.letters), len(other.letters)) <= SHORT
    return _apart(one.vowels, other.vowels, strict=strict) <= (1 if most >= _FREE_VOWELS else 0)


def _apart(
    left: tuple[frozenset[str], ...], right: tuple[frozenset[str], ...], *, strict: bool
) -> int:
    """How many groups of vowels must be added, lost or changed."""
    row = list(range(len(right) + 1))
    for number, one in enumerate(left, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(right, 1):
            cost = before + (0 if _one_vowel(one, other, strict=strict) else 1)
            before = row[place]
            row[place] = min(cost, row[place] + 1, row[place - 1] + 1)
    return row[-1]


def _one_vowel(one: frozenset[str], other: frozenset[str], *, strict: bool) -> bool:
    """« e » stands for any vowel, save in a short name, where it is « a » or « i » at most."""
    if one & other:
        return True
    if "E" in one or "E" in other:
        return not strict or "O" not in (one | other)
    return False
