"""The directory: partner bodies and the persons one speaks to there (domain § 1.4)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited, Numbered
from app.models.enums import PartnerType, SecrecyStatus
from app.models.organisation import WorkingGroup


class Partner(Edited, Base):
    """A body that reports, acts with the cell, or receives young people.

    `words` holds what it is found by, normalised: its name, its town, its persons' names.
    """

    __tablename__ = "partner"

    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(String(1000), default="")
    partner_type: Mapped[PartnerType]
    siret: Mapped[str | None] = mapped_column(String(14))
    uai: Mapped[str | None] = mapped_column(String(8))
    address: Mapped[str | None] = mapped_column(String(200))
    postal_code: Mapped[str | None] = mapped_column(String(5))
    city: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(120))
    active: Mapped[bool] = mapped_column(default=True)

    contacts: Mapped[list["PartnerContact"]] = relationship(
        back_populates="partner", cascade="all, delete-orphan", order_by="PartnerContact.last_name"
    )
    groups: Mapped[list[WorkingGroup]] = relationship(secondary="partner_group")

    __table_args__ = (
        Index(None, "partner_type", "sort_key", "id"),
        Index(None, "sort_key", "id"),
        {"sqlite_autoincrement": True},
    )


class PartnerContact(Numbered, Base):
    """A person of a partner body."""

    __tablename__ = "partner_contact"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    last_name: Mapped[str] = mapped_column(String(60))
    first_name: Mapped[str | None] = mapped_column(String(60))
    job_title: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(120))
    charter_signed_on: Mapped[date | None]
    charter_version: Mapped[str | None] = mapped_column(String(20))
    secrecy_status: Mapped[SecrecyStatus] = mapped_column(default=SecrecyStatus.UNKNOWN)
    active: Mapped[bool] = mapped_column(default=True)

    partner: Mapped[Partner] = relationship(back_populates="contacts")


class PartnerGroup(Base):
    """A partner sits in a group."""

    __tablename__ = "partner_group"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"), primary_key=True)
