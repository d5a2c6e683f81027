"""The closed lists, for whoever shows them: the interface names no model."""

from typing import TypeVar

from app.models.enums import (
    ActionResult,
    ActionStatus,
    ActionType,
    AgreementStatus,
    CaseKind,
    CaseStatus,
    ClosureReason,
    ContractAxis,
    DangerAnswer,
    DangerRecipient,
    DeclineReason,
    Diploma,
    DropReason,
    EliminationReason,
    EmployerSearch,
    ExpectedSupport,
    FamilyPosition,
    GradeLevel,
    GroupKind,
    IntakeReason,
    IntakeStatus,
    JournalAction,
    Labelled,
    Mobility,
    NoticeChannel,
    NoticeTo,
    NotRetainedReason,
    ObservationKind,
    PartnerType,
    PriorStep,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    Role,
    SecrecyStatus,
    Sex,
    SharingScope,
    Situation,
)

L = TypeVar("L", bound=Labelled)

__all__ = [
    "ActionResult",
    "ActionStatus",
    "ActionType",
    "AgreementStatus",
    "CaseKind",
    "CaseStatus",
    "ClosureReason",
    "ContractAxis",
    "DangerAnswer",
    "DangerRecipient",
    "DeclineReason",
    "Diploma",
    "DropReason",
    "EliminationReason",
    "EmployerSearch",
    "ExpectedSupport",
    "FamilyPosition",
    "GradeLevel",
    "GroupKind",
    "IntakeReason",
    "IntakeStatus",
    "JournalAction",
    "Labelled",
    "Mobility",
    "NotRetainedReason",
    "NoticeChannel",
    "NoticeTo",
    "ObservationKind",
    "PartnerType",
    "PriorStep",
    "ReferralRequest",
    "ReferralStatus",
    "Relationship",
    "Role",
    "SecrecyStatus",
    "Sex",
    "SharingScope",
    "Situation",
    "labelled",
    "member",
]


def labelled(closed_list: type[Labelled]) -> tuple[tuple[str, str, str], ...]:
    """Code, label and other words to find it by, of each in the order people read them."""
    return tuple((str(one), one.label, one.also) for one in closed_list)


def member(closed_list: type[L], code: object) -> L | None:
    """The member of that code; None for nothing, or for a code that is not in the list."""
    return next((one for one in closed_list if one.value == code), None)
