"""What has a history: which tables, which of their columns, whose dossier the values belong to.

A record of the history is what a person knows as one thing: a representative as one dossier
sees them (the link and the person), a partner with its persons, a signalement with its lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from app.models.account import Account
from app.models.attachment import Attachment
from app.models.attendance import AttendanceFact
from app.models.base import Base
from app.models.case import COPIES, NEWS, CaseFile, Observation
from app.models.family import GuardianContact, HouseholdAdult, YouthContact
from app.models.intake import IntakeReport
from app.models.organisation import Neighbourhood, Organisation, WorkingGroup
from app.models.partner import Partner, PartnerContact
from app.models.plan import Objective, PlannedAction
from app.models.referral import Referral
from app.models.youth import (
    Guardian,
    Guardianship,
    Household,
    HouseholdMembership,
    Schooling,
    Youth,
)

Stored = str | int | bool | None | list[Any] | dict[str, Any]
"""A value as JSON keeps it: codes, ISO dates, numbers of rows."""

Told = Callable[[Any], Stored]
"""How a row of a collection is told inside its record."""


class Kind(StrEnum):
    """The records that have a history, by the name of their table."""

    CASE = "case_file"
    YOUTH = "youth"
    YOUTH_CONTACT = "youth_contact"
    GUARDIANSHIP = "guardianship"
    GUARDIAN_CONTACT = "guardian_contact"
    ADULT = "household_adult"
    MEMBERSHIP = "household_membership"
    SCHOOLING = "schooling"
    ATTENDANCE = "attendance_fact"
    OBSERVATION = "observation"
    ATTACHMENT = "attachment"
    OBJECTIVE = "objective"
    ACTION = "planned_action"
    REFERRAL = "referral"
    HOUSEHOLD = "household"
    INTAKE = "intake_report"
    PARTNER = "partner"
    ORGANISATION = "organisation"
    GROUP = "working_group"
    NEIGHBOURHOOD = "neighbourhood"
    ACCOUNT = "account"


class Owner(StrEnum):
    """How the owner of a record's values is found from its row.

    What is a representative's own belongs to no dossier: brothers and sisters share it.
    """

    SELF = "SELF"
    CASE = "CASE"
    YOUTH = "YOUTH"
    GUARDIAN = "GUARDIAN"


@dataclass(frozen=True, slots=True)
class Tracked:
    """`lists` are collections told as one value; `but` the columns that tell nothing."""

    kind: Kind
    model: type[Base]
    owner: Owner = Owner.SELF
    but: frozenset[str] = frozenset()
    lists: Mapping[str, Told] = field(default_factory=dict)


#: Signatures, keys, and what the rules compute from the rest: no person ever typed them.
BOOKKEEPING: Final = frozenset(
    {
        "id", "version", "created_at", "updated_at", "created_by", "updated_by",
        "sort_key", "phonetic_key", "given_key", "words", "number", "file_number", "position",
        "elimination_due_on", "information_due_on", "next_step_on",
    }
)  # fmt: skip


def _columns(*names: str) -> Told:
    return lambda row: {name: stored(getattr(row, name)) for name in names}


_NUMBER: Final[Told] = lambda row: row.id  # noqa: E731 - beside the others of the table
_PERSON = (
    "last_name", "first_name", "relationship_kind", "parental_authority", "address", "phone",
    "email",
)  # fmt: skip

ALL: Final = (
    Tracked(
        Kind.CASE, CaseFile, but=frozenset({"kind", "youth_id", "household_id", *COPIES, *NEWS})
    ),
    Tracked(Kind.YOUTH, Youth, Owner.YOUTH),
    Tracked(Kind.YOUTH_CONTACT, YouthContact, Owner.YOUTH, frozenset({"youth_id"})),
    Tracked(Kind.GUARDIANSHIP, Guardianship, Owner.YOUTH, frozenset({"youth_id", "guardian_id"})),
    Tracked(Kind.GUARDIAN_CONTACT, GuardianContact, Owner.GUARDIAN, frozenset({"guardian_id"})),
    Tracked(Kind.ADULT, HouseholdAdult, Owner.GUARDIAN, frozenset({"household_id", "guardian_id"})),
    Tracked(Kind.MEMBERSHIP, HouseholdMembership, Owner.YOUTH, frozenset({"youth_id"})),
    Tracked(Kind.SCHOOLING, Schooling, Owner.YOUTH, frozenset({"youth_id"})),
    Tracked(
        Kind.ATTENDANCE, AttendanceFact, Owner.CASE, frozenset({"case_id", "regime", "due_on"})
    ),
    Tracked(Kind.OBSERVATION, Observation, Owner.CASE, frozenset({"case_id", "author_id"})),
    Tracked(
        Kind.ATTACHMENT,
        Attachment,
        Owner.CASE,
        frozenset({"case_id", "kind", "size", "pages", "sha256"}),
    ),
    Tracked(Kind.OBJECTIVE, Objective, Owner.CASE, frozenset({"case_id"})),
    Tracked(
        Kind.ACTION, PlannedAction, Owner.CASE, frozenset({"case_id"}), {"contributors": _NUMBER}
    ),
    Tracked(Kind.REFERRAL, Referral, Owner.CASE, frozenset({"case_id"})),
    Tracked(Kind.HOUSEHOLD, Household),
    Tracked(
        Kind.INTAKE,
        IntakeReport,
        lists={
            "reasons": lambda row: str(row.reason),
            "prior_steps": _columns("step", "done_on"),
            "guardians": _columns(*_PERSON),
        },
    ),
    Tracked(Kind.PARTNER, Partner, lists={"groups": _NUMBER}),
    Tracked(Kind.ORGANISATION, Organisation, but=frozenset({"is_demonstration"})),
    Tracked(Kind.GROUP, WorkingGroup),
    Tracked(Kind.NEIGHBOURHOOD, Neighbourhood),
    Tracked(
        Kind.ACCOUNT,
        Account,
        but=frozenset({"slot_id", "last_opened_at"}),
        lists={"roles": lambda row: str(row.role), "groups": _NUMBER},
    ),
)

BY_KIND: Final = {one.kind: one for one in ALL}
_BY_MODEL: Final = {one.model: one for one in ALL}

#: Rows told with the record they are part of.
PARTS: Final[Mapping[type[Base], frozenset[str]]] = {
    Guardian: frozenset(),
    PartnerContact: frozenset({"partner_id"}),
}


def tracked(model: type[Base]) -> Tracked | None:
    """What is kept of the rows of a table, when they are records of the history."""
    return _BY_MODEL.get(model)


@cache
def columns_of(model: type[Base]) -> tuple[str, ...]:
    """The columns whose values the history keeps; none for a table that has no history."""
    if model in PARTS:
        but = PARTS[model]
    elif model in _BY_MODEL:
        but = _BY_MODEL[model].but
    else:
        return ()
    names = (one.name for one in model.__table__.columns)
    return tuple(name for name in names if name not in BOOKKEEPING and name not in but)


def stored(value: object) -> Stored:
    """A column's value as JSON keeps it; an instant with its offset, a civil date without."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date):  # an instant too
        return value.isoformat()
    return str(value)  # codes too: an enumeration's own text is its code
