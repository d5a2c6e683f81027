"""The town and its cell: one row of settings, the groups, the neighbourhoods."""

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Edited
from app.models.enums import GroupKind


class Organisation(Edited, Base):
    """The settings of the vault, one row. Delays in minutes, terms in months."""

    __tablename__ = "organisation"

    town_name: Mapped[str] = mapped_column(String(80))
    cell_name: Mapped[str] = mapped_column(String(120))
    sender_name: Mapped[str] = mapped_column(String(120))
    insee_code: Mapped[str | None] = mapped_column(String(5))
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(120))
    crip_phone: Mapped[str | None] = mapped_column(String(20))
    prosecutor_phone: Mapped[str | None] = mapped_column(String(20))
    dpo_contact: Mapped[str | None] = mapped_column(String(120))
    notice_purpose: Mapped[str | None] = mapped_column(String(600))
    notice_recipients: Mapped[str | None] = mapped_column(String(600))
    short_lock_minutes: Mapped[int] = mapped_column(Integer, default=10)
    hard_lock_minutes: Mapped[int] = mapped_column(Integer, default=30)
    not_retained_months: Mapped[int] = mapped_column(Integer, default=6)
    no_contact_days: Mapped[int] = mapped_column(Integer, default=60, server_default="60")
    is_demonstration: Mapped[bool] = mapped_column(default=False)


class WorkingGroup(Edited, Base):
    """A group of art. L. 132-5 CSI, or the CDDF: the only places for named exchanges."""

    __tablename__ = "working_group"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[GroupKind]
    active: Mapped[bool] = mapped_column(default=True)


class Neighbourhood(Edited, Base):
    """A quartier, with its priority area code (QPV 2015 or 2024) where it has one."""

    __tablename__ = "neighbourhood"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    priority_area_code: Mapped[str | None] = mapped_column(String(10))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    group: Mapped[WorkingGroup | None] = relationship()
