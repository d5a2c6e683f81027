"""« Exporter ce que je vois »: a list to a file, after a warning, read and written by pieces.

Each piece is a short work of the database thread, so that nobody waits for the whole. The journal
is written before the file is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.paths import documents_folder
from app.services import exports
from app.services.documents.saving import save_document
from app.services.documents.sheets import SheetFormat, render
from app.services.exports import ListName
from app.services.rules.french import count
from app.ui.context import PageContext
from app.ui.dialogs import Choice, Question
from app.ui.jobs import Job, Progress, Step
from app.ui.viewmodels.columns import Column
from app.ui.widgets.buttons import Button
from app.ui.widgets.progress import ProgressBarRow
from app.ui.widgets.style import label

PIECE = 500  # rows read in one work of the database thread
_KINDS = {SheetFormat.CSV: "Fichier CSV (*.csv)", SheetFormat.ODS: "Classeur (*.ods)"}


@dataclass(frozen=True)  # no slots: it holds functions
class Exported:
    """What is seen: `page(after, limit)` answers the rows and the next key, `count` how many."""

    name: ListName
    title: str
    columns: Sequence[Column[Any]]
    page: Callable[[Any, int], tuple[Sequence[Any], Any]]
    count: Callable[[], int]


def warning(title: str, number: int) -> Question:
    """What one accepts by exporting."""
    rows = count(number, "ligne", "lignes")
    return Question(
        title=f"Exporter la liste «\u202f{title}\u202f» ({rows})\u202f?",
        text=(
            "Le fichier sortira du coffre sans être chiffré\u202f: quiconque l’ouvre lira tout ce "
            "qu’il contient. Il ne peut être remis qu’aux personnes habilitées de la cellule, pour "
            "un besoin précis\u202f; supprimez-le dès qu’il a servi. En cas de doute, demandez "
            "d’abord au délégué à la protection des données (DPO).\n\n"
            "Les dossiers dont le traitement est limité n’y figurent pas. L’export est inscrit "
            "au journal."
        ),
        choices=(
            Choice("cancel", "Ne pas exporter"),
            Choice(SheetFormat.CSV, "Exporter en CSV (Excel)…", danger=True),
            Choice(SheetFormat.ODS, "Exporter en ODS (LibreOffice)…", danger=True),
        ),
        default="cancel",
        escape="cancel",
    )


def export(context: PageContext, owner: QWidget, what: Exported) -> None:
    """Ask, then write what `what` shows."""

    def counted(number: int) -> None:
        context.dialogs.ask(warning(what.title, number), lambda key: chosen(key, number))

    def chosen(key: str, number: int) -> None:
        if key == "cancel":
            return
        kind = SheetFormat(key)
        context.dialogs.save_file(
            "Exporter la liste",
            suggested=exports.file_name(what.name, kind, context.desk.clock.today()),
            kinds=_KINDS[kind],
            folder=documents_folder(),
            then=lambda path: begin(kind, path, number),
        )

    def begin(kind: SheetFormat, path: Path | None, number: int) -> None:
        if path is not None:
            dialog = ExportDialog(context, what, kind, path, number)
            context.dialogs.show(dialog)
            dialog.begin()

    context.jobs.database(owner, what.count, counted)


class ExportDialog(QDialog):
    """The export as it advances; closing it, or « Arrêter l’export », stops it."""

    def __init__(
        self, context: PageContext, what: Exported, kind: SheetFormat, path: Path, number: int
    ) -> None:
        super().__init__()
        self.setObjectName("dialog.export")
        self.setWindowTitle("Vigie")
        self.setAccessibleName("Export de la liste")
        self._context, self._what, self._kind, self._path = context, what, kind, path
        self._total = number
        self._rows: list[Any] = []
        self._job: Job | None = None
        self._stopped = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("Export en cours", "heading"))
        self.bar = ProgressBarRow("Lecture de la liste", total=number)
        column.addWidget(self.bar)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.stop = Button("Arrêter l’export", self.reject, name="dialog.export.stop")
        buttons.addWidget(self.stop)
        column.addLayout(buttons)
        self.setMinimumWidth(440)

    def begin(self) -> None:
        """Read the first rows."""
        self._read(None)

    def reject(self) -> None:
        """Stop: nothing is written, or what is being drawn is let go."""
        self._stopped = True
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stopped = True
        super().closeEvent(event)

    def _read(self, after: Any) -> None:  # noqa: ANN401 - each list has its own key
        self._context.jobs.database(
            self, lambda: self._what.page(after, PIECE), self._took, failed=self._failed
        )

    def _took(self, answer: tuple[Sequence[Any], Any]) -> None:
        if self._stopped:
            return
        rows, more = answer
        self._rows += rows
        done = len(self._rows)
        self.bar.advance(done, max(self._total, done), count(done, "ligne lue", "lignes lues"))
        if more is not None:
            self._read(more)
            return
        numbers = [row.id for row in self._rows]
        desk, what, kind = self._context.desk, self._what, self._kind
        self._context.jobs.database(
            self,
            lambda: exports.record_export(desk, what.name, kind, numbers),
            lambda _none: self._write(),
            failed=self._failed,
        )

    def _write(self) -> None:
        if self._stopped:
            return
        rows, what, kind, path = self._rows, self._what, self._kind, self._path

        def work(progress: Progress) -> int:
            total = len(rows)
            told = ([one.text(row) for one in what.columns] for row in rows)
            titles = [one.title for one in what.columns]
            content = render(
                kind, what.title, titles, told, lambda done: progress.step(done, total)
            )
            progress.check()
            save_document(path, content)
            return total

        self._job = self._context.jobs.long(
            self, work, self._written, progress=self._advance, failed=self._failed
        )

    def _advance(self, step: Step) -> None:
        self.bar.advance(step.done, step.total, count(step.done, "ligne écrite", "lignes écrites"))

    def _written(self, number: int) -> None:
        self.accept()
        self._context.messages.success(
            f"{count(number, 'ligne exportée', 'lignes exportées')}. Le fichier n’est pas "
            "chiffré\u202f: supprimez-le après usage."
        )

    def _failed(self, error: UserFacingError) -> None:
        self.reject()
        self._context.messages.problem(error)
