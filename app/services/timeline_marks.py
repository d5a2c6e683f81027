"""The chronology’s small events, all of one question: restrictions, families come to and left.

Each is a date on a row that has others; they are few for a dossier, and found by an index.
"""

from enum import StrEnum
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    literal,
    select,
    type_coerce,
    union_all,
)

from app.models.enums import LiftReason, OverrideReason, RestrictionReason
from app.models.person_rights import CaseRestriction, NoticeOverride
from app.models.youth import Household, HouseholdMembership
from app.services.rules.rights import UseCase
from app.services.timeline_source import CASE, YOUTH, EventKind, Source, Theme, Told, day_of


class _Mark(StrEnum):
    RESTRICTED = "RESTRICTED"
    LIFTED = "LIFTED"
    OVERRIDDEN = "OVERRIDDEN"
    CAME = "CAME"
    LEFT = "LEFT"


def _mark(
    mark: _Mark, on: ColumnElement[Any], number: ColumnElement[int], words: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    """`own` differs for every row of every mark."""
    place, many = list(_Mark).index(mark), len(_Mark)
    return select(
        literal(mark.value).label("mark"),
        type_coerce(on, String).label("on_date"),
        (number * many + place).label("own"),
        type_coerce(words, String).label("words"),
    )


def _of_restriction(
    mark: _Mark, at: ColumnElement[Any], why: ColumnElement[Any]
) -> Select[*tuple[Any, ...]]:
    return _mark(mark, day_of(at), CaseRestriction.id.expression, why).where(
        CaseRestriction.case_id == CASE, at.is_not(None)
    )


def _of_family(mark: _Mark, on: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return (
        _mark(mark, on, HouseholdMembership.id.expression, Household.name.expression)
        .select_from(HouseholdMembership)
        .join(Household, Household.id == HouseholdMembership.household_id)
        .where(HouseholdMembership.youth_id == YOUTH, on.is_not(None))
    )


_MARKS: Final = union_all(
    _of_restriction(
        _Mark.RESTRICTED, CaseRestriction.set_at.expression, CaseRestriction.reason.expression
    ),
    _of_restriction(
        _Mark.LIFTED, CaseRestriction.lifted_at.expression, CaseRestriction.lift_reason.expression
    ),
    _mark(
        _Mark.OVERRIDDEN, day_of(NoticeOverride.at.expression), NoticeOverride.id.expression,
        NoticeOverride.reason.expression,
    ).where(NoticeOverride.case_id == CASE),
    _of_family(_Mark.CAME, HouseholdMembership.from_on.expression),
    _of_family(_Mark.LEFT, HouseholdMembership.until_on.expression),
).subquery()  # fmt: skip


def _tell(row: SimpleNamespace, *, in_words: bool) -> Told:
    """Why, only to who reads such words."""
    match _Mark(row.mark):
        case _Mark.RESTRICTED:
            why = RestrictionReason(row.words).label if in_words else ""
            return Told(EventKind.RESTRICTION, "Traitement limité", why, row.own)
        case _Mark.LIFTED:
            why = LiftReason(row.words).label if in_words and row.words else ""
            return Told(EventKind.RESTRICTION, "Fin de la limitation du traitement", why, row.own)
        case _Mark.OVERRIDDEN:
            why = OverrideReason(row.words).label if in_words else ""
            return Told(EventKind.NOTICE, "Présentation permise avant l’information", why, row.own)
        case _Mark.CAME:
            return Told(EventKind.HOME, "Vit dans une famille", row.words, row.own)
        case _Mark.LEFT:
            return Told(EventKind.HOME, "Quitte une famille", row.words, row.own)


MARKS: Final = (
    Source(Theme.LIFE, UseCase.READ_CASE, select(_MARKS.c.mark, _MARKS.c.words),
           _MARKS.c.on_date, _MARKS.c.own, _tell),
)  # fmt: skip
