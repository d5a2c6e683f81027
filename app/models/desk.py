"""What the desk itself remembers: the journal, drafts, what each one had open."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered
from app.models.enums import JournalAction


class JournalEntry(Numbered, Base):
    """One line of the journal: codes and numbers, never a value (CNIL 2021-122).

    `hash` seals the line and the one before it, so that a line removed or altered shows.
    """

    __tablename__ = "journal_entry"

    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[JournalAction]
    object_type: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None] = mapped_column(Integer)
    detail: Mapped[str] = mapped_column(String(400), default="")
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        Index(None, "object_type", "object_id", "id"),
        Index(None, "account_id", "id"),
        {"sqlite_autoincrement": True},
    )


class Draft(Numbered, Base):
    """What an account was typing, kept inside the vault: one a form and record."""

    __tablename__ = "draft"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    form: Mapped[str] = mapped_column(String(60))
    record_key: Mapped[str] = mapped_column(String(60))
    record_version: Mapped[int] = mapped_column(Integer, default=0)
    saved_at: Mapped[datetime]
    content: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index(None, "account_id", "form", "record_key", unique=True),
        {"sqlite_autoincrement": True},
    )


class RecentItem(Base):
    """What an account had open, newest first, for Accueil."""

    __tablename__ = "recent_item"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    ref: Mapped[int] = mapped_column(Integer, primary_key=True)
    opened_at: Mapped[datetime]


class Counter(Base):
    """The last number given in a year to dossiers, signalements and orientations."""

    __tablename__ = "counter"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class SearchEntry(Numbered, Base):
    """What the search box finds, by its normalised text; an FTS5 table beside it holds the words.

    Numbers say the kind and the record, and are negative, the newest line's the smallest: FTS5
    answers in ascending order ten times faster than backwards, and newest first is what is asked.
    `born`: what a birth date is found by, « 2010 201003 20100314 d0314 ».
    """

    __tablename__ = "search_entry"

    kind: Mapped[str] = mapped_column(String(20))
    ref: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String(400))
    phonetic: Mapped[str] = mapped_column(String(200))
    born: Mapped[str] = mapped_column(String(60), server_default="")

    __table_args__ = (Index(None, "kind", "ref", unique=True), {"sqlite_autoincrement": True})
