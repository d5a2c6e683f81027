"""Restricting the processing of a dossier at a person's request, and lifting it (RGPD art. 18).

While it lasts the coordonnateur alone sees the dossier, nothing of it is printed nor copied out:
the table of rights says so, for every list and every use case (`rules/rights`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.errors import UserFacingError
from app.models.case import CaseFile
from app.models.enums import JournalAction, LiftReason, RestrictionReason
from app.models.person_rights import CaseRestriction
from app.services.access import demand_case
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.labels import account_label
from app.services.rules.rights import UseCase
from app.services.text import refuse

_ALSO = frozenset({Subject.HOUSEHOLD, Subject.REFERRAL, Subject.INTAKE})


class AlreadySo(UserFacingError):
    """The dossier is already as one asks."""

    def __init__(self, *, restricted: bool) -> None:
        super().__init__(
            "Le traitement de ce dossier est déjà limité."
            if restricted
            else "Le traitement de ce dossier n’est pas limité.",
            remedy="Quelqu’un l’a changé entre-temps\u202f: relisez le dossier.",
            code="restriction_as_asked",
        )


@dataclass(frozen=True, slots=True)
class RestrictionEntry:
    """Why, and when the person's request was received. `version`: the dossier's as read."""

    reason: RestrictionReason | None
    asked_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class LiftEntry:
    """Why it ends, and when the person was told that it would (RGPD art. 18.3)."""

    reason: LiftReason | None
    told_on: date | None
    version: int


@dataclass(frozen=True, slots=True)
class Restriction:
    """One period of restriction; it lasts while `lifted_at` is none."""

    id: int
    reason: RestrictionReason
    asked_on: date
    set_at: datetime
    set_by: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: LiftReason | None
    told_on: date | None


def restrictions(desk: Desk, case_id: int) -> tuple[Restriction, ...]:
    """The periods of a dossier, newest first; for who may restrict it. Raises `Refused`."""
    with desk.read() as work:
        demand_case(work, UseCase.RESTRICT_CASE, case_id)
        rows = work.session.scalars(
            select(CaseRestriction)
            .options(joinedload(CaseRestriction.set_by), joinedload(CaseRestriction.lifted_by))
            .where(CaseRestriction.case_id == case_id)
            .order_by(CaseRestriction.id.desc())
        )
        return tuple(_told(one) for one in rows)


def restrict(desk: Desk, case_id: int, entry: RestrictionEntry) -> Change:
    """Restrict the processing of a dossier, closed ones included: what is kept is processed.

    Raises `Invalid`, `AlreadySo`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.RESTRICT_CASE, case_id)
        if case.processing_restricted:
            raise AlreadySo(restricted=True)
        problems: dict[str, str] = {}
        if entry.reason is None:
            problems["reason"] = "Dites pourquoi le traitement est limité."
        _check_day(work, problems, "asked_on", entry.asked_on, "Indiquez quand on l’a demandé.")
        refuse(problems)
        work.touch(case, entry.version)
        case.processing_restricted = True
        work.session.add(
            CaseRestriction(
                case_id=case.id,
                reason=entry.reason,
                asked_on=entry.asked_on,
                set_at=work.now,
                set_by_id=work.actor.account_id,
            )
        )
        work.journal(JournalAction.UPDATE, "case", case.id, f"restricted {entry.reason}")
        return work.commit(Change(Subject.CASE, case.id, _ALSO))


def lift(desk: Desk, case_id: int, entry: LiftEntry) -> Change:
    """End the restriction: an event of its own, the period stays written.

    The person must have been told before, except of what was set by mistake. Raises `Invalid`,
    `AlreadySo`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.RESTRICT_CASE, case_id)
        if not case.processing_restricted:
            raise AlreadySo(restricted=False)
        problems: dict[str, str] = {}
        if entry.reason is None:
            problems["reason"] = "Dites pourquoi la limitation est levée."
        mistake = entry.reason is LiftReason.SET_IN_ERROR
        if not mistake or entry.told_on is not None:
            missing = "La personne doit en être informée avant\u202f: indiquez quand elle l’a été."
            _check_day(work, problems, "told_on", entry.told_on, missing)
        refuse(problems)
        work.touch(case, entry.version)
        case.processing_restricted = False
        # none for one restricted before periods were kept, several after a merge
        for period in _open(work, case):
            period.lifted_at, period.lifted_by_id = work.now, work.actor.account_id
            period.lift_reason, period.told_on = entry.reason, entry.told_on
        work.journal(JournalAction.UPDATE, "case", case.id, f"restriction_lifted {entry.reason}")
        return work.commit(Change(Subject.CASE, case.id, _ALSO))


def _open(work: Work, case: CaseFile) -> Sequence[CaseRestriction]:
    return work.session.scalars(
        select(CaseRestriction).where(
            CaseRestriction.case_id == case.id, CaseRestriction.lifted_at.is_(None)
        )
    ).all()


def _check_day(
    work: Work, problems: dict[str, str], name: str, day: date | None, missing: str
) -> None:
    if day is None:
        problems[name] = missing
    elif day > work.today:
        problems[name] = "Cette date est à venir\u202f: vérifiez-la."


def _told(one: CaseRestriction) -> Restriction:
    return Restriction(
        id=one.id,
        reason=one.reason,
        asked_on=one.asked_on,
        set_at=one.set_at,
        set_by=account_label(one.set_by),
        lifted_at=one.lifted_at,
        lifted_by=account_label(one.lifted_by),
        lift_reason=one.lift_reason,
        told_on=one.told_on,
    )
