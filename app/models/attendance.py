"""The mayor's school-attendance file, a treatment of its own beside the dossier (domain § 2.4).

A fact says that a threshold was reached in a month and who said so: never a day of absence. It
goes before its dossier does: `due_on` is written again whenever the birth date changes.
"""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited
from app.models.enums import AbsenceThreshold, Regime
from app.models.partner import Partner


class AttendanceFact(Edited, Base):
    """A threshold of absence reached in `month` (its first day); erased from `due_on` on."""

    __tablename__ = "attendance_fact"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    regime: Mapped[Regime] = mapped_column(default=Regime.SCHOOL_ATTENDANCE)
    threshold: Mapped[AbsenceThreshold]
    month: Mapped[date]
    reached_on: Mapped[date | None]
    source_partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    due_on: Mapped[date]

    source_partner: Mapped[Partner] = relationship()

    __table_args__ = (
        Index(None, "case_id", "month", "threshold", unique=True),
        Index(None, "due_on"),
        {"sqlite_autoincrement": True},
    )
