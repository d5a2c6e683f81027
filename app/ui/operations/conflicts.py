"""The same record changed since it was opened: both versions are shown, none is overwritten."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from app.ui.context import PageContext
from app.ui.forms.compare import Content
from app.ui.forms.compare_dialog import CompareDialog
from app.ui.forms.sheet import Sheet
from app.ui.messages import Problem

T = TypeVar("T")
TITLE = "Cette fiche a été modifiée depuis que vous l’avez ouverte"
LEAD = (
    "Rien n’a été écrasé. Choisissez, question par question, ce qui doit être enregistré\u202f; "
    "ce que vous n’aviez pas touché est proposé tel qu’il est maintenant."
)
CHANGED = Problem(
    f"{TITLE}.",
    "Vos réponses sont gardées\u202f: relisez la fiche, puis enregistrez de nouveau.",
    code="conflict",
)


def resolve(
    context: PageContext,
    owner: QObject,
    sheet: Sheet,
    *,
    read: Callable[[], T],
    show: Callable[[T], bool],
    adopt: Callable[[T], object],
    save: Callable[[], object],
) -> None:
    """Read the record anew (`read`, database thread) and have each difference decided.

    `show` puts it into the form as read, or answers False when the form repeats nothing of it:
    then it is only said that the record changed, and saving again is the decision. `adopt` makes
    the next saving one of that version, only once the person has chosen; `save` saves. Giving up
    leaves what was typed as it stood.
    """

    def read_again(fresh: T) -> None:
        base, mine = sheet.stored(), sheet.snapshot()
        if not show(fresh):
            adopt(fresh)
            context.messages.problem(CHANGED)
            return
        theirs = sheet.stored()
        _lay(sheet, base, mine)
        found = sheet.differences(theirs, mine)

        def chosen(taken: frozenset[str]) -> None:
            typed = sheet.snapshot()
            show(fresh)
            adopt(fresh)
            sheet.restore(sheet.merged(theirs, typed, taken))
            save()

        if not found:
            chosen(frozenset())
            return
        context.dialogs.show(
            CompareDialog(
                TITLE,
                LEAD,
                found,
                kept="Enregistré depuis",
                other="Votre saisie",
                verb="Enregistrer ces choix",
                chosen=chosen,
            )
        )

    context.jobs.database(owner, read, read_again)


def _lay(sheet: Sheet, stored: Content, typed: Content) -> None:
    """The form as it was: what it was opened with, then what was typed."""
    sheet.restore(stored)
    sheet.mark_saved()
    sheet.restore(typed)
