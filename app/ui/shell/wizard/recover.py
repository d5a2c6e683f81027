"""Opening with the recovery key: which account gets a new password, then in with it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import UserFacingError
from app.services import entrance
from app.services.desk import Desk
from app.services.entrance import AccountChoice
from app.services.vault import opening
from app.services.vault.errors import UnreadableRecoveryKey
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import Terms
from app.services.vault.recovery import GROUPS, is_group, tidy
from app.ui.dialogs import Choice, Question
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.shell.wizard.frame import Step, WizardFrame
from app.ui.shell.wizard.means import Means
from app.ui.shell.wizard.people import PasswordStep
from app.ui.widgets import choice
from app.ui.widgets.groups import GroupedKey
from app.ui.widgets.style import label

GROUP_LENGTH = 5
GIVE_UP = Question(
    title="Abandonner l’ouverture par la clé de secours\u202f?",
    text="Aucun mot de passe n’est changé.",
    choices=(Choice("stay", "Continuer"), Choice("leave", "Abandonner", danger=True)),
    default="stay",
    escape="stay",
)


class KeyStep(Step):
    """The key, in its eight groups. `opened` is asked to open the vault with it."""

    verb = "Ouvrir"

    def __init__(
        self,
        *,
        tell: Callable[[UserFacingError | None], object],
        opened: Callable[[str, Callable[[], object]], object],
    ) -> None:
        super().__init__(
            "Ouvrir avec la clé de secours",
            "Prenez la fiche de secours et tapez ses huit groupes. Vous choisirez ensuite le "
            "compte qui reçoit un nouveau mot de passe.",
        )
        self._tell, self._opened = tell, opened
        self.key = GroupedKey(
            count=GROUPS, length=GROUP_LENGTH, tidy=tidy, sound=is_group, name="field.recovery"
        )
        self.key.changed.connect(lambda: tell(None))
        self.column.addSpacing(4)
        self.column.addWidget(self.key)
        self.column.addWidget(
            label(
                "Majuscules et minuscules se valent. Un rond est un zéro, un bâton est un un. Un "
                "groupe mal recopié est encadré de rouge.",
                "small",
                wrap=True,
            )
        )
        self.column.addStretch(1)

    def arrive(self) -> None:
        self.key.lines[0].setFocus()

    def go_on(self, then: Callable[[], object]) -> None:
        doubtful = self.key.go_to_doubtful()
        if doubtful is None:
            self._opened(self.key.text(), then)
        elif any(line.text() for line in self.key.lines):
            self._tell(UnreadableRecoveryKey(group=doubtful))


class AccountStep(Step):
    """Which account gets a new password."""

    returnable = False

    def __init__(self) -> None:
        super().__init__(
            "Pour quel compte\u202f?",
            "Il recevra un nouveau mot de passe. Le journal garde la trace de cette "
            "ouverture et du compte choisi.",
        )
        self._accounts: tuple[AccountChoice, ...] = ()
        self.form: Form | None = None

    def offer(self, accounts: Sequence[AccountChoice]) -> None:
        """Show the active accounts."""
        self._accounts = tuple(accounts)
        offered = tuple(choice.Choice(str(one.id), f"{one.name} ({one.login})") for one in accounts)
        field = Field(
            "account", "Compte", Kind.CHOICE, required=True, choices=offered, width=Width.FULL,
            missing="Choisissez un compte.",
        )  # fmt: skip
        spec = FormSpec("recovery", (Section("", ((field,),)),), numbered=False)
        self.form = Form(spec, cards=False)
        if len(offered) == 1:
            self.form.binder.load({"account": offered[0].code})
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    @property
    def account(self) -> AccountChoice | None:
        """The account chosen."""
        code = self.form.binder.values()["account"] if self.form is not None else None
        return next((one for one in self._accounts if str(one.id) == code), None)

    def arrive(self) -> None:
        if self.form is not None:
            self.form.binder.go_to("account")

    def go_on(self, then: Callable[[], object]) -> None:
        if self.form is not None and self.form.binder.check_all():
            then()


class RecoverWizard(WizardFrame):
    """From the recovery sheet to a desk, at the account that got a new password."""

    def __init__(self, folder: Path, means: Means, *, terms: Terms = entrance.TERMS) -> None:
        super().__init__(
            name="wizard.recover",
            dialogs=means.dialogs,
            question=lambda: GIVE_UP,
            give_up=self._give_up,
            finished=lambda: None,
        )
        self._folder, self._means, self._terms = folder, means, terms
        self._vault: OpenVault | None = None
        self.key = KeyStep(tell=self.tell, opened=self._open)
        self.account = AccountStep()
        self.password = PasswordStep(
            "Le nouveau mot de passe",
            "Il remplace l’ancien, qui n’ouvre plus rien.",
            verb="Enregistrer et ouvrir",
            login=lambda: self.account.account.login if self.account.account else "",
            town=lambda: "",
            done=lambda _then: self._recover(),
        )
        self.begin((self.key, self.account, self.password))

    @property
    def holds_vault(self) -> bool:
        """Whether a vault is open: leaving must close it."""
        return self._vault is not None

    def close_vault(self) -> None:
        """Close the vault, on the database thread."""
        vault, self._vault = self._vault, None
        if vault is not None:
            self._means.jobs.database(self._means.jobs, vault.close)

    def _open(self, typed: str, then: Callable[[], object]) -> None:
        folder, terms = self._folder, self._terms

        def work() -> tuple[OpenVault, tuple[AccountChoice, ...]]:
            vault = opening.unlock_with_recovery_key(folder, key=typed, terms=terms)
            try:
                return vault, entrance.recoverable_accounts(vault)
            except BaseException:
                vault.close()
                raise

        def opened(found: tuple[OpenVault, tuple[AccountChoice, ...]]) -> None:
            self._vault, accounts = found
            self.key.key.clear()
            self.account.offer(accounts)
            self.set_busy("")
            then()

        self._run("Ouverture du coffre…", work, opened)

    def _recover(self) -> None:
        vault, account, password = self._vault, self.account.account, self.password.password
        folder, terms = self._folder, self._terms
        if vault is None or account is None:
            return

        def work() -> Desk:
            entrance.recover(vault, account.id, password)
            vault.close()
            return entrance.enter(folder, login=account.login, password=password, terms=terms)

        def entered(desk: Desk) -> None:
            self._vault = None
            self.set_busy("")
            self._means.arrive(folder, desk)

        self._run("Enregistrement du mot de passe…", work, entered)

    def _run(self, words: str, work: Callable[[], object], done: Callable[..., object]) -> None:
        self.set_busy(words)
        self._means.jobs.database(
            self, work, done, failed=self._refused, ended=lambda: self.set_busy("")
        )

    def _refused(self, error: UserFacingError) -> None:
        self.set_busy("")
        self.tell(error)

    def _give_up(self) -> None:
        self.close_vault()
        self._means.leave(None)
