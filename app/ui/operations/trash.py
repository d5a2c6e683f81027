"""Throwing an entry error away, with its reason and its way back; and erasing it sooner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from app.services import trash, trash_erase
from app.services.trash import KEPT_DAYS, Thrown, TrashRow
from app.ui.context import PageContext
from app.ui.dialogs import Choice, Question
from app.ui.forms.builder import Form
from app.ui.forms.specs.trash import trash_spec
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.reading import text
from app.ui.widgets.buttons import IconButton, LinkButton

WORDS: Final = "Mettre à la corbeille…"
BACKUPS: Final = "Les sauvegardes en gardent une copie chiffrée, trois mois au plus."
_SAID: Final[Mapping[str, str]] = {
    "observation": "Observation mise à la corbeille.",
    "attachment": "Document mis à la corbeille.",
    "objective": "Objectif mis à la corbeille, avec ses actions.",
    "planned_action": "Action mise à la corbeille.",
    "referral": "Orientation mise à la corbeille.",
    "schooling": "Situation mise à la corbeille.",
    "youth_contact": "Coordonnées mises à la corbeille.",
    "guardian_contact": "Coordonnées mises à la corbeille.",
    "household_adult": "Adulte du foyer mis à la corbeille de ses jeunes.",
    "guardianship": "Représentant légal mis à la corbeille.",
    "household_membership": "Lien avec la famille mis à la corbeille.",
    "intake_report": "Signalement mis à la corbeille.",
}


_BACK: Final = "C’est rétabli, avec tous ses liens."
_BACK_BUT: Final = "C’est rétabli, sauf un lien avec ce qui a changé depuis\u202f: relisez-le."


@dataclass(frozen=True, slots=True)
class Thing:
    """What may be thrown away: its table, its number, and what one recognises it by."""

    table: str
    number: int
    words: str


def throw_link(
    context: PageContext, thing: Thing, *, then: Callable[[], object] | None = None
) -> LinkButton:
    """« Mettre à la corbeille… », which asks why; `then` is called once it is thrown."""
    link = LinkButton(
        WORDS,
        lambda: ask_why(context, thing, then=then),
        name=f"action.trash.{thing.table}.{thing.number}",
    )
    link.setAccessibleName(f"Mettre à la corbeille\u202f: {thing.words}")
    return link


def throw_icon(
    context: PageContext, thing: Thing, *, then: Callable[[], object] | None = None
) -> IconButton:
    """As `throw_link`, where there is room for an icon alone."""
    name = f"action.trash.{thing.table}.{thing.number}"
    icon = IconButton("trash", WORDS, lambda: ask_why(context, thing, then=then), name=name)
    icon.setAccessibleName(f"Mettre à la corbeille\u202f: {thing.words}")
    return icon


def ask_why(
    context: PageContext, thing: Thing, *, then: Callable[[], object] | None = None
) -> None:
    """Ask the reason, and throw it away."""

    def told(thrown: Thrown) -> None:
        context.messages.success(
            _SAID[thing.table], undo=partial(restore, context, context.jobs, thrown.item_id)
        )
        if then is not None:
            then()

    dialog = FormDialog(
        context,
        f"Mettre à la corbeille\u202f: {thing.words}",
        Form(trash_spec(), cards=False),
        verb="Mettre à la corbeille",
        write=lambda values: partial(
            trash.throw_away, context.desk, thing.table, thing.number, text(values["reason"])
        ),
        said=told,
        key=None,
        lead=f"Ce qui a été saisi par erreur peut être rétabli pendant {KEPT_DAYS} jours, puis il "
        f"est effacé avec ses versions et ses brouillons. {BACKUPS}",
    )
    dialog.open_on({"reason": ""})


def restore(context: PageContext, owner: QObject, item_id: int) -> None:
    """Bring something back from the corbeille."""
    context.jobs.database(
        owner,
        lambda: trash.restore(context.desk, item_id),
        lambda back: context.messages.success(_BACK if back.whole else _BACK_BUT),
    )


def ask_to_erase(context: PageContext, owner: QObject, row: TrashRow) -> None:
    """Erase it for good before its term, once it is confirmed."""
    question = Question(
        title=f"Effacer maintenant\u202f: {row.title}\u202f?",
        text=f"Rien ne pourra le rétablir. {BACKUPS}",
        choices=(
            Choice("keep", "Laisser à la corbeille"),
            Choice("erase", "Effacer pour de bon", danger=True),
        ),
        default="keep",
        escape="keep",
    )

    def answered(key: str) -> None:
        if key == "erase":
            context.jobs.database(
                owner,
                lambda: trash_erase.erase_now(context.desk, row.id),
                lambda _change: context.messages.success("Effacé."),
            )

    context.dialogs.ask(question, answered)
