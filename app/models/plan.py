"""The plan d'actions: objectives and the actions that serve them (domain § 1.6.5)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.account import Account
from app.models.base import Base, Edited, StatusChange
from app.models.enums import (
    ActionResult,
    ActionStatus,
    ActionType,
    ContractAxis,
    SharingScope,
)
from app.models.partner import Partner, PartnerContact


class Objective(Edited, Base):
    """What the plan aims at; at most five a dossier."""

    __tablename__ = "objective"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    reached_on: Mapped[date | None]

    actions: Mapped[list["PlannedAction"]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="PlannedAction.id"
    )


class PlannedAction(Edited, Base):
    """Who does what by when. The pilot is a member of the cell or a partner's person.

    `case_id` repeats the objective's so that « what is due » reads one index.
    """

    __tablename__ = "planned_action"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    action_type: Mapped[ActionType]
    contract_axis: Mapped[ContractAxis | None]
    sharing_scope: Mapped[SharingScope] = mapped_column(default=SharingScope.CELL)
    pilot_account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    pilot_partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    pilot_contact_id: Mapped[int | None] = mapped_column(ForeignKey("partner_contact.id"))
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.PLANNED)
    result: Mapped[ActionResult | None]

    objective: Mapped[Objective] = relationship(back_populates="actions")
    pilot_account: Mapped[Account | None] = relationship(foreign_keys=[pilot_account_id])
    pilot_partner: Mapped[Partner | None] = relationship()
    pilot_contact: Mapped[PartnerContact | None] = relationship()
    contributors: Mapped[list[Partner]] = relationship(secondary="action_contributor")
    history: Mapped[list["ActionStatusChange"]] = relationship(
        cascade="all, delete-orphan", order_by="ActionStatusChange.id"
    )

    __table_args__ = (
        Index("ix_planned_action_status", "status", "due_on", "sharing_scope", "case_id"),
        Index("ix_planned_action_due_on", "due_on", "id", "status", "sharing_scope", "case_id"),
        {"sqlite_autoincrement": True},
    )


class ActionContributor(Base):
    """A partner contributes to an action."""

    __tablename__ = "action_contributor"

    action_id: Mapped[int] = mapped_column(ForeignKey("planned_action.id"), primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), primary_key=True)


class ActionStatusChange(StatusChange, Base):
    """One step in the life of an action."""

    __tablename__ = "action_status_change"

    action_id: Mapped[int] = mapped_column(ForeignKey("planned_action.id"), index=True)
    from_status: Mapped[ActionStatus | None]
    to_status: Mapped[ActionStatus]
