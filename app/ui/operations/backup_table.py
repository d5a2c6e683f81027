"""The backups on the disk, one a line, with what is known of each and what one may do with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services.backup_list import BackupRow
from app.services.rules.french import moment, number
from app.ui.operations.backup_words import KINDS, size_words, state_tip, state_words
from app.ui.viewmodels.columns import Column
from app.ui.viewmodels.table import StaticTable
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear, count, label
from app.ui.widgets.table import ROW_HEIGHT, TableView

_FRAME, _MOST = 46, 12  # the titles of the columns and the borders; rows before it scrolls
_COLUMNS = (
    Column[BackupRow]("made_at", "Faite le", lambda row: moment(row.made_at), width=190,
                      strong=True, order=lambda row: row.made_at.isoformat()),
    Column[BackupRow]("kind", "Ce que c’est", lambda row: KINDS[row.kind], width=190),
    Column[BackupRow]("cases", "Dossiers",
                      lambda row: "—" if row.cases is None else number(row.cases), width=110,
                      right=True, order=lambda row: f"{row.cases or 0:012d}"),
    Column[BackupRow]("size", "Taille", lambda row: size_words(row.size), width=110, right=True,
                      order=lambda row: f"{row.size:020d}"),
    Column[BackupRow]("state", "État", lambda row: state_words(row)[0], width=170,
                      tone=lambda row: state_words(row)[1], tip=state_tip),
)  # fmt: skip


class BackupTable(Card):
    """The newest first. Entrée verifies the line; `restore` is None for whom it is not."""

    def __init__(
        self, *, verify: Callable[[], object], restore: Callable[[], object] | None
    ) -> None:
        super().__init__("Les sauvegardes", name="card.backup.list")
        self.count = label("", "muted")
        self.head.addWidget(self.count)
        self._model: StaticTable[BackupRow] = StaticTable(_COLUMNS, self)
        self._ready = True
        self.table = TableView(name="list.backups", words="Sauvegardes")
        self.table.set_plain()
        self.table.setModel(self._model)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.set_widths({at: one.width for at, one in enumerate(_COLUMNS)})
        self.table.opened.connect(lambda _index: verify())
        self.table.selectionModel().currentChanged.connect(lambda _new, _old: self._enable())
        self.tip = label("", "muted", wrap=True)
        self.tip.setObjectName("backup.tip")
        self.verify_button = Button(
            "Vérifier", verify, name="action.backup.verify", icon="shield-check",
            tip="Relire la sauvegarde choisie en entier",
        )  # fmt: skip
        self.restore_button = Button(
            "Restaurer…", restore, name="action.backup.restore", icon="history",
            tip="Regarder ce que contient la sauvegarde choisie, puis la mettre à la place du "
            "coffre",
        )  # fmt: skip
        self.restore_button.setVisible(restore is not None)
        self.empty = EmptyState(
            "device-floppy", "Aucune sauvegarde pour l’instant",
            more="Vigie en fait une toutes les heures et à la fermeture. «\u202fSauvegarder "
            "maintenant\u202f» n’attend pas.",
        )  # fmt: skip
        self._notes = QVBoxLayout()
        self.strip: Strip | None = None
        self._waiting = Skeleton(3)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, spacing=10, line_spacing=6)
        flow.add(self.verify_button)
        if restore is not None:
            flow.add(self.restore_button)
        self.add(self._notes)
        for part in (self._waiting, self.table, self.tip, self._buttons, self.empty):
            self.add(part)
        for part in (self.table, self.tip, self._buttons, self.empty):
            part.hide()

    @property
    def rows(self) -> Sequence[BackupRow]:
        """What is shown, as it is sorted."""
        return self._model.rows

    @property
    def chosen(self) -> BackupRow | None:
        """The line that is lit."""
        index = self.table.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def show_rows(self, rows: Sequence[BackupRow]) -> None:
        """Replace them; the same line stays lit."""
        self._drop_strip()
        kept = self.chosen
        self._model.show(rows)
        self.table.setFixedHeight(_FRAME + ROW_HEIGHT * min(len(rows), _MOST))
        self.count.setText(count(len(rows), "copie") if rows else "")
        self._show_parts(any_row=bool(rows))
        self.empty.setVisible(not rows)
        paths = [row.path for row in self._model.rows]
        if paths:
            at = paths.index(kept.path) if kept is not None and kept.path in paths else 0
            self.table.setCurrentIndex(self._model.index(at, 0))
        self._enable()

    def refuse(self, error: UserFacingError) -> None:
        """The folder does not answer: what was shown is not known to be there any more."""
        self._drop_strip()
        self._model.show(())
        self._show_parts(any_row=False)
        self.empty.hide()
        self.count.setText("")
        self.strip = Strip(
            "Le dossier des sauvegardes n’est pas accessible",
            error.remedy,
            tone="amber",
            name="backup.unreachable",
        )
        self._notes.addWidget(self.strip)
        self._enable()

    def set_ready(self, *, ready: bool) -> None:
        """Whether one may act on a line now."""
        self._ready = ready
        self._enable()

    def _show_parts(self, *, any_row: bool) -> None:
        self._waiting.hide()
        for part in (self.table, self.tip, self._buttons):
            part.setVisible(any_row)

    def _enable(self) -> None:
        row = self.chosen
        self.tip.setText(state_tip(row) if row is not None else "")
        self.verify_button.setEnabled(self._ready and row is not None)
        self.restore_button.setEnabled(self._ready and row is not None)

    def _drop_strip(self) -> None:
        clear(self._notes)
        self.strip = None
