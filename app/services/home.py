"""Accueil: what waits for me, counted and listed under the same conditions as the lists."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import ActionStatus, IntakeStatus, ReferralStatus
from app.models.intake import IntakeReport
from app.models.partner import Partner
from app.models.plan import PlannedAction
from app.models.referral import Referral
from app.models.youth import Household, Youth
from app.services.access import named_on, visible_cases, visible_intakes, visible_scopes
from app.services.desk import Desk, Work
from app.services.persons import name_of
from app.services.plan import OPEN_STATES
from app.services.referrals import NO_NEWS, silent
from app.services.rules.rights import UseCase
from app.services.rules.states import NOT_FOLLOWED

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TERM_NOTICE = timedelta(days=61)
_ENDED = tuple(one for one in ActionStatus if one not in OPEN_STATES)


class When(StrEnum):
    """Under which heading something to do stands."""

    LATE = "En retard"
    TODAY = "Aujourd’hui"
    THIS_WEEK = "Les 7 prochains jours"


@dataclass(frozen=True, slots=True)
class Counts:
    """The four tiles, and what the terms of conservation announce.

    `late` counts what stands under « En retard »: actions, and steps of orientations.
    """

    to_qualify: int
    late: int
    silent_referrals: int
    to_inform: int
    near_term: int


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: an action of a plan, or a partner to come back to.

    `status` and `version` are those of the action; none for an orientation.
    """

    when: When
    due_on: date
    case_id: int
    youth: str
    title: str
    action_id: int | None
    referral_id: int | None
    status: ActionStatus | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """What Accueil lists. `empty`: nothing this person may see has been entered yet."""

    first_name: str
    to_do: tuple[ToDo, ...]
    empty: bool


def home(desk: Desk, *, mine: bool = True, limit: int = 20) -> Home:
    """What waits for this person; `mine` keeps to the dossiers they are named on.

    At most `limit` things stand under each heading: of those that are late, the latest ones.
    """
    with desk.read() as work:
        to_do: list[ToDo] = []
        for when in When:
            found = [
                *_actions(work, when, limit, mine=mine),
                *_referrals(work, when, limit, mine=mine),
            ]
            found.sort(key=lambda one: (one.due_on, one.youth))
            to_do += found[-limit:] if when is When.LATE else found[:limit]
        name = select(Account.first_name).where(Account.id == work.actor.account_id)
        return Home(
            first_name=work.session.scalar(name) or "",
            to_do=tuple(to_do),
            empty=not to_do and _nothing_yet(work),
        )


def counts(desk: Desk, *, mine: bool = True) -> Counts:
    """How many things of each kind wait, which takes longer to say than which come first."""
    with desk.read() as work:
        return _counts(work, mine=mine)


def _nothing_yet(work: Work) -> bool:
    cases = select(CaseFile.id).where(visible_cases(work)).limit(1)
    reports = select(IntakeReport.id).where(visible_intakes(work)).limit(1)
    return work.session.scalar(cases) is None and work.session.scalar(reports) is None


def _to_qualify(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        IntakeReport.status == IntakeStatus.RECEIVED,
        visible_intakes(work, UseCase.QUALIFY_INTAKE),
    )


def _cases(work: Work, use_case: UseCase, *, mine: bool) -> tuple[ColumnElement[bool], ...]:
    kept = (CaseFile.status.not_in(NOT_FOLLOWED), visible_cases(work, use_case))
    return (*kept, named_on(work)) if mine else kept


def _counts(work: Work, *, mine: bool) -> Counts:
    today = work.today
    plan = _cases(work, UseCase.READ_PLAN, mine=mine)
    referral = _cases(work, UseCase.READ_REFERRAL, mine=mine)
    edit = _cases(work, UseCase.EDIT_CASE, mine=mine)
    late_actions = _count(
        work,
        PlannedAction.id,
        PlannedAction.status.in_(OPEN_STATES),
        PlannedAction.due_on < today,
        PlannedAction.sharing_scope.in_(visible_scopes(work)),
        _of_cases(PlannedAction.case_id, plan, few=mine),
    )
    late_steps = _count(
        work,
        Referral.id,
        Referral.next_step_on < today,
        CaseFile.id == Referral.case_id,
        *referral,
    )
    return Counts(
        to_qualify=_count(work, IntakeReport.id, *_to_qualify(work)),
        late=late_actions + late_steps,
        silent_referrals=_count(
            work,
            Referral.id,
            CaseFile.id == Referral.case_id,
            silent(today),
            *referral,
        ),
        to_inform=_count(
            work,
            CaseFile.id,
            CaseFile.notice_sent_on.is_(None),
            *edit,
        ),
        near_term=_count(
            work,
            CaseFile.id,
            CaseFile.elimination_due_on <= today + TERM_NOTICE,
            visible_cases(work, UseCase.CLOSE_CASE),
        ),
    )


