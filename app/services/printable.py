"""Asking the database for what may be printed, and for the names that must not be.

A gathering selects its columns through `printable`, so that a column no whitelist lists never
leaves the database for a sheet.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import BindParameter, CompoundSelect, bindparam, select, union_all
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


def printables(
    audience: Audience, *columns: QueryableAttribute[object]
) -> tuple[QueryableAttribute[object], ...]:
    """The same of many."""
    return tuple(printable(audience, column) for column in columns)


def persons_to_hide(work: Work, youth_id: int, case_id: int, *, subject_shown: bool) -> Persons:
    """Whom the free texts of a sheet about this young person must not name.

    Everybody of the family known to the vault: the young person, the legal representatives,
    also as a signalement names them, and the members of their households, past ones included,
    with theirs. With `subject_shown` the young person and the legal representatives may be
    named, and the others only.
    """
    run, who = work.session.execute, {"youth_id": youth_id}
    subject = _names(run(_OWN, who | {"case_id": case_id}))
    words = [word for (label,) in run(_LABELS, who) for word in label_words(label)]
    others = (
        *_names(run(_OTHERS, who)),
        *words,
    )
    if subject_shown:
        return Persons(hidden=others, shown=subject)
    return Persons(hidden=tuple(dict.fromkeys((*subject, *others))))


def label_words(label: str) -> list[str]:
    """The words of a family's label that are names, folded: « martel » of « Famille Martel »."""
    return [word for word in search_key(label).split() if len(word) > 2 and word not in _NOT_NAMES]


_YOUTH: BindParameter[int] = bindparam("youth_id")
_CASE: BindParameter[int] = bindparam("case_id")
_REPORTS = select(IntakeReport.id).where(IntakeReport.case_id == _CASE)
_HOMES = select(HouseholdMembership.household_id).where(HouseholdMembership.youth_id == _YOUTH)
_MEMBERS = select(HouseholdMembership.youth_id).where(
    HouseholdMembership.household_id.in_(_HOMES), HouseholdMembership.youth_id != _YOUTH
)
_LABELS = select(Household.name).where(Household.id.in_(_HOMES))
# Built once: building a statement costs more than what SQLite does with it.
_OWN: CompoundSelect[str | None, str | None, str | None] = union_all(
    select(Youth.last_name, Youth.usage_name, Youth.first_name).where(Youth.id == _YOUTH),
    select(Youth.known_as, Youth.known_as, Youth.known_as).where(Youth.id == _YOUTH),
    select(Guardian.last_name, Guardian.usage_name, Guardian.first_name)
    .join(Guardianship, Guardianship.guardian_id == Guardian.id)
    .where(Guardianship.youth_id == _YOUTH),
    select(IntakeReport.last_name, IntakeReport.usage_name, IntakeReport.first_name).where(
        IntakeReport.case_id == _CASE
    ),
    select(IntakeGuardian.last_name, IntakeGuardian.last_name, IntakeGuardian.first_name).where(
        IntakeGuardian.report_id.in_(_REPORTS)
    ),
)
_OTHERS: CompoundSelect[str | None, str | None, str | None] = union_all(
    select(Youth.last_name, Youth.usage_name, Youth.first_name).where(Youth.id.in_(_MEMBERS)),
    select(Youth.known_as, Youth.known_as, Youth.known_as).where(Youth.id.in_(_MEMBERS)),
    select(Guardian.last_name, Guardian.usage_name, Guardian.first_name)
    .join(Guardianship, Guardianship.guardian_id == Guardian.id)
    .where(Guardianship.youth_id.in_(_MEMBERS)),
)


def _names(rows: Iterable[Sequence[str | None]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in row if name))
