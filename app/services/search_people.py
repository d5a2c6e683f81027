"""Dossiers in the search box: by name, number, birth date, representative, sound, slip."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from app.models.case import CaseFile
from app.models.enums import CaseStatus
from app.models.youth import Guardian, Guardianship, Household, Youth
from app.services.access import visible_cases
from app.services.desk import Work
from app.services.persons import name_of
from app.services.search_few import Few
from app.services.search_hits import (
    Reason,
    SearchHit,
    by_birth,
    likeliest,
    person,
    shown_birth,
)
from app.services.search_index import Found
from app.services.search_matches import Question, line_number, listed, newest
from app.services.search_numbers import Numbers
from app.services.search_words import Asked, answers


class Cases:
    """The dossiers that this actor reaches."""

    def __init__(self, work: Work, limit: int, few: Few) -> None:
        self._limit = limit
        wanted = _wanted(work)
        number = CaseFile.id.expression
        lines = newest(wanted, Found.CASE, number, limit)
        self._lines = few.question(work, Found.CASE, lines, line_number(Found.CASE))
        self._numbers = Numbers(work, wanted, CaseFile.file_number.expression, number, limit=limit)
        self._guardians = Question(work, _guardians())

    def find(self, work: Work, asked: Asked) -> Sequence[SearchHit]:
        """Those known by their number first; by sound, then with a slip, if there is room."""
        found: dict[int, tuple[Row[Any], Reason]] = {}

        def keep(rows: Iterable[Row[Any]], reason: Reason) -> bool:
            for row in rows:
                found.setdefault(row.id, (row, reason))
            return len(found) < self._limit

        keep(self._numbers.ask(work, asked), Reason.NUMBER)
        more = keep(likeliest(work, self._lines, asked, _names, self._limit), Reason.NAME)
        if more and (sound := asked.match_sound):
            keep(self._lines.ask(work, match=sound), Reason.SOUND)
        kept = list(found.values())[: self._limit]
        return list(self._hits(work, asked, kept))

    def find_slipped(
        self, work: Work, asked: Asked, near: Mapping[str, Sequence[str]]
    ) -> Sequence[SearchHit]:
        """Those whose words are `near` to what is typed."""
        rows = self._lines.ask(work, match=asked.slipped(near))
        return list(self._hits(work, asked, [(row, Reason.SLIP) for row in rows]))

    def _hits(
        self, work: Work, asked: Asked, kept: Sequence[tuple[Row[Any], Reason]]
    ) -> Iterator[SearchHit]:
        reasons = {row.id: _why(asked, row, reason) for row, reason in kept}
        unsaid = [row.youth_id for row, _ in kept if reasons[row.id] is None and row.youth_id]
        guardians = _read_guardians(work, self._guardians, unsaid) if unsaid else {}
        for row, _ in kept:
            title = person(row.usage_name, row.last_name, row.first_name, row.home)
            reason, matched = reasons[row.id] or (Reason.NAME, "")
            if reasons[row.id] is None:
                parents = guardians.get(row.youth_id, ())
                parent = next((one for one in parents if answers(asked.ways, one)), None)
                if parent is not None:
                    reason, matched = Reason.GUARDIAN, parent
            born = shown_birth(row.birth_earliest, row.birth_latest)
            parts = (
                f"né(e) le {born}" if born else "famille",
                f"dossier {row.file_number}",
                CaseStatus(row.status).label,
            )
            yield SearchHit(Found.CASE, row.id, title, " · ".join(parts), reason, matched or title)


def _why(asked: Asked, row: Row[Any], reason: Reason) -> tuple[Reason, str] | None:
    """Why a dossier is proposed; none when only a representative may explain it."""
    numbered = asked.has_digits and answers(asked.ways, row.file_number)
    if reason is Reason.NUMBER or numbered:
        return Reason.NUMBER, row.file_number
    if reason in (Reason.SOUND, Reason.SLIP) or answers(asked.ways, *_names(row)):
        return reason, ""
    born = shown_birth(row.birth_earliest, row.birth_latest)
    return (Reason.BIRTH, born) if by_birth(asked, born, *_names(row)) else None


def _names(row: Row[Any]) -> Sequence[str]:
    every = (row.last_name, row.usage_name, row.first_name, row.known_as, row.home)
    return [one for one in every if one]


def _wanted(work: Work) -> Select[*tuple[Any, ...]]:
    home = select(Household.name).where(Household.id == CaseFile.household_id).scalar_subquery()
    return (
        select(
            CaseFile.id, CaseFile.file_number, CaseFile.status, CaseFile.youth_id,
            Youth.last_name, Youth.usage_name, Youth.first_name, Youth.known_as,
            Youth.birth_earliest, Youth.birth_latest, home.label("home"),
        )
        .select_from(CaseFile)
        .outerjoin(Youth, Youth.id == CaseFile.youth_id)
        .where(visible_cases(work))
    )  # fmt: skip


def _guardians() -> Select[*tuple[Any, ...]]:
    return (
        select(Guardianship.youth_id, Guardian.usage_name, Guardian.last_name, Guardian.first_name)
        .join(Guardian, Guardian.id == Guardianship.guardian_id)
        .where(Guardianship.youth_id.in_(listed("youths")))
        .order_by(Guardianship.id)
    )


def _read_guardians(
    work: Work, question: Question, youth_ids: Sequence[int]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in question.ask(work, youths=json.dumps(youth_ids)):
        names = name_of(one)
        found.setdefault(one.youth_id, []).append(names)
    return found
