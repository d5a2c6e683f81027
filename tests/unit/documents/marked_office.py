"""A vault in which every column of every table holds a marker found nowhere else.

Texts get a word of their own, dates and instants a day of their own, closed lists the next
member of their list; what leads from one row to another leads to row 1.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Date, Engine, Integer, LargeBinary, delete, insert

from app.models.base import Code, UtcDateTime
from app.models.enums import (
    CaseKind,
    CaseStatus,
    IntakeStatus,
    Labelled,
    ReferralStatus,
    SharingScope,
)
from app.models.tables import METADATA
from app.services.rules.french import short_date
from app.services.rules.identifiers import format_phone

NOON = time(12)

# What the rows must be for the sheet to be printed at all, and what a marker cannot be.
STANDING: dict[str, Any] = {
    "case_file.kind": CaseKind.YOUTH,
    "case_file.status": CaseStatus.ACTIVE,
    "case_file.household_id": None,
    "case_file.processing_restricted": False,
    "case_file.elimination_due_on": date(2031, 7, 17),
    "youth.birth_earliest": date(2011, 3, 14),
    "youth.birth_latest": date(2011, 3, 14),
    "intake_report.status": IntakeStatus.ADMISSIBLE,
    "planned_action.sharing_scope": SharingScope.GROUP,
    "observation.sharing_scope": SharingScope.GROUP,
    "referral.status": ReferralStatus.INTERVIEW_SET,
    "schooling.ended_on": None,
    "organisation.is_demonstration": False,
    "youth.phone": "0611223344",
    "guardian.phone": "0622334455",
    "account.phone": "0633445566",
    "organisation.phone": "0644556677",
    "referral.include_sex": True,
    "guardianship.parental_authority": True,
    "told_apart.report_id": None,
}


@dataclass
class Marked:
    """The markers of a marked vault: `table.column` → how a sheet would show it."""

    texts: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    turns: dict[type, int] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, str]:
        """Every marker."""
        return self.texts | self.days | self.labels


def fill(engine: Engine) -> Marked:
    """Write one row into each table, in an empty vault, and tell what it holds."""
    marked = Marked()
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in METADATA.sorted_tables:
            row = {one.name: _value(one, f"{table.name}.{one.name}", marked) for one in table.c}
            connection.execute(delete(table))  # a vault is born with its one row of upkeep
            connection.execute(insert(table), row)
    return marked


def _value(column: Column[Any], key: str, marked: Marked) -> Any:
    if key in STANDING:
        return _standing(key, marked)
    match 1 if column.foreign_keys else column.type:
        case Code() as code:
            return _member(code.closed_list, key, marked)
        case UtcDateTime():
            return datetime.combine(_day(key, marked), NOON, UTC)
        case Date():
            return _day(key, marked)
        case 1 | Boolean() | Integer() | LargeBinary() as kind:
            return b"\x00" if isinstance(kind, LargeBinary) else 1
        case _:
            marked.texts[key] = f"Q{len(marked.texts) + 1:03d}Z"
            return marked.texts[key]


def _standing(key: str, marked: Marked) -> Any:
    value = STANDING[key]
    if isinstance(value, Labelled):
        marked.labels[key] = value.label
    elif isinstance(value, str):
        marked.texts[key] = format_phone(value)
    elif isinstance(value, date):
        marked.days[key] = short_date(value)
    return value


def _member(closed_list: type[Labelled], key: str, marked: Marked) -> Labelled:
    """The next member no row bears yet; the first ones again when there are no more."""
    free = [one for one in closed_list if one not in STANDING.values()] or list(closed_list)
    turn = marked.turns[closed_list] = marked.turns.get(closed_list, -1) + 1
    marked.labels[key] = free[turn % len(free)].label
    return free[turn % len(free)]


def _day(key: str, marked: Marked) -> date:
    day = date(2025, 1, 1) + timedelta(days=len(marked.days))
    marked.days[key] = short_date(day)
    return day
