"""One action of the plan: written, moved along its states, its states kept as history."""

from dataclasses import dataclass
from datetime import date

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
from app.models.plan import ActionStatusChange, PlannedAction
from app.services.access import demand_case, visible_scopes
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.moves import step
from app.services.plan import TITLE_LIMIT, demand_objective
from app.services.rules.rights import UseCase
from app.services.rules.states import ACTION, ACTION_RESULTS, next_states
from app.services.text import bounded, clean, refuse

REASON_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """What a person types of an action. The pilot is of the cell or of a partner, not both.

    The scope CELL is the default: an action prints for the group only when so chosen.
    """

    objective_id: int | None
    title: str
    action_type: ActionType | None
    contract_axis: ContractAxis | None = None
    sharing_scope: SharingScope = SharingScope.CELL
    pilot_account_id: int | None = None
    pilot_partner_id: int | None = None
    pilot_contact_id: int | None = None
    contributor_ids: tuple[int, ...] = ()
    start_on: date | None = None
    due_on: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class WayBack:
    """What brings an action back to before a move, for as long as nothing else changed it."""

    version: int
    start_on: date | None
    due_on: date | None


def save_action(
    desk: Desk, case_id: int, entry: ActionEntry, *, action_id: int | None = None
) -> Change:
    """Add an action to the plan or correct one.

    Raises `Invalid`, `Conflict`, `Refused`, `CaseClosed`.
    """
    with desk.work() as work:
        demand_open(demand_case(work, UseCase.EDIT_PLAN, case_id))
        values = _checked(work, case_id, entry)
        contributors = [work.get(Partner, number) for number in entry.contributor_ids]
        if action_id is None:
            row = work.add(PlannedAction(case_id=case_id, contributors=contributors, **values))
            row.history.append(step(work, ActionStatusChange, None, ActionStatus.PLANNED))
            work.journal(JournalAction.CREATE, "action", row.id, " ".join(sorted(values)))
        else:
            row = _demand(work, case_id, action_id)
            changed = work.correct(row, values, entry.version)
            row.contributors = contributors
            work.journal(JournalAction.UPDATE, "action", row.id, changed)
        return work.commit(Change(Subject.CASE, case_id))


def move_action(
    desk: Desk,
    case_id: int,
    action_id: int,
    status: ActionStatus,
    *,
    on: date | None = None,
    result: ActionResult | None = None,
    due_on: date | None = None,
    reason: str | None = None,
    version: int | None = None,
) -> tuple[Change, WayBack]:
    """Move an action to `status` on the day `on` (today when not said); with its way back.

    A result is asked exactly where the rules allow one; « reportée » wants a new date.
    Raises `Invalid` when the move is not one the state allows, `Conflict` when the action is no
    longer at `version`, `Refused`, `CaseClosed`.
    """
    with desk.work() as work:
        demand_open(demand_case(work, UseCase.EDIT_PLAN, case_id))
        row = _demand(work, case_id, action_id)
        before = row.start_on, row.due_on
        work.touch(row, version)
        day = on or work.today
        problems: dict[str, str] = {}
        if status not in next_states(ACTION, row.status):
            problems["status"] = "Cette action ne peut pas passer à cet état."
        if day > work.today:
            problems["on"] = "Ce changement ne peut pas être daté de demain ou après."
        results = ACTION_RESULTS.get(status, ())
        if results and result not in results:
            problems["result"] = "Indiquez le résultat de l’action."
        if not results and result is not None:
            problems["result"] = "Un résultat se note quand l’action a été tentée."
        if status is ActionStatus.POSTPONED and (due_on is None or due_on <= day):
            problems["due_on"] = "Indiquez la nouvelle échéance."
        kept = bounded(problems, "reason", reason, REASON_LIMIT)
        refuse(problems)
        row.history.append(step(work, ActionStatusChange, row.status, status, on=day, reason=kept))
        row.status, row.result = status, result
        row.ended_on = day if not next_states(ACTION, status) else None
        if due_on is not None:
            row.due_on = due_on
        if status is ActionStatus.IN_PROGRESS and row.start_on is None:
            row.start_on = day
        work.journal(JournalAction.STATUS, "action", row.id, str(status))
        return work.commit(Change(Subject.CASE, case_id)), WayBack(row.version, *before)


def undo_move(desk: Desk, case_id: int, action_id: int, way_back: WayBack) -> Change:
    """Take the last move back, as a move of its own: the history keeps both.

    The dates come back too. Raises `Conflict` when the action changed since the move.
    """
    with desk.work() as work:
        demand_open(demand_case(work, UseCase.EDIT_PLAN, case_id))
        row = _demand(work, case_id, action_id)
        work.touch(row, way_back.version)
        last = row.history[-1] if row.history else None
        back = last.from_status if last is not None else None
        # An undoing is not undone: an end would come back without its result nor its date.
        if last is None or back is None or last.to_status not in next_states(ACTION, back):
            raise Invalid({"status": "Il n’y a pas de changement à annuler."})
        row.history.append(step(work, ActionStatusChange, row.status, back))
        row.status, row.result, row.ended_on = back, None, None
        row.start_on, row.due_on = way_back.start_on, way_back.due_on
        work.journal(JournalAction.STATUS, "action", row.id, f"undo {back}")
        return work.commit(Change(Subject.CASE, case_id))


def _demand(work: Work, case_id: int, action_id: int) -> PlannedAction:
    row = work.session.get(PlannedAction, action_id)
    if row is None or row.case_id != case_id or row.sharing_scope not in visible_scopes(work):
        raise Refused
    return row


def _pilot_problem(work: Work, entry: ActionEntry) -> str | None:
    if entry.pilot_account_id is not None and entry.pilot_partner_id is not None:
        return "Un seul pilote\u202f: la cellule ou un partenaire."
    if entry.pilot_contact_id is None:
        return None
    person = work.session.get(PartnerContact, entry.pilot_contact_id)
    if person is None or person.partner_id != entry.pilot_partner_id:
        return "Choisissez une personne de la structure pilote."
    return None


def _checked(work: Work, case_id: int, entry: ActionEntry) -> dict[str, object]:
    problems: dict[str, str] = {}
    title = bounded(problems, "title", entry.title, TITLE_LIMIT)
    if entry.action_type is None:
        problems["action_type"] = "Choisissez le type d’action."
    elif title is None:
        title = clean(entry.action_type.label)
    if entry.objective_id is None:
        problems["objective_id"] = "Rattachez l’action à un objectif."
    else:
        demand_objective(work, case_id, entry.objective_id)
    if pilot := _pilot_problem(work, entry):
        problems["pilot"] = pilot
    if entry.start_on and entry.due_on and entry.due_on < entry.start_on:
        problems["due_on"] = "L’échéance précède le début."
    refuse(problems)
    work.demand_known(Account, entry.pilot_account_id)
    work.demand_known(Partner, entry.pilot_partner_id)
    return {
        "objective_id": entry.objective_id,
        "title": title,
        "action_type": entry.action_type,
        "contract_axis": entry.contract_axis,
        "sharing_scope": entry.sharing_scope,
        "pilot_account_id": entry.pilot_account_id,
        "pilot_partner_id": entry.pilot_partner_id,
        "pilot_contact_id": entry.pilot_contact_id,
        "start_on": entry.start_on,
        "due_on": entry.due_on,
    }
