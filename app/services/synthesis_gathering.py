"""From the vault to the values of a fiche de synthèse, and not one more (domain § 5)."""

from sqlalchemy import BindParameter, Row, bindparam, func, select

from app.models.account import Account
from app.models.case import CaseFile, Observation
from app.models.enums import (
    ActionStatus,
    ActionType,
    IntakeReason,
    IntakeStatus,
    ReferralStatus,
    SharingScope,
)
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.organisation import Neighbourhood, Organisation, WorkingGroup
from app.models.partner import Partner
from app.models.plan import PlannedAction
from app.models.referral import Referral
from app.models.youth import Schooling, Youth
from app.services.desk import Work
from app.services.documents.synthesis_sheet import (
    IdentityLevel,
    SheetAction,
    SheetObservation,
    SheetReferral,
    SynthesisSheet,
)
from app.services.documents.whitelists import SYNTHESIS
from app.services.documents.wording import FreeText, stop_on_names
from app.services.printable import persons_to_hide, printable
from app.services.rules.french import quoted, short_date
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import attendance_allowed
from app.services.synthesis_words import (
    age,
    identity,
    officer,
    origin_label,
    outcome,
    referral_state,
    when,
)

MOST_ACTIONS, MOST_OBSERVATIONS, MOST_REFERRALS = 6, 3, 6

# A transmission to the CRIP is nobody's business in the group, whatever its scope (domain § 2.7).
_UNSAID_ACTIONS = (ActionType.CRIP,)
_UNSENT = (ReferralStatus.DRAFT, ReferralStatus.CANCELLED)
# Statements are built once: building them costs more than what SQLite does with them.
_CASE: BindParameter[int] = bindparam("case_id")
_YOUTH: BindParameter[int] = bindparam("youth_id")
_REMEDY = (
    f"Ou choisissez {quoted(IdentityLevel.NAME.label)} si le groupe doit connaître cette identité."
)


def gather_synthesis(work: Work, case: CaseFile, level: IdentityLevel) -> SynthesisSheet:
    """The values of the sheet of `case`, which the caller has asked the right to print.

    Raises `NameInText` when a free text holds a name that this level must not show.
    """
    head = _head(work, case.id)
    birth = PartialDate(head.birth_earliest, head.birth_latest)
    actions, more = shared_actions(work, case.id)
    situation, grade = _schooling(work, head.youth_id)
    sheet = SynthesisSheet(
        town=head.town_name,
        cell=head.cell_name,
        demonstration=head.is_demonstration,
        file_number=head.file_number,
        identity=identity(head.usage_name or head.last_name, head.first_name, birth, level),
        age=age(birth, work.today, level),
        neighbourhood=head.neighbourhood,
        group=head.working_group,
        situation=situation,
        grade=grade,
        opened_on=head.opened_on,
        origin=origin_label(head.origin_type),
        reasons=_reasons(work, case.id, birth),
        lead_officer=officer(head.officer_first, head.officer_last),
        informed_on=head.notice_sent_on,
        agreement=head.agreement_status.label,
        actions=actions,
        more_actions=more,
        observations=shared_observations(work, case.id),
        referrals=_referrals(work, case.id),
        group_question=head.group_question,
        proposed_decision=head.proposed_decision,
    )
    hidden = persons_to_hide(
        work, head.youth_id, case.id, subject_shown=level is IdentityLevel.NAME
    )
    remedy = "" if level is IdentityLevel.NAME else _REMEDY
    stop_on_names(free_texts(sheet), hidden, file_number=sheet.file_number, remedy=remedy)
    return sheet


def free_texts(sheet: SynthesisSheet) -> list[FreeText]:
    """Every text of the sheet that a person typed, with where it is reworded."""
    texts = [
        FreeText("Question posée au groupe", "l’onglet Synthèse", sheet.group_question or ""),
        FreeText("Décision proposée", "l’onglet Synthèse", sheet.proposed_decision or ""),
    ]
    texts += [
        FreeText(f"Action\u202f: {one.when}", "l’onglet Plan d’actions", one.title)
        for one in sheet.actions
    ]
    texts += [
        FreeText(f"Observation du {short_date(one.observed_on)}", "l’onglet Observations", one.text)
        for one in sheet.observations
    ]
    texts += [
        FreeText(f"Orientation\u202f: {one.status}", "l’onglet Orientations", one.aim)
        for one in sheet.referrals
    ]
    return texts


_HEAD_COLUMNS = (
    printable(SYNTHESIS, column)
    for column in (
        Organisation.town_name,
        Organisation.cell_name,
        Organisation.is_demonstration,
        CaseFile.file_number,
        CaseFile.opened_on,
        CaseFile.origin_type,
        CaseFile.notice_sent_on,
        CaseFile.agreement_status,
        CaseFile.group_question,
        CaseFile.proposed_decision,
        Youth.last_name,
        Youth.usage_name,
        Youth.first_name,
        Youth.birth_earliest,
        Youth.birth_latest,
    )
)
_HEAD = (
    select(
        *_HEAD_COLUMNS,
        CaseFile.youth_id,
        printable(SYNTHESIS, Neighbourhood.name).label("neighbourhood"),
        printable(SYNTHESIS, WorkingGroup.name).label("working_group"),
        printable(SYNTHESIS, Account.first_name).label("officer_first"),
        printable(SYNTHESIS, Account.last_name).label("officer_last"),
    )
    .select_from(CaseFile)
    .join(Youth, Youth.id == CaseFile.youth_id)
    .join(Organisation, Organisation.id.is_not(None))  # its one row
    .outerjoin(Neighbourhood, Neighbourhood.id == Youth.neighbourhood_id)
    .outerjoin(WorkingGroup, WorkingGroup.id == CaseFile.group_id)
    .outerjoin(Account, Account.id == CaseFile.lead_officer_id)
    .where(CaseFile.id == _CASE)
)


