"""Which dossiers, signalements and families an actor reaches: in SQL for lists, one by one to act.

The two forms say the same thing; a test walks every cell with both. What is out of reach is not
told apart from what does not exist.
"""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm.interfaces import ORMOption

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import CaseStatus, SharingScope
from app.models.intake import IntakeReport
from app.models.youth import Guardianship, HouseholdMembership
from app.services.desk import Actor, Work
from app.services.rules.rights import Record, UseCase

TERM_STATES = (CaseStatus.DUE, CaseStatus.ELIMINATED)


def case_record(actor: Actor, case: CaseFile, today: date) -> Record:
    """What a dossier is to this actor."""
    at_term = case.elimination_due_on is not None and case.elimination_due_on <= today
    if at_term or case.status in TERM_STATES:
        return Record.TERM
    if case.processing_restricted:
        return Record.RESTRICTED
    if actor.account_id in (case.lead_officer_id, case.second_officer_id):
        return Record.OWN
    return Record.GROUP if case.group_id in actor.group_ids else Record.OTHER


def intake_record(actor: Actor, report: IntakeReport, case: CaseFile | None, today: date) -> Record:
    """What a signalement is to this actor: its own when they received it.

    One that led to a dossier is locked or restricted as `case` is; one that was not retained is
    at its term, from the day after the decision at the earliest.
    """
    followed = case_record(actor, case, today) if case is not None else None
    if followed in (Record.TERM, Record.RESTRICTED):
        return followed
    decided = report.decision_on is not None and report.decision_on < today
    if decided and report.elimination_due_on is not None and report.elimination_due_on <= today:
        return Record.TERM
    if report.created_by == actor.account_id:
        return Record.OWN
    return Record.GROUP if report.group_id in actor.group_ids else Record.OTHER


def visible_cases(work: Work, use_case: UseCase = UseCase.READ_CASE) -> ColumnElement[bool]:
    """The condition every list, count and search of dossiers applies."""
    records = work.actor.reach(use_case)
    # Written so that no index answers it: the list's own order drives the query, and this only
    # filters. SQLite would otherwise gather half the table by these columns and sort it.
    before_term = and_(
        *(CaseFile.status != one for one in TERM_STATES),  # a list would be written anew each time
        func.coalesce(CaseFile.elimination_due_on, date.max) > work.today,
    )
    if {Record.OWN, Record.GROUP, Record.OTHER, Record.RESTRICTED} <= records:
        return before_term
    ways: list[ColumnElement[bool]] = []
    if Record.OTHER in records:
        ways.append(CaseFile.id.is_not(None))
    if Record.OWN in records:
        ways.append(named_on(work))
    if Record.GROUP in records and work.actor.group_ids:
        ways.append(func.coalesce(CaseFile.group_id, 0).in_(sorted(work.actor.group_ids)))
    open_ones = and_(CaseFile.processing_restricted.is_(False), or_(false(), *ways))
    return and_(before_term, open_ones)


def near_cases(work: Work, most: int) -> Select[int] | None:
    """The dossiers of the actor and of their groups, reachable or not: each way `most` at most.

    Each way is read from its index. None for whom reaches others by any use case: a list that
    starts from these dossiers would miss some. It gives no right: add `visible_cases`.
    """
    by_cases = (UseCase.READ_CASE, UseCase.READ_OBSERVATION)
    if not all(work.actor.reach(one) <= {Record.OWN, Record.GROUP} for one in by_cases):
        return None
    me = work.actor.account_id
    ways = [CaseFile.lead_officer_id == me, CaseFile.second_officer_id == me]
    ways += [CaseFile.group_id == one for one in sorted(work.actor.group_ids)]
    parts = (select(CaseFile.id).where(way).limit(most).subquery() for way in ways)
    return select(union(*(select(part.c.id) for part in parts)).subquery().c.id)


def named_on(work: Work) -> ColumnElement[bool]:
    """The dossiers on which the actor is référent or second; filters, never drives a query."""
    return literal(work.actor.account_id).in_(
        (CaseFile.lead_officer_id.expression, CaseFile.second_officer_id.expression)
    )


