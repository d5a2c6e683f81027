"""From the vault to what a group is told of any dossier, a young person's or a family's.

Both sheets (`synthesis_gathering`, `family_gathering`) choose what is shared here and nowhere
else, so that what one must not say the other does not say (domain § 5).
"""

from typing import TypeAlias

from sqlalchemy import BindParameter, Row, Select, bindparam, func, select
from sqlalchemy.orm import QueryableAttribute

from app.models.account import Account
from app.models.case import CaseFile, Observation
from app.models.enums import ActionStatus, ActionType, IntakeReason, IntakeStatus, SharingScope
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.organisation import Organisation, WorkingGroup
from app.models.plan import PlannedAction
from app.services.desk import Work
from app.services.documents.group_sheet import SharedCase, SheetAction, SheetObservation
from app.services.documents.whitelists import SYNTHESIS, Audience
from app.services.documents.wording import FreeText
from app.services.printable import printable, printables
from app.services.printed_columns import officer_name
from app.services.rules.french import short_date
from app.services.synthesis_words import officer, origin_label, outcome, when

MOST_ACTIONS, MOST_OBSERVATIONS = 6, 3

# A transmission to the CRIP is nobody's business in the group, whatever its scope (domain § 2.7).
_UNSAID_ACTIONS = (ActionType.CRIP,)
# Statements are built once: building them costs more than what SQLite does with them.
_CASE: BindParameter[int] = bindparam("case_id")
Head: TypeAlias = Row  # named columns, read by name


def case_head(
    audience: Audience, *columns: QueryableAttribute[object]
) -> Select[*tuple[object, ...]]:
    """The statement of one line for the dossier `:case_id`: what all sheets say, and `columns`."""
    return (
        select(
            *printables(
                audience,
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
                *columns,
            ),
            printable(audience, WorkingGroup.name).label("working_group"),
            *officer_name(audience),
        )
        .select_from(CaseFile)
        .join(Organisation, Organisation.id.is_not(None))  # its one row
        .outerjoin(WorkingGroup, WorkingGroup.id == CaseFile.group_id)
        .outerjoin(Account, Account.id == CaseFile.lead_officer_id)
        .where(CaseFile.id == _CASE)
    )


def gather_shared(work: Work, case_id: int, head: Head, *, absences: bool) -> SharedCase:
    """What is told of the dossier whose `case_head` was read.

    `absences`: that they are a reason may be said; they have a term of their own (domain § 2.4).
    """
    actions, more = _actions(work, case_id)
    return SharedCase(
        town=head.town_name,
        cell=head.cell_name,
        demonstration=head.is_demonstration,
        file_number=head.file_number,
        group=head.working_group,
        opened_on=head.opened_on,
        origin=origin_label(head.origin_type),
        reasons=_reasons(work, case_id, absences=absences),
        lead_officer=officer(head.officer_first, head.officer_last),
        informed_on=head.notice_sent_on,
        agreement=head.agreement_status.label,
        actions=actions,
        more_actions=more,
        observations=_observations(work, case_id),
        group_question=head.group_question,
        proposed_decision=head.proposed_decision,
    )


def shared_texts(case: SharedCase) -> list[FreeText]:
    """Every text told of the dossier that a person typed, with where it is reworded."""
    texts = [
        FreeText("Question posée au groupe", "l’onglet Synthèse", case.group_question or ""),
        FreeText("Décision proposée", "l’onglet Synthèse", case.proposed_decision or ""),
    ]
    texts += [
        FreeText(f"Action\u202f: {one.when}", "l’onglet Plan d’actions", one.title)
        for one in case.actions
    ]
    texts += [
        FreeText(f"Observation du {short_date(one.observed_on)}", "l’onglet Observations", one.text)
        for one in case.observations
    ]
    return texts


_REASONS = (
    select(printable(SYNTHESIS, IntakeReportReason.reason))
    .join(IntakeReport, IntakeReport.id == IntakeReportReason.report_id)
    .where(IntakeReport.case_id == _CASE, IntakeReport.status == IntakeStatus.ADMISSIBLE)
)


def _reasons(work: Work, case_id: int, *, absences: bool) -> tuple[str, ...]:
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
_ACTIONS = (
    select(
        *printables(
            SYNTHESIS,
            PlannedAction.title,
            PlannedAction.start_on,
            PlannedAction.due_on,
            PlannedAction.ended_on,
            PlannedAction.status,
            PlannedAction.result,
        )
    )
    .where(*_ACTIONS_SHARED)
    .order_by(_ACTIONS_NEWEST.desc(), PlannedAction.id.desc())
)


def _actions(work: Work, case_id: int) -> tuple[tuple[SheetAction, ...], int]:
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
    select(*printables(SYNTHESIS, Observation.observed_on, Observation.kind, Observation.text))
    .where(Observation.case_id == _CASE, Observation.sharing_scope == SharingScope.GROUP)
    .order_by(Observation.observed_on.desc(), Observation.id.desc())
    .limit(MOST_OBSERVATIONS)
)


def _observations(work: Work, case_id: int) -> tuple[SheetObservation, ...]:
    """The newest observations shared with the group."""
    return tuple(
        SheetObservation(row.observed_on, row.kind.label, row.text)
        for row in work.session.execute(_OBSERVATIONS, {"case_id": case_id})
    )
