"""What persons ask of their dossier, and what is told them: restrictions, reasons not to inform."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.account import Account
from app.models.base import Base, Numbered
from app.models.enums import LiftReason, OverrideReason, RestrictionReason


class CaseRestriction(Numbered, Base):
    """A period during which the processing of a dossier is restricted (RGPD art. 18).

    `asked_on` is when the person's request was received; `told_on` when the person was told of
    the lifting, which must come before it (art. 18.3).
    """

    __tablename__ = "case_restriction"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    reason: Mapped[RestrictionReason]
    asked_on: Mapped[date]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    lift_reason: Mapped[LiftReason | None]
    told_on: Mapped[date | None]

    set_by: Mapped[Account] = relationship(foreign_keys=[set_by_id])
    lifted_by: Mapped[Account | None] = relationship(foreign_keys=[lifted_by_id])


class NoticeOverride(Numbered, Base):
    """A dossier was let go to a group before the family was informed: why, who said so."""

    __tablename__ = "notice_override"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    reason: Mapped[OverrideReason]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    by: Mapped[Account] = relationship()
