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
from app.models.enums.documents import (
    AttachmentKind,
    LiftReason,
    OverrideReason,
    RestrictionReason,
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
    ReportSubject,
)
from app.models.enums.labelled import Labelled
from app.models.enums.office import EliminationReason, JournalAction, Role
from app.models.enums.partners import GroupKind, PartnerType, SecrecyStatus
from app.models.enums.people import (
    AgreementStatus,
    ContactKind,
    HomeSharing,
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
from app.models.enums.writing import WritingCategory, WritingReason

__all__ = [
    "ActionResult",
    "ActionStatus",
    "ActionType",
    "AgreementStatus",
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
]
