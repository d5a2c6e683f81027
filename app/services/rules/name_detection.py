"""Finding people's names inside free text, before a sheet is printed without them.

At the levels INITIALS and CODE, a free text that holds the name of the young person, of a
guardian or of a member of the household stops the print (domain § 5). So this errs on the side
of finding: any case, accents or apostrophes, and each part of a compound name by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from app.services.rules.folding import PARTICLES, fold, search_key

_LEAST_WHOLE, _LEAST_PART = 2, 3
_JOINERS = frozenset("-'’‘ʼ`´. \u00a0\u202f\u2010\u2011")
_SENTENCE_ENDS = frozenset(".!?…\n:•–—-")
_LONGEST_JOIN = 4

# Short words of the language that are also names (Lê, Do, An, Mai): these count as a name
# only with a capital inside a sentence or with the accent of the name.
_LANGUAGE = frozenset(
    "a ai an as au aux ca car ce ces cet de des do dos du elle en es est et eu il je la le les "  # noqa: SIM905 - read as a line of words
    "lu ma mai mais me mes mi mon ni non nos on or ou pas peu peut plus pour qu que qui sa se "
    "ses si soi soit son sur ta te tel ton tu un une va vu y".split()
)


@dataclass(frozen=True, slots=True)
class NameFound:
    """One of the given `name`s, at characters `start` to `end` (excluded) of the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int
    raw: str


def _words(text: str) -> list[_Word]:
    """The words of a text with their place; a soft hyphen or an accent apart breaks none."""
    words: list[_Word] = []
    key, start, end = "", 0, 0

    def close() -> None:
        nonlocal key
        if key:
            words.append(_Word(key, start, end, text[start:end]))
        key = ""

    for place, character in enumerate(text):
        folded = "".join(c for c in fold(character) if c.isalnum())
        if folded:
            start = start if key else place
            key, end = key + folded, place + 1
        elif not key or fold(character) not in {
            "",
            "\u00ad",
            "\u200b",
            "\u200c",
            "\u200d",
            "\u2060",
        }:
            close()
        else:
            end = place + 1
    close()
    return words


def _targets(names: Iterable[str]) -> dict[str, str]:
    """What to look for, in one piece, and the name it stands for."""
    targets: dict[str, str] = {}
    for name in names:
        parts = search_key(name).split()
        whole = "".join(parts)
        if len(whole) >= _LEAST_WHOLE:
            targets.setdefault(whole, name)
        for part in parts:
            if len(part) >= _LEAST_PART and part not in PARTICLES:
                targets.setdefault(part, name)
    return targets


def _may_join(text: str, left: _Word, right: _Word) -> bool:
    between = text[left.end : right.start]
    return len(between) <= 3 and all(c in _JOINERS for c in between)


def _is_just_a_word(text: str, word: _Word, name: str) -> bool:
    """Whether a short word is the language's and not the name (« le » and M. Lê)."""
    if word.key not in _LANGUAGE:
        return False
    if word.raw.casefold() == name.casefold() and word.raw.casefold() != word.key:
        return False
    before = text[: word.start].rstrip(' \u00a0\u202f«"(')
    inside_sentence = bool(before) and before[-1] not in _SENTENCE_ENDS
    return not (word.raw[:1].isupper() and inside_sentence)


def names_in_text(text: str, names: Iterable[str]) -> list[NameFound]:
    """Where any of `names` (whole names, or family and given names apart) stands in `text`.

    Whole words only: a name of two letters or more, or a part of three letters or more of a
    compound one (Jean and Baptiste of « Jean-Baptiste »); hyphens, apostrophes and spaces may
    be there or not. In reading order, without overlap, the longest first.
    """
    targets = _targets(names)
    words = _words(text)
    found: list[NameFound] = []
    at = 0
    while at < len(words):
        step = 1
        for width in range(min(_LONGEST_JOIN, len(words) - at), 0, -1):
            run = words[at : at + width]
            name = targets.get("".join(word.key for word in run))
            if name is None or not _stands(text, run, name):
                continue
            found.append(NameFound(name, run[0].start, run[-1].end))
            step = width
            break
        at += step
    return found


def _stands(text: str, run: list[_Word], name: str) -> bool:
    if len(run) == 1:
        return not _is_just_a_word(text, run[0], name)
    if not all(_may_join(text, left, right) for left, right in pairwise(run)):
        return False
    # « a li » is not « Ali »: words are joined only as the name has them, or after a particle,
    # or across a hyphen or an apostrophe
    spaced = any(text[left.end : right.start].isspace() for left, right in pairwise(run))
    parts = search_key(name).split()
    return not spaced or [word.key for word in run] == parts or run[0].key in PARTICLES
