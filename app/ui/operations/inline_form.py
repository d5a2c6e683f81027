"""A form that opens inside a page, where the list is: drafted, saved, given up in place."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import Invalid, UserFacingError
from app.services.changes import Change
from app.services.drafts import DraftKey, SavedDraft
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.operations.drafts import Content, DraftKeeper, clock_words
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.style import label

Values = Mapping[str, object]
Write = Callable[[Values], Callable[[], Change]]


class InlineForm(Card):
    """`write(values)` gives the work that saves them, run on the database thread.

    `closed` tells that it was saved or given up, and that it may go. `said` is the success.
    """

    closed = Signal()

    def __init__(
        self,
        context: PageContext,
        title: str,
        form: Form,
        *,
        key: DraftKey,
        write: Write,
        said: str,
        verb: str = "Enregistrer",
    ) -> None:
        super().__init__(title, name=f"card.{form.spec.name}")
        self._context, self._write, self._said = context, write, said
        self._saving = False
        self.key = key
        self.form = form
        self.state = label("", "muted", wrap=True)
        self.state.setObjectName(f"state.{form.spec.name}")
        self.primary = PrimaryButton(
            verb, lambda: self.save(lambda: None), name=f"action.{form.spec.name}.save",
            tip="Ctrl+Entrée",
        )  # fmt: skip
        self.cancel = Button("Annuler", self.give_up, name=f"action.{form.spec.name}.cancel")
        self.add(form)
        foot = QWidget()
        line = FlowLayout(foot, fill=Fill.STRETCH, spacing=12, line_spacing=6)
        line.add(self.state, 1)
        line.add(self.cancel, 0)
        line.add(self.primary, 0)
        self.add(foot)
        self._keeper = DraftKeeper(context, key, self._draft, self.state.setText, self)
        form.binder.changed.connect(self._keeper.touch)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.primary.click)

    def begin(self, values: Values) -> None:
        """Show these answers, then the draft that was left, if there is one."""
        self.form.binder.load(values)
        self._keeper.stop()
        self._keeper.look_up(self._restore)
        first = next(iter(self.form.cells))
        self.form.binder.go_to(first)

    def has_changes(self) -> bool:
        """Whether something typed is not saved."""
        return self.form.binder.dirty and not self._saving

    def save(self, then: Callable[[], object]) -> None:
        """Save and close, then call `then`; show what is wrong otherwise."""
        if self._saving or not self.form.binder.check_all():
            return
        work = self._write(self.form.binder.values())
        self._saving = True
        self.primary.setEnabled(False)

        def done(_change: Change) -> None:
            self.form.binder.mark_saved()
            self._keeper.drop()
            self._context.messages.success(self._said)
            self.closed.emit()
            then()

        self._context.jobs.database(self, work, done, failed=self._refused, ended=self._ended)

    def give_up(self) -> None:
        """Throw away what was typed, and close."""
        self._keeper.drop()
        self.form.binder.mark_saved()
        self.closed.emit()

    def snapshot(self) -> Callable[[], object] | None:
        """The work that writes the draft, when a lock comes."""
        return self._keeper.work()

    def _ended(self) -> None:
        self._saving = False
        self.primary.setEnabled(True)

    def _refused(self, error: UserFacingError) -> None:
        if isinstance(error, Invalid):
            left = self.form.binder.show_problems(error.problems)
            if not left:
                return
            error = UserFacingError(" ".join(left.values()), code=error.code)
        self._context.messages.problem(error)

    def _draft(self) -> Content | None:
        return self.form.binder.snapshot() if self.has_changes() else None

    def _restore(self, draft: SavedDraft) -> None:
        if self.form.binder.dirty:
            return
        self.form.binder.restore(draft.content)
        words = f"Brouillon de {clock_words(draft.saved_at)} repris"
        if draft.stale:
            words += "\u202f; la fiche a changé depuis, comparez avant d’enregistrer"
        self.state.setText(words)
