"""What the search box answers with, and what its parts have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, Protocol

from sqlalchemy import Row

from app.services.desk import Work
from app.services.rules.names import display_name, search_key
from app.services.rules.partial_dates import PartialDate, show_partial_date
from app.services.search_index import Found
from app.services.search_matches import Question
from app.services.search_words import Asked, answers

MOST: Final = 8
"""How many dossiers at most; of every other kind half as many."""


class Reason(StrEnum):
    """Why a line is proposed."""

    NAME = "Nom"
    NUMBER = "Numéro"
    BIRTH = "Date de naissance"
    GUARDIAN = "Représentant légal"
    SOUND = "Se prononce de même"
    SLIP = "S’écrit presque de même"
    PERSON = "Interlocuteur"
    PLACE = "Lieu"
    TEXT = "Texte"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One proposal. `matched` says what answered: « Représentant légal : BENALI Nadia ».

    `within`: the dossier in which an observation stands.
    """

    kind: Found
    ref: int
    title: str
    detail: str
    reason: Reason
    matched: str
    within: int | None = None


class Finds(Protocol):
    """One part of what is searched, at one desk on one day."""

    def find(self, work: Work, asked: Asked) -> Sequence[SearchHit]:
        """What answers, the likeliest first."""
        ...


Named = Callable[[Row[Any]], Sequence[str]]
"""The words of a row that may answer whole."""


def likeliest(
    work: Work, question: Question, asked: Asked, named: Named, limit: int
) -> list[Row[Any]]:
    """What begins with the words typed, newest first; what holds them whole comes before."""
    begun = question.ask(work, match=asked.match)
    if len(begun) < limit:  # all there is
        return sorted(begun, key=lambda row: not _whole(asked, named(row))) if begun[1:] else begun
    found = {row.id: row for row in question.ask(work, match=asked.match_whole)}
    for row in begun:
        found.setdefault(row.id, row)
    return list(found.values())[:limit]


def _whole(asked: Asked, names: Sequence[str]) -> bool:
    words = {word for name in names for word in search_key(name).split()}
    return any(all(word in words for word in way) for way in asked.ways)


def by_birth(asked: Asked, born: str, *names: str) -> bool:
    """Whether the birth date typed explains a line, with the names if some are typed too."""
    return (
        asked.birth is not None and bool(born) and (not asked.named or answers(asked.named, *names))
    )


def shown_birth(earliest: str | None, latest: str | None) -> str:
    """A birth date as stored, as it is read; empty when there is none."""
    if earliest is None or latest is None:
        return ""
    days = PartialDate(date.fromisoformat(earliest), date.fromisoformat(latest))
    return show_partial_date(days)


def person(usage: str | None, last: str | None, first: str | None, home: str | None) -> str:
    """Whom a dossier is about: a young person, or a family."""
    return display_name(usage or last or "", first or "") if first or last else home or ""
