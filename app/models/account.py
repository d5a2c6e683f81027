"""The accounts of the office: who may open the vault, with which roles and groups."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited
from app.models.enums import Role
from app.models.organisation import WorkingGroup


class Account(Edited, Base):
    """A person of the office. The password lives in a key slot, never here."""

    __tablename__ = "account"

    login: Mapped[str] = mapped_column(String(40), unique=True)
    first_name: Mapped[str] = mapped_column(String(60))
    last_name: Mapped[str] = mapped_column(String(60))
    job_title: Mapped[str | None] = mapped_column(String(80))
    phone: Mapped[str | None] = mapped_column(String(20))
    slot_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    revoked_on: Mapped[date | None]
    last_opened_at: Mapped[datetime | None]

    roles: Mapped[list["AccountRole"]] = relationship(
        cascade="all, delete-orphan", order_by="AccountRole.role"
    )
    groups: Mapped[list[WorkingGroup]] = relationship(secondary="account_group")


class AccountRole(Base):
    """One role of an account."""

    __tablename__ = "account_role"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)


class AccountGroup(Base):
    """An account sits in a group."""

    __tablename__ = "account_group"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"), primary_key=True)
