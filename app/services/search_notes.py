"""Observations in the search box, by what they say, with the words around.

As in the tab « Observations »: those of the dossiers one reads, of the scopes one reads.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, Select, select

from app.models.case import CaseFile, Observation
from app.models.enums import ObservationKind, SharingScope
from app.models.youth import Household, Youth
from app.services.access import visible_cases, visible_scopes
from app.services.desk import Work
from app.services.rules.folding import fold
from app.services.rules.french import short_date
from app.services.rules.rights import UseCase
from app.services.search_few import Few
from app.services.search_hits import Reason, SearchHit, person
from app.services.search_index import Found
from app.services.search_matches import newest_said, said_number
from app.services.search_words import Asked, match_said

_BEFORE: Final = 24  # characters shown before the word found, and
_AFTER: Final = 60  # from it on
_WORD: Final = re.compile(r"[^\W_]+")


class Notes:
    """The observations that this actor reads."""

    def __init__(self, work: Work, limit: int, few: Few) -> None:
        self._limit = limit
        lines = newest_said(_wanted(work), Observation.id.expression, limit)
        self._said = few.question(work, Found.OBSERVATION, lines, said_number())

    def find(self, work: Work, asked: Asked) -> Sequence[SearchHit]:
        """Whole words first: they are answered at once, however common."""
        found: dict[int, Row[Any]] = {}
        for whole in (True, False):
            match = match_said(asked.ways, whole=whole)
            if match and len(found) < self._limit:
                for row in self._said.ask(work, match=match):
                    found.setdefault(row.id, row)
        return [_hit(row, asked) for row in list(found.values())[: self._limit]]


def extract(text: str, words: Sequence[str]) -> str:
    """The words of `text` around the first that begins as one of `words`, with « … » where cut."""
    line = " ".join(text.split())
    at = next(
        (one.start() for one in _WORD.finditer(line) if fold(one[0]).startswith(tuple(words))), 0
    )
    start = 0 if at <= _BEFORE else line.find(" ", at - _BEFORE) + 1
    end = len(line) if len(line) - at <= _AFTER else line.rfind(" ", at, at + _AFTER)
    end = at + _AFTER if end <= at else end
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def _wanted(work: Work) -> Select[*tuple[Any, ...]]:
    home = select(Household.name).where(Household.id == CaseFile.household_id).scalar_subquery()
    return (
        select(
            Observation.id, Observation.case_id, Observation.kind, Observation.observed_on,
            Observation.text, Observation.person_statement, Observation.sharing_scope,
            Youth.last_name, Youth.usage_name, Youth.first_name, home.label("home"),
        )
        .select_from(Observation)
        .join(CaseFile, CaseFile.id == Observation.case_id)
        .outerjoin(Youth, Youth.id == CaseFile.youth_id)
        .where(
            Observation.sharing_scope.in_(visible_scopes(work)),
            visible_cases(work, UseCase.READ_OBSERVATION),
        )
    )  # fmt: skip


def _hit(row: Row[Any], asked: Asked) -> SearchHit:
    words = asked.ways[0]
    said = next(
        (text for text in (row.text, row.person_statement or "") if _says(text, words)), row.text
    )
    when = short_date(date.fromisoformat(row.observed_on))
    alone = row.sharing_scope == SharingScope.COORDINATOR_ONLY
    readers = " · lu par le coordonnateur seul" if alone else ""
    return SearchHit(
        kind=Found.OBSERVATION,
        ref=row.id,
        title=person(row.usage_name, row.last_name, row.first_name, row.home),
        detail=f"{ObservationKind(row.kind).label} du {when}{readers}",
        reason=Reason.TEXT,
        matched=extract(said, words),
        within=row.case_id,
    )


def _says(text: str, words: Sequence[str]) -> bool:
    return any(fold(one[0]).startswith(tuple(words)) for one in _WORD.finditer(text))
