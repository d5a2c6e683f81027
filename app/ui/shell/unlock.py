"""The first screen: which vault, who, which password."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu

from app.errors import UserFacingError
from app.settings import Settings
from app.ui.shell.door import Door
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from app.ui.dialogs import Dialogs
    from app.ui.shell.upgrade_progress import UpgradeProgress

WELCOME = "Le coffre contient tous les dossiers, chiffrés. Il s’ouvre avec votre mot de passe."
_RESTORE = "action.vault.restore"
_LOST = frozenset(
    {"not_a_vault", "unreachable", "database_missing", "database_damaged", "log_foreign",
     "keys_missing", "keys_damaged", "keys_foreign", "keys_old", "keys_weak"}
)  # fmt: skip
"""The codes of what a backup makes good."""
FIRST = "Aucun coffre n’est encore connu de ce PC. Créez-en un, ou ouvrez celui de votre cellule."
GIVEN_UP = "La mise à jour est abandonnée\u202f: le coffre est comme il était."
MENDED = "Les clés sont remises en place. Entrez votre mot de passe."


class Ways(NamedTuple):
    """What the door leads to. Each wizard is opened by whoever gives it; `None`: not offered.

    `submit(folder, login, password)` opens a vault; `recover(folder)` with the recovery key;
    `restore(folder)` puts a backup in its place (none: no vault is known); `mend(folder)` puts
    the sound copy of its key file back.
    """

    submit: Callable[[Path, str, str], object]
    create: Callable[[], object] | None = None
    recover: Callable[[Path], object] | None = None
    demo: Callable[[], object] | None = None
    restore: Callable[[Path | None], object] | None = None
    mend: Callable[[Path], object] | None = None


class UnlockScreen(Door):
    """`bare`: after a lock, nothing but the fields is shown, not even which vault it is."""

    def __init__(
        self,
        ways: Ways,
        *,
        settings: Settings,
        dialogs: "Callable[[], Dialogs]",
        vault: Path | None = None,
        bare: bool = False,
    ) -> None:
        super().__init__(
            name="unlock", sentence=WELCOME, verb="Ouvrir le coffre", submit=self._send
        )
        self._ways, self._settings, self._dialogs = ways, settings, dialogs
        self._folder: Path | None = None
        self.vault_name = ElidedLabel("")
        self.vault_name.setObjectName("unlock.vault")
        self.vault_name.setProperty("role", "strong")
        self._change = LinkButton("Changer", name="action.vault.change", tip="Choisir un coffre")
        menu = QMenu(self._change)
        menu.setObjectName("menu.vaults")
        menu.aboutToShow.connect(lambda: self._fill(menu))
        # Not `set_menu`, which redraws what is not on screen yet: 25 milliseconds of every start.
        self._change.setProperty("menu", "true")
        self._change.setMenu(menu)
        line = QHBoxLayout()
        line.addWidget(self.vault_name, 1)
        line.addWidget(self._change)
        self.column.addLayout(line)
        self.column.addSpacing(6)
        self.login = QLineEdit()
        self.login.setObjectName("field.login")
        self.login.setMaxLength(200)
        self.login.returnPressed.connect(self.password.line.setFocus)
        self.add_field("Identifiant", self.login)
        self.mend = LinkButton("Remettre la copie en place", self._mend, name="action.keys.mend")
        self._links = self._make_links()
        self.finish([self.mend, *self._links])
        self._shut_links: list[LinkButton] = []
        if bare:
            self.sentence.hide()
            for widget in (self.vault_name, self._change, *self._links):
                widget.hide()
        self._bare = bare
        self.choose(vault or next(iter(settings.vaults), None))

    @cached_property
    def upgrade(self) -> "UpgradeProgress":
        """What tells of the bringing up to date of the vault; hidden until then."""
        from app.ui.shell.upgrade_progress import UpgradeProgress  # noqa: PLC0415 - start-up time

        result = UpgradeProgress()
        result.begun = self._shut
        self.column.insertWidget(self.column.count() - 1, result)
        return result

    @property
    def folder(self) -> Path | None:
        """The vault that would be opened."""
        return self._folder

    def choose(self, folder: Path | None) -> None:
        """Show which vault will be opened; None: none is known yet."""
        self._folder = folder
        known = folder is not None
        self.vault_name.setText(f"Coffre\u202f: {folder.stem}" if folder else "Aucun coffre choisi")
        self.vault_name.setToolTip(str(folder) if folder and not self._bare else "")
        if not self._bare:
            self.sentence.setText(WELCOME if known else FIRST)
        for field in (self.login, self.password, self.button):
            field.setEnabled(known)
        self.say("")
        self.take_focus()

    def take_focus(self) -> None:
        """Where typing begins."""
        if self._folder is not None:
            self.login.setFocus()

    def refuse_with(self, error: UserFacingError) -> None:
        """Say why it did not open, and offer what can be done about it here."""
        # Loaded by then: what opened the vault raised it.
        from app.services.vault.errors import KeyFileProblem  # noqa: PLC0415 - start-up time

        self.refuse(error.sentence, error.remedy)
        mends = isinstance(error, KeyFileProblem) and error.copy_usable
        self.mend.setVisible(mends and self._ways.mend is not None)
        for link in self._links:  # bare as the door may be: it is the way out
            if link.objectName() == _RESTORE and error.code in _LOST:
                link.show()

    def _shut(self) -> None:
        """Nothing else is to be begun here while a vault is brought up to date."""
        self._shut_links = [link for link in self._links if not link.isHidden()]
        for link in self._shut_links:
            link.hide()

    def given_up(self) -> None:
        """The opening ended here: if a vault was being brought up to date, it was stopped."""
        stopped = self.upgrade.shown and not self.button.isEnabled()
        self.upgrade.reset()
        for link in self._shut_links:
            link.show()
        self._shut_links = []
        if stopped:
            self.refuse(GIVEN_UP)

    def say(self, sentence: str, remedy: str = "") -> None:
        super().say(sentence, remedy)
        self.mend.hide()

    def mended(self) -> None:
        """The copy is in place: the password is asked for again."""
        self.say(MENDED)
        self.take_focus()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        super().set_busy(busy)
        self.login.setEnabled(not busy)
        self._change.setEnabled(not busy)

    def reset(self) -> None:
        super().reset()
        self.upgrade.reset()
        self.login.clear()
        self.choose(self._folder)

    def _send(self) -> None:
        if self._folder is None:
            return
        login, password = self.login.text(), self.password.text()
        if not login.strip():
            self.login.setFocus()
            return
        self.set_busy(True)
        self._ways.submit(self._folder, login, password)

    def _make_links(self) -> tuple[LinkButton, ...]:
        ways = self._ways
        offered = (
            ("Ouvrir un autre coffre…", "action.vault.open", self._open_other),
            ("Créer un coffre…", "action.vault.create", ways.create),
            ("Ouvrir avec la clé de secours…", "action.vault.recover", self._recover),
            ("Restaurer une sauvegarde…", _RESTORE, self._restore if ways.restore else None),
            ("Essayer avec un coffre de démonstration…", "action.vault.demo", ways.demo),
        )
        return tuple(
            LinkButton(words, act, name=name)
            for words, name, act in offered
            if act is not None and (act != self._recover or ways.recover is not None)
        )

    def _mend(self) -> None:
        if self._folder is not None and self._ways.mend is not None:
            self._ways.mend(self._folder)

    def _recover(self) -> None:
        if self._folder is not None and self._ways.recover is not None:
            self._ways.recover(self._folder)

    def _restore(self) -> None:
        if self._ways.restore is not None:
            self._ways.restore(self._folder)

    def _open_other(self) -> None:
        start = self._folder.parent if self._folder is not None else None
        self._dialogs().open_folder(
            "Ouvrir un coffre (un dossier « ….vigie »)", folder=start, then=self._opened
        )

    def _opened(self, folder: Path | None) -> None:
        if folder is not None:
            self.choose(folder)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for folder in self._settings.vaults:
            action = QAction(folder.stem, menu)
            action.setToolTip(str(folder))
            action.triggered.connect(lambda _checked=False, chosen=folder: self.choose(chosen))
            menu.addAction(action)
        other = QAction("Ouvrir un autre coffre…", menu)
        other.triggered.connect(lambda _checked=False: self._open_other())
        menu.addAction(other)
