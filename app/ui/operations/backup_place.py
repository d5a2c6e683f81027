"""Where backups go: shown, chosen, and the former place emptied once the new one holds one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.errors import Invalid, UserFacingError
from app.services import backups
from app.services.backups import Whereabouts
from app.services.changes import Change
from app.services.rules.french import count
from app.services.rules.rights import UseCase
from app.ui.context import PageContext
from app.ui.dialogs import Choice, Question
from app.ui.messages import Problem
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear, label

_BESIDE = "Le dossier prévu d’office, à côté du coffre."
_CHOSEN = "Le dossier que vous avez choisi."
_SAME = "Le coffre et ses sauvegardes sont sur le même disque"
_SAME_MORE = (
    "S’il tombe en panne, tout est perdu à la fois. Choisissez un dossier sur une clé USB, un "
    "autre disque ou un partage du réseau\u202f: tout y est chiffré."
)


class PlaceCard(Card):
    """The folder; `chosen(former)` is called once another one is in use."""

    def __init__(self, context: PageContext, chosen: Callable[[Whereabouts], object]) -> None:
        super().__init__("Où vont les sauvegardes", name="card.backup.place")
        self._context, self._told = context, chosen
        self._here: Whereabouts | None = None
        self.path = ElidedLabel("", "strong")
        self.path.setObjectName("backup.folder")
        self.path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.which = label("", "muted", wrap=True)
        self._warning = QVBoxLayout()
        self.strip: Strip | None = None
        self.add(self.path)
        self.add(self.which)
        self.add(self._warning)
        self.choose_button = Button(
            "Choisir un dossier…", self.choose, name="action.backup.folder", icon="folder-open"
        )
        self.beside_button = LinkButton(
            "Remettre à côté du coffre", lambda: self.send_to(None), name="action.backup.beside"
        )
        buttons = FlowLayout(spacing=10, line_spacing=6)
        buttons.add(self.choose_button)
        buttons.add(self.beside_button)
        self.add(buttons)
        self._manages = context.desk.actor.may(UseCase.MANAGE_BACKUPS)
        self.choose_button.setVisible(self._manages)
        self.beside_button.hide()

    def show_place(self, here: Whereabouts, *, same_disk: bool) -> None:
        """Show it, with a warning when one failure would take all."""
        self._here = here
        self.path.setText(str(here.folder))
        self.which.setText(_CHOSEN if here.chosen else _BESIDE)
        self.beside_button.setVisible(self._manages and here.chosen)
        clear(self._warning)
        self.strip = None
        if same_disk:
            self.strip = Strip(_SAME, _SAME_MORE, tone="amber", name="backup.same_disk")
            self._warning.addWidget(self.strip)

    def choose(self) -> None:
        """Ask for a folder."""
        start = self._here.folder if self._here is not None else None
        self._context.dialogs.open_folder(
            "Choisir où vont les sauvegardes",
            folder=start if start is not None and start.is_dir() else None,
            then=lambda folder: self.send_to(folder) if folder is not None else None,
        )

    def send_to(self, folder: Path | None) -> None:
        """Send them there from now on; none: beside the vault."""
        desk, jobs, former = self._context.desk, self._context.jobs, self._here
        if former is None or folder == former.folder:
            return

        def good(_none: None) -> None:
            jobs.database(self, lambda: backups.send_to(desk, folder), moved, failed=self._refused)

        def moved(_change: Change) -> None:
            self._context.messages.success("Les sauvegardes iront dans ce dossier.")
            self._told(former)

        self._set_enabled(enabled=False)
        jobs.render(  # a share may not answer for minutes: the database does not wait for it
            self,
            lambda: backups.demand_folder(former, folder),
            good,
            failed=self._refused,
            ended=lambda: self._set_enabled(enabled=True),
        )

    def _refused(self, error: UserFacingError) -> None:
        if isinstance(error, Invalid):
            self._context.messages.problem(Problem(" ".join(error.problems.values())))
        else:
            self._context.messages.problem(error)

    def _set_enabled(self, *, enabled: bool) -> None:
        self.choose_button.setEnabled(enabled)
        self.beside_button.setEnabled(enabled)


def offer_to_retire(context: PageContext, owner: PlaceCard, former: Whereabouts, left: int) -> None:
    """Ask what becomes of the `left` backups of the `former` folder, which is rotated no more."""
    if not left:
        return
    fate = "elle n’y sera plus effacée" if left < 2 else "elles n’y seront plus effacées"
    question = Question(
        title=f"Supprimer {count(left, 'sauvegarde', 'sauvegardes')} de l’ancien dossier\u202f?",
        text=f"Vigie ne range plus ce dossier\u202f: {fate} au bout de trois mois. Le nouveau en "
        "contient déjà une, vérifiée.",
        choices=(
            Choice("keep", "Garder l’ancien dossier"),
            Choice("retire", "Supprimer", danger=True),
        ),
        default="keep",
        escape="keep",
    )

    def retired(number: int) -> None:
        context.messages.success(
            f"{count(number, 'sauvegarde supprimée', 'sauvegardes supprimées')} de l’ancien "
            "dossier."
        )

    def answered(key: str) -> None:
        if key == "retire":
            context.jobs.render(owner, lambda: backups.retire(former), retired)

    context.dialogs.ask(question, answered)
