"""Asking the database for what may be printed, and for the names that must not be.

A gathering selects its columns through `printable`, so that a column no whitelist lists never
leaves the database for a sheet.
"""

from typing import Any, TypeVar

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import QueryableAttribute

from app.models.intake import IntakeGuardian, IntakeReport
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.desk import Work
from app.services.documents.whitelists import Audience
from app.services.documents.wording import Persons
from app.services.rules.folding import search_key

T = TypeVar("T")

# What a family's label says besides its name; « famille » in a note is nobody's name.
_NOT_NAMES = frozenset({"famille", "foyer", "menage", "fratrie", "et", "de", "la", "le", "les"})


def printable(audience: Audience, column: QueryableAttribute[T]) -> QueryableAttribute[T]:
    """`column`, of a table or of an alias of one; raises `NotPrintableError` when not listed."""
    stored = column.property.columns[0]
    audience.demand(stored.table.name, stored.name)
    return column


def persons_to_hide(work: Work, youth_id: int, case_id: int, *, subject_shown: bool) -> Persons:
    """Whom the free texts of a sheet about this young person must not name.

    Everybody of the family known to the vault: the young person, the legal representatives,
    also as a signalement names them, and the members of their households, past ones included,
    with theirs. With `subject_shown` the young person and the legal representatives may be
    named, and the others only.
    """
    subject = _own_names(work, youth_id, case_id)
    others = _household_names(work, youth_id)
    if subject_shown:
        return Persons(hidden=others, shown=subject)
    return Persons(hidden=tuple(dict.fromkeys((*subject, *others))))


def _own_names(work: Work, youth_id: int, case_id: int) -> tuple[str, ...]:
    guardians = select(Guardianship.guardian_id).where(Guardianship.youth_id == youth_id)
    reports = select(IntakeReport.id).where(IntakeReport.case_id == case_id)
    return _names(
        work,
        select(Youth.last_name, Youth.usage_name, Youth.first_name).where(Youth.id == youth_id),
        select(Guardian.last_name, Guardian.usage_name, Guardian.first_name).where(
            Guardian.id.in_(guardians)
        ),
        select(IntakeReport.last_name, IntakeReport.usage_name, IntakeReport.first_name).where(
            IntakeReport.case_id == case_id
        ),
        select(IntakeGuardian.last_name, IntakeGuardian.last_name, IntakeGuardian.first_name).where(
            IntakeGuardian.report_id.in_(reports)
        ),
    )


def _household_names(work: Work, youth_id: int) -> tuple[str, ...]:
    homes = select(HouseholdMembership.household_id).where(HouseholdMembership.youth_id == youth_id)
    members = select(HouseholdMembership.youth_id).where(
        HouseholdMembership.household_id.in_(homes), HouseholdMembership.youth_id != youth_id
    )
    theirs = select(Guardianship.guardian_id).where(Guardianship.youth_id.in_(members))
    labels = work.session.scalars(select(Household.name).where(Household.id.in_(homes)))
    words = [word for label in labels for word in search_key(label).split()]
    return (
        *_names(
            work,
            select(Youth.last_name, Youth.usage_name, Youth.first_name).where(
                Youth.id.in_(members)
            ),
            select(Guardian.last_name, Guardian.usage_name, Guardian.first_name).where(
                Guardian.id.in_(theirs)
            ),
        ),
        *(word for word in words if len(word) > 2 and word not in _NOT_NAMES),
    )


def _names(work: Work, *queries: Select[*tuple[Any, ...]]) -> tuple[str, ...]:
    rows = work.session.execute(union_all(*queries))
    return tuple(dict.fromkeys(name for row in rows for name in row if name))
