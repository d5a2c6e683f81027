"""The forms of the plan, built and tied to what they write."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from app.services import actions, plan
from app.services.actions import ActionEntry
from app.services.changes import Change
from app.services.choices import ActionStatus, ActionType, ContractAxis, SharingScope, member
from app.services.drafts import DraftKey
from app.services.plan import ActionRow, ObjectiveEntry, ObjectiveRow
from app.ui.context import PageContext
from app.ui.forms.specs.plan import CONTRIBUTORS, action_spec, objective_spec, postpone_spec
from app.ui.operations.anew import still
from app.ui.operations.choosing import partner_finder, pilot_finder
from app.ui.operations.inline_form import Fresh, InlineForm, bare_form
from app.ui.operations.plan import Moved, way_back
from app.ui.operations.reading import day, number, pair, text
from app.ui.widgets.choice import Choice

OFFICER = "officer."  # begins the code of someone of the cell, among partners « 12:34 »
Values = Mapping[str, object]


def objective_form(
    context: PageContext, case_id: int, row: ObjectiveRow | None = None, *, first: bool = False
) -> InlineForm:
    """A new objective, or one to correct or to say reached; `first`: an action was asked for."""
    new = "D’abord un objectif\u202f: l’action s’y rattachera" if first else "Nouvel objectif"
    inline = InlineForm(
        context,
        new if row is None else "Modifier l’objectif",
        bare_form(context, objective_spec()),
        key=_key("objective", case_id, row),
        write=partial(_write_objective, context, case_id, row),
        said="Objectif enregistré.",
        again=partial(_fresh_objective, context, case_id, row.id) if row else None,
    )
    inline.begin(_objective_values(row) if row else {})
    return inline


def action_form(
    context: PageContext,
    case_id: int,
    objectives: Sequence[ObjectiveRow],
    officers: Sequence[Choice],
    *,
    row: ActionRow | None = None,
    objective_id: int | None = None,
) -> InlineForm:
    """A new action (of `objective_id`, when begun from one), or one to correct."""
    bodies = {name: partner_finder(context) for name in CONTRIBUTORS}
    form = bare_form(
        context,
        action_spec([Choice(str(one.id), one.title) for one in objectives]),
        {"pilot": pilot_finder(context, officers), **bodies},
    )
    inline = InlineForm(
        context,
        "Nouvelle action" if row is None else "Modifier l’action",
        form,
        key=_key("action", case_id, row),
        write=partial(_write_action, context, case_id, row),
        said="Action enregistrée.",
        again=partial(_fresh_action, context, case_id, row.id) if row else None,
    )
    if row is not None:
        inline.begin(_action_values(row))
    else:
        first = objective_id or (objectives[0].id if len(objectives) == 1 else None)
        inline.begin(
            {"objective": None if first is None else str(first), "sharing_scope": SharingScope.CELL}
        )
    return inline


def postpone_form(context: PageContext, case_id: int, row: ActionRow) -> InlineForm:
    """To when an action is put off."""
    inline = InlineForm(
        context,
        f"Reporter\u202f: {row.title}",
        bare_form(context, postpone_spec()),
        key=_key("postpone", case_id, row),
        write=partial(_write_postponed, context, case_id, row),
        again=partial(_fresh_postponed, context, case_id, row.id),
        said="Action reportée.",
        verb="Reporter l’action",
        undo=lambda moved: way_back(context, case_id, row.id, moved),
    )
    inline.begin({})
    return inline


def _key(form: str, case_id: int, row: ObjectiveRow | ActionRow | None) -> DraftKey:
    if row is None:
        return DraftKey(form, str(case_id))
    return DraftKey(form, f"{case_id}.{row.id}", row.version)


def _action(context: PageContext, case_id: int, number: int) -> ActionRow:
    rows = plan.plan(context.desk, case_id)
    return still((one for each in rows for one in each.actions), number)


def _fresh_objective(context: PageContext, case_id: int, number: int) -> Fresh:
    row = still(plan.plan(context.desk, case_id), number)
    return Fresh(
        _objective_values(row), partial(_write_objective, context, case_id, row), row.version
    )


def _fresh_action(context: PageContext, case_id: int, number: int) -> Fresh:
    row = _action(context, case_id, number)
    return Fresh(_action_values(row), partial(_write_action, context, case_id, row), row.version)


def _fresh_postponed(context: PageContext, case_id: int, number: int) -> Fresh:
    row = _action(context, case_id, number)
    return Fresh(None, partial(_write_postponed, context, case_id, row), row.version)


def _objective_values(row: ObjectiveRow) -> dict[str, object]:
    return {"title": row.title, "reached_on": row.reached_on}


def _action_values(row: ActionRow) -> dict[str, object]:
    pilot = None
    if row.pilot_account_id is not None:
        pilot = Choice(f"{OFFICER}{row.pilot_account_id}", row.pilot)
    elif row.pilot_partner_id is not None:
        person = f":{row.pilot_contact_id}" if row.pilot_contact_id else ""
        pilot = Choice(f"{row.pilot_partner_id}{person}", row.pilot)
    bodies = [Choice(str(body), name) for body, name in row.contributors]
    return {
        "objective": str(row.objective_id),
        "action_type": row.action_type,
        "title": row.title,
        "pilot": pilot,
        "start_on": row.start_on,
        "due_on": row.due_on,
        "sharing_scope": row.sharing_scope,
        "contract_axis": row.contract_axis,
        **dict(zip(CONTRIBUTORS, bodies, strict=False)),
    }


def _write_postponed(
    context: PageContext, case_id: int, row: ActionRow, values: Values
) -> Callable[[], Moved]:
    return partial(
        actions.move_action,
        context.desk,
        case_id,
        row.id,
        ActionStatus.POSTPONED,
        due_on=day(values["due_on"]),
        version=row.version,
    )


def _write_objective(
    context: PageContext, case_id: int, row: ObjectiveRow | None, values: Values
) -> Callable[[], Change]:
    entry = ObjectiveEntry(
        text(values["title"]), day(values["reached_on"]), row.version if row else None
    )
    return partial(
        plan.save_objective, context.desk, case_id, entry, objective_id=row.id if row else None
    )


def _write_action(
    context: PageContext, case_id: int, row: ActionRow | None, values: Values
) -> Callable[[], Change]:
    pilot = text(values["pilot"])
    officer = number(pilot.removeprefix(OFFICER)) if pilot.startswith(OFFICER) else None
    body, person = pair(pilot)
    chosen = [number(values[name]) for name in CONTRIBUTORS]
    kept = [one for one, _ in row.contributors[len(CONTRIBUTORS) :]] if row else []
    entry = ActionEntry(
        objective_id=number(values["objective"]),
        title=text(values["title"]),
        action_type=member(ActionType, values["action_type"]),
        contract_axis=member(ContractAxis, values["contract_axis"]),
        sharing_scope=member(SharingScope, values["sharing_scope"]) or SharingScope.CELL,
        pilot_account_id=officer,
        pilot_partner_id=body,
        pilot_contact_id=person,
        contributor_ids=tuple(dict.fromkeys([*(one for one in chosen if one), *kept])),
        start_on=day(values["start_on"]),
        due_on=day(values["due_on"]),
        version=row.version if row else None,
    )
    return partial(
        actions.save_action, context.desk, case_id, entry, action_id=row.id if row else None
    )
