"""What calls attention: read for one dossier, counted and listed over all those one follows.

The rule is in `rules/alerts.py`. Here the same windows are conditions of a query, so that a count
reads one index; a test holds both ways against each other over a whole town.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Date, and_, bindparam, func, literal_column, select, true

from app.models.case import WATCH_INDEX, CaseFile, CaseStatusChange
from app.models.enums import CaseStatus, SharingScope
from app.models.organisation import Organisation
from app.models.youth import Schooling, Youth
from app.services.access import named_on, visible_cases, visible_scopes
from app.services.desk import Desk, Work
from app.services.observations import observed
from app.services.persons import birth_of, name_of
from app.services.rules.ages import CONTRACT_FROM_AFTER_3E, MAJORITY, SCHOOLING_UNTIL, born_by
from app.services.rules.alerts import (
    JUST,
    NO_CONTACT_DAYS,
    SOON,
    Alert,
    AlertKind,
    CaseFacts,
    alerts,
)
from app.services.rules.month_arithmetic import last_with
from app.services.rules.retention import (
    AGE_LIMIT_NOTICE_MONTHS,
    CLOSURE_PROPOSAL_MONTHS,
    REVIEW_MONTHS,
)
from app.services.rules.rights import UseCase
from app.services.rules.states import NOT_FOLLOWED

#: What Accueil watches; the rest has its own tile or card there.
WATCHED: Final = (
    AlertKind.AGE_LIMIT,
    AlertKind.CLOSURE_PROPOSED,
    AlertKind.NO_REVIEW,
    AlertKind.REVIEW_DUE,
    AlertKind.NO_CONTACT,
    AlertKind.MAJORITY,
    AlertKind.SIXTEEN,
    AlertKind.CONTRACT,
)
#: A bilan done, an opening, a reopening: what the time without a bilan is counted from.
_BEGINS_ANEW: Final = (None, CaseStatus.REVIEW, CaseStatus.CLOSED)
_DAY: Final = timedelta(days=1)
_NEVER: Final = literal_column("''", Date())
_PASS: Final = f"INDEXED BY {WATCH_INDEX}"


@dataclass(frozen=True, slots=True)
class WatchedCase:
    """A dossier that calls attention, and the day it is about."""

    case_id: int
    number: str
    name: str
    on: date


_NO_CONTACT_DAYS: Final = select(Organisation.no_contact_days).limit(1)


def no_contact_days(work: Work) -> int:
    """How long without any news is worth a line, as the organisation has set it."""
    return work.session.connection().scalar(_NO_CONTACT_DAYS) or NO_CONTACT_DAYS


def alerts_of(
    work: Work,
    one: CaseFile,
    may: frozenset[UseCase],
    *,
    completed_3e: bool | None,
    last_contact_on: date | None,
    steps: Iterable[CaseStatusChange],
) -> tuple[Alert, ...]:
    """What a dossier calls attention to, inside a unit of work that asked for the right.

    `last_contact_on`: the day of its last observation; `steps`: the states it went through.
    """
    facts = CaseFacts(
        followed=one.status not in NOT_FOLLOWED,
        suspended=one.status is CaseStatus.SUSPENDED,
        opened_on=one.opened_on,
        birth=birth_of(one.youth) if one.youth is not None else None,
        completed_3e=completed_3e,
        last_contact_on=last_contact_on,
        last_review_on=_last_review(steps),
        next_review_on=one.next_review_on,
        to_inform=one.notice_sent_on is None,
        information_due_on=one.information_due_on,
        elimination_due_on=one.elimination_due_on,
    )
    found = alerts(facts, work.today, no_contact_days=no_contact_days(work))
    if UseCase.READ_OBSERVATION in may:
        return found
    # who reads no observation cannot know how long it is since the last one
    return tuple(it for it in found if it.kind is not AlertKind.NO_CONTACT)


def watch(desk: Desk, *, mine: bool = True) -> Mapping[AlertKind, int]:
    """How many of the dossiers one follows call attention to each thing; none is left out."""
    with desk.read() as work:
        found = {
            kind: work.session.scalar(
                select(func.count())
                .select_from(CaseFile)
                .with_hint(CaseFile, _PASS)
                .where(*_followed(work, mine=mine), condition)
            )
            for kind, condition in attention(work).items()
        }
        return {kind: number for kind, number in found.items() if number}


def watched(
    desk: Desk, alert: AlertKind, *, mine: bool = True, limit: int = 50
) -> tuple[WatchedCase, ...]:
    """The dossiers behind a figure of `watch`, by name, at most `limit`."""
    with desk.read() as work:
        condition = attention(work).get(alert)
        if condition is None:
            return ()
        wanted = (
            select(CaseFile)
            .with_hint(CaseFile, _PASS)
            .where(condition, *_followed(work, mine=mine))
            .order_by(CaseFile.sort_key, CaseFile.id)
            .limit(limit)
        )
        found: list[WatchedCase] = []
        for one in work.session.scalars(wanted):
            may = frozenset({UseCase.READ_OBSERVATION})
            told = alerts_of(
                work, one, may, completed_3e=_completed(work, one.youth),
                last_contact_on=observed(work, one.id)[1], steps=one.history,
            )  # fmt: skip
            on = next((it.on for it in told if it.kind is alert), None)
            if on is not None:
                found.append(WatchedCase(one.id, one.file_number, _name(one), on))
        return tuple(found)


def _followed(work: Work, *, mine: bool) -> tuple[ColumnElement[bool], ...]:
    # what is watched is for who follows the dossier: a secretary is not told of bilans
    kept = (CaseFile.status.not_in(NOT_FOLLOWED), visible_cases(work, UseCase.READ_PLAN))
    return (*kept, named_on(work)) if mine else kept


def attention(work: Work) -> dict[AlertKind, ColumnElement[bool]]:
    """When a dossier that is followed gives each alert: the windows of `rules.alerts.alerts`."""
    one, today = CaseFile, work.today
    year = _nothing_since(last_with(today, REVIEW_MONTHS))
    longer = _nothing_since(last_with(today, CLOSURE_PROPOSAL_MONTHS))
    silent = _day(today - timedelta(days=no_contact_days(work)))
    return {
        AlertKind.AGE_LIMIT: and_(
            one.youth_birth_earliest.is_not(None),
            one.elimination_due_on <= _day(last_with(today, -AGE_LIMIT_NOTICE_MONTHS)),
        ),
        AlertKind.CLOSURE_PROPOSED: longer,
        AlertKind.NO_REVIEW: and_(year, ~longer),
        AlertKind.REVIEW_DUE: and_(one.next_review_on <= _day(today), ~year),
        AlertKind.NO_CONTACT: and_(
            one.status != CaseStatus.SUSPENDED,
            one.opened_on <= silent,
            func.coalesce(one.heard_on, _NEVER) <= silent,
            true()
            if SharingScope.COORDINATOR_ONLY not in visible_scopes(work)
            else func.coalesce(one.hidden_heard_on, _NEVER) <= silent,
        ),
        AlertKind.MAJORITY: _turning(today, MAJORITY),
        AlertKind.SIXTEEN: _turning(today, SCHOOLING_UNTIL),
        AlertKind.CONTRACT: and_(_turning(today, CONTRACT_FROM_AFTER_3E), _COMPLETED.is_(True)),
    }


def _turning(today: date, age: int) -> ColumnElement[bool]:
    """Who turns that age within the next 60 days, or did in the last 30."""
    first, last = born_by(age, today - JUST - _DAY), born_by(age, today + SOON)
    born = CaseFile.youth_birth_latest
    return and_(born > _day(first), born <= _day(last))


def _nothing_since(day: date) -> ColumnElement[bool]:
    """Neither opening, nor bilan, nor reopening after `day`."""
    one, last = CaseFile, _day(day)
    return and_(one.opened_on <= last, func.coalesce(one.reviewed_on, one.opened_on) <= last)


def _day(day: date) -> ColumnElement[date]:
    """Written in the question: bound, it takes thirty times as long (at 100,000 dossiers)."""
    return bindparam(None, day, Date(), literal_execute=True)


_COMPLETED: Final = (
    select(Schooling.completed_3e)
    .where(Schooling.youth_id == CaseFile.youth_id, Schooling.completed_3e.is_not(None))
    .order_by(Schooling.started_on.desc(), Schooling.id.desc())
    .limit(1)
    .scalar_subquery()
)


def _last_review(steps: Iterable[CaseStatusChange]) -> date | None:
    days = (it.effective_on for it in steps if it.from_status in _BEGINS_ANEW)
    return max(days, default=None)


def _completed(work: Work, youth: Youth | None) -> bool | None:
    if youth is None:
        return None
    return work.session.scalar(
        select(Schooling.completed_3e)
        .where(Schooling.youth_id == youth.id, Schooling.completed_3e.is_not(None))
        .order_by(Schooling.started_on.desc(), Schooling.id.desc())
        .limit(1)
    )


def _name(one: CaseFile) -> str:
    if one.youth is not None:
        return name_of(one.youth)
    return one.household.name if one.household is not None else ""
