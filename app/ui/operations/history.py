"""What one does with the history: bring a version back, take wrong values out of the past."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject

from app.errors import Invalid, UserFacingError
from app.services import history_erase, history_restore
from app.services.changes import Change
from app.services.history import HistoryEntry, HistoryPage
from app.services.history_restore import NothingToRestore
from app.services.history_scope import Target
from app.services.history_tracked import Kind as HistoryKind
from app.services.history_words import FieldChange
from app.services.rules.french import count, hour, local, long_date, short_date
from app.ui.context import PageContext, Place
from app.ui.dialogs import Choice, Question
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.history_undo import undo_of
from app.ui.operations.reading import text
from app.ui.widgets.buttons import IconButton, LinkButton
from app.ui.widgets.choice import Choice as Option

DOSSIER = "history"
"""The page of the history of a dossier, and of what is in it."""
PAGE_OF: Mapping[HistoryKind, str] = {
    HistoryKind.HOUSEHOLD: "history.household",
    HistoryKind.ADULT: "history.household",
    HistoryKind.INTAKE: "history.intake",
    HistoryKind.REFERRAL: "history.referral",
    HistoryKind.PARTNER: "history.partner",
    HistoryKind.ORGANISATION: "history.admin",
    HistoryKind.GROUP: "history.admin",
    HistoryKind.NEIGHBOURHOOD: "history.admin",
    HistoryKind.ACCOUNT: "history.admin",
}
"""The others, each under the entry of the rail that its record is under."""

NOTHING = "vide"
_MOST, _EXTRACT = 8, 90  # lines of a question, characters of a value in it


def place_of(ref: int, kind: HistoryKind | None = None) -> Place:
    """Where the history of a record is, or that of all the dossier `ref` without a kind."""
    if kind is None:
        return Place(DOSSIER, ref)
    return Place(PAGE_OF.get(kind, DOSSIER), ref, kind.value)


def history_icon(context: PageContext, ref: int, kind: HistoryKind | None = None) -> IconButton:
    """The way to a history, for the head of a page."""
    name = f"action.history.{'dossier' if kind is None else kind.value}.{ref}"
    go = partial(context.go, place_of(ref, kind))
    return IconButton("history", "Historique des modifications", go, name=name)


def history_link(context: PageContext, ref: int, kind: HistoryKind) -> LinkButton:
    """As `history_icon`, among the links of one record among others."""
    name, go = f"action.history.{kind.value}.{ref}", partial(context.go, place_of(ref, kind))
    return LinkButton("Historique", go, name=name)


def when(entry: HistoryEntry) -> str:
    """« lundi 23 novembre 2026 à 14 h 07 »."""
    at = local(entry.at)
    return f"{long_date(at.date())} à {hour(at.time())}"


def sentence(change: FieldChange) -> str:
    """« Téléphone : 01 99 00 12 34 → vide »."""
    if change.erased:
        return f"{change.label}\u202f: anciennes valeurs effacées"
    return f"{change.label}\u202f: {_short(change.before)} → {_short(change.after)}"


def restore(context: PageContext, owner: QObject, entry: HistoryEntry) -> None:
    """Show what bringing this version back would change, ask, and do it."""
    desk, target, line = context.desk, entry.target, entry.id

    def previewed(changes: tuple[FieldChange, ...]) -> None:
        if not changes:
            context.messages.problem(NothingToRestore())
            return
        context.dialogs.ask(_question(entry, changes), answered)

    def answered(key: str) -> None:
        if key == "restore":
            context.jobs.database(
                owner,
                partial(history_restore.restore_version, desk, target, line),
                done,
                failed=partial(_refused, context),
            )

    def done(change: Change) -> None:
        context.messages.success("Version rétablie.", undo=undo_of(context, change))

    context.jobs.database(
        owner, partial(history_restore.preview_restore, desk, target, line), previewed
    )


def erase(
    context: PageContext, target: Target, page: HistoryPage, then: Callable[[], object]
) -> None:
    """Ask which field, and take its former values out of the history for good."""
    spec = FormSpec(
        "history.erase",
        (
            Section(
                "",
                (
                    (
                        Field("field", "Réponse à effacer du passé", Kind.CHOICE, required=True,
                              width=Width.FULL, missing="Choisissez la réponse",
                              choices=tuple(Option(*one) for one in page.erasable)),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
    desk = context.desk
    dialog = FormDialog(
        context,
        "Effacer d’anciennes valeurs",
        Form(spec, cards=False),
        key=None,
        lead="Pour une information qui n’aurait pas dû être notée, ou qu’une personne a fait "
        "rectifier. Les valeurs passées de cette réponse disparaissent de l’historique pour "
        "toujours\u202f; qui l’a changée et quand reste écrit, et la valeur d’aujourd’hui ne "
        "bouge pas. Les sauvegardes les gardent encore trois mois au plus.",
        verb="Effacer pour toujours",
        write=lambda values: partial(
            history_erase.erase_past_values, desk, target, text(values["field"])
        ),
        said="Anciennes valeurs effacées.",
    )
    dialog.accepted.connect(then)
    dialog.open_on({})


def _question(entry: HistoryEntry, changes: Sequence[FieldChange]) -> Question:
    at = local(entry.at)
    lines = [f"• {sentence(one)}" for one in changes[:_MOST]]
    if len(changes) > _MOST:
        lines.append(f"• et {count(len(changes) - _MOST, 'autre réponse', 'autres réponses')}")
    return Question(
        title=f"Rétablir la version du {short_date(at.date())} à {hour(at.time())}\u202f?",
        text="\n".join((f"{entry.title} changera ainsi\u202f:", *lines)),
        choices=(Choice("keep", "Ne rien changer"), Choice("restore", "Rétablir cette version")),
        default="restore",
        escape="keep",
    )


def _refused(context: PageContext, error: UserFacingError) -> None:
    """No field is shown here: what a rule says of one is told as it is."""
    if isinstance(error, Invalid):
        error = UserFacingError(" ".join(error.problems.values()), code=error.code)
    context.messages.problem(error)


def _short(value: str) -> str:
    line = " ".join(value.split(" ")).replace("\n", " ")
    if not line:
        return NOTHING
    return line if len(line) <= _EXTRACT else line[: _EXTRACT - 1].rstrip() + "…"
