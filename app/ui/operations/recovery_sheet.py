"""The recovery key on screen, with what prints its sheet and what saves it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.paths import documents_folder
from app.services.documents.recovery_sheet import render_recovery_sheet
from app.services.documents.saving import save_document
from app.services.vault.recovery import GROUPS, RecoveryKey
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.pdf_print import PrinterRefused, PrintRun, ask_printer
from app.ui.widgets.style import label

FILE_NAME = "fiche_de_secours.pdf"
_COLUMNS = 4


class KeyCard(Card):
    """The groups of a recovery key, each under its number."""

    def __init__(self) -> None:
        super().__init__(tone="accent", name="recovery.key")
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        self.groups: list[QLabel] = []
        for number in range(1, GROUPS + 1):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(label(f"groupe {number}", "small"))
            shown = label("", "key-group")
            shown.setObjectName(f"recovery.group.{number}")
            self.groups.append(shown)
            cell.addWidget(shown)
            grid.addLayout(cell, *divmod(number - 1, _COLUMNS))
        self.add(grid)

    def show_key(self, key: RecoveryKey) -> None:
        """Show the groups of that key."""
        for number, (shown, group) in enumerate(zip(self.groups, key.groups, strict=True), 1):
            shown.setText(group)
            shown.setAccessibleName(f"Groupe {number}\u202f: {' '.join(group)}")


class SheetPanel(QWidget):
    """The key on screen with what prints it and what saves it. `tell` says what went wrong."""

    def __init__(
        self,
        *,
        jobs: JobRunner,
        dialogs: Dialogs,
        tell: Callable[[UserFacingError | None], object],
        demonstration: bool = False,
    ) -> None:
        super().__init__()
        self._jobs, self._dialogs, self._tell = jobs, dialogs, tell
        self._demonstration = demonstration
        self._key: RecoveryKey | None = None
        self.card = KeyCard()
        self.print_button = Button(
            "Imprimer la fiche…", self._print, name="action.recovery.print", icon="printer"
        )
        self.save_button = Button(
            "Enregistrer en PDF…", self._save, name="action.recovery.save", icon="download"
        )
        self.done = label("", "small", tone="green", wrap=True)
        self.done.setObjectName("recovery.done")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.card)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.print_button, self.save_button):
            button.setAutoDefault(True)
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.done)

    def show_key(self, key: RecoveryKey) -> None:
        """Show that key."""
        self._key = key
        self.card.show_key(key)

    def _render(self, then: Callable[[bytes], object]) -> None:
        key, demonstration = self._key, self._demonstration
        if key is None:
            return
        self._tell(None)
        today = date.today()  # noqa: DTZ011 - the day the sheet is printed, on this PC's calendar

        def work() -> bytes:
            sheet = render_recovery_sheet(key.groups, printed_on=today, demonstration=demonstration)
            return sheet.content

        self._jobs.render(self, work, then, failed=self._tell)

    def _print(self) -> None:
        self._render(self._ask_printer)

    def _ask_printer(self, content: bytes) -> None:
        try:
            ask_printer(
                self._dialogs,
                title="Fiche de secours",
                pages=1,
                chosen=lambda printer: self._run(content, printer),
            )
        except UserFacingError as problem:
            self._tell(problem)

    def _run(self, content: bytes, printer: QPrinter) -> None:
        run = PrintRun(content, printer, self)

        def ended(done: bool) -> None:  # noqa: FBT001 - Qt's own signature
            if done:
                self.done.setText("La fiche a été envoyée à l’imprimante.")
            else:
                self._tell(PrinterRefused())

        run.ended.connect(ended)
        run.start()

    def _save(self) -> None:
        self._dialogs.save_file(
            "Enregistrer la fiche de secours",
            suggested=FILE_NAME,
            kinds="Document PDF (*.pdf)",
            folder=documents_folder(),
            then=self._saved_at,
        )

    def _saved_at(self, path: Path | None) -> None:
        if path is None:
            return

        def write(content: bytes) -> None:
            self._jobs.render(
                self,
                lambda: save_document(path, content),
                lambda _none: self.done.setText(
                    "La fiche est enregistrée. Imprimez-la, puis effacez ce fichier\u202f: il "
                    "ouvre le coffre."
                ),
                failed=self._tell,
            )

        self._render(write)
