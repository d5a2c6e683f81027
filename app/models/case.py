"""The dossier: the AU-038 skeleton, its states, its observations (domain § 1.6.2)."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.account import Account
from app.models.base import Base, Edited, StatusChange
from app.models.enums import (
    AgreementStatus,
    CaseKind,
    CaseStatus,
    ClosureReason,
    NoticeChannel,
    NoticeTo,
    ObservationKind,
    PartnerType,
    SharingScope,
    Situation,
)
from app.models.organisation import WorkingGroup
from app.models.partner import Partner
from app.models.youth import Household, Youth

#: What rights are decided on. Carried by the indexes of the lists, so that a list or a count
#: skips what its reader may not see without reading the rows themselves.
_RIGHTS = (
    "status",
    "elimination_due_on",
    "processing_restricted",
    "group_id",
    "lead_officer_id",
    "second_officer_id",
)

#: What repeats other tables; and what a list is sorted or filtered by beside it.
COPIES = (
    "youth_neighbourhood_id",
    "youth_birth_earliest",
    "youth_birth_latest",
    "youth_situation",
    "reason_codes",
    "action_due_on",
    "hidden_action_due_on",
    "step_due_on",
)
#: The last news of a dossier, those that the coordonnateur alone reads, its last bilan.
NEWS = ("heard_on", "hidden_heard_on", "reviewed_on")
#: All that calls attention is counted in one pass through it (`services/alerts.py`).
WATCH_INDEX = "ix_case_file_watched"
_SIFTED = ("kind", "opened_on", "next_review_on", "notice_sent_on")
#: All that any filter or sort of the list asks: one pass through it answers any of them.
LIST_INDEX = "ix_case_file_sort_key"


class CaseFile(Edited, Base):
    """A dossier de suivi, of a young person or of a household.

    `sort_key` repeats the subject's own so that a list sorted by name reads one index;
    `elimination_due_on` is computed by the rules of domain § 2.8 at each change.

    `COPIES` repeat what other tables say, for the lists to be filtered by reading one index
    (`LIST_INDEX`). Triggers keep them, whoever writes: never set one, nor read it of a row.
    `reason_codes` are those of its signalements, « ,ABSENTEEISM,DROPOUT, »; `action_due_on` the
    earliest day of an open action, `hidden_action_due_on` of one that the coordonnateur alone
    reads, `step_due_on` the earliest next step of its orientations.
    """

    __tablename__ = "case_file"

    file_number: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[CaseKind]
    youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id"), unique=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), unique=True)
    sort_key: Mapped[str] = mapped_column(String(180))
    status: Mapped[CaseStatus]
    opened_on: Mapped[date]
    origin_type: Mapped[PartnerType]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    programme: Mapped[str | None] = mapped_column(String(80))
    lead_officer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    second_officer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    next_review_on: Mapped[date | None]
    information_due_on: Mapped[date | None]
    notice_sent_on: Mapped[date | None]
    notice_channel: Mapped[NoticeChannel | None]
    notice_to: Mapped[NoticeTo | None]
    agreement_status: Mapped[AgreementStatus] = mapped_column(default=AgreementStatus.NOT_ASKED)
    processing_restricted: Mapped[bool] = mapped_column(default=False)
    group_question: Mapped[str | None] = mapped_column(String(200))
    proposed_decision: Mapped[str | None] = mapped_column(String(200))
    closed_on: Mapped[date | None]
    closure_reason: Mapped[ClosureReason | None]
    closure_review: Mapped[str | None] = mapped_column(String(1000))
    elimination_due_on: Mapped[date | None]
    moved_out_on: Mapped[date | None]

    youth_neighbourhood_id: Mapped[int | None]
    youth_birth_earliest: Mapped[date | None]
    youth_birth_latest: Mapped[date | None]
    youth_situation: Mapped[Situation | None]
    reason_codes: Mapped[str | None] = mapped_column(String(400))
    action_due_on: Mapped[date | None]
    hidden_action_due_on: Mapped[date | None]
    step_due_on: Mapped[date | None]
    heard_on: Mapped[date | None]
    hidden_heard_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]

    youth: Mapped[Youth | None] = relationship()
    household: Mapped[Household | None] = relationship()
    group: Mapped[WorkingGroup | None] = relationship()
    lead_officer: Mapped[Account | None] = relationship(foreign_keys=[lead_officer_id])
    second_officer: Mapped[Account | None] = relationship(foreign_keys=[second_officer_id])
    history: Mapped[list["CaseStatusChange"]] = relationship(
        cascade="all, delete-orphan", order_by="CaseStatusChange.id"
    )

    __table_args__ = (
        CheckConstraint("(youth_id IS NULL) <> (household_id IS NULL)", name="one_subject"),
        Index("ix_case_file_rights", "id", *_RIGHTS),
        Index("ix_case_file_of_youth", "youth_id", "id", *_RIGHTS),
        Index(LIST_INDEX, "sort_key", "id", *_RIGHTS, *_SIFTED, *COPIES),
        Index(
            WATCH_INDEX,
            "id",
            *_RIGHTS,
            "youth_id",
            "opened_on",
            "next_review_on",
            "youth_birth_earliest",
            "youth_birth_latest",
            *NEWS,
        ),
        Index("ix_case_file_file_number", "file_number", "id", *_RIGHTS),
        Index("ix_case_file_opened_on", "opened_on", "id", *_RIGHTS),
        Index("ix_case_file_next_review_on", "next_review_on", "id", *_RIGHTS),
        Index("ix_case_file_to_inform", "notice_sent_on", "information_due_on", "id", *_RIGHTS),
        Index(None, "status", "sort_key", "id"),
        Index(None, "group_id", "sort_key", "id"),
        Index(None, "lead_officer_id", "sort_key", "id"),
        Index(None, "elimination_due_on", "id"),
        Index(None, "kind", "sort_key", "id"),
        {"sqlite_autoincrement": True},
    )


class CaseStatusChange(StatusChange, Base):
    """One step in the life of a dossier; a former closure is kept here when it reopens.

    `review` is what was written of a bilan or a closure, `balance` what was counted then: codes
    and numbers as JSON (`services/balance.py`).
    """

    __tablename__ = "case_status_change"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    from_status: Mapped[CaseStatus | None]
    to_status: Mapped[CaseStatus]
    closure_reason: Mapped[ClosureReason | None]
    review: Mapped[str | None] = mapped_column(String(1000))
    balance: Mapped[str | None] = mapped_column(String(1000))


class Observation(Edited, Base):
    """A dated, sourced, bounded note; read and printed according to its scope."""

    __tablename__ = "observation"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    kind: Mapped[ObservationKind]
    observed_on: Mapped[date]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    source_partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    text: Mapped[str] = mapped_column(String(1000))
    sharing_scope: Mapped[SharingScope] = mapped_column(default=SharingScope.CELL)
    validated_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    person_statement: Mapped[str | None] = mapped_column(String(1000))

    author: Mapped[Account] = relationship(foreign_keys=[author_id])
    source_partner: Mapped[Partner | None] = relationship()

    __table_args__ = (Index(None, "case_id", "observed_on", "id"), {"sqlite_autoincrement": True})
