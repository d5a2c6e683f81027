"""Trying with a demonstration vault: where, then its login and password, then in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.clock import SystemClock
from app.errors import UserFacingError
from app.services.demo.making import LOGIN, PASSWORD, make_town
from app.services.entrance import TERMS, Founded
from app.services.vault.kdf import KdfCost, calibrate
from app.services.vault.opening import Terms
from app.ui.dialogs import Choice, Question
from app.ui.jobs import Progress
from app.ui.shell.wizard.frame import Step, WizardFrame
from app.ui.shell.wizard.means import Means
from app.ui.shell.wizard.place import PlaceStep
from app.ui.widgets.cards import Card
from app.ui.widgets.style import label

GIVE_UP = Question(
    title="Abandonner la démonstration\u202f?",
    text="",
    choices=(Choice("stay", "Continuer"), Choice("leave", "Abandonner", danger=True)),
    default="stay",
    escape="stay",
)
LEAD = (
    "Vigie fabrique une ville qui n’existe pas\u202f: ses jeunes, ses familles, ses partenaires et "
    "leurs dossiers. Tout ce qu’elle imprime porte la mention «\u202fDÉMONSTRATION\u202f»."
)


class _Place(PlaceStep):
    verb = "Créer la démonstration"
    make: Callable[[], object]

    def go_on(self, then: Callable[[], object]) -> None:  # noqa: ARG002 - goes on when it is made
        super().go_on(self.make)


class _Ready(Step):
    verb = "Ouvrir le coffre"
    returnable = False

    def __init__(self) -> None:
        super().__init__(
            "La ville de Valmont est prête",
            "Cet identifiant et ce mot de passe rouvrent le coffre. Ils n’ont rien de secret\u202f:"
            " n’y mettez personne de réel.",
        )
        card = Card(tone="accent", name="demo.access")
        for words, text in (("Identifiant", LOGIN), ("Mot de passe", PASSWORD)):
            card.add(label(words, "small"))
            shown: QLabel = label(text, "strong", wrap=True)
            shown.setObjectName(f"demo.{'login' if text == LOGIN else 'password'}")
            shown.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            card.add(shown)
        self.column.addWidget(card)
        self.column.addStretch(1)


class DemoWizard(WizardFrame):
    """From nothing to a desk in a fictional town."""

    def __init__(self, means: Means, *, terms: Terms = TERMS, cost: KdfCost | None = None) -> None:
        super().__init__(
            name="wizard.demo",
            dialogs=means.dialogs,
            question=lambda: GIVE_UP,
            give_up=self._give_up,
            finished=self._finish,
        )
        self._means, self._terms, self._cost = means, terms, cost
        self._made: tuple[Path, Founded] | None = None
        self.place = _Place(
            jobs=means.jobs,
            dialogs=means.dialogs,
            tell=self.tell,
            title="Essayer avec un coffre de démonstration",
            lead=LEAD,
            name="demonstration",
        )
        self.place.make = self._make
        self.ready = _Ready()
        self.begin((self.place, self.ready))

    @property
    def holds_vault(self) -> bool:
        return self._made is not None

    def _make(self) -> None:
        folder, terms, known = self.place.folder, self._terms, self._cost
        if folder is None:
            return

        def work(progress: Progress) -> Founded:
            progress.step(0, 0, "Réglage de la protection sur ce PC…")
            cost = known or calibrate()
            progress.step(0, 0, "Création de la ville…")
            return make_town(folder, SystemClock(), terms=terms, cost=cost)

        self.set_busy("Réglage de la protection sur ce PC…")
        self._means.jobs.long(
            self,
            work,
            lambda founded: self._ready(folder, founded),
            progress=self.advance,
            on_database=True,
            failed=self._refused,
            ended=lambda: self.set_busy(""),
        )

    def _ready(self, folder: Path, founded: Founded) -> None:
        self._made = folder, founded
        self.set_busy("")
        self.forward()
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: UserFacingError) -> None:
        self.set_busy("")
        self.tell(error)

    def _give_up(self) -> None:
        made, self._made = self._made, None
        if made is not None and (vault := made[1].desk.vault) is not None:
            self._means.jobs.database(self._means.jobs, vault.close)
        self._means.leave(made[0] if made else None)

    def _finish(self) -> None:
        if self._made is not None:
            (folder, founded), self._made = self._made, None
            self._means.arrive(folder, founded.desk)
