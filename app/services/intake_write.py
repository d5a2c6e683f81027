"""Writing a signalement: kept as a brouillon, then received; each step leaves a dated line."""

from collections.abc import Collection

from sqlalchemy import delete, select

from app.errors import Invalid, Refused
from app.models.desk import Draft
from app.models.enums import IntakeStatus, JournalAction
from app.models.intake import (
    IntakeGuardian,
    IntakePriorStep,
    IntakeReport,
    IntakeReportReason,
    IntakeStatusChange,
)
from app.models.organisation import Organisation
from app.services import told_apart
from app.services.access import demand_intake
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.draft_forms import drafts_about
from app.services.intake_entry import (
    IntakeEntry,
    checked_fields,
    checked_guardian,
)
from app.services.intake_subject import held, missing_answers, report_sort_key
from app.services.moves import step
from app.services.numbers import NumberKind, next_number
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import age_limit_on, not_retained_due_on
from app.services.rules.rights import Record, UseCase
from app.services.rules.states import INTAKE, next_states
from app.services.text import refuse

#: The form whose drafts are those of signalements.
FORM = "intake"
STILL_WRITTEN = (IntakeStatus.DRAFT, IntakeStatus.RECEIVED)


def save_intake(
    desk: Desk,
    entry: IntakeEntry,
    *,
    report_id: int | None = None,
    complete: bool = True,
    apart: Collection[int] = (),
) -> Change:
    """Write a signalement; `Change.ref` is its number in the table.

    `complete` asks every required answer and makes it received; otherwise it stays a brouillon,
    save when it was already received. `apart`: the dossiers whose young person it is not about,
    said while it was typed. Raises `Invalid` (a representative's field as
    « guardians.0.phone »), `Conflict`, `Refused`.
    """
    with desk.work() as work:
        row = None
        if report_id is None:
            if not work.actor.may(UseCase.WRITE_INTAKE, Record.OWN):
                raise Refused
        else:
            row = demand_written(work, UseCase.WRITE_INTAKE, report_id)
        entry = held(entry)
        received = row is not None and row.status is IntakeStatus.RECEIVED
        problems = missing_answers(entry) if complete or received else {}
        values = checked_fields(work, entry, problems)
        values["sort_key"] = report_sort_key(
            entry, str(values["last_name"] or ""), str(values["first_name"] or "")
        )[:180]
        guardians = [checked_guardian(one, at, problems) for at, one in enumerate(entry.guardians)]
        refuse(problems)
        if row is None:
            row = _create(work, values)
        else:
            _correct(work, row, values, entry.version)
        _replace_lists(row, entry, guardians)
        told_apart.keep_apart(work, row.id, apart)
        if complete and not received:
            move(work, row, IntakeStatus.RECEIVED)
        row.elimination_due_on = (
            age_limit_on(PartialDate(entry.birth.earliest, entry.birth.latest))
            if entry.birth
            else None
        )
        return work.commit(Change(Subject.INTAKE, row.id))


def demand_written(work: Work, use_case: UseCase, report_id: int) -> IntakeReport:
    """A signalement that is not decided yet; a decided one is closed to writing."""
    row = demand_intake(work, use_case, report_id)
    if row.status not in STILL_WRITTEN:
        raise Invalid({"status": "Ce signalement est déjà qualifié\u202f: il ne se modifie plus."})
    return row


def move(work: Work, row: IntakeReport, to: IntakeStatus, reason: str | None = None) -> None:
    """Take a signalement to its next state, with its line of history.

    Raises `Invalid` when the table of states does not allow it.
    """
    if to not in next_states(INTAKE, row.status):
        raise Invalid({"status": "Ce signalement ne peut pas passer à cet état."})
    row.history.append(step(work, IntakeStatusChange, row.status, to, reason=reason))
    row.status = to
    work.journal(JournalAction.STATUS, "intake", row.id, str(to))


def decided(work: Work, row: IntakeReport, *, kept: bool) -> None:
    """Sign the decision; what is not `kept` in a dossier gets its own short term."""
    row.decision_on, row.decision_by_id = work.today, work.actor.account_id
    if kept:
        row.elimination_due_on = None  # it goes with its dossier
        return
    months = work.session.scalar(select(Organisation.not_retained_months).limit(1))
    short = not_retained_due_on(work.today, months=6 if months is None else months)
    age = row.elimination_due_on
    row.elimination_due_on = short if age is None else min(short, age)


def erase(work: Work, row: IntakeReport) -> None:
    """Take a signalement away with all its lines."""
    work.journal(JournalAction.DELETE, "intake", row.id)
    forget_all_drafts(work, row)
    work.session.delete(row)


def forget_drafts(work: Work, record: str) -> None:
    """Erase what this account was typing of a record (« new » for one that begins)."""
    work.session.execute(
        delete(Draft).where(
            Draft.form == FORM,
            Draft.record_key == record,
            Draft.account_id == work.actor.account_id,
        )
    )


def forget_all_drafts(work: Work, row: IntakeReport) -> None:
    """Erase what anybody was typing of a signalement: no copy of what was told may stay."""
    work.session.execute(delete(Draft).where(drafts_about((IntakeReport.__tablename__, row.id))))


def _create(work: Work, values: dict[str, object]) -> IntakeReport:
    number = next_number(work, NumberKind.INTAKE)
    row = work.add(IntakeReport(number=f"S{number}", status=IntakeStatus.DRAFT, **values))
    row.history.append(step(work, IntakeStatusChange, None, IntakeStatus.DRAFT))
    work.journal(JournalAction.CREATE, "intake", row.id)
    forget_drafts(work, "new")
    return row


def _correct(work: Work, row: IntakeReport, values: dict[str, object], version: int | None) -> None:
    changed = work.correct(row, values, version)
    work.journal(JournalAction.UPDATE, "intake", row.id, changed)
    forget_drafts(work, str(row.id))


def _replace_lists(
    row: IntakeReport, entry: IntakeEntry, guardians: list[dict[str, object]]
) -> None:
    wanted = {str(one): one for one in sorted(entry.reasons)}
    row.reasons = [one for one in row.reasons if str(one.reason) in wanted] + [
        IntakeReportReason(reason=one)
        for code, one in wanted.items()
        if code not in {str(kept.reason) for kept in row.reasons}
    ]
    row.prior_steps = [IntakePriorStep(step=step, done_on=day) for step, day in entry.prior_steps]
    row.guardians = [IntakeGuardian(**values) for values in guardians]