def visible_intakes(
    work: Work, use_case: UseCase = UseCase.READ_INTAKE, *, of_reached_case: bool = False
) -> ColumnElement[bool]:
    """The condition every list, count and search of signalements applies.

    `of_reached_case`: they are those of one dossier that the actor reaches, which is then not at
    its term: the others need not be gathered.
    """
    # As for dossiers: it filters and never drives; the order of the list has its own index.
    records = work.actor.reach(use_case)
    ways: list[ColumnElement[bool]] = []
    if Record.OTHER in records:
        ways.append(IntakeReport.id.is_not(None))
    if Record.OWN in records:
        ways.append(func.coalesce(IntakeReport.created_by, 0) == work.actor.account_id)
    if Record.GROUP in records and work.actor.group_ids:
        ways.append(func.coalesce(IntakeReport.group_id, 0).in_(sorted(work.actor.group_ids)))
    found = [or_(false(), *ways), _kept_intakes(work)]
    if not of_reached_case:
        found.append(_of_kept_cases(work))
    if Record.RESTRICTED not in records:
        restricted = CaseFile.processing_restricted.is_(True)
        found.append(~exists().where(CaseFile.id == IntakeReport.case_id, restricted))
    return and_(*found)


def _kept_intakes(work: Work) -> ColumnElement[bool]:
    """The signalement is not at its own term."""
    return or_(
        func.coalesce(IntakeReport.elimination_due_on, date.max) > work.today,
        func.coalesce(IntakeReport.decision_on, date.max) >= work.today,
    )


def _of_kept_cases(work: Work) -> ColumnElement[bool]:
    """Its dossier is not at its term: few are, each read from an index."""
    locked = union_all(
        select(CaseFile.id).where(CaseFile.elimination_due_on <= work.today),
        select(CaseFile.id).where(CaseFile.status.in_(TERM_STATES)),
    )
    return func.coalesce(IntakeReport.case_id, 0).not_in(locked)


def visible_scopes(work: Work) -> tuple[SharingScope, ...]:
    """The scopes whose observations this actor may read at all."""
    shared = (SharingScope.CELL, SharingScope.GROUP)
    if work.actor.reach(UseCase.READ_COORDINATOR_ONLY):
        return (SharingScope.COORDINATOR_ONLY, *shared)
    return shared if work.actor.reach(UseCase.READ_OBSERVATION) else ()


def demand_case(work: Work, use_case: UseCase, case_id: int, *with_it: ORMOption) -> CaseFile:
    """The dossier, when this actor may do `use_case` on it; else `Refused`.

    `with_it`: what is read along, in the same question.
    """
    case = work.session.get(CaseFile, case_id, options=with_it)
    if case is None:
        raise Refused
    record = case_record(work.actor, case, work.today)
    if not work.actor.may(use_case, record):
        raise Refused
    return case


def demand_intake(work: Work, use_case: UseCase, report_id: int) -> IntakeReport:
    """The signalement, when this actor may do `use_case` on it; else `Refused`."""
    report = work.session.get(IntakeReport, report_id)
    if report is None:
        raise Refused
    case = None if report.case_id is None else work.session.get(CaseFile, report.case_id)
    if not work.actor.may(use_case, intake_record(work.actor, report, case, work.today)):
        raise Refused
    return report


def demand_household(work: Work, use_case: UseCase, household_id: int) -> None:
    """Pass when a member's dossier, or the family's own, is open to this actor; else `Refused`."""
    members = select(HouseholdMembership.youth_id).where(
        HouseholdMembership.household_id == household_id
    )
    reachable = (
        select(CaseFile.id)
        .where(
            or_(CaseFile.youth_id.in_(members), CaseFile.household_id == household_id),
            visible_cases(work, use_case),
        )
        .limit(1)
    )
    if work.session.scalar(reachable) is None:
        raise Refused


def guardian_case(
    work: Work, use_case: UseCase, guardian_id: int, household_id: int | None = None
) -> CaseFile:
    """A dossier by which this actor reaches a representative, in that family; else `Refused`.

    One that is still followed before one that is closed.
    """
    wanted = (
        select(CaseFile)
        .join(Guardianship, Guardianship.youth_id == CaseFile.youth_id)
        .where(Guardianship.guardian_id == guardian_id, visible_cases(work, use_case))
    )
    if household_id is not None:
        members = select(HouseholdMembership.youth_id).where(
            HouseholdMembership.household_id == household_id
        )
        wanted = wanted.where(CaseFile.youth_id.in_(members))
    closed = CaseFile.status == CaseStatus.CLOSED
    case = work.session.scalars(wanted.order_by(closed, CaseFile.id).limit(1)).first()
    if case is None:
        raise Refused
    return case
