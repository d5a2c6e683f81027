"""A document of a dossier, seen from memory: no file is written, leaving the page lets it go."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services import attachments
from app.services.attachments import OpenAttachment
from app.services.choices import AttachmentKind
from app.services.desk import Desk
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, PageSpec, Place
from app.ui.operations.documents import facts, format_of, save_copy
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.header import PageHeader
from app.ui.widgets.pdf_bar import PdfBar
from app.ui.widgets.pdf_pages import PdfPages
from app.ui.widgets.pdf_view import Pages, PdfView
from app.ui.widgets.picture_pages import PicturePages
from app.ui.widgets.style import label

KIND = "document"


class DocumentPage(QWidget):
    """The document `place.ref`, those before and after it one press away."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.document")
        self._context = context
        self.opened: OpenAttachment | None = None
        self.header = PageHeader("Document")
        self.view = PdfView(name="document.pages", elsewhere=self._elsewhere)
        self.before = self._turn("Document précédent", "chevron-left", "before")
        self.after = self._turn("Document suivant", "chevron-right", "after")
        self.place = label("", "muted")
        self._stack = QStackedLayout()
        self._waiting, self._stopped = Skeleton(), EmptyState("ban", "Rien à montrer")
        for one in (self._waiting, self.view, self._stopped):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self._tools())
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.view)
        self._read(place.ref or 0)

    def _turn(self, words: str, icon: str, name: str) -> IconButton:
        return IconButton(icon, words, partial(self._go, name), name=f"action.document.{name}")

    def _tools(self) -> QWidget:
        left = QWidget()
        turning = QHBoxLayout(left)
        turning.setContentsMargins(0, 0, 0, 0)
        turning.setSpacing(6)
        for one in (self.before, self.place, self.after):
            turning.addWidget(one)
        turning.addStretch(1)
        return PdfBar(self.view, left, name="document")

    # -- reading ------------------------------------------------------------------------------

    def _read(self, number: int) -> None:
        desk = self._context.desk
        self._let_go()
        self._stack.setCurrentWidget(self._waiting)
        self._context.jobs.database(
            self,
            lambda: attachments.open_attachment(desk, number),
            self._show,
            failed=self._failed,
            latest="document",
        )

    def _show(self, opened: OpenAttachment) -> None:
        self.opened = opened
        row = opened.row
        self.header.set_title(row.title)
        self.header.set_subtitle(f"{facts(row.kind, row.size, row.pages)} · {row.readers}")
        go = self._context.go
        self.header.set_crumbs(
            [
                ("Dossiers", lambda: go(Place("cases"))),
                (opened.case_number, lambda: go(Place("case", opened.case_id, "documents"))),
                ("Document", None),
            ]
        )
        actions = []
        if opened.copies:
            actions.append(
                Button(
                    "Enregistrer une copie…",
                    self._save,
                    name="action.document.copy",
                    icon="download",
                )
            )
        self.header.set_actions(actions)
        self.before.setEnabled(opened.before is not None)
        self.after.setEnabled(opened.after is not None)
        self.place.setText(f"{opened.place} sur {opened.total}")
        self._context.jobs.render(
            self, partial(_pages, opened), self._draw, failed=self._failed, latest="pages"
        )

    def _draw(self, pages: Pages | None) -> None:
        if pages is None:
            self._stop(
                "Ce document ne s’ouvre plus",
                "Il est gardé tel qu’il a été ajouté\u202f: enregistrez-en une copie pour l’ouvrir "
                "autrement, ou prévenez votre service informatique.",
            )
            return
        self.view.show_pages(pages)
        self._stack.setCurrentWidget(self.view)
        self.view.setFocus()

    def _failed(self, error: UserFacingError) -> None:
        self._stop(error.sentence, error.remedy)

    def _stop(self, words: str, more: str) -> None:
        self._stopped.say(words, more)
        self._stack.setCurrentWidget(self._stopped)

    def _elsewhere(
        self, word: str, work: Callable[[], Any], done: Callable[[Any], object]
    ) -> object:
        """A page is drawn in the pool: one from outside may take long."""
        return self._context.jobs.render(self.view, work, done, failed=self._failed, latest=word)

    # -- acting -------------------------------------------------------------------------------

    def _go(self, name: str) -> None:
        if self.opened is not None:
            number = self.opened.before if name == "before" else self.opened.after
            if number is not None:
                self._read(number)

    def _save(self) -> None:
        if self.opened is not None:
            save_copy(self._context, self, self.opened)

    def _let_go(self) -> None:
        """Nothing here holds the bytes any more."""
        self.opened = None
        self.view.clear()


def _pages(opened: OpenAttachment) -> Pages | None:
    """What the view shows; none for an image that does not decode."""
    if opened.row.kind is AttachmentKind.PDF:
        return PdfPages(opened.content)
    try:
        return PicturePages(opened.content, format_of(opened.row.kind), title=opened.row.title)
    except LookupError:
        return None


def _allowed(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.READ_DOCUMENT))


PAGES = (PageSpec(KIND, "Document", DocumentPage, rail="cases", keep=False, allowed=_allowed),)
