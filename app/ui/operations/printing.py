"""A document leaves the program: to a printer, or to a file where the person says.

It is recorded in the journal first, under the right to print asked anew; then it leaves.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter

from app.errors import UserFacingError
from app.paths import documents_folder
from app.services import prints
from app.services.documents.saving import save_document
from app.services.prints import Output, PrintedDocument
from app.services.rules.french import count
from app.ui.context import PageContext
from app.ui.dialogs import Choice, Question
from app.ui.widgets.pdf_print import PrinterRefused, PrintRun, ask_printer

Ask = Callable[[Callable[[QPrinter], object]], None]

IN_CLEAR = Question(
    title="Enregistrer une copie lisible par tous\u202f?",
    text=(
        "Le fichier sortira du coffre sans être chiffré\u202f: quiconque ouvre ce dossier le lira. "
        "Gardez-le le temps nécessaire, puis supprimez-le."
    ),
    choices=(Choice("cancel", "Ne pas enregistrer"), Choice("save", "Enregistrer…", danger=True)),
    default="cancel",
    escape="cancel",
)


def print_document(
    context: PageContext, owner: QObject, document: PrintedDocument, *, ask: Ask | None = None
) -> None:
    """Print through the system's dialog. `ask` takes its place where there is none to answer."""

    def system(chosen: Callable[[QPrinter], object]) -> None:
        title = Path(document.file_name).stem
        ask_printer(context.dialogs, title=title, pages=document.pages, chosen=chosen)

    def chosen(printer: QPrinter) -> None:
        copies = max(1, printer.copyCount())
        context.jobs.database(
            owner,
            lambda: prints.record_output(context.desk, document, Output.PRINT, copies=copies),
            lambda _none: _run(context, owner, document, printer),
        )

    try:
        (ask or system)(chosen)
    except UserFacingError as problem:
        context.messages.problem(problem)


def _run(
    context: PageContext, owner: QObject, document: PrintedDocument, printer: QPrinter
) -> None:
    def ended(done: bool) -> None:  # noqa: FBT001 - the signal's own shape
        run.deleteLater()
        if done:
            pages = count(document.pages, "page", "pages")
            context.messages.success(f"Document envoyé à l’imprimante ({pages}).")
        else:
            context.messages.problem(PrinterRefused())

    run = PrintRun(document.content, printer, owner)
    run.ended.connect(ended)
    run.start()


def save_copy(context: PageContext, owner: QObject, document: PrintedDocument) -> None:
    """Write a copy in clear where the person says, after a warning when it names somebody."""
    said = "Copie enregistrée."
    if not document.names_nobody:
        said += " Elle n’est pas chiffrée\u202f: supprimez-la après usage."

    def answered(key: str) -> None:
        if key == "save":
            context.dialogs.save_file(
                "Enregistrer une copie",
                suggested=document.file_name,
                kinds="Document PDF (*.pdf)",
                folder=documents_folder(),
                then=chosen,
            )

    def chosen(path: Path | None) -> None:
        if path is None:
            return

        def leave() -> None:
            prints.record_output(context.desk, document, Output.EXPORT)
            save_document(path, document.content)

        context.jobs.database(
            owner,
            leave,
            lambda _none: context.messages.success(said),
        )

    if document.names_nobody:
        answered("save")
    else:
        context.dialogs.ask(IN_CLEAR, answered)
