"""A family's own dossier: opened from the family, followed as any other, printed on its own.

It holds what concerns the family (appui à la parentalité, médiation bailleur) and nothing of one
child: each young person keeps a dossier of theirs (domain § 1.6.2).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import ActionType, CaseStatus, JournalAction, PartnerType
from app.models.intake import IntakeReport
from app.models.youth import Household
from app.services.access import demand_case, demand_household, visible_cases
from app.services.case_direct import checked_place
from app.services.case_opening import join_report, open_case
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.rules.names import given_name, search_key
from app.services.rules.rights import UseCase
from app.services.terms import set_term
from app.services.text import refuse

_ALSO = frozenset({Subject.HOUSEHOLD})

#: The actions that orient a family towards somebody; a fiche d'orientation is a young person's.
FAMILY_ORIENTATIONS = frozenset(
    {
        ActionType.PARENTAL_SUPPORT,
        ActionType.LANDLORD_MEDIATION,
        ActionType.SOCIAL_RELAY,
        ActionType.PRE,
        ActionType.PREVENTION_SPE,
        ActionType.VICTIM_SUPPORT,
        ActionType.TRANSPORT_MEDIATION,
        ActionType.CDDF,
    }
)


@dataclass(frozen=True, slots=True)
class FamilyOpeningEntry:
    """What is needed to open a family's own dossier; see `OpeningEntry`."""

    origin_type: PartnerType | None
    group_id: int | None
    lead_officer_id: int | None
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyCase:
    """The family's own dossier, as its page names it."""

    id: int
    number: str
    status: CaseStatus


def family_case(work: Work, household_id: int) -> FamilyCase | None:
    """The family's own dossier, when it has one that this actor reaches."""
    row = work.session.execute(
        select(CaseFile.id, CaseFile.file_number, CaseFile.status).where(
            CaseFile.household_id == household_id, visible_cases(work)
        )
    ).first()
    return None if row is None else FamilyCase(row.id, row.file_number, row.status)


def open_family_case(desk: Desk, household_id: int, entry: FamilyOpeningEntry) -> Change:
    """Open the family's own dossier; `Change.ref` is its number in the table.

    Raises `Invalid`, `Refused` (also when it has one that this actor does not reach).
    """
    with desk.work() as work:
        demand_household(work, UseCase.READ_CASE, household_id)
        if not work.actor.reach(UseCase.OPEN_CASE):
            raise Refused
        home = work.get(Household, household_id)
        taken = select(CaseFile.id).where(CaseFile.household_id == household_id)
        if work.session.scalar(taken) is not None:
            raise Refused
        problems: dict[str, str] = {}
        received = checked_place(
            work,
            problems,
            origin_type=entry.origin_type,
            group_id=entry.group_id,
            lead_officer_id=entry.lead_officer_id,
            received_on=entry.received_on,
        )
        refuse(problems)
        case = open_case(
            work,
            home,
            received_on=received,
            origin_type=entry.origin_type or PartnerType.OTHER,
            group_id=entry.group_id,
            lead_officer_id=entry.lead_officer_id,
        )
        set_term(work, case)
        return work.commit(Change(Subject.CASE, case.id, _ALSO))


def family_case_for(
    work: Work, report: IntakeReport, household_id: int | None, *, lead_officer_id: int | None
) -> CaseFile:
    """The own dossier of the family a signalement is about: the one it has, or one opened for it.

    Without `household_id` the family is founded, under the name its author gave. Raises `Invalid`
    (its dossier is closed), `Refused` (also when it has one that this actor does not write in).
    """
    if household_id is None:
        name = f"Famille {given_name(report.last_name or '')}"
        home = work.add(Household(name=name, sort_key=search_key(name)))
        work.journal(JournalAction.CREATE, "household", home.id)
    else:
        demand_household(work, UseCase.READ_CASE, household_id)
        home = work.get(Household, household_id)
        taken = select(CaseFile.id).where(CaseFile.household_id == household_id)
        number = work.session.scalar(taken)
        if number is not None:
            case = demand_case(work, UseCase.EDIT_CASE, number)
            join_report(work, report, case)
            return case
    case = open_case(
        work,
        home,
        received_on=report.received_on,
        origin_type=report.origin_type or PartnerType.OTHER,
        group_id=report.group_id,
        lead_officer_id=lead_officer_id,
    )
    set_term(work, case)
    return case
