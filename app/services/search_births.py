"""A birth date, or part of one, among what is typed: « martel 2010 », « 14/03 », « mars 2010 »."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.services.rules.partial_dates import (
    DateProblem,
    PartialDate,
    parse_date,
    parse_partial_date,
)
from app.services.search_index import birth_words

_LONGEST = 3  # words: « 14 mars 2010 »


@dataclass(frozen=True, slots=True)
class Birth:
    """What remains of the typed text, the word of the index, the sort of date it is.

    `precise`: it says a day, so that nothing else can be meant.
    """

    rest: str
    word: str
    precise: bool


def birth_in(typed: str, today: date) -> Birth | None:
    """The longest birth date in `typed`, wherever it stands; none when there is none."""
    words = typed.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            said = " ".join(words[start : start + length]).rstrip("/.-")
            for word in _read(said, today):
                rest = " ".join((*words[:start], *words[start + length :]))
                return Birth(rest, word, len(word) not in (len("2010"), len("201003")))
    return None


def _read(said: str, today: date) -> Iterator[str]:
    """The word of the index that `said` means, if it is a date."""
    if not any(sign.isdigit() for sign in said) or said.startswith(("+", "-")):
        return
    try:
        yield _most_precise(parse_partial_date(said, today=today))
    except DateProblem:
        try:
            yield f"d{parse_date(said, today=today):%m%d}"
        except DateProblem:
            return


def _most_precise(born: PartialDate) -> str:
    return max(birth_words(born), key=len)
