"""Danger, or risk of danger: whom to call, and the only trace that is kept (domain § 2.7).

A `DangerTransmission` says when, to whom and by whom; it is linked to nobody. The narrative is
never stored, and this program replaces neither the CRIP nor the procureur.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.errors import Invalid
from app.models.desk import Draft
from app.models.enums import DangerAnswer, DangerRecipient, EliminationReason, JournalAction
from app.models.intake import DangerTransmission, IntakeReport
from app.models.organisation import Organisation
from app.services import rows
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.draft_forms import NEW
from app.services.elimination_fields import NARRATIVE
from app.services.eliminations import mark_purge_due, register, register_fields
from app.services.history_tracked import Kind
from app.services.intake_write import (
    FORM,
    demand_written,
    erase,
    forget_all_drafts,
    forget_drafts,
)
from app.services.rows import Ref
from app.services.rules.identifiers import format_phone
from app.services.rules.rights import UseCase


@dataclass(frozen=True, slots=True)
class DangerNumbers:
    """The numbers that the town has set, formatted; empty when it has not."""

    crip: str
    prosecutor: str


@dataclass(frozen=True, slots=True)
class TransmissionRow:
    """One trace."""

    id: int
    transmitted_on: date
    recipient: DangerRecipient
    by_id: int


def danger_numbers(desk: Desk) -> DangerNumbers:
    """Whom to call, beside the national numbers."""
    with desk.read() as work:
        work.demand_office(UseCase.TRANSMIT_DANGER)
        row = work.session.execute(
            select(Organisation.crip_phone, Organisation.prosecutor_phone).limit(1)
        ).first()
        crip, prosecutor = row if row is not None else (None, None)
        return DangerNumbers(format_phone(crip or ""), format_phone(prosecutor or ""))


def transmit_only(
    desk: Desk,
    recipient: DangerRecipient | None,
    *,
    transmitted_on: date | None = None,
    report_id: int | None = None,
) -> Change:
    """Note the transmission and keep nothing else: the signalement and its drafts are erased.

    Without `report_id` nothing had been written yet but a draft, which goes too. Raises
    `Invalid` when no recipient is named, or when the signalement is already qualified.
    """
    with desk.work() as work:
        _trace(work, recipient, transmitted_on)
        if report_id is not None:
            row = demand_written(work, UseCase.WRITE_INTAKE, report_id)
            gone = rows.gather(work.session, [(IntakeReport.__tablename__, row.id)])
            erase(work, row)
            _register(work, [(IntakeReport.__tablename__, report_id)], len(gone.rows))
        else:
            _forget_new(work)
        return work.commit(Change(Subject.INTAKE, report_id or 0))


def transmit_and_follow(
    desk: Desk,
    recipient: DangerRecipient | None,
    *,
    transmitted_on: date | None = None,
    report_id: int | None = None,
) -> Change:
    """Note the transmission and go on with the schooling: what was told is cleared.

    The form then answers TRANSMITTED to the danger question and no longer holds the narrative.
    """
    with desk.work() as work:
        _trace(work, recipient, transmitted_on)
        if report_id is not None:
            row = demand_written(work, UseCase.WRITE_INTAKE, report_id)
            row.reason_note = None
            row.danger_answer = DangerAnswer.TRANSMITTED
            work.forget_past(row, NARRATIVE)
            register_fields(
                work.session,
                Kind.INTAKE,
                [row.id],
                [NARRATIVE],
                EliminationReason.DANGER,
                at=work.now,
                by_id=work.actor.account_id,
            )
            work.touch(row)
            work.journal(JournalAction.UPDATE, "intake", row.id, "danger_answer reason_note")
            forget_all_drafts(work, row)
        else:
            _forget_new(work)
        return work.commit(Change(Subject.INTAKE, report_id or 0))


def transmissions(desk: Desk, *, limit: int = 100) -> tuple[TransmissionRow, ...]:
    """The traces, newest first."""
    with desk.read() as work:
        work.demand_office(UseCase.TRANSMIT_DANGER)
        rows = work.session.scalars(
            select(DangerTransmission).order_by(DangerTransmission.id.desc()).limit(limit)
        )
        return tuple(
            TransmissionRow(one.id, one.transmitted_on, one.recipient, one.by_id) for one in rows
        )


def _forget_new(work: Work) -> None:
    """Erase what was typed before anything was saved: a backup may hold the draft."""
    held = select(Draft.id).where(
        Draft.form == FORM, Draft.record_key == NEW, Draft.account_id == work.actor.account_id
    )
    refs = [(Draft.__tablename__, number) for number in work.session.scalars(held)]
    forget_drafts(work, NEW)
    if refs:
        _register(work, refs, len(refs))


def _register(work: Work, refs: list[Ref], total: int) -> None:
    reason = EliminationReason.DANGER
    register(work.session, refs, reason, at=work.now, by_id=work.actor.account_id, total=total)
    mark_purge_due(work.session)


def _trace(work: Work, recipient: DangerRecipient | None, transmitted_on: date | None) -> None:
    work.demand_office(UseCase.TRANSMIT_DANGER)
    problems: dict[str, str] = {}
    if recipient is None:
        problems["recipient"] = "Indiquez à qui la situation a été transmise."
    if transmitted_on is not None and transmitted_on > work.today:
        problems["transmitted_on"] = "Cette date est à venir\u202f: vérifiez-la."
    if recipient is None or problems:
        raise Invalid(problems)
    row = DangerTransmission(
        transmitted_on=transmitted_on or work.today,
        recipient=recipient,
        by_id=work.actor.account_id,
    )
    work.session.add(row)
    work.session.flush()
    work.journal(JournalAction.CREATE, "danger_transmission", row.id)
