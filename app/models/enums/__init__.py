"""The closed lists, with stable ASCII codes and their French labels."""

from app.models.enums.cases import (
    ActionResult,
    ActionStatus,
    ActionType,
    CaseKind,
    CaseStatus,
    ClosureReason,
    ContractAxis,
    ObservationKind,
    SharingScope,
)
from app.models.enums.intake import (
    DangerAnswer,
    DangerRecipient,
    ExpectedSupport,
    FamilyPosition,
    IntakeReason,
    IntakeStatus,
    NotRetainedReason,
    PriorStep,
)
from app.models.enums.labelled import Labelled
from app.models.enums.office import EliminationReason, JournalAction, Role
from app.models.enums.partners import GroupKind, PartnerType, SecrecyStatus
from app.models.enums.people import (
    AgreementStatus,
    NoticeChannel,
    NoticeTo,
    Relationship,
    Sex,
)
from app.models.enums.referrals import (
    DeclineReason,
    DropReason,
    EmployerSearch,
    Mobility,
    ReferralRequest,
    ReferralStatus,
)
from app.models.enums.schooling import Diploma, GradeLevel, Situation

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
]
