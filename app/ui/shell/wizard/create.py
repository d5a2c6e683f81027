"""Creating a vault: where, for whom, with which password; then the recovery sheet, and in."""

from pathlib import Path

from app.errors import Invalid, UserFacingError
from app.services import entrance
from app.services.entrance import Founded
from app.services.vault.kdf import KdfCost, calibrate
from app.services.vault.opening import Terms
from app.services.vault.recovery import RecoveryKey
from app.ui.dialogs import Choice, Question
from app.ui.jobs import Progress
from app.ui.operations.recovery_sheet import SheetPanel
from app.ui.shell.wizard.frame import WizardFrame
from app.ui.shell.wizard.means import Means
from app.ui.shell.wizard.people import PasswordStep, PersonStep, TownStep, founding
from app.ui.shell.wizard.place import PlaceStep
from app.ui.shell.wizard.sheet import ConfirmStep, SheetStep

NOTHING_YET = Question(
    title="Abandonner la création du coffre\u202f?",
    text="Rien n’est encore créé\u202f: ce que vous avez tapé sera oublié.",
    choices=(Choice("stay", "Continuer"), Choice("leave", "Abandonner", danger=True)),
    default="stay",
    escape="stay",
)
NOT_CONFIRMED = Question(
    title="Quitter sans avoir vérifié la fiche de secours\u202f?",
    text="Le coffre est créé et s’ouvre avec votre mot de passe. Si la fiche n’a été ni imprimée "
    "ni recopiée, faites-en une nouvelle dans Administration dès la prochaine ouverture.",
    choices=(Choice("stay", "Vérifier la fiche"), Choice("leave", "Quitter", danger=True)),
    default="stay",
    escape="stay",
)


class CreateWizard(WizardFrame):
    """From nothing to a desk in a new vault. `cost` is measured on this PC when not given."""

    def __init__(
        self, means: Means, *, terms: Terms = entrance.TERMS, cost: KdfCost | None = None
    ) -> None:
        super().__init__(
            name="wizard.create",
            dialogs=means.dialogs,
            question=lambda: NOT_CONFIRMED if self._founded else NOTHING_YET,
            give_up=self._give_up,
            finished=self._finish,
        )
        self._means, self._terms, self._cost = means, terms, cost
        self._founded: Founded | None = None
        self._folder: Path | None = None
        self.place = PlaceStep(jobs=means.jobs, dialogs=means.dialogs, tell=self.tell)
        self.town = TownStep()
        self.person = PersonStep()
        self.password = PasswordStep(
            "Votre mot de passe",
            "Il chiffre le coffre. Personne ne peut le retrouver, et Vigie ne le garde nulle part.",
            verb="Créer le coffre",
            login=lambda: self.person.login,
            town=lambda: self.town.town,
            done=lambda _then: self._create(),
        )
        self.panel = SheetPanel(jobs=means.jobs, dialogs=means.dialogs, tell=self.tell)
        self.sheet = SheetStep(self.panel)
        self.confirm = ConfirmStep(key=self._key)
        self.begin((self.place, self.town, self.person, self.password, self.sheet, self.confirm))

    @property
    def holds_vault(self) -> bool:
        """Whether a vault is created and open: leaving must close it."""
        return self._founded is not None

    def close_vault(self) -> None:
        """Close the vault that was created, on the database thread: the program ends."""
        founded, self._founded = self._founded, None
        if founded is not None and founded.desk.vault is not None:
            self._means.jobs.database(self._means.jobs, founded.desk.vault.close)

    def _create(self) -> None:
        folder = self.place.folder
        if folder is None:
            return
        entry = founding(self.town, self.person, self.password.password)
        terms, known = self._terms, self._cost

        def work(progress: Progress) -> Founded:
            progress.step(0, 2, "Réglage de la protection sur ce PC…")
            cost = known or calibrate()
            progress.step(1, 2, "Création du coffre chiffré…")
            return entrance.found(folder, entry, terms=terms, cost=cost)

        self.set_busy("Réglage de la protection sur ce PC…")
        self._means.jobs.long(
            self,
            work,
            lambda founded: self._created(folder, founded),
            progress=self.advance,
            on_database=True,
            failed=self._refused,
            ended=lambda: self.set_busy(""),
        )

    def _created(self, folder: Path, founded: Founded) -> None:
        self._folder, self._founded = folder, founded
        self.set_busy("")
        self.password.form.binder.load({})
        self.panel.show_key(founded.recovery)
        self.forward()

    def _refused(self, error: UserFacingError) -> None:
        self.set_busy("")
        if isinstance(error, Invalid) and "password" in error.problems:
            self.password.form.binder.show_problems(error.problems)
        elif isinstance(error, Invalid):
            self.tell(UserFacingError(error.sentence, remedy=sentence_of(error), code=error.code))
        else:
            self.tell(error)

    def _key(self) -> RecoveryKey:
        if self._founded is None:
            raise LookupError("no vault yet")
        return self._founded.recovery

    def _give_up(self) -> None:
        folder = self._folder if self._founded else None
        self.close_vault()
        self._means.leave(folder)

    def _finish(self) -> None:
        if self._founded is not None and self._folder is not None:
            founded, self._founded = self._founded, None
            self._means.arrive(self._folder, founded.desk)


def sentence_of(error: Invalid) -> str:
    """Every problem of an entry, one after the other."""
    return " ".join(error.problems.values())
