"""The plan d'actions of a dossier: objectives, and who does what by when (domain § 1.6.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from app.errors import Invalid, Refused
from app.models.account import Account
from app.models.enums import (
    ActionResult,
    ActionStatus,
    ActionType,
    ContractAxis,
    JournalAction,
    SharingScope,
)
from app.models.partner import Partner, PartnerContact
from app.models.plan import Objective, PlannedAction
from app.services.access import demand_case, visible_scopes
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.labels import account_label, partner_label
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse

MOST_OBJECTIVES = 5
TITLE_LIMIT = 120
OPEN_STATES = (ActionStatus.PLANNED, ActionStatus.IN_PROGRESS, ActionStatus.POSTPONED)


@dataclass(frozen=True, slots=True)
class ObjectiveEntry:
    """What a person types of an objective. `version` is none for a new one."""

    title: str
    reached_on: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action, as read; `late` when its date is past and it is still to be done."""

    id: int
    version: int
    objective_id: int
    title: str
    action_type: ActionType
    contract_axis: ContractAxis | None
    sharing_scope: SharingScope
    pilot: str
    pilot_account_id: int | None
    pilot_partner_id: int | None
    pilot_contact_id: int | None
    contributors: tuple[tuple[int, str], ...]
    start_on: date | None
    due_on: date | None
    ended_on: date | None
    status: ActionStatus
    result: ActionResult | None
    late: bool


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One objective with its actions; `done` counts those carried out, in whole or in part.

    `throwable`: all that would go to the corbeille with it is this actor's to read.
    """

    id: int
    version: int
    title: str
    reached_on: date | None
    actions: tuple[ActionRow, ...]
    throwable: bool = True

    @property
    def done(self) -> int:
        """How many actions are carried out, in whole or in part."""
        return sum(
            one.status in {ActionStatus.DONE, ActionStatus.PARTIALLY_DONE} for one in self.actions
        )

    @property
    def counted(self) -> int:
        """How many actions count: all but the cancelled ones."""
        return sum(one.status is not ActionStatus.CANCELLED for one in self.actions)


def plan(desk: Desk, case_id: int) -> tuple[ObjectiveRow, ...]:
    """The whole plan of a dossier, in its order; the actions by date."""
    with desk.read() as work:
        demand_case(work, UseCase.READ_PLAN, case_id)
        return read_plan(work, case_id)


_ACTIONS: Final = joinedload(Objective.actions)
_PLAN: Final = (
    select(Objective)
    .where(Objective.case_id == bindparam("case"))
    .options(
        _ACTIONS.joinedload(PlannedAction.pilot_account).load_only(
            Account.first_name, Account.last_name
        ),
        _ACTIONS.joinedload(PlannedAction.pilot_partner).load_only(Partner.name),
        _ACTIONS.joinedload(PlannedAction.pilot_contact).load_only(
            PartnerContact.first_name, PartnerContact.last_name, PartnerContact.job_title
        ),
        _ACTIONS.selectinload(PlannedAction.contributors).load_only(Partner.name),
    )
    .order_by(Objective.position, Objective.id)
)


def read_plan(work: Work, case_id: int) -> tuple[ObjectiveRow, ...]:
    """As `plan`, inside a unit of work that has already asked for the right."""
    rows = work.session.scalars(_PLAN, {"case": case_id}).unique()
    scopes = visible_scopes(work)
    return tuple(
        ObjectiveRow(
            one.id,
            one.version,
            one.title,
            one.reached_on,
            tuple(
                action_row(action, work.today)
                for action in sorted(one.actions, key=lambda it: (it.due_on or date.max, it.id))
                if action.sharing_scope in scopes
            ),
            throwable=all(action.sharing_scope in scopes for action in one.actions),
        )
        for one in rows
    )


def action_row(action: PlannedAction, today: date) -> ActionRow:
    """An action as its reader sees it on the day `today`."""
    return ActionRow(
        id=action.id,
        version=action.version,
        objective_id=action.objective_id,
        title=action.title,
        action_type=action.action_type,
        contract_axis=action.contract_axis,
        sharing_scope=action.sharing_scope,
        pilot=account_label(action.pilot_account)
        or partner_label(action.pilot_partner, action.pilot_contact),
        pilot_account_id=action.pilot_account_id,
        pilot_partner_id=action.pilot_partner_id,
        pilot_contact_id=action.pilot_contact_id,
        contributors=tuple((one.id, one.name) for one in action.contributors),
        start_on=action.start_on,
        due_on=action.due_on,
        ended_on=action.ended_on,
        status=action.status,
        result=action.result,
        late=action.due_on is not None and action.due_on < today and action.status in OPEN_STATES,
    )


def save_objective(
    desk: Desk, case_id: int, entry: ObjectiveEntry, *, objective_id: int | None = None
) -> Change:
    """Add an objective (five at most) or correct one.

    Raises `Invalid`, `Conflict`, `Refused`, `CaseClosed`.
    """
    with desk.work() as work:
        demand_open(demand_case(work, UseCase.EDIT_PLAN, case_id))
        problems: dict[str, str] = {}
        title = bounded(problems, "title", entry.title, TITLE_LIMIT)
        if title is None:
            problems["title"] = "Nommez l’objectif en quelques mots."
        if entry.reached_on is not None and entry.reached_on > work.today:
            problems["reached_on"] = "Un objectif ne peut pas être atteint demain ou après."
        refuse(problems)
        if objective_id is None:
            count, last = work.session.execute(
                select(func.count(), func.max(Objective.position)).where(
                    Objective.case_id == case_id
                )
            ).one()
            if count >= MOST_OBJECTIVES:
                raise Invalid({"title": "Un plan compte cinq objectifs au plus."})
            row = work.add(
                Objective(
                    case_id=case_id,
                    title=title,
                    position=(last or 0) + 1,
                    reached_on=entry.reached_on,
                )
            )
            work.journal(JournalAction.CREATE, "objective", row.id, "title reached_on")
        else:
            row = demand_objective(work, case_id, objective_id)
            work.touch(row, entry.version)
            row.title, row.reached_on = title or row.title, entry.reached_on
            work.journal(JournalAction.UPDATE, "objective", row.id, "title reached_on")
        return work.commit(Change(Subject.CASE, case_id))


def demand_objective(work: Work, case_id: int, objective_id: int) -> Objective:
    """The objective of that dossier; `Refused` when it is not one of them."""
    row = work.session.get(Objective, objective_id)
    if row is None or row.case_id != case_id:
        raise Refused
    return row
