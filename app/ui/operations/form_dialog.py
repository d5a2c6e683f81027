"""A short form in a dialog over its page: filled in, written, closed."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import UserFacingError
from app.services.changes import Change
from app.services.drafts import DraftKey
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.sheet import Sheet
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.history_undo import undo_of
from app.ui.operations.inline_form import Fresh
from app.ui.operations.saving import Again, Saver
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.growing import GrowingDialog
from app.ui.widgets.style import label

Values = Mapping[str, object]


class FormDialog(GrowingDialog):
    """`write(values)` gives the work that writes them; `check(values)` the problems by field.

    `said` is the success that is told once it is written, or what tells it from the change. `key`
    is that of its draft, None where nothing may be kept: passwords.
    `again` reads the record anew once it changed under the form.
    """

    def __init__(
        self,
        context: PageContext,
        title: str,
        form: Form,
        *,
        verb: str,
        write: Callable[[Values], Callable[[], Change]],
        said: str | Callable[[Any], object],
        key: DraftKey | None,
        lead: str = "",
        again: Callable[[], Fresh] | None = None,
        check: Callable[[Values], Mapping[str, str]] = lambda _values: {},
    ) -> None:
        super().__init__()
        name = form.spec.name
        self.setObjectName(f"dialog.{name}")
        self.setWindowTitle("Vigie")
        self.setAccessibleName(title)
        self._context, self._write, self._check, self._said = context, write, check, said
        self.form, self._again = form, again
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, "heading", wrap=True))
        if lead:
            column.addWidget(label(lead, "muted", wrap=True))
        column.addWidget(form)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        self._state = label("", "muted", wrap=True)
        self._state.setObjectName(f"state.{name}")
        self._state.hide()
        column.addWidget(self._state)
        self.keeper: DraftKeeper | None = None
        sheet = Sheet(form)
        if key is not None:
            self.keeper = DraftKeeper(context, key, sheet, self._tell, self)
        self._saver = Saver(
            context, sheet, self, keeper=self.keeper, busy=self._busy, refused=self._refused
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel = Button("Annuler", self.reject, name=f"dialog.{name}.cancel")
        buttons.addWidget(self.cancel)
        self.submit = PrimaryButton(verb, self._send, name=f"dialog.{name}.submit")
        self.submit.setDefault(True)
        buttons.addWidget(self.submit)
        column.addLayout(buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit.click)

    def open_on(self, values: Values, *, resume: bool = False) -> None:
        """Show the dialog with these answers, the cursor in the first field.

        `resume`: one comes to take its draft up.
        """
        self.form.binder.load(values)
        if self.keeper is not None:
            self.keeper.resume = resume
            self.keeper.look_up()
        self._context.dialogs.show(self)
        self.form.binder.go_to(next(iter(self.form.cells)))

    def snapshot(self) -> Callable[[], object] | None:
        """The work that writes the draft, when a lock comes."""
        return self.keeper.work() if self.keeper is not None else None

    def reject(self) -> None:
        """Give up; what was typed can be had back from the message."""
        if self._saver.saving:
            return
        if self.keeper is not None:
            self.keeper.give_up()
        super().reject()

    def _tell(self, sentence: str) -> None:
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))

    def _send(self) -> None:
        if not self.form.binder.check_all():
            return
        values = self.form.binder.values()
        problems = self._check(values)
        if problems:
            self.form.binder.show_problems(problems)
            return
        self.problem.hide()
        again = None if self._again is None else Again(self._again, self._show, self._adopt)
        self._saver.save(self._write(values), self._written, retry=self._send, again=again)

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        for widget in (self.submit, self.cancel, self.form):
            widget.setEnabled(not busy)

    def _written(self, change: Change) -> None:
        if isinstance(self._said, str):
            self._context.messages.success(self._said, undo=undo_of(self._context, change))
        self.accept()
        if callable(self._said):
            self._said(change)

    def _refused(self, error: UserFacingError) -> None:
        self.problem.setText(f"{error.sentence} {error.remedy}".strip())
        self.problem.show()

    def _show(self, fresh: Fresh) -> bool:
        if fresh.values is None:
            return False
        self.form.binder.load(fresh.values)
        return True

    def _adopt(self, fresh: Fresh) -> None:
        self._write = fresh.write
        if self.keeper is not None:
            self.keeper.read_at(fresh.version)
