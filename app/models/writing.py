"""The writing control: the town's own words, and what was kept as written, with its reason."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered
from app.models.enums import WritingCategory, WritingReason
from app.models.history import Owned


class WatchedWord(Numbered, Base):
    """What the town changes in a list: words added, or (`aside`) words of the program put aside.

    `words` as written in a list (`rules.writing_words`), `key` what tells two lines apart.
    """

    __tablename__ = "watched_word"

    category: Mapped[WritingCategory]
    words: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200))
    aside: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (UniqueConstraint("category", "key"), {"sqlite_autoincrement": True})


class WritingConfirmation(Owned, Base):
    """Words pointed out that somebody kept in `field`, and why; never the words themselves.

    `categories`: codes of `WritingCategory`, parted by a space.
    """

    __tablename__ = "writing_confirmation"

    field: Mapped[str] = mapped_column(String(60))
    categories: Mapped[str] = mapped_column(String(120))
    reason: Mapped[WritingReason]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    __table_args__ = (
        Index(None, "owner_type", "owner_id", "id"),
        Index(None, "object_type", "object_id", "id"),
        {"sqlite_autoincrement": True},
    )
