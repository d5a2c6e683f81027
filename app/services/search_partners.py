"""Partners in the search box: the directory is a small table with its own words."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, literal, select

from app.models.enums import PartnerType
from app.models.partner import Partner, PartnerContact
from app.services.desk import Work
from app.services.search_hits import Reason, SearchHit
from app.services.search_index import Found
from app.services.search_matches import Question, given, listed
from app.services.search_words import Asked, answers


class Partners:
    """The directory."""

    def __init__(self, work: Work, limit: int) -> None:
        self._limit = limit
        self._bodies = Question(work, _wanted())
        self._persons = Question(work, _persons())

    def find(self, work: Work, asked: Asked) -> Sequence[SearchHit]:
        """By the words of their name, their town, their persons."""
        way = asked.ways[0]
        every = self._bodies.ask(work, begun=f" {max(way, key=len)}")
        begun = [f" {word}" for word in way]
        rows = [one for one in every if all(word in f" {one.words}" for word in begun)]
        rows = rows[: self._limit]
        by_person = {one.id: None for one in rows if not answers((way,), one.name, one.city or "")}
        persons: dict[int, str] = {}
        for one in self._persons.ask(work, bodies=json.dumps([*by_person])) if by_person else ():
            name = f"{one.first_name or ''} {one.last_name}".strip()
            if answers((way,), name):
                persons.setdefault(one.partner_id, name)
        return [_hit(one, persons.get(one.id)) for one in rows]


def _hit(one: Row[Any], person: str | None) -> SearchHit:
    detail = " · ".join(part for part in (PartnerType(one.partner_type).label, one.city) if part)
    reason = Reason.NAME if person is None else Reason.PERSON
    return SearchHit(Found.PARTNER, one.id, one.name, detail, reason, person or one.name)


def _wanted() -> Select[*tuple[Any, ...]]:
    return (
        select(Partner.id, Partner.name, Partner.partner_type, Partner.city, Partner.words)
        .where(Partner.active, func.instr(literal(" ").concat(Partner.words), given("begun")) > 0)
        .order_by(Partner.sort_key, Partner.id)
    )


def _persons() -> Select[*tuple[Any, ...]]:
    return (
        select(PartnerContact.partner_id, PartnerContact.first_name, PartnerContact.last_name)
        .where(PartnerContact.partner_id.in_(listed("bodies")))
        .order_by(PartnerContact.id)
    )