def _of_cases(
    column: InstrumentedAttribute[int], wanted: tuple[ColumnElement[bool], ...], *, few: bool
) -> ColumnElement[bool]:
    """Of a dossier that is `wanted`: SQLite gathers those when they are `few`, else the others.

    They are gathered once, from an index; « + 0 » keeps them from driving the query.
    """
    if few:
        return (column + 0).in_(select(CaseFile.id).where(*wanted))
    others = select(CaseFile.id).where(func.coalesce(and_(*wanted), false()).is_(false()))
    return (column + 0).not_in(others)


def _count(work: Work, column: InstrumentedAttribute[int], *where: ColumnElement[bool]) -> int:
    return work.session.scalar(select(func.count(column)).where(*where)) or 0


def _actions(work: Work, when: When, limit: int, *, mine: bool) -> list[ToDo]:
    wanted = _due(PlannedAction.due_on, PlannedAction.id, PlannedAction.case_id, when, work.today)
    found = work.session.execute(
        wanted.add_columns(PlannedAction.title, PlannedAction.status, PlannedAction.version)
        .where(
            PlannedAction.status.not_in(_ENDED),  # so that the index by date drives
            PlannedAction.sharing_scope.in_(visible_scopes(work)),
            *_cases(work, UseCase.READ_PLAN, mine=mine),
        )
        .limit(limit)
    )
    return [
        ToDo(
            when,
            one.due_on,
            one.case_id,
            _subject(one),
            one.title,
            action_id=one.id,
            referral_id=None,
            status=one.status,
            version=one.version,
        )
        for one in found
    ]


def _referrals(work: Work, when: When, limit: int, *, mine: bool) -> list[ToDo]:
    wanted = _due(Referral.next_step_on, Referral.id, Referral.case_id, when, work.today)
    found = work.session.execute(
        wanted.add_columns(Partner.name.label("partner"), Referral.status)
        .join(Partner, Partner.id == Referral.partner_id)
        .where(*_cases(work, UseCase.READ_REFERRAL, mine=mine))
        .limit(limit)
    )
    return [
        ToDo(
            when,
            one.due_on,
            one.case_id,
            _subject(one),
            _next_step(one.partner, one.status),
            action_id=None,
            referral_id=one.id,
        )
        for one in found
    ]


def _due(
    due: InstrumentedAttribute[date | None],
    number: InstrumentedAttribute[int],
    case_id: InstrumentedAttribute[int],
    when: When,
    today: date,
) -> Select[*tuple[Any, ...]]:
    """What is due under a heading, with its dossier and whom it is about, the nearest first."""
    return (
        select(
            number.label("id"),
            due.label("due_on"),
            CaseFile.id.label("case_id"),
            Youth.usage_name,
            Youth.last_name,
            Youth.first_name,
            Household.name.label("household"),
        )
        .join(CaseFile, CaseFile.id == case_id)
        .outerjoin(Youth, Youth.id == CaseFile.youth_id)
        .outerjoin(Household, Household.id == CaseFile.household_id)
        .where(*_within(due, when, today))
        .order_by(*_nearest(due, number, when))
    )


def _subject(one: Row[Any]) -> str:
    """Whom the dossier is about: a young person, or a family for its own."""
    if one.household is not None:
        return str(one.household)
    return name_of(one)


def _next_step(partner: str, status: ReferralStatus) -> str:
    if status in NO_NEWS:
        return f"{partner}\u202f: réponse attendue"
    return f"{partner}\u202f: faire le point ({status.label.lower()})"


def _within(
    column: InstrumentedAttribute[date | None], when: When, today: date
) -> tuple[ColumnElement[bool], ...]:
    """The days that stand under a heading, in one form: SQLAlchemy compiles it once."""
    first, last = {
        When.LATE: (date.min, today - DAY),
        When.TODAY: (today, today),
        When.THIS_WEEK: (today + DAY, today + WEEK),
    }[when]
    return column >= first, column <= last


def _nearest(
    column: InstrumentedAttribute[date | None], number: InstrumentedAttribute[int], when: When
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The order of a heading: one way through the index, or SQLite sorts whole days."""
    if when is When.LATE:
        return column.desc(), number.desc()
    return column.asc(), number.asc()
