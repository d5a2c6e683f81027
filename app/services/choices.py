"""The closed lists, for whoever shows them: the interface names no model."""

from collections.abc import Iterable
from typing import TypeVar

from app.models.enums import (
    AbsenceThreshold,
    ActionResult,
    ActionStatus,
    ActionType,
    AgreementStatus,
    ArchiveReason,
    AttachmentKind,
    CaseKind,
    CaseStatus,
    ClosureReason,
    ContactKind,
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
    HomeSharing,
    IntakeReason,
    IntakeStatus,
    JournalAction,
    Labelled,
    LiftReason,
    Mobility,
    NoticeChannel,
    NoticeTo,
    NotRetainedReason,
    ObservationKind,
    OverrideReason,
    PartnerType,
    PriorStep,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    ReportSubject,
    RestrictionReason,
    Role,
    SecrecyStatus,
    Sex,
    SharingScope,
    Situation,
    WritingCategory,
    WritingReason,
)

L = TypeVar("L", bound=Labelled)

__all__ = [
    "AbsenceThreshold",
    "ActionResult",
    "ActionStatus",
    "ActionType",
    "AgreementStatus",
    "ArchiveReason",
    "AttachmentKind",
    "CaseKind",
    "CaseStatus",
    "ClosureReason",
    "ContactKind",
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
    "HomeSharing",
    "IntakeReason",
    "IntakeStatus",
    "JournalAction",
    "Labelled",
    "LiftReason",
    "Mobility",
    "NotRetainedReason",
    "NoticeChannel",
    "NoticeTo",
    "ObservationKind",
    "OverrideReason",
    "PartnerType",
    "PriorStep",
    "ReferralRequest",
    "ReferralStatus",
    "Relationship",
    "ReportSubject",
    "RestrictionReason",
    "Role",
    "SecrecyStatus",
    "Sex",
    "SharingScope",
    "Situation",
    "WritingCategory",
    "WritingReason",
    "labelled",
    "member",
    "members",
]


def labelled(closed_list: type[Labelled]) -> tuple[tuple[str, str, str], ...]:
    """Code, label and other words to find it by, of each in the order people read them."""
    return tuple((str(one), one.label, one.also) for one in closed_list)


def member(closed_list: type[L], code: object) -> L | None:
    """The member of that code; None for nothing, or for a code that is not in the list."""
    return next((one for one in closed_list if one.value == code), None)


def members(closed_list: type[L], codes: Iterable[str]) -> frozenset[L]:
    """The members of these codes, without those that are not in the list."""
    found = (member(closed_list, code) for code in codes)
    return frozenset(one for one in found if one is not None)
