"""Where the information of the persons and their agreement stand, and what they hold back.

A dossier goes to no group while nobody was told that the cell holds it (RGPD art. 14.3 c, domain
§ 2.5): the one door to « Présenté en groupe » asks, and opens only on a reason that is kept.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.errors import UserFacingError
from app.models.case import CaseFile, CaseStatusChange
from app.models.enums import (
    AgreementStatus,
    CaseStatus,
    JournalAction,
    NoticeChannel,
    NoticeTo,
    OverrideReason,
)
from app.models.person_rights import NoticeOverride
from app.services.access import case_record, demand_case
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.labels import account_label
from app.services.moves import step
from app.services.prints import RestrictedCase
from app.services.rules.rights import UseCase
from app.services.rules.states import CASE, FOLLOWED, next_states
from app.services.text import refuse


class NotInformed(UserFacingError):
    """Nobody was told that the cell holds this dossier: it goes to no group yet."""

    def __init__(self) -> None:
        super().__init__(
            "La famille n’est pas informée\u202f: ce dossier ne peut pas être présenté au groupe.",
            remedy="Informez-la et notez-le dans «\u202fInformation et accord\u202f»\u202f; s’il y "
            "a une raison de ne pas attendre, le coordonnateur la dit au même endroit.",
            code="not_informed",
        )


class NoSuchMove(UserFacingError):
    """From where it stands, a dossier cannot be presented."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier ne peut pas passer à cet état.",
            remedy="Son onglet Suivi dit ce qui est possible maintenant.",
            code="no_such_move",
        )


@dataclass(frozen=True, slots=True)
class Overridden:
    """Why a dossier may go to a group before the family is informed; who said so, when."""

    reason: OverrideReason
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Information:
    """What the card says. `days_left` before the term, negative past it, none when it is done.

    `followed`: somebody works on it. `presentable`: the guard lets it go to a group.
    `may_inform`, `may_agree`, `may_override`: what this reader may note now.
    """

    version: int
    sent_on: date | None
    channel: NoticeChannel | None
    to: NoticeTo | None
    due_on: date | None
    days_left: int | None
    agreement: AgreementStatus
    followed: bool
    restricted: bool
    presentable: bool
    overridden: Overridden | None
    may_inform: bool
    may_agree: bool
    may_override: bool


def read_information(desk: Desk, case_id: int) -> Information:
    """Where the information and the agreement stand. Raises `Refused`."""
    with desk.read() as work:
        case = demand_case(work, UseCase.READ_CASE, case_id)
        row = _override(work, case)
        told = case.notice_sent_on is not None
        followed = case.status in FOLLOWED
        waits = None if told or not followed else case.information_due_on
        return Information(
            version=case.version,
            sent_on=case.notice_sent_on,
            channel=case.notice_channel,
            to=case.notice_to,
            due_on=case.information_due_on,
            days_left=(waits - work.today).days if waits else None,
            agreement=case.agreement_status,
            followed=followed,
            restricted=case.processing_restricted,
            presentable=_stopped(case, row) is None,
            overridden=Overridden(row.reason, row.at, account_label(row.by)) if row else None,
            # a family's dossier has no letter of its own: each child's informs
            may_inform=followed
            and not told
            and case.youth_id is not None
            and _may(work, UseCase.INFORM_PERSONS, case),
            may_agree=followed and _may(work, UseCase.EDIT_CASE, case),
            may_override=followed
            and not told
            and row is None
            and _may(work, UseCase.OVERRIDE_NOTICE, case),
        )


def save_agreement(desk: Desk, case_id: int, agreement: AgreementStatus, *, version: int) -> Change:
    """Note how far the person adheres to the follow-up.

    Raises `CaseClosed`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.EDIT_CASE, case_id)
        demand_open(case)
        work.touch(case, version)
        case.agreement_status = agreement
        work.journal(JournalAction.UPDATE, "case", case.id, "agreement_status")
        return work.commit(Change(Subject.CASE, case.id))


def override_notice(
    desk: Desk, case_id: int, why: OverrideReason | None, *, version: int
) -> Change:
    """Let a dossier go to a group before the family is informed: the reason is kept, signed.

    Raises `Invalid` (no reason; the family is informed), `CaseClosed`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.OVERRIDE_NOTICE, case_id)
        demand_open(case)
        if why is None:
            refuse({"reason": "Dites pourquoi la famille n’est pas informée avant."})
        elif case.notice_sent_on is not None:
            refuse({"reason": "La famille est informée\u202f: rien n’empêche la présentation."})
        else:
            work.touch(case, version)
            work.session.add(
                NoticeOverride(
                    case_id=case.id, reason=why, at=work.now, by_id=work.actor.account_id
                )
            )
            work.journal(JournalAction.OVERRIDE, "case", case.id, f"notice {why}")
        return work.commit(Change(Subject.CASE, case.id))


def present(work: Work, case_id: int, *, on: date) -> CaseFile:
    """Take a dossier to « Présenté en groupe », in the caller's unit of work: the only door.

    A séance opens it for the dossiers it hears. Raises `NotInformed`, `RestrictedCase` (nothing
    of it is shown to anybody), `NoSuchMove`, `CaseClosed`, `Refused`.
    """
    case = demand_case(work, UseCase.CHANGE_CASE_STATUS, case_id)
    demand_open(case)
    stopped = _stopped(case, _override(work, case))
    if stopped is not None:
        raise stopped
    if CaseStatus.PRESENTED not in next_states(CASE, case.status):
        raise NoSuchMove
    work.touch(case)
    case.history.append(step(work, CaseStatusChange, case.status, CaseStatus.PRESENTED, on=on))
    case.status = CaseStatus.PRESENTED
    work.journal(JournalAction.STATUS, "case", case.id, str(CaseStatus.PRESENTED))
    return case


def _stopped(case: CaseFile, override: NoticeOverride | None) -> UserFacingError | None:
    """What keeps a dossier from a group."""
    if case.processing_restricted:
        return RestrictedCase()
    return NotInformed() if case.notice_sent_on is None and override is None else None


def _override(work: Work, case: CaseFile) -> NoticeOverride | None:
    return work.session.scalar(
        select(NoticeOverride)
        .options(joinedload(NoticeOverride.by))
        .where(NoticeOverride.case_id == case.id)
        .order_by(NoticeOverride.id.desc())
        .limit(1)
    )


def _may(work: Work, use_case: UseCase, case: CaseFile) -> bool:
    return work.actor.may(use_case, case_record(work.actor, case, work.today))
