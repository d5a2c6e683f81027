"""Administration › Mots surveillés: the lists of the writing control, and what one adds."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import writing
from app.services.changes import Change, Subject
from app.services.choices import WritingCategory, member
from app.services.writing import WatchedLine
from app.ui.context import PageContext, Place
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.resuming import with_form, without_form
from app.ui.operations.watched_words import (
    COLUMNS,
    LISTS,
    add_dialog,
    change,
    said,
    state,
    undoing,
    verb,
)
from app.ui.viewmodels.table import StaticTable
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.chips import ChoiceChips
from app.ui.widgets.choice import fold
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.listframe import ListFrame

KEPT = "admin.words.kept"
_LEAD = (
    "Ce que Vigie signale sous un texte, et demande de confirmer à l’enregistrement. Rien n’est "
    "jamais bloqué. Les décomptes d’absences, les numéros de téléphone et l’INE sont reconnus "
    "d’eux-mêmes."
)


class WordsPage(QWidget):
    """Some hundred lines, given whole; Entrée puts one aside, or takes it back."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.words")
        self._context = context
        self._lines: tuple[WatchedLine, ...] = ()
        self._dialog: FormDialog | None = None
        self.lists = ChoiceChips(name="words.lists")
        self.lists.show_choices([(one.code, one.label) for one in LISTS])
        self.frame = ListFrame("Mots surveillés", name="words", search="Chercher un mot")
        self.frame.header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Mots surveillés", None)]
        )
        self.frame.header.set_subtitle(_LEAD)
        self.kept = Button(
            "Voir ce qui a été confirmé", lambda: context.go(Place(KEPT)), name="action.words.kept"
        )
        self.act = Button("Écarter ce mot", self._act, name="action.words.change")
        self.new = PrimaryButton("Ajouter un mot", self.add, name="action.words.new", icon="plus")
        self.frame.header.set_actions([self.kept, self.act, self.new])
        column = self.frame.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.frame.chips), self.lists)
        self.table: StaticTable[WatchedLine] = StaticTable(COLUMNS, self)
        widths = {at: one.width for at, one in enumerate(COLUMNS) if one.width}
        self.frame.show_model(self.table, widths, sorted_by=0, descending=False)
        self.table.sort(0)
        self.frame.opened.connect(lambda _index: self._act())
        self.frame.table.selectionModel().currentChanged.connect(self._moved)
        self.frame.search.searched.connect(lambda _text: self._show())
        self.lists.changed.connect(self._show)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.frame)
        self.setFocusProxy(self.frame)
        context.changes.changed.connect(self._changed)
        self._ask()

    def add(self, *, resume: bool = False) -> None:
        """Ask for words to add, to the list that is shown alone."""
        chosen = self.lists.chosen
        only = member(WritingCategory, chosen[0]) if len(chosen) == 1 else None
        self._dialog = dialog = add_dialog(self._context, only)
        dialog.finished.connect(lambda _result: self._closed())
        dialog.open_on({"category": None if only is None else str(only)}, resume=resume)

    def here(self) -> Place:
        """Where one would come back to: the dialog that is open, in this page."""
        keeper = self._dialog.keeper if self._dialog is not None else None
        return with_form(Place("admin.words"), None if keeper is None else keeper.key)

    def arrive(self, place: Place) -> None:
        """Shown again, maybe to take up what was being written."""
        if without_form(place)[1] is not None:
            self.add(resume=True)

    def _closed(self) -> None:
        self._dialog = None

    def _ask(self) -> None:
        desk = self._context.desk
        self._context.jobs.database(self, lambda: writing.watched(desk), self._read, latest="read")

    def _read(self, lines: tuple[WatchedLine, ...]) -> None:
        self._lines = lines
        self._show()

    def _show(self) -> None:
        typed, chosen = fold(self.frame.search.text()), self.lists.chosen
        before = self._current()
        shown = [
            one
            for one in self._lines
            if (not chosen or str(one.category) in chosen)
            and typed in fold(f"{one.words} {' '.join(one.exceptions)} {state(one)}")
        ]
        self.table.show(shown)
        self.frame.show_count(len(shown), "mot")
        self.frame.loaded(len(shown), self._nothing)
        at = next((n for n, one in enumerate(self.table.rows) if _same(one, before)), 0)
        self.frame.table.setCurrentIndex(self.table.index(at, 0))
        self._moved()

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "search", "Aucun mot ne correspond", more="Changez la recherche ou la liste."
        )

    def _current(self) -> WatchedLine | None:
        return self.table.row(self.frame.table.currentIndex().row())

    def _moved(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        line = self._current()
        self.act.setEnabled(line is not None)
        if line is not None:
            self.act.setText(verb(line))

    def _act(self) -> None:
        line, context = self._current(), self._context
        if line is None:
            return

        def done(written: Change) -> None:
            word = {
                "Surveillé": "n’est plus surveillé", "Écarté": "est surveillé de nouveau",
                "Ajouté": "est retiré de la liste",
            }[state(line)]  # fmt: skip
            undo = undoing(context.desk, line, written)
            context.messages.success(
                f"«\u202f{said(line.written)}\u202f» {word}.",
                undo=lambda: context.jobs.database(context.jobs, undo),
            )

        context.jobs.database(self, change(context.desk, line), done)

    def _changed(self, one: Change) -> None:
        if one.touches(Subject.WRITING):
            self._ask()


def _same(one: WatchedLine, other: WatchedLine | None) -> bool:
    return other is not None and (one.category, one.key) == (other.category, other.key)
