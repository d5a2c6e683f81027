"""The young person, the guardians, the household.

Identity is what AU-038 art. 3 lists and no more: no place of birth, nationality, photograph,
INE, NIR or allocataire number exists here (domain §§ 1.6.2 and 3.9). A sibling who is not
followed has no row. A birth date partly known is kept as its earliest and latest day.
"""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited, Numbered
from app.models.enums import GradeLevel, HomeSharing, Relationship, Sex, Situation
from app.models.organisation import Neighbourhood
from app.models.partner import Partner


class Coordinates:
    """Where a person can be reached."""

    address: Mapped[str | None] = mapped_column(String(200))
    postal_code: Mapped[str | None] = mapped_column(String(5))
    city: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(120))


class Youth(Edited, Coordinates, Base):
    """A young person the cell follows, from early school age to the 25th birthday.

    `phonetic_key` is how the names sound, family name first; `given_key`, given name first.
    """

    __tablename__ = "youth"

    last_name: Mapped[str] = mapped_column(String(60))
    usage_name: Mapped[str | None] = mapped_column(String(60))
    first_name: Mapped[str] = mapped_column(String(60))
    known_as: Mapped[str | None] = mapped_column(String(60))
    sex: Mapped[Sex]
    birth_earliest: Mapped[date]
    birth_latest: Mapped[date]
    neighbourhood_id: Mapped[int | None] = mapped_column(ForeignKey("neighbourhood.id"))
    sort_key: Mapped[str] = mapped_column(String(180))
    phonetic_key: Mapped[str] = mapped_column(String(120))
    given_key: Mapped[str] = mapped_column(String(120), default="", server_default="")

    neighbourhood: Mapped[Neighbourhood | None] = relationship()
    guardianships: Mapped[list["Guardianship"]] = relationship(
        back_populates="youth", cascade="all, delete-orphan", order_by="Guardianship.id"
    )
    schooling: Mapped[list["Schooling"]] = relationship(
        back_populates="youth",
        cascade="all, delete-orphan",
        order_by="Schooling.started_on.desc(), Schooling.id.desc()",
    )
    memberships: Mapped[list["HouseholdMembership"]] = relationship(back_populates="youth")

    __table_args__ = (
        Index(None, "sort_key", "id"),
        Index(None, "phonetic_key"),
        Index(None, "given_key"),
        Index(None, "birth_earliest"),
        {"sqlite_autoincrement": True},
    )


class Guardian(Edited, Coordinates, Base):
    """A legal representative; may be linked to several young people."""

    __tablename__ = "guardian"

    last_name: Mapped[str] = mapped_column(String(60))
    usage_name: Mapped[str | None] = mapped_column(String(60))
    first_name: Mapped[str] = mapped_column(String(60))
    contact_preference: Mapped[str | None] = mapped_column(String(120))
    interpreter_needed: Mapped[bool] = mapped_column(default=False)


class Guardianship(Numbered, Base):
    """The link between a young person and a guardian."""

    __tablename__ = "guardianship"

    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"), index=True)
    guardian_id: Mapped[int] = mapped_column(ForeignKey("guardian.id"), index=True)
    relationship_kind: Mapped[Relationship]
    parental_authority: Mapped[bool] = mapped_column(default=True)

    youth: Mapped[Youth] = relationship(back_populates="guardianships")
    guardian: Mapped[Guardian] = relationship()


class Household(Edited, Base):
    """A foyer. It has no owner: members come and go with dates."""

    __tablename__ = "household"

    name: Mapped[str] = mapped_column(String(80))
    sort_key: Mapped[str] = mapped_column(String(80))

    memberships: Mapped[list["HouseholdMembership"]] = relationship(
        back_populates="household", cascade="all, delete-orphan", order_by="HouseholdMembership.id"
    )

    __table_args__ = (Index(None, "sort_key", "id"), {"sqlite_autoincrement": True})


class HouseholdMembership(Numbered, Base):
    """A followed young person lives in a foyer, from one day to another.

    `sharing`: how their time is shared, for one who has two homes at once.
    """

    __tablename__ = "household_membership"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    sharing: Mapped[HomeSharing | None]

    # each way round, and whole: a family is listed by the dossiers of its members that one reaches
    __table_args__ = (
        Index("ix_household_membership_by_household", "household_id", "youth_id", "until_on"),
        Index("ix_household_membership_by_youth", "youth_id", "household_id", "until_on"),
        {"sqlite_autoincrement": True},
    )

    household: Mapped[Household] = relationship(back_populates="memberships")
    youth: Mapped[Youth] = relationship(back_populates="memberships")


class Schooling(Numbered, Base):
    """The situation of a young person over a period; the row without an end is the current one."""

    __tablename__ = "schooling"

    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id"), index=True)
    situation: Mapped[Situation]
    grade: Mapped[GradeLevel | None]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    completed_3e: Mapped[bool | None]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    youth: Mapped[Youth] = relationship(back_populates="schooling")
    school: Mapped[Partner | None] = relationship()
