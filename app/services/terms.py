"""The term of a dossier, and of the family's own dossiers that must not outlive it.

A family's dossier goes three years after its closure and, at the latest, with the last dossier of
its young people (domain § 2.8): whatever moves one of theirs moves the family's.
"""

from datetime import date

from sqlalchemy import select

from app.models.case import CaseFile
from app.models.youth import HouseholdMembership
from app.services.attendance_term import retime
from app.services.desk import Work
from app.services.persons import birth_of
from app.services.rules.retention import Elimination, elimination, family_elimination


def term_of(work: Work, case: CaseFile) -> Elimination | None:
    """The term of a dossier and the rule that sets it; none while nothing does."""
    if case.youth is not None:
        return elimination(birth_of(case.youth), case.closed_on)
    return family_elimination(case.closed_on, _linked_terms(work, case.household_id))


def set_term(work: Work, case: CaseFile) -> None:
    """Compute the term of a dossier anew, of its attendance facts, of the family’s dossiers."""
    _set(work, case)
    retime(work, case)
    homes = select(HouseholdMembership.household_id).where(
        HouseholdMembership.youth_id == case.youth_id
    )
    for one in work.session.scalars(select(CaseFile).where(CaseFile.household_id.in_(homes))):
        _set(work, one)


def set_family_term(work: Work, household_id: int) -> None:
    """The same for the own dossier of a family whose young people have changed."""
    work.session.flush()
    case = work.session.scalar(select(CaseFile).where(CaseFile.household_id == household_id))
    if case is not None:
        _set(work, case)


def _set(work: Work, case: CaseFile) -> None:
    term = term_of(work, case)
    case.elimination_due_on = term.due_on if term else None


def _linked_terms(work: Work, household_id: int | None) -> list[date | None]:
    """The terms of the dossiers of all who live or lived in a family."""
    return list(
        work.session.scalars(
            select(CaseFile.elimination_due_on)
            .join(HouseholdMembership, HouseholdMembership.youth_id == CaseFile.youth_id)
            .where(HouseholdMembership.household_id == household_id)
        )
    )
