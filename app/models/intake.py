"""The signalement (fiche de repérage addressed to the cell) and the trace of a danger transmission.

A report stands apart from the young person's own record: two bodies may report one young person,
each with its own source and fate. The danger narrative has no column: it is never stored.
"""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited, Numbered, StatusChange
from app.models.enums import (
    DangerAnswer,
    DangerRecipient,
    ExpectedSupport,
    FamilyPosition,
    GradeLevel,
    IntakeReason,
    IntakeStatus,
    NotRetainedReason,
    PartnerType,
    PriorStep,
    Relationship,
    ReportSubject,
    Sex,
    Situation,
)
from app.models.organisation import Neighbourhood, WorkingGroup
from app.models.partner import Partner, PartnerContact
from app.models.youth import Coordinates

# What decides who sees a signalement: a count reads these from the index, not from the rows.
_WHAT_RIGHTS_READ = ("group_id", "created_by", "case_id", "elimination_due_on", "decision_on")
_SIFTED = (
    "status",
    "received_on",
    *_WHAT_RIGHTS_READ,
    "origin_type",
    "neighbourhood_id",
    "birth_earliest",
    "birth_latest",
    "situation",
)
#: All that any filter or sort of the list asks: see `CaseFile`.
LIST_INDEX = "ix_intake_report_sort_key"


class IntakeReport(Edited, Coordinates, Base):
    """A partner, or the family, reports a situation (domain § 1.6.1)."""

    __tablename__ = "intake_report"

    number: Mapped[str] = mapped_column(String(12), unique=True)
    status: Mapped[IntakeStatus]
    received_on: Mapped[date]
    origin_type: Mapped[PartnerType | None]
    reporter_partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    reporter_contact_id: Mapped[int | None] = mapped_column(ForeignKey("partner_contact.id"))
    author_reference: Mapped[str | None] = mapped_column(String(40))

    subject: Mapped[ReportSubject] = mapped_column(
        default=ReportSubject.YOUTH, server_default=ReportSubject.YOUTH
    )
    place: Mapped[str | None] = mapped_column(String(80))
    last_name: Mapped[str | None] = mapped_column(String(60))
    usage_name: Mapped[str | None] = mapped_column(String(60))
    first_name: Mapped[str | None] = mapped_column(String(60))
    sex: Mapped[Sex | None]
    birth_earliest: Mapped[date | None]
    birth_latest: Mapped[date | None]
    sort_key: Mapped[str] = mapped_column(String(180), default="")

    situation: Mapped[Situation | None]
    grade: Mapped[GradeLevel | None]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    reason_note: Mapped[str | None] = mapped_column(String(200))
    family_informed: Mapped[bool | None]
    family_informed_on: Mapped[date | None]
    family_informed_by: Mapped[str | None] = mapped_column(String(80))
    family_position: Mapped[FamilyPosition | None]
    expected_support: Mapped[ExpectedSupport | None]
    danger_answer: Mapped[DangerAnswer | None]
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))

    decision_on: Mapped[date | None]
    decision_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    redirected_to_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    not_retained_reason: Mapped[NotRetainedReason | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    elimination_due_on: Mapped[date | None]

    reporter_partner: Mapped[Partner | None] = relationship(foreign_keys=[reporter_partner_id])
    reporter_contact: Mapped[PartnerContact | None] = relationship()
    school: Mapped[Partner | None] = relationship(foreign_keys=[school_id])
    neighbourhood: Mapped[Neighbourhood | None] = relationship()
    group: Mapped[WorkingGroup | None] = relationship()
    reasons: Mapped[list["IntakeReportReason"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )
    prior_steps: Mapped[list["IntakePriorStep"]] = relationship(
        cascade="all, delete-orphan", order_by="IntakePriorStep.id"
    )
    guardians: Mapped[list["IntakeGuardian"]] = relationship(
        cascade="all, delete-orphan", order_by="IntakeGuardian.id"
    )
    history: Mapped[list["IntakeStatusChange"]] = relationship(
        cascade="all, delete-orphan", order_by="IntakeStatusChange.id"
    )

    __table_args__ = (
        # with what rights are decided on: see `CaseFile`
        Index("ix_intake_report_status", "status", "received_on", "id", *_WHAT_RIGHTS_READ),
        Index("ix_intake_report_received_on", "received_on", "id", *_WHAT_RIGHTS_READ),
        Index(LIST_INDEX, "sort_key", "id", *_SIFTED),
        Index(None, "group_id", "received_on", "id"),
        Index(None, "origin_type", "received_on", "id"),
        Index(None, "birth_earliest", "id"),
        Index(None, "created_by", "received_on", "id"),
        {"sqlite_autoincrement": True},
    )


class IntakeReportReason(Base):
    """One ticked reason of a report."""

    __tablename__ = "intake_report_reason"

    report_id: Mapped[int] = mapped_column(ForeignKey("intake_report.id"), primary_key=True)
    reason: Mapped[IntakeReason] = mapped_column(primary_key=True)

    __table_args__ = (Index(None, "reason", "report_id"),)


class IntakePriorStep(Numbered, Base):
    """Something the author already tried, and when."""

    __tablename__ = "intake_prior_step"

    report_id: Mapped[int] = mapped_column(ForeignKey("intake_report.id"), index=True)
    step: Mapped[PriorStep]
    done_on: Mapped[date | None]


class IntakeGuardian(Numbered, Base):
    """A legal representative as the author names them."""

    __tablename__ = "intake_guardian"

    report_id: Mapped[int] = mapped_column(ForeignKey("intake_report.id"), index=True)
    last_name: Mapped[str] = mapped_column(String(60))
    first_name: Mapped[str | None] = mapped_column(String(60))
    relationship_kind: Mapped[Relationship]
    parental_authority: Mapped[bool] = mapped_column(default=True)
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(120))


class IntakeStatusChange(StatusChange, Base):
    """One step in the life of a report."""

    __tablename__ = "intake_status_change"

    report_id: Mapped[int] = mapped_column(ForeignKey("intake_report.id"), index=True)
    from_status: Mapped[IntakeStatus | None]
    to_status: Mapped[IntakeStatus]


class DangerTransmission(Numbered, Base):
    """The only trace of a danger: when, to whom, by whom; linked to nobody (domain § 2.7)."""

    __tablename__ = "danger_transmission"

    transmitted_on: Mapped[date]
    recipient: Mapped[DangerRecipient]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
