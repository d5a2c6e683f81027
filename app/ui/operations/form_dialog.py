"""A short form in a dialog over its page: filled in, written, closed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from app.errors import Invalid, UserFacingError
from app.services.changes import Change
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.style import label

Values = Mapping[str, object]
WIDTH = 520


class FormDialog(QDialog):
    """`write(values)` gives the work that writes them; `check(values)` the problems by field.

    `said` is the success that is told once it is written.
    """

    def __init__(
        self,
        context: PageContext,
        title: str,
        form: Form,
        *,
        verb: str,
        write: Callable[[Values], Callable[[], Change]],
        said: str,
        lead: str = "",
        check: Callable[[Values], Mapping[str, str]] = lambda _values: {},
    ) -> None:
        super().__init__()
        name = form.spec.name
        self.setObjectName(f"dialog.{name}")
        self.setWindowTitle("Vigie")
        self.setAccessibleName(title)
        self._context, self._write, self._check, self._said = context, write, check, said
        self.form = form
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
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel = Button("Annuler", self.reject, name=f"dialog.{name}.cancel")
        buttons.addWidget(self.cancel)
        self.submit = PrimaryButton(verb, self._send, name=f"dialog.{name}.submit")
        self.submit.setDefault(True)
        buttons.addWidget(self.submit)
        column.addLayout(buttons)
        self.setMinimumWidth(WIDTH)

    def open_on(self, values: Values) -> None:
        """Show the dialog with these answers, the cursor in the first field."""
        self.form.binder.load(values)
        self._context.dialogs.show(self)
        self.form.binder.go_to(next(iter(self.form.cells)))

    def event(self, event: QEvent) -> bool:
        asked = event.type() is QEvent.Type.LayoutRequest
        handled = super().event(event)
        # Asked of a layout request alone: a deferred deletion has just ended this very dialog.
        if asked:
            self._follow_texts()
        return handled

    def _follow_texts(self) -> None:
        """Grow with texts that need more lines than they first had: a dialog does not by itself."""
        layout = self.layout()
        if layout is None:
            return
        needed = layout.totalHeightForWidth(max(self.width(), WIDTH))
        if self.height() < needed:
            self.resize(max(self.width(), WIDTH), needed)

    def _send(self) -> None:
        if not self.form.binder.check_all():
            return
        values = self.form.binder.values()
        problems = self._check(values)
        if problems:
            self.form.binder.show_problems(problems)
            return
        self._busy(True)
        self._context.jobs.database(
            self,
            self._write(values),
            self._written,
            failed=self._failed,
            ended=lambda: self._busy(False),
        )

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        for widget in (self.submit, self.cancel, self.form):
            widget.setEnabled(not busy)

    def _written(self, _change: Change) -> None:
        self._context.messages.success(self._said)
        self.accept()

    def _failed(self, error: UserFacingError) -> None:
        self._busy(False)
        left: Mapping[str, str] = {"": f"{error.sentence} {error.remedy}".strip()}
        if isinstance(error, Invalid):
            left = self.form.binder.show_problems(error.problems)
        self.problem.setText(" ".join(left.values()))
        self.problem.setVisible(bool(left))
