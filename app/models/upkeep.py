"""The care of the vault itself: its backups, its purge, the rehearsal of its recovery sheet."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered


class Upkeep(Numbered, Base):
    """One row. `purge_due`: something was erased, whose remnants the next closing rewrites away.

    `name_keys`: which version of the rules made the keys of the names (`duplicates_keys`).
    `backup_folder`: where backups go, as this vault's users chose it; none: beside the vault.
    """

    __tablename__ = "upkeep"

    backup_folder: Mapped[str | None] = mapped_column(String(400))
    purge_due: Mapped[bool] = mapped_column(default=False)
    recovery_rehearsed_on: Mapped[date | None]
    name_keys: Mapped[int] = mapped_column(Integer, default=0, server_default="0")


class BackupRecord(Numbered, Base):
    """One backup: its folder's name, what it holds, whether it was opened and found whole.

    `problem` is the code of what was found wrong; `journal_id` and `journal_hash` the last line
    of the journal it holds; `size` in bytes.
    """

    __tablename__ = "backup_record"

    name: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime]
    size: Mapped[int] = mapped_column(Integer)
    cases: Mapped[int] = mapped_column(Integer)
    journal_id: Mapped[int | None] = mapped_column(Integer)
    journal_hash: Mapped[str | None] = mapped_column(String(64))
    verified_at: Mapped[datetime | None]
    problem: Mapped[str | None] = mapped_column(String(40))


class Seat(Base):
    """Where an account was when the vault closed: the page, the field, the cursor in it."""

    __tablename__ = "seat"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    page: Mapped[str] = mapped_column(String(60))
    ref: Mapped[int | None] = mapped_column(Integer)
    tab: Mapped[str | None] = mapped_column(String(60))
    field: Mapped[str | None] = mapped_column(String(120))
    cursor: Mapped[int] = mapped_column(Integer, default=0)
    left_at: Mapped[datetime]
