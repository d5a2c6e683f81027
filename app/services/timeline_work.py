"""The chronology’s second half: the plan, the orientations, what was written, kept and printed."""

from types import SimpleNamespace
from typing import Final

from sqlalchemy import ColumnElement, or_, select

from app.models.attachment import Attachment
from app.models.case import Observation
from app.models.desk import JournalEntry
from app.models.enums import JournalAction, ReferralStatus, SharingScope
from app.models.partner import Partner
from app.models.plan import ActionStatusChange, Objective, PlannedAction
from app.models.referral import Referral, ReferralStatusChange
from app.services.access import visible_scopes
from app.services.desk import Work
from app.services.rules.french import count
from app.services.rules.rights import UseCase
from app.services.timeline_source import CASE, EventKind, Source, Tell, Theme, Told, day_of, extract

# -- the plan and the orientations ------------------------------------------------------------


_OBJECTIVES: Final = select(Objective.title).where(Objective.case_id == CASE)


def _objective(words: str) -> Tell:
    def tell(row: SimpleNamespace, *, in_words: bool) -> Told:
        del in_words
        return Told(EventKind.OBJECTIVE, words, row.title, row.own)

    return tell


_ACTIONS: Final = (
    select(
        PlannedAction.id,
        PlannedAction.title,
        PlannedAction.sharing_scope,
        ActionStatusChange.from_status,
        ActionStatusChange.to_status,
        ActionStatusChange.reason,
    )
    .join(PlannedAction, PlannedAction.id == ActionStatusChange.action_id)
    .where(PlannedAction.case_id == CASE)
)


def _seen_actions(work: Work) -> ColumnElement[bool]:
    return PlannedAction.sharing_scope.in_(visible_scopes(work))


def _action(row: SimpleNamespace, *, in_words: bool) -> Told:
    state = row.to_status.label if row.from_status is not None else "Action prévue"
    why = row.reason if in_words else None
    detail = f"{state}\u202f: {why}" if why else state
    return Told(EventKind.ACTION, _read_by(row.title, row.sharing_scope), detail, row.id)


_REFERRALS: Final = (
    select(
        Referral.id,
        Partner.name,
        ReferralStatusChange.to_status,
        ReferralStatusChange.reason,
    )
    .join(Referral, Referral.id == ReferralStatusChange.referral_id)
    .join(Partner, Partner.id == Referral.partner_id)
    .where(
        Referral.case_id == CASE,
        ReferralStatusChange.to_status != ReferralStatus.DRAFT,
    )
)


def _referral(row: SimpleNamespace, *, in_words: bool) -> Told:
    state = row.to_status.label
    detail = f"{state}\u202f: {row.reason}" if in_words and row.reason else state
    return Told(EventKind.REFERRAL, f"Orientation\u202f: {row.name}", detail, row.id)


# -- what was written, kept and printed -------------------------------------------------------


_OBSERVATIONS: Final = select(Observation.kind, Observation.text, Observation.sharing_scope).where(
    Observation.case_id == CASE
)


def _seen_observations(work: Work) -> ColumnElement[bool]:
    return Observation.sharing_scope.in_(visible_scopes(work))


def _observation(row: SimpleNamespace, *, in_words: bool) -> Told | None:
    return (
        Told(
            EventKind.OBSERVATION,
            _read_by(row.kind.label, row.sharing_scope),
            extract(row.text),
            row.own,
        )
        if in_words
        else None
    )


_DOCUMENTS: Final = select(Attachment.title, Attachment.sharing_scope).where(
    Attachment.case_id == CASE
)


def _seen_documents(work: Work) -> ColumnElement[bool]:
    return Attachment.sharing_scope.in_(visible_scopes(work))


def _document(row: SimpleNamespace, *, in_words: bool) -> Told | None:
    if not in_words:
        return None
    title = _read_by("Document ajouté", row.sharing_scope)
    return Told(EventKind.DOCUMENT, title, row.title, row.own)


def _read_by(title: str, scope: SharingScope) -> str:
    """Beside what is restricted stands who can read it."""
    alone = scope is SharingScope.COORDINATOR_ONLY
    return f"{title} · lu par le coordonnateur seul" if alone else title


_PRINTS: Final = select(JournalEntry.action, JournalEntry.detail).where(
    or_(
        (JournalEntry.object_type == "case") & (JournalEntry.object_id == CASE),
        (JournalEntry.object_type == "referral")
        & JournalEntry.object_id.in_(select(Referral.id).where(Referral.case_id == CASE)),
    ),
    JournalEntry.action.in_((JournalAction.PRINT, JournalAction.EXPORT)),
)


def _print(row: SimpleNamespace, *, in_words: bool) -> Told:
    del in_words
    kind = row.detail.partition(" ")[0]
    copies = row.detail.rpartition("copies=")[2]
    done = "Impression" if row.action is JournalAction.PRINT else "Enregistrement hors du coffre"
    what = f"{done}\u202f: {_SHEETS[kind]}" if kind in _SHEETS else done
    many = count(int(copies), "exemplaire", "exemplaires") if copies.isdigit() else ""
    return Told(EventKind.PRINT, what, many, row.own)


_SHEETS: Final = {
    "synthesis": "fiche de synthèse",
    "family": "fiche de synthèse de la famille",
    "referral": "fiche d’orientation",
    "notice": "courrier d’information",
}


WORK: Final = (
    Source(Theme.PLAN, UseCase.READ_PLAN, _OBJECTIVES,
           day_of(Objective.created_at.expression), Objective.id.expression,
           _objective("Objectif fixé")),
    Source(Theme.PLAN, UseCase.READ_PLAN, _ACTIONS,
           ActionStatusChange.effective_on.expression, ActionStatusChange.id.expression, _action,
           _seen_actions),
    Source(Theme.PLAN, UseCase.READ_PLAN, _OBJECTIVES.where(Objective.reached_on.is_not(None)),
           Objective.reached_on.expression, Objective.id.expression,
           _objective("Objectif atteint")),
    Source(Theme.REFERRALS, UseCase.READ_REFERRAL, _REFERRALS,
           ReferralStatusChange.effective_on.expression, ReferralStatusChange.id.expression,
           _referral),
    Source(Theme.OBSERVATIONS, UseCase.READ_OBSERVATION, _OBSERVATIONS,
           Observation.observed_on.expression, Observation.id.expression, _observation,
           _seen_observations),
    Source(Theme.DOCUMENTS, UseCase.READ_OBSERVATION, _DOCUMENTS,
           day_of(Attachment.created_at.expression), Attachment.id.expression, _document,
           _seen_documents),
    Source(Theme.PRINTS, UseCase.READ_CASE, _PRINTS,
           day_of(JournalEntry.at.expression), JournalEntry.id.expression, _print),
)  # fmt: skip
