"""« Annuler » in a success message: what was just written is taken back by the history."""

from collections.abc import Callable
from functools import partial

from app.services import history_undo
from app.services.changes import Change
from app.services.choices import JournalAction
from app.ui.context import PageContext

_DONE = {
    JournalAction.CREATE: "Annulé\u202f: ce qui venait d’être ajouté est à la corbeille.",
    JournalAction.STATUS: "Annulé\u202f: l’état d’avant est revenu.",
}
_BACK = "Annulé\u202f: les réponses d’avant sont revenues."


def undo_of(context: PageContext, answer: object) -> Callable[[], object] | None:
    """What « Annuler » does to what a write answered; none when it cannot be taken back.

    It lives with the message: a lock clears both.
    """
    if not isinstance(answer, Change) or not history_undo.can_undo(answer):
        return None
    return partial(_undo, context, answer)


def _undo(context: PageContext, change: Change) -> None:
    created = any(one.action == JournalAction.CREATE for one in change.written)
    action = JournalAction.CREATE if created else JournalAction(change.written[0].action)
    # owned by the runner: the form that wrote it is gone by then
    context.jobs.database(
        context.jobs,
        partial(history_undo.undo, context.desk, change),
        lambda _back: context.messages.success(_DONE.get(action, _BACK)),
    )
