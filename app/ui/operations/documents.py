"""Documents of a dossier: taken from a file, named, corrected, copied out after a warning."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from app.paths import documents_folder
from app.services import attachments
from app.services.attachments import AttachmentEntry, AttachmentRow, OpenAttachment, copy_name
from app.services.attachments_reading import MEBIBYTE, Document, read_document
from app.services.changes import Change
from app.services.choices import AttachmentKind, SharingScope, member
from app.services.drafts import DraftKey
from app.services.rules.french import count, number
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.specs.document import document_spec, new_document_spec
from app.ui.jobs import Job, Progress, Step
from app.ui.operations.anew import still
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.inline_form import Fresh, InlineForm
from app.ui.operations.printing import IN_CLEAR
from app.ui.operations.reading import text
from app.ui.widgets.picture_pages import decodes

FORM: Final = "attachment"
KINDS: Final = "PDF ou image (*.pdf *.jpg *.jpeg *.png)"
_TOLD: Final = (
    "Ce que la photo disait du lieu, de la date et de l’appareil en a été retiré\u202f; l’image "
    "elle-même ne change pas."
)
_PDF: Final = "Un PDF garde ce qu’il dit de son auteur et de sa date\u202f: il n’est pas modifié."


def opens(content: bytes, kind: AttachmentKind) -> bool:
    """Whether an image really decodes, by the reader that will show it."""
    return decodes(content, format_of(kind))


def format_of(kind: AttachmentKind) -> str:
    """An image's format, as Qt names it."""
    return str(kind).lower()


def facts(kind: AttachmentKind, size: int, pages: int) -> str:
    """« PDF · 3 pages · 1,2 Mo »."""
    weight = (
        f"{number(size / MEBIBYTE, decimals=1)}\u202fMo"
        if size >= MEBIBYTE
        else f"{max(1, round(size / 1024))}\u202fko"
    )
    many = count(pages, "page", "pages") if kind is AttachmentKind.PDF else ""
    return " · ".join(part for part in (kind.label, many, weight) if part)


class Adding(QObject):
    """Takes files one after the other: read and checked in a worker, then named in a dialog.

    `reading(words, done, total)` while one is read, `idle()` when none is any more.
    """

    reading = Signal(str, int, int)
    idle = Signal()

    def __init__(self, context: PageContext, case_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._case_id = context, case_id
        self._waiting: deque[Path] = deque()
        self._job: Job | None = None
        self._named = False
        self._many = 0

    def choose(self) -> None:
        """Ask which file, in the system's dialog."""
        self._context.dialogs.open_file(
            "Ajouter un document",
            kinds=KINDS,
            folder=documents_folder(),
            then=lambda path: self.take([path] if path else []),
        )

    def take(self, paths: Iterable[Path]) -> None:
        """Add these files too."""
        before = len(self._waiting)
        self._waiting.extend(paths)
        self._many += len(self._waiting) - before
        self._next()

    def cancel(self) -> None:
        """Stop reading, and forget the files that wait."""
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()
        self._ended()

    def _next(self) -> None:
        if self._job is not None or self._named:
            return
        if not self._waiting:
            self._many = 0
            self.idle.emit()
            return
        path = self._waiting.popleft()
        self.reading.emit(self._words(), 0, 1)

        def work(progress: Progress) -> Document:
            return read_document(path, opens, progress.step)

        self._job = self._context.jobs.long(
            self,
            work,
            self._ask,
            progress=self._advance,
            failed=self._context.messages.problem,
            ended=self._ended,
        )

    def _words(self) -> str:
        place = self._many - len(self._waiting)
        return f"Lecture du fichier {place} sur {self._many}" if self._many > 1 else "Lecture"

    def _advance(self, step: Step) -> None:
        self.reading.emit(self._words(), step.done, step.total)

    def _ended(self) -> None:
        self._job = None
        self._next()

    def _ask(self, document: Document) -> None:
        self._named = True
        self.idle.emit()
        dialog = FormDialog(
            self._context,
            "Ajouter ce document au dossier",
            Form(new_document_spec(), cards=False),
            verb="Ajouter au dossier",
            write=partial(_add, self._context, self._case_id, document),
            said="Document ajouté.",
            key=None,
            lead=_lead(document),
        )
        dialog.finished.connect(self._answered)
        dialog.open_on({"title": document.title, "sharing_scope": SharingScope.CELL})

    def _answered(self, _result: int) -> None:
        self._named = False
        self._next()


def _lead(document: Document) -> str:
    said = facts(document.kind, document.size, document.pages)
    more = _PDF if document.kind is AttachmentKind.PDF else _TOLD if document.told else ""
    kept = "Le coffre en garde une copie chiffrée\u202f; le fichier d’origine reste où il est."
    return " ".join(part for part in (f"{said}.", kept, more) if part)


def _add(
    context: PageContext, case_id: int, document: Document, values: Mapping[str, object]
) -> Callable[[], Change]:
    return partial(attachments.add_attachment, context.desk, case_id, _entry(values), document)


def _entry(values: Mapping[str, object], version: int | None = None) -> AttachmentEntry:
    scope = member(SharingScope, values["sharing_scope"]) or SharingScope.CELL
    return AttachmentEntry(text(values["title"]), scope, version)


def document_form(context: PageContext, case_id: int, row: AttachmentRow) -> InlineForm:
    """A form to correct what a document is called, or who may open it."""
    inline = InlineForm(
        context,
        "Modifier le document",
        Form(document_spec(), cards=False),
        key=DraftKey(FORM, f"{case_id}.{row.id}", row.version),
        write=partial(_write, context, case_id, row),
        said="Document enregistré.",
        again=partial(_fresh, context, case_id, row.id),
    )
    inline.begin(_values(row))
    return inline


def _values(row: AttachmentRow) -> dict[str, object]:
    return {"title": row.title, "sharing_scope": row.sharing_scope}


def _fresh(context: PageContext, case_id: int, number: int) -> Fresh:
    row = still(attachments.attachments(context.desk, case_id), number)
    return Fresh(_values(row), partial(_write, context, case_id, row), row.version)


def _write(
    context: PageContext, case_id: int, row: AttachmentRow, values: Mapping[str, object]
) -> Callable[[], Change]:
    entry = _entry(values, row.version)
    return partial(attachments.save_attachment, context.desk, case_id, entry, attachment_id=row.id)


def save_copy(context: PageContext, owner: QObject, opened: OpenAttachment) -> None:
    """Write a copy in clear where the person says, after a warning; the journal says so first."""
    end = copy_name(opened).rpartition(".")[2]

    def answered(key: str) -> None:
        if key == "save":
            context.dialogs.save_file(
                "Enregistrer une copie",
                suggested=copy_name(opened),
                kinds=f"{opened.row.kind.label} (*.{end})",
                folder=documents_folder(),
                then=chosen,
            )

    def chosen(path: Path | None) -> None:
        if path is not None:
            context.jobs.database(
                owner,
                partial(attachments.copy_attachment, context.desk, opened.row.id, path),
                lambda _none: context.messages.success(
                    "Copie enregistrée. Elle n’est pas chiffrée\u202f: supprimez-la après usage."
                ),
            )

    context.dialogs.ask(IN_CLEAR, answered)
