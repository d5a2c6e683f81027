"""The chronology’s first half: signalements, the life of the dossier, school.

A source says which right opens it; within it, scopes and terms filter in the question itself, so
that nothing one may not read is fetched, told or counted.
"""

from types import SimpleNamespace
from typing import Final

from sqlalchemy import ColumnElement, func, select

from app.models.attendance import AttendanceFact
from app.models.case import CaseFile, CaseStatusChange
from app.models.enums import CaseStatus
from app.models.intake import IntakeReport
from app.models.partner import Partner
from app.models.youth import Schooling
from app.services.access import visible_intakes
from app.services.case_reports import REASONS, REPORTER, reasons_of, reporter_of, said_by
from app.services.desk import Work
from app.services.rules.french import month_and_year
from app.services.rules.merged_states import is_only_a_merge
from app.services.rules.rights import UseCase
from app.services.timeline_source import CASE, YOUTH, EventKind, Source, Theme, Told, extract

# -- signalements ---------------------------------------------------------------------------


_REPORTS: Final = said_by(*REPORTER, REASONS).where(IntakeReport.case_id == CASE)


def _seen_reports(work: Work) -> ColumnElement[bool]:
    return visible_intakes(work, of_reached_case=True)


def _report(row: SimpleNamespace, *, in_words: bool) -> Told:
    del in_words
    who = reporter_of(row)
    reasons = ", ".join(one.label for one in reasons_of(row.reasons))
    title = f"Signalement\u202f: {who}" if who else "Signalement"
    return Told(EventKind.REPORT, title, reasons, row.own)


# -- the life of the dossier ------------------------------------------------------------------


_LIFE: Final = (
    select(
        CaseStatusChange.from_status,
        CaseStatusChange.to_status,
        CaseStatusChange.reason,
        CaseStatusChange.closure_reason,
        CaseStatusChange.review,
        CaseFile.origin_type,
    )
    .join(CaseFile, CaseFile.id == CaseStatusChange.case_id)
    .where(CaseStatusChange.case_id == CASE)
)


def _step(row: SimpleNamespace, *, in_words: bool) -> Told:
    """Why, in somebody's words, only to who reads such words."""
    kind, title = EventKind.STATUS, row.to_status.label
    detail = (row.reason or extract(row.review)) if in_words else ""
    if is_only_a_merge(row.from_status, row.to_status, row.reason):
        title = "Deux dossiers réunis"
    elif row.from_status is None:
        kind, title = EventKind.OPENING, "Ouverture du dossier"
        detail = f"Origine\u202f: {row.origin_type.label}"
    elif row.to_status is CaseStatus.CLOSED:
        kind, title = EventKind.CLOSURE, "Clôture du dossier"
        detail = row.closure_reason.label if row.closure_reason else detail
    elif row.from_status is CaseStatus.CLOSED:
        kind, title = EventKind.REOPENING, "Réouverture du dossier"
    elif row.from_status is CaseStatus.REVIEW:
        kind, title = EventKind.REVIEW, "Bilan fait, le suivi continue"
    return Told(kind, title, detail, row.own)


_NOTICES: Final = select(CaseFile.notice_to).where(
    CaseFile.id == CASE, CaseFile.notice_sent_on.is_not(None)
)


def _notice(row: SimpleNamespace, *, in_words: bool) -> Told:
    del in_words
    told = row.notice_to.label if row.notice_to else ""
    return Told(EventKind.NOTICE, "Information des personnes", told, row.own)


# -- school ---------------------------------------------------------------------------------


_SCHOOLING: Final = (
    select(Schooling.situation, Schooling.grade, Partner.name)
    .outerjoin(Partner, Partner.id == Schooling.school_id)
    .where(Schooling.youth_id == YOUTH)
)


def _situation(row: SimpleNamespace, *, in_words: bool) -> Told:
    del in_words
    words = row.grade.label if row.grade else row.situation.label
    detail = ", ".join(part for part in (words, row.name) if part)
    return Told(EventKind.SCHOOLING, "Nouvelle situation", detail, row.own)


_THRESHOLDS: Final = (
    select(AttendanceFact.threshold, AttendanceFact.month, Partner.name)
    .join(Partner, Partner.id == AttendanceFact.source_partner_id)
    .where(AttendanceFact.case_id == CASE)
)


def _kept_thresholds(work: Work) -> ColumnElement[bool]:
    return AttendanceFact.due_on > work.today


def _threshold(row: SimpleNamespace, *, in_words: bool) -> Told:
    del in_words
    title = f"Seuil d’absence\u202f: {month_and_year(row.month)}"
    return Told(EventKind.ATTENDANCE, title, f"{row.threshold.label} · {row.name}", row.own)


LIFE: Final = (
    Source(Theme.REPORTS, UseCase.READ_INTAKE, _REPORTS,
           IntakeReport.received_on.expression, IntakeReport.id.expression, _report,
           _seen_reports),
    Source(Theme.LIFE, UseCase.READ_CASE, _LIFE,
           CaseStatusChange.effective_on.expression, CaseStatusChange.id.expression, _step),
    Source(Theme.LIFE, UseCase.READ_CASE, _NOTICES,
           CaseFile.notice_sent_on.expression, CaseFile.id.expression, _notice),
    Source(Theme.SCHOOLING, UseCase.READ_CASE, _SCHOOLING,
           Schooling.started_on.expression, Schooling.id.expression, _situation),
    Source(Theme.SCHOOLING, UseCase.READ_ATTENDANCE, _THRESHOLDS,
           func.coalesce(AttendanceFact.reached_on, AttendanceFact.month),
           AttendanceFact.id.expression, _threshold, _kept_thresholds),
)  # fmt: skip
