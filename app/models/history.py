"""What happened to a record: its changes with their values, what was thrown away, what is gone.

The values live here, with the dossier, under its rights; the journal keeps codes only.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered
from app.models.enums import JournalAction


class Owned(Numbered):
    """A row about a record (`object_…`) that is read and erased with its owner (`owner_…`).

    Types are the names of tables. No foreign key: the record may be in the corbeille.
    """

    owner_type: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int] = mapped_column(Integer)
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int] = mapped_column(Integer)


class RecordChange(Owned, Base):
    """One change of one record: JSON `{field: [before, after]}`, as stored.

    `version` is the version the change led to, 0 for a row that has none.
    """

    __tablename__ = "record_change"

    action: Mapped[JournalAction]
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    content: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "owner_type", "owner_id", "id"),
        Index(None, "object_type", "object_id", "id"),
        {"sqlite_autoincrement": True},
    )


class TrashItem(Owned, Base):
    """An entry error thrown away: its rows as JSON, until `erase_on`.

    The rows themselves are out of their tables: no list, count or print can show them.
    """

    __tablename__ = "trash_item"

    reason: Mapped[str] = mapped_column(String(200))
    trashed_at: Mapped[datetime]
    trashed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    erase_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "owner_type", "owner_id", "id"),
        Index(None, "erase_on"),
        {"sqlite_autoincrement": True},
    )


class Elimination(Numbered, Base):
    """A record that must not come back from a backup: which, when, by whom; nothing of it.

    `number` is a dossier's own number, for the PV; `rows` how many rows went with it. `field`:
    the record stays, and only what this field held before is gone.
    """

    __tablename__ = "elimination"

    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int] = mapped_column(Integer)
    field: Mapped[str | None] = mapped_column(String(60))
    number: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    rows: Mapped[int] = mapped_column(Integer)

    __table_args__ = (
        Index(None, "object_type", "object_id"),
        {"sqlite_autoincrement": True},
    )
