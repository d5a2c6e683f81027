"""The preview of a sheet: exactly what leaves, at the identity level chosen, from memory."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services import family_prints, notices, prints, report_prints
from app.services.desk import Desk
from app.services.documents.group_sheet import IdentityLevel
from app.services.prints import Prepared, PrintedDocument
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, PageSpec, Place
from app.ui.operations.intake_blank import blank_parts
from app.ui.operations.notices import note_sent
from app.ui.operations.printing import Ask, print_document, save_copy
from app.ui.operations.resuming import resumes
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.checkgrid import RadioRow
from app.ui.widgets.choice import Choice
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.header import Crumb, PageHeader
from app.ui.widgets.pdf_bar import PdfBar
from app.ui.widgets.pdf_view import PdfView
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import label

SYNTHESIS, REFERRAL = "synthesis_preview", "referral_preview"
ELIMINATION = "elimination_preview"
FAMILY, TREE = "family_preview", "family_tree_preview"
FEEDBACK, NOTICE, BLANK = "feedback_preview", "notice_preview", "blank_preview"
_TITLES = {
    SYNTHESIS: "Fiche de synthèse",
    FAMILY: "Fiche de synthèse familiale",
    TREE: "Arbre de la famille",
    REFERRAL: "Fiche d’orientation",
    ELIMINATION: "Procès-verbal d’élimination",
    FEEDBACK: "Retour à l’auteur",
    NOTICE: "Information des personnes",
    BLANK: "Fiche de repérage vierge",
}
_DOSSIER = (("Dossiers", "cases"), ("Dossier", "case"))
#: The way to each sheet: the list, then the record it is drawn from.
_WAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    SYNTHESIS: _DOSSIER,
    FAMILY: _DOSSIER,
    NOTICE: _DOSSIER,
    TREE: (("Familles", "households"), ("Famille", "household")),
    REFERRAL: (("Orientations", "referrals"), ("Orientation", "referral")),
    FEEDBACK: (("Signalements", "intakes"), ("Signalement", "intake")),
    BLANK: (("Signalements", "intakes"),),
    ELIMINATION: (("Administration", "admin"), ("Effacements", "admin.erasures")),
}
_RECORDS = frozenset({"case", "household", "referral", "intake"})
#: How each sheet is read and checked; those that also want the level of identity come first.
_LEVELLED: Mapping[str, Callable[[Desk, int, IdentityLevel], Prepared]] = {
    SYNTHESIS: lambda desk, ref, level: prints.prepare_syntheses(desk, (ref,), level),
    FAMILY: family_prints.prepare_family,
    TREE: family_prints.prepare_tree,
}
_PREPARED: Mapping[str, Callable[[Desk, int], Prepared]] = {
    REFERRAL: prints.prepare_referral,
    ELIMINATION: prints.prepare_elimination,
    FEEDBACK: report_prints.prepare_feedback,
    NOTICE: notices.prepare_notices,
    BLANK: lambda desk, _town: report_prints.prepare_blank(desk, blank_parts()),
}
_REMINDER = (
    "Choisissez une imprimante à code, ou attendez au pied de l’imprimante. Chaque impression est "
    "inscrite au journal, par numéro."
)


class PreviewPage(QWidget):
    """A sheet of the dossier or orientation `place.ref`, with what prints it and what saves it."""

    def __init__(self, context: PageContext, place: Place, *, ask: Ask | None = None) -> None:
        super().__init__()
        self.setObjectName(f"page.{place.kind}")
        self._context, self._kind, self._ref, self._ask = context, place.kind, place.ref, ask
        self.document: PrintedDocument | None = None
        self.header = PageHeader(f"Aperçu – {_TITLES[place.kind].lower()}")
        if place.kind != BLANK:  # it names nobody
            self.header.set_subtitle(_REMINDER)
        self.header.set_crumbs(self._way())
        self.save_button = Button(
            "Enregistrer…", self._save, name="action.preview.save", icon="download"
        )
        self.print_button = PrimaryButton(
            "Imprimer…", self._print, name="action.preview.print", icon="printer", tip="Ctrl+P"
        )
        actions: list[QPushButton] = [self.save_button, self.print_button]
        if place.kind == NOTICE:
            actions.insert(0, self._sent_button())
        self.header.set_actions(actions)
        self.levels = RadioRow(
            [Choice(level, level.label) for level in IdentityLevel], name="preview.level"
        )
        self.levels.choose(prints.DEFAULT_LEVEL)
        self.levels.setAccessibleName("Identité montrée sur la fiche")
        self.view = PdfView(name="preview.pages")
        self.no_return = self._no_return()
        self._build()
        self.setFocusProxy(self.print_button)
        self._begun = False
        self._connect()
        self._prepare()
        if place.kind == NOTICE and resumes(place):
            note_sent(context, self, place.ref or 0, resume=True)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(self.header)
        column.addWidget(self._tools())
        column.addWidget(self.no_return)
        self._stack = QStackedLayout()
        self._waiting = Skeleton()
        self._stopped = EmptyState("ban", "Rien à montrer")
        for one in (self._waiting, self.view, self._stopped):
            self._stack.addWidget(one)
        column.addLayout(self._stack, 1)

    def _way(self) -> list[Crumb]:
        way: list[Crumb] = [
            (words, partial(self._context.go, Place(kind, self._ref if kind in _RECORDS else None)))
            for words, kind in _WAYS[self._kind]
        ]
        return [*way, (_TITLES[self._kind], None)]

    def _sent_button(self) -> Button:
        """The letters go by post or by hand: only who sent them can say so."""
        return Button(
            "Noter l’envoi…",
            lambda: note_sent(self._context, self, self._ref or 0),
            name="action.preview.sent",
            icon="send",
        )

    def _no_return(self) -> Strip:
        """Hidden until a sheet asks for a reply and says nowhere how to give it."""
        sets = self._context.desk.actor.may(UseCase.EDIT_ORGANISATION)
        go = self._context.go
        strip = Strip(
            "Le coupon-réponse ne porte aucun téléphone.",
            "Renseignez celui de la cellule dans Administration, page Organisation."
            if sets
            else "Le coordonnateur renseigne celui de la cellule dans Administration, page "
            "Organisation.",
            tone="amber",
            action="Ouvrir Organisation" if sets else "",
            on_action=lambda: go(Place("admin.organisation")),
            name="strip.no_return",
        )
        strip.hide()
        return strip

    def _tools(self) -> QWidget:
        left = QWidget()
        words = QHBoxLayout(left)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(12)
        words.addWidget(label("Identité", "label"))
        words.addWidget(self.levels, 1)
        left.setVisible(self._kind in _LEVELLED)
        return PdfBar(self.view, left, name="preview")

    def _connect(self) -> None:
        self.levels.changed.connect(self._prepare)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._print)

    # -- the sheet ------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._show(None)
        self._stack.setCurrentWidget(self._waiting)
        desk, ref, kind = self._context.desk, self._ref, self._kind
        level = IdentityLevel(self.levels.code() or prints.DEFAULT_LEVEL)
        if ref is None:
            raise ValueError("a preview is of a record, or of the town's one row")

        def work() -> Prepared:
            if kind in _LEVELLED:
                return _LEVELLED[kind](desk, ref, level)
            return _PREPARED[kind](desk, ref)

        self._context.jobs.database(self, work, self._draw, failed=self._stop, latest="prepare")

    def _draw(self, prepared: Prepared) -> None:
        self.no_return.setVisible(prepared.without_return)
        self._context.jobs.render(
            self,
            lambda: prints.draw(prepared),
            self._show,
            failed=self._stop,
            latest="draw",
        )

    def _show(self, document: PrintedDocument | None) -> None:
        self.document = document
        for button in (self.print_button, self.save_button):
            button.setEnabled(document is not None)
        if document is None:
            self.view.clear()
        else:
            self.view.show_document(document.content)
            self._stack.setCurrentWidget(self.view)
            if not self._begun:  # until now nothing on the page took the focus but the way here
                self._begun = True
                self.print_button.setFocus()

    def _stop(self, problem: UserFacingError) -> None:
        """Say in place of the sheet why it does not print, and what to do."""
        self._stopped.say(problem.sentence, problem.remedy)
        self._stack.setCurrentWidget(self._stopped)

    # -- leaving the program --------------------------------------------------------------

    def _print(self) -> None:
        if self.document is not None:
            print_document(self._context, self, self.document, ask=self._ask)

    def _save(self) -> None:
        if self.document is not None:
            save_copy(self._context, self, self.document)


def _spec(kind: str, rail: str, use_case: UseCase) -> PageSpec:
    def allowed(desk: Desk) -> bool:
        return bool(desk.actor.reach(use_case))

    return PageSpec(kind, _TITLES[kind], PreviewPage, rail=rail, keep=False, allowed=allowed)


PAGES = (
    _spec(SYNTHESIS, "cases", UseCase.PRINT_SYNTHESIS),
    _spec(FAMILY, "cases", UseCase.PRINT_SYNTHESIS),
    _spec(TREE, "households", UseCase.PRINT_SYNTHESIS),
    _spec(REFERRAL, "referrals", UseCase.PRINT_REFERRAL),
    _spec(ELIMINATION, "admin", UseCase.ERASE),
    _spec(FEEDBACK, "intakes", UseCase.PRINT_FEEDBACK),
    _spec(NOTICE, "cases", UseCase.INFORM_PERSONS),
    _spec(BLANK, "intakes", UseCase.WRITE_INTAKE),
)
