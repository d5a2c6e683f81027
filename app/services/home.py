"""Accueil: what waits for me, counted and listed under the same conditions as the lists."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models.case import CaseFile
from app.models.enums import CaseStatus, IntakeStatus
from app.models.intake import IntakeReport
from app.models.plan import PlannedAction
from app.models.referral import Referral
from app.models.youth import Youth
from app.services.access import visible_cases, visible_intakes, visible_scopes
from app.services.desk import Desk, Work
from app.services.plan import OPEN_STATES
from app.services.referrals import NO_NEWS
from app.services.rules.names import display_name
from app.services.rules.rights import UseCase

FOLLOWED = (
    CaseStatus.ASSESSMENT,
    CaseStatus.PRESENTED,
    CaseStatus.ACTIVE,
    CaseStatus.SUSPENDED,
    CaseStatus.REVIEW,
)
WEEK = timedelta(days=7)
TERM_NOTICE = timedelta(days=61)


class When(StrEnum):
    """Under which heading something to do stands."""

    LATE = "En retard"
    TODAY = "Aujourd’hui"
    THIS_WEEK = "Cette semaine"


@dataclass(frozen=True, slots=True)
class Counts:
    """The four tiles, and what the terms of conservation announce."""

    to_qualify: int
    late_actions: int
    silent_referrals: int
    to_inform: int
    near_term: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: an action of a plan, or a partner to come back to."""

    when: When
    due_on: date
    case_id: int
    youth: str
    title: str
    action_id: int | None
    referral_id: int | None


@dataclass(frozen=True, slots=True)
class Home:
    """Everything Accueil shows."""

    counts: Counts
    to_do: tuple[ToDo, ...]


def home(desk: Desk, *, mine: bool = True, limit: int = 60) -> Home:
    """What waits for this person; `mine` keeps to the dossiers they are named on."""
    with desk.read() as work:
        to_do = [*_actions(work, limit, mine=mine), *_referrals(work, limit, mine=mine)]
        to_do.sort(key=lambda one: (one.due_on, one.youth))
        return Home(_counts(work, mine=mine), tuple(to_do[:limit]))


def waiting_reports(desk: Desk) -> int:
    """How many signalements wait to be qualified, for the rail."""
    with desk.read() as work:
        return _count(work, IntakeReport.id, *_to_qualify(work))


def _to_qualify(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        IntakeReport.status == IntakeStatus.RECEIVED,
        visible_intakes(work, UseCase.QUALIFY_INTAKE),
    )


def _cases(work: Work, use_case: UseCase, *, mine: bool) -> tuple[ColumnElement[bool], ...]:
    kept = (CaseFile.status.in_(FOLLOWED), visible_cases(work, use_case))
    me = work.actor.account_id
    named = or_(CaseFile.lead_officer_id == me, CaseFile.second_officer_id == me)
    return (*kept, named) if mine else kept


def _counts(work: Work, *, mine: bool) -> Counts:
    today = work.today
    plan = _cases(work, UseCase.READ_PLAN, mine=mine)
    referral = _cases(work, UseCase.READ_REFERRAL, mine=mine)
    edit = _cases(work, UseCase.EDIT_CASE, mine=mine)
    return Counts(
        to_qualify=_count(work, IntakeReport.id, *_to_qualify(work)),
        late_actions=_count(
            work,
            PlannedAction.id,
            CaseFile.id == PlannedAction.case_id,
            PlannedAction.status.in_(OPEN_STATES),
            PlannedAction.due_on < today,
            PlannedAction.sharing_scope.in_(visible_scopes(work)),
            *plan,
        ),
        silent_referrals=_count(
            work,
            Referral.id,
            CaseFile.id == Referral.case_id,
            Referral.status.in_(NO_NEWS),
            Referral.next_step_on <= today,
            *referral,
        ),
        to_inform=_count(
            work,
            CaseFile.id,
            CaseFile.notice_sent_on.is_(None),
            CaseFile.information_due_on <= today + WEEK,
            *edit,
        ),
        near_term=_count(
            work,
            CaseFile.id,
            CaseFile.elimination_due_on <= today + TERM_NOTICE,
            visible_cases(work, UseCase.CLOSE_CASE),
        ),
    )


def _count(work: Work, column: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count(column)).where(*where)) or 0


def _actions(work: Work, limit: int, *, mine: bool) -> list[ToDo]:
    found = work.session.execute(
        select(
            PlannedAction.id,
            PlannedAction.due_on,
            PlannedAction.title,
            CaseFile.id,
            Youth.usage_name,
            Youth.last_name,
            Youth.first_name,
        )
        .join(CaseFile, CaseFile.id == PlannedAction.case_id)
        .join(Youth, Youth.id == CaseFile.youth_id)
        .where(
            PlannedAction.status.in_(OPEN_STATES),
            PlannedAction.due_on <= work.today + WEEK,
            PlannedAction.sharing_scope.in_(visible_scopes(work)),
            *_cases(work, UseCase.READ_PLAN, mine=mine),
        )
        .order_by(PlannedAction.due_on.desc(), PlannedAction.id)
        .limit(limit)
    )
    return [
        ToDo(
            _when(due, work.today),
            due,
            case,
            display_name(usage or last, first),
            title,
            number,
            None,
        )
        for number, due, title, case, usage, last, first in found
        if due is not None
    ]


def _referrals(work: Work, limit: int, *, mine: bool) -> list[ToDo]:
    found = work.session.execute(
        select(
            Referral.id,
            Referral.next_step_on,
            Referral.number,
            Referral.status,
            CaseFile.id,
            Youth.usage_name,
            Youth.last_name,
            Youth.first_name,
        )
        .join(CaseFile, CaseFile.id == Referral.case_id)
        .join(Youth, Youth.id == CaseFile.youth_id)
        .where(
            Referral.next_step_on <= work.today + WEEK,
            *_cases(work, UseCase.READ_REFERRAL, mine=mine),
        )
        .order_by(Referral.next_step_on.desc(), Referral.id)
        .limit(limit)
    )
    return [
        ToDo(
            _when(due, work.today),
            due,
            case,
            display_name(usage or last, first),
            f"Orientation {number}\u202f: relancer ({status.label.lower()})",
            action_id=None,
            referral_id=referral,
        )
        for referral, due, number, status, case, usage, last, first in found
        if due is not None
    ]


def _when(due: date, today: date) -> When:
    if due < today:
        return When.LATE
    return When.TODAY if due == today else When.THIS_WEEK
