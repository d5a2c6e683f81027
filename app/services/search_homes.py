"""Families in the search box: those with a member, or a dossier of their own, in reach."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, or_, select

from app.models.case import CaseFile
from app.models.youth import Household, HouseholdMembership, Youth
from app.services.access import visible_cases
from app.services.desk import Work
from app.services.rules.french import listing, plural
from app.services.rules.names import given_name
from app.services.search_few import Few
from app.services.search_hits import Reason, SearchHit, likeliest
from app.services.search_index import Found
from app.services.search_matches import Question, line_number, listed, newest
from app.services.search_words import Asked


class Homes:
    """The families that this actor reaches, with the members whose dossiers they reach."""

    def __init__(self, work: Work, limit: int, few: Few) -> None:
        self._limit = limit
        number = Household.id.expression
        lines = newest(_wanted(work), Found.HOUSEHOLD, number, limit)
        self._lines = few.question(work, Found.HOUSEHOLD, lines, line_number(Found.HOUSEHOLD))
        self._members = Question(work, _members(work))

    def find(self, work: Work, asked: Asked) -> Sequence[SearchHit]:
        """By the words of their name."""
        return self._hits(
            work, likeliest(work, self._lines, asked, _names, self._limit), Reason.NAME
        )

    def find_slipped(
        self, work: Work, asked: Asked, near: Mapping[str, Sequence[str]]
    ) -> Sequence[SearchHit]:
        """Those whose words are `near` to what is typed."""
        rows = self._lines.ask(work, match=asked.slipped(near))
        return self._hits(work, rows, Reason.SLIP)

    def _hits(self, work: Work, rows: Sequence[Row[Any]], reason: Reason) -> list[SearchHit]:
        members: dict[int, list[str]] = {}
        numbers = json.dumps([one.id for one in rows])
        for one in self._members.ask(work, homes=numbers) if rows else ():
            members.setdefault(one.household_id, []).append(given_name(one.first_name))
        return [
            SearchHit(
                Found.HOUSEHOLD, one.id, one.name, _detail(members.get(one.id, ())), reason,
                one.name,
            )
            for one in sorted(rows, key=lambda row: row.sort_key)
        ]  # fmt: skip


def _detail(members: Sequence[str]) -> str:
    """How many are followed, and who: two families may bear one name."""
    number = len(members)
    detail = f"{number} {plural(number, 'jeune suivi', 'jeunes suivis')}"
    return f"{detail}\u202f: {listing(members)}" if members else detail


def _names(row: Row[Any]) -> Sequence[str]:
    return (row.name,)


def _wanted(work: Work) -> Select[*tuple[Any, ...]]:
    of_a_member = exists().where(
        HouseholdMembership.household_id == Household.id,
        HouseholdMembership.youth_id == CaseFile.youth_id,
        visible_cases(work),
    )
    of_its_own = exists().where(CaseFile.household_id == Household.id, visible_cases(work))
    return select(Household.id, Household.name, Household.sort_key).where(
        or_(of_a_member, of_its_own)
    )


def _members(work: Work) -> Select[*tuple[Any, ...]]:
    """The first names of the young people of each family this actor reaches; of no other."""
    return (
        select(HouseholdMembership.household_id, Youth.birth_earliest, Youth.id, Youth.first_name)
        .join(CaseFile, CaseFile.youth_id == HouseholdMembership.youth_id)
        .join(Youth, Youth.id == CaseFile.youth_id)
        .where(
            HouseholdMembership.household_id.in_(listed("homes")),
            HouseholdMembership.until_on.is_(None),
            visible_cases(work),
        )
        .order_by(Youth.birth_earliest, Youth.id)
        .distinct()
    )
