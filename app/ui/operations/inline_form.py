"""A form that opens inside a page, where the list is: drafted, saved, given up in place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.services.drafts import DraftKey
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.sheet import Sheet
from app.ui.forms.spec import FormSpec
from app.ui.operations.choosing import ChoiceFinder
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.history_undo import undo_of
from app.ui.operations.saving import Again, Saver
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.style import label

Values = Mapping[str, object]
Write = Callable[[Values], Callable[[], Any]]
"""Gives the work that saves; what it answers holds a `Change`, and goes to `undo`."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A record as it now stands: what its form shows, what saves it, at which version.

    `values` is None for a step that changes no answer of the record (« Clore le dossier »).
    """

    values: Values | None
    write: Write
    version: int


def bare_form(
    context: PageContext,
    spec: FormSpec,
    finders: Mapping[str, ChoiceFinder] | None = None,
    *,
    creators: Mapping[str, Callable[[str], object]] | None = None,
) -> Form:
    """That form as it stands inside a page: without cards, dated by the desk, its finders tied."""
    finders = finders or {}
    form = Form(
        spec, today=context.desk.clock.today, providers=finders, creators=creators, cards=False
    )
    for field, finder in finders.items():
        finder.serve(form, field)
    return form


class InlineForm(Card):
    """`write(values)` gives the work that saves them, run on the database thread.

    `closed` tells that it was saved or given up, and that it may go. `said` is the success.
    `again` reads the record anew, on the database thread, once it changed under the form; `undo`
    gives what « Annuler » does to what was written; the history's own way when it is not said.
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
        again: Callable[[], Fresh] | None = None,
        undo: Callable[[Any], Callable[[], object] | None] | None = None,
    ) -> None:
        super().__init__(title, name=f"card.{form.spec.name}")
        self._context, self._write, self._said, self._again = context, write, said, again
        self._undo = undo if undo is not None else partial(undo_of, context)
        self.form = form
        self.sheet = Sheet(form)
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
        self.keeper = DraftKeeper(context, key, self.sheet, self.state.setText, self)
        self._saver = Saver(
            context, self.sheet, self, keeper=self.keeper,
            busy=lambda busy: self.primary.setEnabled(not busy),
        )  # fmt: skip
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.primary.click)

    @property
    def key(self) -> DraftKey:
        """Which form it is, of which record."""
        return self.keeper.key

    def place_under(self, part: QWidget) -> None:
        """Put a part between the answers and the buttons."""
        self.body.insertWidget(self.body.indexOf(self.form) + 1, part)

    def begin(self, values: Values) -> None:
        """Show these answers, and offer the draft that was left, if there is one."""
        self.form.binder.load(values)
        self.keeper.look_up()
        first = next(iter(self.form.cells))
        self.form.binder.go_to(first)

    def has_changes(self) -> bool:
        """Whether something typed is not saved."""
        return self.sheet.dirty and not self._saver.saving

    def save(self, then: Callable[[], object]) -> None:
        """Save and close, then call `then`; show what is wrong otherwise."""
        if self._saver.saving or not self.form.binder.check_all():
            return

        def done(answer: object) -> None:
            self._context.messages.success(self._said, undo=self._undo(answer))
            self.closed.emit()
            then()

        again = None if self._again is None else Again(self._again, self._show, self._adopt)
        self._saver.save(
            self._write(self.form.binder.values()),
            done,
            retry=lambda: self.save(then),
            again=again,
        )

    def give_up(self) -> None:
        """Throw away what was typed, and close."""
        self.keeper.give_up()
        self.closed.emit()

    def snapshot(self) -> Callable[[], object] | None:
        """The work that writes the draft, when a lock comes."""
        return self.keeper.work()

    def _show(self, fresh: Fresh) -> bool:
        if fresh.values is None:
            return False
        self.form.binder.load(fresh.values)
        return True

    def _adopt(self, fresh: Fresh) -> None:
        self._write = fresh.write
        self.keeper.read_at(fresh.version)
