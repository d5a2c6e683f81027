"""The chronology of a dossier: what happened, newest first, as far as its reader may see it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.models.case import CaseFile, Observation
from app.models.enums import CaseStatus, ReferralStatus
from app.models.referral import Referral, ReferralStatusChange
from app.services.access import visible_scopes
from app.services.desk import Work
from app.services.rules.rights import UseCase

MOST = 40
_EXTRACT = 90  # characters of an observation


class EventKind(StrEnum):
    """What a line of the chronology is about."""

    REPORT = "report"
    OPENING = "opening"
    STATUS = "status"
    CLOSURE = "closure"
    NOTICE = "notice"
    OBSERVATION = "observation"
    OBJECTIVE = "objective"
    ACTION = "action"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One line; `ref` is the number of the orientation, report or observation it leads to."""

    on: date
    kind: EventKind
    title: str
    detail: str
    ref: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the page has read already and tells here: nothing is asked of the vault twice.

    A report is (number, day, who, reasons); a step of the plan (number, day, title, outcome).
    """

    reports: Sequence[tuple[int, date, str, str]]
    objectives: Sequence[tuple[int, date, str]]
    actions: Sequence[tuple[int, date, str, str]]


def case_events(
    work: Work, case: CaseFile, may: frozenset[UseCase], told: Told
) -> tuple[CaseEvent, ...]:
    """The newest events of a dossier. `may` is what this actor may do with it."""
    found = [*_life(case, in_words=UseCase.READ_OBSERVATION in may), *_told(told)]
    if UseCase.READ_OBSERVATION in may:
        found.extend(_observations(work, case))
    if UseCase.READ_REFERRAL in may:
        found.extend(_referrals(work, case))
    # of one day, what came later in the order above is shown first
    order = {kind: rank for rank, kind in enumerate(EventKind)}
    found.sort(key=lambda one: (one.on, order[one.kind], one.ref), reverse=True)
    return tuple(found[:MOST])


def _life(case: CaseFile, *, in_words: bool) -> Iterator[CaseEvent]:
    """The states; why, in somebody's words, only to who reads such words."""
    for step in case.history:
        kind, title = EventKind.STATUS, step.to_status.label
        detail = (step.reason or "") if in_words else ""
        if step.from_status is None:
            kind, title = EventKind.OPENING, "Ouverture du dossier"
            detail = f"Origine\u202f: {case.origin_type.label}"
        elif step.to_status is CaseStatus.CLOSED:
            kind, title = EventKind.CLOSURE, "Clôture du dossier"
            detail = step.closure_reason.label if step.closure_reason else detail
        elif step.from_status is CaseStatus.CLOSED:
            title = "Réouverture du dossier"
        yield CaseEvent(step.effective_on, kind, title, detail, step.id)
    if case.notice_sent_on is not None:
        told = case.notice_to.label if case.notice_to else ""
        yield CaseEvent(
            case.notice_sent_on, EventKind.NOTICE, "Information des personnes", told, case.id
        )


def _told(told: Told) -> Iterator[CaseEvent]:
    for number, on, who, reasons in told.reports:
        title = f"Signalement\u202f: {who}" if who else "Signalement"
        yield CaseEvent(on, EventKind.REPORT, title, reasons, number)
    for number, on, title in told.objectives:
        yield CaseEvent(on, EventKind.OBJECTIVE, "Objectif atteint", title, number)
    for number, on, title, outcome in told.actions:
        yield CaseEvent(on, EventKind.ACTION, title, outcome, number)


def _observations(work: Work, case: CaseFile) -> Iterator[CaseEvent]:
    rows = work.session.execute(
        select(Observation.id, Observation.observed_on, Observation.kind, Observation.text)
        .where(
            Observation.case_id == case.id,
            Observation.sharing_scope.in_(visible_scopes(work)),
        )
        .order_by(Observation.observed_on.desc(), Observation.id.desc())
        .limit(MOST)
    )
    for number, on, kind, text in rows:
        line = " ".join(text.split())
        extract = line if len(line) <= _EXTRACT else line[: _EXTRACT - 1].rstrip() + "…"
        yield CaseEvent(on, EventKind.OBSERVATION, kind.label, extract, number)


def _referrals(work: Work, case: CaseFile) -> Iterator[CaseEvent]:
    rows = work.session.execute(
        select(ReferralStatusChange, Referral)
        .join(Referral, Referral.id == ReferralStatusChange.referral_id)
        .where(
            Referral.case_id == case.id,
            ReferralStatusChange.to_status != ReferralStatus.DRAFT,
        )
        .options(joinedload(Referral.partner))
        .order_by(ReferralStatusChange.effective_on.desc(), ReferralStatusChange.id.desc())
        .limit(MOST)
    )
    for step, one in rows:
        title = f"Orientation\u202f: {one.partner.name}"
        yield CaseEvent(step.effective_on, EventKind.REFERRAL, title, step.to_status.label, one.id)
