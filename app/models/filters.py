"""The filters a person keeps under a name: « Mes dossiers du Plateau en retard »."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Numbered


class SavedFilter(Numbered, Base):
    """What one account chose above one list: codes and numbers, as JSON.

    The words typed in the search field are never kept: they may name somebody, and would outlive
    the dossier.
    """

    __tablename__ = "saved_filter"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    page: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    content: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]

    __table_args__ = (
        Index(None, "account_id", "page", "name", unique=True),
        {"sqlite_autoincrement": True},
    )
