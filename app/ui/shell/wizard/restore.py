"""Bringing a backup back: choose it, look inside, see what will happen, then it is the vault."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt

from app.errors import Cancelled, UserFacingError
from app.paths import documents_folder
from app.services import entrance, restoring
from app.services.restoring import Candidate, Inside, Restoring
from app.services.vault.backup_names import default_folder, stem
from app.services.vault.layout import SUFFIX, is_vault
from app.services.vault.opening import Terms
from app.services.vault.restore import WayIn
from app.ui.dialogs import Choice, Question
from app.ui.jobs import Progress
from app.ui.shell.wizard.frame import WizardFrame
from app.ui.shell.wizard.means import Means
from app.ui.shell.wizard.restore_steps import ChooseStep, DoneStep, InsideStep, WayStep

GIVE_UP = Question(
    title="Abandonner la restauration\u202f?",
    text="Rien n’est changé\u202f: le coffre et ses sauvegardes restent ce qu’ils sont.",
    choices=(Choice("stay", "Continuer"), Choice("leave", "Abandonner", danger=True)),
    default="stay",
    escape="stay",
)
_RESTORING, _STOPPING = "Restauration en cours…", "Arrêt…"


@dataclass(frozen=True, slots=True)
class _Look:
    """What was found in a folder."""

    place: Path
    found: tuple[Candidate, ...]


class RestoreWizard(WizardFrame):
    """From the door: `vault` is the one to replace, none where no vault is known to this PC.

    `wanted` is the backup to light first. Nothing is open while it works, and nothing is changed
    before « Restaurer cette sauvegarde ».
    """

    def __init__(
        self,
        vault: Path | None,
        means: Means,
        *,
        wanted: Path | None = None,
        terms: Terms = entrance.TERMS,
    ) -> None:
        super().__init__(
            name="wizard.restore",
            dialogs=means.dialogs,
            question=lambda: GIVE_UP,
            give_up=self._leave,
            finished=self._leave,
        )
        self._vault, self._movable = vault, vault is None
        self._means, self._wanted, self._terms = means, wanted, terms
        self._way = WayIn()
        self._inside: Inside | None = None
        self._done: Restoring | None = None
        self._stop: threading.Event | None = None
        self.choose = ChooseStep(tell=self.tell, look=self._look_elsewhere, press=self.go_on)
        self.way = WayStep(tell=self.tell, look=self._look_inside)
        self.inside = InsideStep(tell=self.tell, restore=self._restore, move=self._move)
        self.done = DoneStep()
        self.begin((self.choose, self.way, self.inside, self.done))
        if wanted is not None or vault is not None:
            self._read(wanted.parent if wanted is not None else None)
        else:
            self.choose.offer((), None, None)

    @property
    def holds_vault(self) -> bool:
        """While it restores, closing the window stops it first."""
        return self._stop is not None

    def set_busy(self, sentence: str) -> None:
        super().set_busy(sentence)
        if self._stop is not None:  # it may be stopped until the very end
            self.leave_button.setEnabled(True)
        self.leave_button.setText("Arrêter" if self._stop is not None else "Abandonner")
        self.leave_button.setVisible(self._done is None)

    def ask_to_leave(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self.busy.advance(0, 0, _STOPPING)
        elif self._done is not None:
            self._leave()
        else:
            super().ask_to_leave()

    # -- choosing -------------------------------------------------------------------------

    def _read(self, folder: Path | None) -> None:
        vault = self._vault or _nowhere(folder or documents_folder())
        place = folder or default_folder(vault)
        self.set_busy("Lecture du dossier…")
        self._means.jobs.render(
            self,
            lambda: _Look(place, restoring.candidates(vault, folder)),
            self._offer,
            failed=self._refused,
            ended=lambda: self.set_busy(""),
        )

    def _offer(self, look: _Look) -> None:
        self.set_busy("")
        self.choose.offer(look.found, look.place, self._wanted)

    def _look_elsewhere(self) -> None:
        self._means.dialogs.open_folder("Chercher des sauvegardes", then=self._elsewhere)

    def _elsewhere(self, folder: Path | None) -> None:
        if folder is None:
            return
        self.tell(None)
        if is_vault(folder):  # the backup itself, rather than the folder it is in
            self._wanted, folder = folder, folder.parent
        self._read(folder)

    # -- looking inside -------------------------------------------------------------------

    def _look_inside(self, way: WayIn, then: Callable[[], object]) -> None:
        chosen, terms = self.choose.chosen, self._terms
        if chosen is None:
            return
        self._way = way

        def looked(inside: Inside) -> None:
            self._inside = inside
            self._show_inside(chosen.path)
            self.set_busy("")
            then()

        self.set_busy("Ouverture de la sauvegarde…")
        self._means.jobs.render(
            self,
            lambda: restoring.look_inside(chosen.path, way, terms=terms),
            looked,
            failed=self._refused,
            ended=lambda: self.set_busy(""),
        )

    def _show_inside(self, backup: Path) -> None:
        if self._inside is None:
            return
        vault = self._target(backup)
        self.inside.show_inside(
            self._inside, vault, replaces=is_vault(vault), movable=self._movable
        )

    def _target(self, backup: Path) -> Path:
        """Where the vault will stand; where no vault was known, among the documents."""
        if self._vault is None:
            return documents_folder() / f"{stem(backup)}{SUFFIX}"
        return self._vault

    def _move(self) -> None:
        def moved(folder: Path | None) -> None:
            chosen = self.choose.chosen
            if folder is not None and chosen is not None:
                self._vault = folder / f"{stem(chosen.path)}{SUFFIX}"
                self._show_inside(chosen.path)

        self._means.dialogs.open_folder("Choisir où placer le coffre", then=moved)

    # -- restoring ------------------------------------------------------------------------

    def _restore(self) -> None:
        chosen, way, terms = self.choose.chosen, self._way, self._terms
        if chosen is None:
            return
        backup, vault = chosen.path, self._target(chosen.path)
        self._stop = stop = threading.Event()

        def work(progress: Progress) -> Restoring:
            def step(done: int, total: int, words: str) -> None:
                if stop.is_set():
                    raise Cancelled
                progress.step(done, total, words)

            return restoring.restore(backup, vault, way, terms=terms, step=step)

        self.set_busy(_RESTORING)
        self._means.jobs.long(
            self,
            work,
            self._restored,
            progress=self.advance,
            failed=self._refused,
            ended=self._ended,
        )

    def _restored(self, done: Restoring) -> None:
        self._stop, self._done, self._vault = None, done, done.vault
        self._way = WayIn()
        self.way.forget()
        self.done.show_done(done)
        self.set_busy("")
        self.forward()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ended(self) -> None:
        self._stop = None
        self.set_busy("")

    def _refused(self, error: UserFacingError) -> None:
        self._stop = None
        self.set_busy("")
        self.tell(error)

    def _leave(self) -> None:
        self._way = WayIn()
        self.way.forget()
        self._means.leave(self._done.vault if self._done is not None else None)


def _nowhere(folder: Path) -> Path:
    """A vault that is not there: every copy in `folder` may then be chosen."""
    return folder / f"coffre{SUFFIX}"
