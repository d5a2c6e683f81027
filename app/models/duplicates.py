"""One person or two: the pairs that were told apart, the dossiers merged, why archives were read.

`told_apart` and `case_merge` hang on a young person or a dossier, and are erased with it.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered
from app.models.enums import ArchiveReason


class ToldApart(Numbered, Base):
    """« Ce n’est pas la même personne »: of two young people, or of one and a signalement's."""

    __tablename__ = "told_apart"

    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"), index=True)
    other_youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("intake_report.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (
        CheckConstraint("(other_youth_id IS NULL) <> (report_id IS NULL)", name="from_one"),
        {"sqlite_autoincrement": True},
    )


class CaseMerge(Numbered, Base):
    """Two dossiers of one young person that became one, until it is undone.

    `content` is what the undoing needs (`merging_record`), JSON: the rows that left, the
    references that were moved, what the kept ones held before and after.
    """

    __tablename__ = "case_merge"

    kept_case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    gone_case_id: Mapped[int] = mapped_column(Integer)
    gone_number: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    content: Mapped[str] = mapped_column(Text)


class ArchiveSearch(Numbered, Base):
    """Why closed dossiers were searched: the archive is read « de manière motivée » (AU-038)."""

    __tablename__ = "archive_search"

    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[ArchiveReason]
