"""The tab Documents of a dossier: what was added, who may open it, a place to drop a file."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.services import attachments
from app.services.attachments import AttachmentRow
from app.services.cases import CasePage
from app.services.changes import Change, Subject
from app.services.choices import SharingScope
from app.services.history_tracked import Kind
from app.services.rules.french import count, local, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.anew import read_anew, still
from app.ui.operations.case_words import closed_note
from app.ui.operations.documents import FORM, Adding, document_form, facts
from app.ui.operations.form_slot import FormSlot, HoldsForms, part_of
from app.ui.operations.history import history_link
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.progress import ProgressBarRow
from app.ui.widgets.style import clear, label

_TONES: dict[SharingScope, Tone] = {
    SharingScope.COORDINATOR_ONLY: "amber",
    SharingScope.CELL: "neutral",
    SharingScope.GROUP: "accent",
}
_DROP = "PDF, JPEG ou PNG de 20\u202fMo au plus. On peut aussi glisser un fichier ici."


class DocumentsTab(QWidget, HoldsForms):
    """A file chosen or dropped is read in a worker, then named in a dialog."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("tab.documents")
        self._context, self._case_id = context, case_id
        self._writes = bool(context.desk.actor.reach(UseCase.WRITE_DOCUMENT))
        self.slot = FormSlot()
        self.openings = {FORM: self._take_up}
        self.adding = Adding(context, case_id, self)
        self.adding.reading.connect(self._reading)
        self.adding.idle.connect(self._idle)
        self.new = Button(
            "Ajouter un document…", self.begin, name="action.document.new", icon="upload"
        )
        self._note = label("", "muted")
        self._hint = label(_DROP, "muted", wrap=True)
        self._ended = label("", "muted", wrap=True)
        head = QWidget()
        line = FlowLayout(head, spacing=10, line_spacing=6)
        for one in (self.new, self._note, self._hint):
            line.add(one)
        self.progress = ProgressBarRow("Lecture")
        self.stop = LinkButton("Annuler", self.adding.cancel, name="action.document.stop")
        self._busy = QWidget()
        busy = QVBoxLayout(self._busy)
        busy.setContentsMargins(0, 0, 0, 0)
        busy.addWidget(self.progress)
        busy.addWidget(self.stop)
        self._busy.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._list.addWidget(Skeleton(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (head, self._ended, self._busy, self.slot):
            column.addWidget(widget)
        column.addLayout(self._list)
        column.addStretch(1)
        self._arrange("")
        context.changes.changed.connect(self._changed)
        self.refresh()

    def show_case(self, page: CasePage) -> None:
        """Offer what the dossier allows now: to a closed one nothing is added."""
        before, self._writes = self._writes, page.header.follows(UseCase.WRITE_DOCUMENT)
        self._arrange(closed_note(page.header))
        if self._writes is not before:
            self.refresh()

    def refresh(self) -> None:
        """Read the list again; a form that is open stays as it is."""
        desk, case_id = self._context.desk, self._case_id
        self._context.jobs.database(
            self, lambda: attachments.attachments(desk, case_id), self._show, latest="list"
        )

    def begin(self) -> None:
        """Choose a file to add."""
        if self._writes:
            self.adding.choose()

    # -- dropping -----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._writes and _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = _files(event.mimeData())
        if self._writes and found:
            event.acceptProposedAction()
            self.adding.take(found)

    def _reading(self, words: str, done: int, total: int) -> None:
        self._busy.show()
        self.progress.advance(done, total, words)

    def _idle(self) -> None:
        self._busy.hide()

    # -- the list -----------------------------------------------------------------------------

    def opens(self, _key: object) -> bool:
        return self._writes

    def _arrange(self, ended: str) -> None:
        self.setAcceptDrops(self._writes)
        self.new.setVisible(self._writes)
        self._hint.setVisible(self._writes)
        self._ended.setText(ended)
        self._ended.setVisible(bool(ended))

    def _take_up(self, record: str) -> None:
        number = part_of(record)
        if number is not None:
            self._edit(number)

    def _edit(self, number: int) -> None:
        desk, case_id = self._context.desk, self._case_id
        read_anew(
            self._context,
            self.slot,
            lambda: attachments.attachments(desk, case_id),
            lambda rows: self._open_form(still(rows, number)),
        )

    def _open_form(self, row: AttachmentRow) -> None:
        self.slot.open(lambda: document_form(self._context, self._case_id, row), "title")

    def _show(self, rows: tuple[AttachmentRow, ...]) -> None:
        clear(self._list)
        self._note.setText(count(len(rows), "document", "documents") if rows else "")
        for row in rows:
            self._list.addWidget(self._card(row))
        if not rows:
            self._list.addWidget(
                EmptyState(
                    "file-text",
                    "Aucun document pour le moment",
                    more="Bulletin, convention de stage, courrier signé\u202f: ce qui est utile au "
                    "suivi, et que la personne peut demander à voir.",
                )
            )

    def _card(self, row: AttachmentRow) -> QFrame:
        card = Card(name=f"document.{row.id}")
        head = QWidget()
        line = FlowLayout(head, spacing=8, line_spacing=4)
        line.add(label(row.title, "strong", wrap=True))
        line.add(Badge(row.sharing_scope.label, _TONES[row.sharing_scope]))
        line.add(label(row.readers, "small", wrap=True))
        card.add(head)
        by = f" par {row.added_by}" if row.added_by else ""
        added = f"ajouté le {short_date(local(row.added_at).date())}{by}"
        said = f"{facts(row.kind, row.size, row.pages)} · {added}"
        card.add(label(said, "muted", wrap=True))
        links = QWidget()
        flow = FlowLayout(links, spacing=16, line_spacing=4)
        go = self._context.go
        show = LinkButton(
            "Ouvrir", lambda: go(Place("document", row.id)), name=f"action.document.open.{row.id}"
        )
        show.setAccessibleName(f"Ouvrir\u202f: {row.title}")
        flow.add(show)
        if self._writes:
            edit = LinkButton(
                "Modifier", lambda: self._edit(row.id), name=f"action.document.edit.{row.id}"
            )
            edit.setAccessibleName(f"Modifier\u202f: {row.title}")
            flow.add(edit)
        flow.add(history_link(self._context, row.id, Kind.ATTACHMENT))
        if self._writes:
            flow.add(throw_link(self._context, Thing("attachment", row.id, row.title)))
        card.add(links)
        card.setAccessibleName(f"{row.title}, {said}")
        return card

    def _changed(self, change: Change) -> None:
        if change.subject is Subject.CASE and change.ref == self._case_id:
            self.refresh()


def _files(what: QMimeData) -> list[Path]:
    """The files of this PC that are dragged; neither links nor texts."""
    return [Path(one.toLocalFile()) for one in what.urls() if one.isLocalFile()]
