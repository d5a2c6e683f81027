"""What families hold besides their young people: adults with dates, every way to reach someone.

Two tables of contacts and not one with two owners: a row that cannot live without its person goes
with it (`services/rows.py` reads the foreign keys).
"""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited, Numbered
from app.models.enums import ContactKind, Relationship
from app.models.youth import Guardian


class ContactPoint:
    """One address, telephone or e-mail of a person, from one day to another.

    An address has its town beside it. Of each kind at most one that is current is `preferred`:
    the person's own columns repeat it (`services/contacts.py`).
    """

    kind: Mapped[ContactKind]
    value: Mapped[str] = mapped_column(String(200))
    postal_code: Mapped[str | None] = mapped_column(String(5))
    city: Mapped[str | None] = mapped_column(String(80))
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    preferred: Mapped[bool]
    note: Mapped[str | None] = mapped_column(String(60))


class YouthContact(Edited, ContactPoint, Base):
    """A way to reach a young person."""

    __tablename__ = "youth_contact"

    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"), index=True)


class GuardianContact(Edited, ContactPoint, Base):
    """A way to reach a legal representative."""

    __tablename__ = "guardian_contact"

    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardian.id"), index=True)


class HouseholdAdult(Numbered, Base):
    """A representative of a young person of the foyer lives in it, from one day to another.

    Nobody owns a foyer: an adult comes and goes as the young people do.
    """

    __tablename__ = "household_adult"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardian.id"), index=True)
    link: Mapped[Relationship]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]

    guardian: Mapped[Guardian] = relationship()
