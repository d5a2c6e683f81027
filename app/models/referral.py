"""The orientation towards a CFA or a Chambre de métiers, and its chain of states (domain § 3.7)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited, StatusChange
from app.models.case import CaseFile
from app.models.enums import (
    DeclineReason,
    Diploma,
    DropReason,
    EmployerSearch,
    GradeLevel,
    Mobility,
    ReferralRequest,
    ReferralStatus,
)
from app.models.partner import Partner, PartnerContact


class Referral(Edited, Base):
    """A young person is addressed to a structure that trains or advises."""

    __tablename__ = "referral"

    number: Mapped[str] = mapped_column(String(12), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("partner_contact.id"))
    status: Mapped[ReferralStatus]
    request: Mapped[ReferralRequest]
    first_trade: Mapped[str | None] = mapped_column(String(120))
    first_trade_code: Mapped[str | None] = mapped_column(String(12))
    second_trade: Mapped[str | None] = mapped_column(String(120))
    second_trade_code: Mapped[str | None] = mapped_column(String(12))
    last_grade: Mapped[GradeLevel | None]
    last_school_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    diploma: Mapped[Diploma | None]
    internships: Mapped[str | None] = mapped_column(String(200))
    employer_search: Mapped[EmployerSearch | None]
    mobility: Mapped[Mobility | None]
    available_from: Mapped[date | None]
    include_sex: Mapped[bool] = mapped_column(default=False)
    youth_agreed_on: Mapped[date | None]
    guardian_agreed_on: Mapped[date | None]
    reply_by: Mapped[date | None]
    sent_on: Mapped[date | None]
    interview_at: Mapped[datetime | None]
    started_on: Mapped[date | None]
    next_step_on: Mapped[date | None]
    decline_reason: Mapped[DeclineReason | None]
    drop_reason: Mapped[DropReason | None]

    case: Mapped[CaseFile] = relationship()
    partner: Mapped[Partner] = relationship(foreign_keys=[partner_id])
    contact: Mapped[PartnerContact | None] = relationship()
    last_school: Mapped[Partner | None] = relationship(foreign_keys=[last_school_id])
    history: Mapped[list["ReferralStatusChange"]] = relationship(
        cascade="all, delete-orphan", order_by="ReferralStatusChange.id"
    )

    __table_args__ = (
        Index(None, "status", "next_step_on", "case_id"),
        Index(None, "next_step_on", "id", "case_id"),
        # the columns of the list as it sorts them: what is empty has its place
        Index("ix_referral_by_status", "status", "id"),
        Index("ix_referral_by_next_step", text("coalesce(next_step_on, '9999')"), "id"),
        Index("ix_referral_by_sent", text("coalesce(sent_on, '')"), "id"),
        Index(
            "ix_referral_by_silence",
            text(
                "CASE WHEN status IN ('SENT', 'REMINDED') "
                "THEN coalesce(sent_on, '9999') ELSE '9999' END"
            ),
            "id",
        ),
        Index("ix_referral_by_aim", text("coalesce(first_trade, request)"), "id"),
        {"sqlite_autoincrement": True},
    )


class ReferralStatusChange(StatusChange, Base):
    """One step in the life of an orientation."""

    __tablename__ = "referral_status_change"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    from_status: Mapped[ReferralStatus | None]
    to_status: Mapped[ReferralStatus]
