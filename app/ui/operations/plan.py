"""What a person does to a plan: an action carried out or put off, with its way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from app.errors import UserFacingError
from app.services import actions
from app.services.actions import WayBack
from app.services.changes import Change
from app.services.choices import ActionResult, ActionStatus, member
from app.services.desk import Desk
from app.services.rules.states import ACTION, ACTION_RESULTS, next_states
from app.ui.context import PageContext
from app.ui.widgets.choice import Choice

Moved = tuple[Change, WayBack]
HOW_IT_WENT = "Quel résultat\u202f?"
_WORDS = {ActionResult.PARTIAL: "Réalisée en partie"}


def result_words(result: ActionResult) -> str:
    """How a result is said of an action."""
    return _WORDS.get(result, result.label)


def outcomes(status: ActionStatus) -> Sequence[Choice]:
    """How an action in that state may end, each with its result, in the order people say it."""
    return [
        Choice(f"{after}:{result}", result_words(result))
        for after in next_states(ACTION, status)
        for result in ACTION_RESULTS.get(after, ())
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """Where an action of a dossier, read at `version`, goes, with what that state asks for."""

    case_id: int
    action_id: int
    version: int
    status: ActionStatus
    result: ActionResult | None = None


def outcome_step(case_id: int, action_id: int, version: int, outcome: str) -> Step:
    """How an action went, by a code of `outcomes`. Raises LookupError for another."""
    after, _, result = outcome.partition(":")
    status = member(ActionStatus, after)
    if status is None:
        raise LookupError(outcome)
    return Step(case_id, action_id, version, status, member(ActionResult, result))


def move(
    context: PageContext,
    owner: QObject,
    step: Step,
    *,
    failed: Callable[[UserFacingError], object] | None = None,
) -> None:
    """Move an action; the success says it and offers to take it back."""
    result = step.result
    words = result_words(result) if result is not None else step.status.label

    def done(moved: Moved) -> None:
        context.messages.success(
            f"Action notée\u202f: {words[0].lower()}{words[1:]}.",
            undo=way_back(context, step.case_id, step.action_id, moved),
        )

    context.jobs.database(owner, partial(_move, context.desk, step), done, failed=failed)


def _move(desk: Desk, step: Step) -> Moved:
    return actions.move_action(
        desk, step.case_id, step.action_id, step.status, result=step.result, version=step.version
    )


def way_back(
    context: PageContext, case_id: int, action_id: int, moved: Moved
) -> Callable[[], object]:
    """What takes that move back."""
    desk, (_, back) = context.desk, moved
    # owned by the runner: the page that moved the action may be gone by then
    return lambda: context.jobs.database(
        context.jobs,
        partial(actions.undo_move, desk, case_id, action_id, back),
        lambda _change: context.messages.success("L’action est revenue à son état d’avant."),
    )
