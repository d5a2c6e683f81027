"""The records that an actor may reach at all, when they are few, to look among these only.

A common word matches half of the vault: whoever reaches almost nothing of it would have each of
its records read, and refused, before the search box answers. The questions keep their rights:
what is listed here only spares them records that they would refuse.
"""

import json
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, select, union

from app.models.case import CaseFile, Observation
from app.models.youth import HouseholdMembership
from app.services.access import near_cases
from app.services.desk import Work
from app.services.search_index import Found
from app.services.search_matches import Question, listed

FEW: Final = 100
"""Dossiers from which the newest matches are soon those of the actor: looked for among all."""
_NOTES: Final = 1_000  # observations: they are listed at each search


class Few:
    """What one actor reaches on one day, read anew at each search: `look`, then `of`."""

    def __init__(self, work: Work, most: int = FEW) -> None:
        self._most = most
        near = near_cases(work, most + 1)
        self._cases = None if near is None else Question(work, near)
        self._others = {
            Found.HOUSEHOLD: (Question(work, _homes()), None),
            Found.OBSERVATION: (Question(work, _notes()), _NOTES),
        }
        self._read: dict[Found, list[int] | None] = {}

    def look(self, work: Work) -> None:
        """Read the dossiers; once they are many it is not asked again."""
        if self._cases is None:
            return
        found = [row.id for row in self._cases.ask(work)]
        if len(found) > self._most:
            self._cases, found = None, []
        self._read = {Found.CASE: found}

    def of(self, work: Work, kind: Found) -> list[int] | None:
        """The records of a kind that may be reached, and perhaps others; none when many."""
        if self._cases is None:
            return None
        if kind not in self._read:
            question, most = self._others[kind]
            cases = json.dumps(self._read[Found.CASE])
            found = [row.id for row in question.ask(work, cases=cases)]
            self._read[kind] = None if most is not None and len(found) > most else found
        return self._read[kind]

    def question(
        self,
        work: Work,
        kind: Found,
        statement: Select[*tuple[Any, ...]],
        number: ColumnElement[int],
    ) -> Question:
        """`statement`, which gives records numbered `number`: asked among few of them, or all."""
        if self._cases is None:
            return Question(work, statement)
        return _Among(work, statement, number, self, kind)


class _Among(Question):
    """A question asked of all records, or of the few that may be reached."""

    def __init__(
        self,
        work: Work,
        statement: Select[*tuple[Any, ...]],
        number: ColumnElement[int],
        few: Few,
        kind: Found,
    ) -> None:
        super().__init__(work, statement)
        self._among = Question(work, statement.where(number.in_(listed("few"))))
        self._few, self._kind = few, kind

    def ask(self, work: Work, **values: str | int) -> list[Row[Any]]:
        """The rows for these values."""
        few = self._few.of(work, self._kind)
        if few is None:
            return super().ask(work, **values)
        return self._among.ask(work, few=json.dumps(few), **values) if few else []


def _homes() -> Select[*tuple[Any, ...]]:
    """The families of the young people of `:cases`, and those that such a dossier is about."""
    of_a_member = (
        select(HouseholdMembership.household_id.label("id"))
        .join(CaseFile, CaseFile.youth_id == HouseholdMembership.youth_id)
        .where(CaseFile.id.in_(listed("cases")))
    )
    of_its_own = select(CaseFile.household_id).where(
        CaseFile.id.in_(listed("cases")), CaseFile.household_id.is_not(None)
    )
    return select(union(of_a_member, of_its_own).subquery().c.id)


def _notes() -> Select[*tuple[Any, ...]]:
    return select(Observation.id).where(Observation.case_id.in_(listed("cases"))).limit(_NOTES + 1)
