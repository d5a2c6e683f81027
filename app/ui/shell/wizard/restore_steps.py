"""The screens of a restoring: which backup, how it opens, what it holds, what became of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services.restoring import Candidate, Inside, Restoring
from app.services.rules.french import moment
from app.services.vault.errors import UnreadableRecoveryKey
from app.services.vault.recovery import GROUPS, is_group, tidy
from app.services.vault.restore import WayIn
from app.ui.operations.backup_words import KINDS, size_words
from app.ui.shell.wizard.frame import Step
from app.ui.shell.wizard.recover import GROUP_LENGTH
from app.ui.shell.wizard.restore_words import (
    NoRightToRestore,
    NothingChosen,
    contents_words,
    done_words,
    plan_words,
)
from app.ui.viewmodels.columns import Column
from app.ui.viewmodels.table import StaticTable
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import Facts
from app.ui.widgets.groups import GroupedKey
from app.ui.widgets.password import PasswordField
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear, label
from app.ui.widgets.table import TableView

_TABLE_HEIGHT = 216
_COLUMNS = (
    Column[Candidate]("made_at", "Faite le", lambda one: moment(one.made_at), width=190,
                      strong=True, order=lambda one: one.made_at.isoformat()),
    Column[Candidate]("kind", "Ce que c’est", lambda one: KINDS[one.kind], width=190),
    Column[Candidate]("size", "Taille", lambda one: size_words(one.size), width=90,
                      order=lambda one: f"{one.size:020d}"),
)  # fmt: skip


class ChooseStep(Step):
    """Which copy; `look` asks for a folder where others may be."""

    def __init__(
        self,
        *,
        tell: Callable[[UserFacingError | None], object],
        look: Callable[[], object],
        press: Callable[[], object],
    ) -> None:
        super().__init__(
            "Quelle sauvegarde\u202f?",
            "Vous verrez ce qu’elle contient avant de décider. Rien n’est changé jusque-là.",
        )
        self._tell = tell
        self.place = ElidedLabel("", "muted")
        self.place.setObjectName("restore.place")
        self.model: StaticTable[Candidate] = StaticTable(_COLUMNS, self)
        self.table = TableView(name="list.restore", words="Sauvegardes")
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.set_widths({at: one.width for at, one in enumerate(_COLUMNS)})
        self.table.setFixedHeight(_TABLE_HEIGHT)
        self.table.opened.connect(lambda _index: press())
        self.empty = EmptyState(
            "device-floppy",
            "Aucune sauvegarde ici",
            more="Branchez la clé USB ou le disque qui les contient, puis choisissez son dossier.",
        )
        self.empty.hide()
        self.elsewhere = Button(
            "Chercher dans un autre dossier…", look, name="action.restore.folder",
            icon="folder-open",
        )  # fmt: skip
        self.elsewhere.setAutoDefault(True)
        for part in (self.place, self.table, self.empty):
            self.column.addWidget(part)
        self.column.addWidget(self.elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    @property
    def chosen(self) -> Candidate | None:
        """The copy that is lit."""
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def offer(self, found: tuple[Candidate, ...], place: Path | None, wanted: Path | None) -> None:
        """Show what is in `place` (none: nowhere yet), and light `wanted`, or the newest."""
        self.place.setText(f"Dans {place}" if place is not None else "")
        self.model.show(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        paths = [one.path for one in self.model.rows]
        if paths:
            at = paths.index(wanted) if wanted in paths else 0
            self.table.setCurrentIndex(self.model.index(at, 0))
        self.arrive()

    def arrive(self) -> None:
        (self.table if self.model.rows else self.elsewhere).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def go_on(self, then: Callable[[], object]) -> None:
        if self.chosen is None:
            self._tell(NothingChosen())
        else:
            then()


class WayStep(Step):
    """With what it opens: a password of its time, or the recovery key."""

    verb = "Regarder dedans"

    def __init__(
        self,
        *,
        tell: Callable[[UserFacingError | None], object],
        look: Callable[[WayIn, Callable[[], object]], object],
    ) -> None:
        super().__init__(
            "Ouvrir la sauvegarde",
            "Une sauvegarde s’ouvre avec les mots de passe de son époque, ou avec la clé de "
            "secours qui servait alors.",
        )
        self._tell, self._look = tell, look
        self.by_password = QRadioButton("Avec un mot de passe")
        self.by_password.setObjectName("field.restore.by_password")
        self.by_key = QRadioButton("Avec la clé de secours")
        self.by_key.setObjectName("field.restore.by_key")
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.by_password)
        line.addWidget(self.by_key)
        line.addStretch(1)
        self.column.addLayout(line)
        self.login = QLineEdit()
        self.login.setObjectName("field.restore.login")
        self.login.setMaxLength(200)
        self.password = PasswordField(name="field.restore.password")
        self._account = QWidget()
        fields = QVBoxLayout(self._account)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(6)
        for words, field, line_of in (
            ("Identifiant", self.login, self.login),
            ("Mot de passe", self.password, self.password.line),
        ):
            shown = label(words, "label")
            shown.setBuddy(line_of)
            line_of.setAccessibleName(words)
            fields.addWidget(shown)
            fields.addWidget(field)
        self.key = GroupedKey(
            count=GROUPS, length=GROUP_LENGTH, tidy=tidy, sound=is_group, name="field.restore.key"
        )
        self.column.addWidget(self._account)
        self.column.addWidget(self.key)
        self.column.addStretch(1)
        self.by_password.toggled.connect(self._switch)
        self.by_password.setChecked(True)

    def forget(self) -> None:
        """Nothing typed stays."""
        self.login.clear()
        self.password.clear()
        self.key.clear()

    def arrive(self) -> None:
        if not self.by_password.isChecked():
            self.key.lines[0].setFocus()
        else:
            (self.password.line if self.login.text() else self.login).setFocus()

    def go_on(self, then: Callable[[], object]) -> None:
        if self.by_password.isChecked():
            for line in (self.login, self.password.line):
                if not line.text().strip():
                    line.setFocus()
                    return
            self._look(WayIn(login=self.login.text(), password=self.password.text()), then)
            return
        doubtful = self.key.go_to_doubtful()
        if doubtful is None:
            self._look(WayIn(recovery=self.key.text()), then)
        elif any(line.text() for line in self.key.lines):
            self._tell(UnreadableRecoveryKey(group=doubtful))

    def _switch(self, by_password: bool) -> None:  # noqa: FBT001 - a signal of Qt
        self._account.setVisible(by_password)
        self.key.setVisible(not by_password)
        self._tell(None)
        if self.isVisible():
            self.arrive()


class InsideStep(Step):
    """What it holds, and what will happen."""

    verb = "Restaurer cette sauvegarde"

    def __init__(
        self,
        *,
        tell: Callable[[UserFacingError | None], object],
        restore: Callable[[], object],
        move: Callable[[], object],
    ) -> None:
        super().__init__("Ce qu’elle contient")
        self._tell, self._restore = tell, restore
        self._may = False
        self._facts = QVBoxLayout()
        self.column.addLayout(self._facts)
        self.what = Card("Ce qui va se passer", tone="accent", name="card.restore.what")
        self.column.addWidget(self.what)
        self.where = Button(
            "Choisir où placer le coffre…", move, name="action.restore.where", icon="folder-open"
        )
        self.where.setAutoDefault(True)
        self.where.hide()
        self.column.addWidget(self.where, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)

    def show_inside(self, inside: Inside, vault: Path, *, replaces: bool, movable: bool) -> None:
        """Say what `inside` is, and what becomes of `vault`."""
        self._may = inside.may_restore
        clear(self._facts)
        last, made = inside.last_entry_at, inside.made_at
        self._facts.addWidget(
            Facts(
                (
                    ("Faite le", moment(made) if made is not None else ""),
                    ("Contient", contents_words(inside)),
                    ("Dernière écriture", moment(last) if last is not None else "aucune"),
                    ("Taille", size_words(inside.size)),
                )
            )
        )
        clear(self.what.body)
        for words in plan_words(vault, replaces=replaces):
            self.what.add(label(words, wrap=True))
        self.where.setVisible(movable)

    def arrive(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, then: Callable[[], object]) -> None:  # noqa: ARG002 - goes on once restored
        if self._may:
            self._restore()
        else:
            self._tell(NoRightToRestore())


class DoneStep(Step):
    """What became of it."""

    verb = "Ouvrir le coffre"
    returnable = False

    def __init__(self) -> None:
        super().__init__("La sauvegarde est restaurée")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(10)
        self.column.addLayout(self.lines)
        self.column.addStretch(1)
        self.strip: Strip | None = None

    def show_done(self, done: Restoring) -> None:
        """Say where things are; what is to be done stays on screen."""
        clear(self.lines)
        if done.warning:
            self.strip = Strip(done.warning, tone="amber", name="restore.warning")
            self.lines.addWidget(self.strip)
        for words in done_words(done):
            self.lines.addWidget(label(words, wrap=True))