def _head(work: Work, case_id: int) -> Row:  # type: ignore[type-arg] # named columns, read by name
    return work.session.execute(_HEAD, {"case_id": case_id}).one()


_SCHOOLING = (
    select(printable(SYNTHESIS, Schooling.situation), printable(SYNTHESIS, Schooling.grade))
    .where(Schooling.youth_id == _YOUTH, Schooling.ended_on.is_(None))
    .order_by(Schooling.started_on.desc(), Schooling.id.desc())
    .limit(1)
)


def _schooling(work: Work, youth_id: int) -> tuple[str | None, str | None]:
    row = work.session.execute(_SCHOOLING, {"youth_id": youth_id}).first()
    if row is None:
        return None, None
    return row.situation.label, row.grade.label if row.grade else None


_REASONS = (
    select(printable(SYNTHESIS, IntakeReportReason.reason))
    .join(IntakeReport, IntakeReport.id == IntakeReportReason.report_id)
    .where(IntakeReport.case_id == _CASE, IntakeReport.status == IntakeStatus.ADMISSIBLE)
)


def _reasons(work: Work, case_id: int, birth: PartialDate) -> tuple[str, ...]:
    # absences have a term of their own, shorter than the dossier's
    return shared_reasons(work, case_id, absences=attendance_allowed(birth, work.today))


def shared_reasons(work: Work, case_id: int, *, absences: bool) -> tuple[str, ...]:
    """The reasons of the signalements retained, in the order of the list."""
    found = set(work.session.scalars(_REASONS, {"case_id": case_id}))
    if not absences:
        found.discard(IntakeReason.ABSENTEEISM)
    labels = [one.label for one in IntakeReason if one in found and one is not IntakeReason.OTHER]
    return (*labels, "Autre") if IntakeReason.OTHER in found else tuple(labels)


_ACTIONS_SHARED = (
    PlannedAction.case_id == _CASE,
    PlannedAction.sharing_scope == SharingScope.GROUP,
    PlannedAction.action_type.not_in(_UNSAID_ACTIONS),
    PlannedAction.status != ActionStatus.CANCELLED,
)
# What took place, wholly or in part: « ce qui a été fait » (domain § 5).
_TRIED = (ActionStatus.DONE, ActionStatus.PARTIALLY_DONE)
_ACTIONS_NEWEST = func.coalesce(
    PlannedAction.ended_on, PlannedAction.start_on, PlannedAction.due_on, "9999"
)
_ACTIONS_COLUMNS = (
    printable(SYNTHESIS, column)
    for column in (
        PlannedAction.title,
        PlannedAction.start_on,
        PlannedAction.due_on,
        PlannedAction.ended_on,
        PlannedAction.status,
        PlannedAction.result,
    )
)
_ACTIONS = (
    select(*_ACTIONS_COLUMNS)
    .where(*_ACTIONS_SHARED)
    .order_by(_ACTIONS_NEWEST.desc(), PlannedAction.id.desc())
)


def shared_actions(work: Work, case_id: int) -> tuple[tuple[SheetAction, ...], int]:
    """The newest actions shared with the group, and how many older ones are left out."""
    rows = work.session.execute(_ACTIONS, {"case_id": case_id}).all()
    kept = tuple(
        SheetAction(
            when(row.start_on, row.due_on, row.ended_on),
            row.title,
            outcome(row.status, row.result),
            tried=row.status in _TRIED,
        )
        for row in reversed(rows[:MOST_ACTIONS])
    )
    return kept, max(0, len(rows) - MOST_ACTIONS)


_OBSERVATIONS = (
    select(
        printable(SYNTHESIS, Observation.observed_on),
        printable(SYNTHESIS, Observation.kind),
        printable(SYNTHESIS, Observation.text),
    )
    .where(Observation.case_id == _CASE, Observation.sharing_scope == SharingScope.GROUP)
    .order_by(Observation.observed_on.desc(), Observation.id.desc())
    .limit(MOST_OBSERVATIONS)
)


def shared_observations(work: Work, case_id: int) -> tuple[SheetObservation, ...]:
    """The newest observations shared with the group."""
    return tuple(
        SheetObservation(row.observed_on, row.kind.label, row.text)
        for row in work.session.execute(_OBSERVATIONS, {"case_id": case_id})
    )


_REFERRALS = (
    select(
        printable(SYNTHESIS, Partner.name),
        printable(SYNTHESIS, Referral.request),
        printable(SYNTHESIS, Referral.first_trade),
        printable(SYNTHESIS, Referral.status),
        printable(SYNTHESIS, Referral.interview_at),
    )
    .join(Partner, Partner.id == Referral.partner_id)
    .where(Referral.case_id == _CASE, Referral.status.not_in(_UNSENT))
    .order_by(Referral.id.desc())
    .limit(MOST_REFERRALS)
)


def _referrals(work: Work, case_id: int) -> tuple[SheetReferral, ...]:
    rows = list(work.session.execute(_REFERRALS, {"case_id": case_id}))
    return tuple(
        SheetReferral(
            row.name,
            row.first_trade or row.request.label,
            referral_state(row.status, row.interview_at),
        )
        for row in reversed(rows)
    )
