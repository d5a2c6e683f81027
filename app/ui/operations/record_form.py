"""A form that is a page of its own: read, filled in, saved, with the guard on leaving."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.errors import Invalid, UserFacingError
from app.services.changes import Change
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.messages import Problem
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.header import PageHeader

T = TypeVar("T")
Values = Mapping[str, object]


class RecordForm(QWidget, Generic[T]):
    """What the subclass says: `read` (database thread), `build`, `values`, `write`, `after`.

    `up` is the page that « Abandonner » and a saved record lead back to.
    """

    said = "C’est enregistré."

    def __init__(self, context: PageContext, *, name: str, title: str, up: Place) -> None:
        super().__init__()
        self.setObjectName(f"page.{name}")
        self.context, self._up = context, up
        self.record: T | None = None
        self.form: Form | None = None
        self.frame: FormFrame | None = None
        self._saving = False
        self.header = PageHeader(title)
        self.header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), (title, None)]
        )
        self.save_button = PrimaryButton(
            "Enregistrer (Ctrl+Entrée)", lambda: self.save(self.after), name=f"action.{name}.save"
        )
        self.abandon = Button("Abandonner", self._abandon, name=f"action.{name}.abandon")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._skeleton: Skeleton | None = Skeleton(8)
        self._column.addWidget(self._skeleton)

    # -- what the subclass says -----------------------------------------------------------

    def read(self) -> T:
        """Everything the form needs, on the database thread."""
        raise NotImplementedError

    def build(self, record: T) -> Form:
        """The form."""
        raise NotImplementedError

    def values(self, record: T) -> Values:
        """What the form shows at first."""
        raise NotImplementedError

    def check(self, values: Values) -> Mapping[str, str]:  # noqa: ARG002 - for the subclass
        """What forbids saving that no field sees alone, by field."""
        return {}

    def write(self, record: T, values: Values) -> Callable[[], Change]:
        """The work that saves, run on the database thread."""
        raise NotImplementedError

    def after(self) -> None:
        """Where a saved record leads: back up."""
        self.context.go(self._up)

    def shown(self, record: T) -> None:
        """The form is on screen: actions of its own may be added."""

    def others(self) -> tuple[QPushButton, ...]:
        """What stands before « Enregistrer » in the bar."""
        return (self.abandon,)

    # -- Guarded --------------------------------------------------------------------------

    def has_changes(self) -> bool:
        return self.form is not None and self.form.binder.dirty and not self._saving

    def discard(self) -> None:
        if self.form is not None:
            self.form.binder.mark_saved()

    def save(self, then: Callable[[], object]) -> None:
        form, record = self.form, self.record
        if form is None or record is None or self._saving or not form.binder.check_all():
            return
        values = form.binder.values()
        problems = self.check(values)
        if problems:
            form.binder.show_problems(problems)
            return

        def written(_change: Change) -> None:
            form.binder.mark_saved()
            self.context.messages.success(self.said)
            then()

        self._busy(True)
        self.context.jobs.database(
            self,
            self.write(record, values),
            written,
            failed=self._failed,
            ended=lambda: self._busy(False),
        )

    # -- the rest -------------------------------------------------------------------------

    def load(self) -> None:
        """Read, then show; at the end of the subclass's constructor, and to read anew."""
        self.context.jobs.database(self, self.read, self._read, latest="read")

    def _read(self, record: T) -> None:
        self.record = record
        if self.form is None:
            self.form = self.build(record)
            self.frame = FormFrame(
                self.form, primary=self.save_button, others=self.others(), head=self.header
            )
            if self._skeleton is not None:
                self._column.replaceWidget(self._skeleton, self.frame)
                self._skeleton.deleteLater()
                self._skeleton = None
            self.form.binder.load(self.values(record))
            first = next(iter(self.form.cells.values())).editor.targets
            if first:
                self.setFocusProxy(first[0])
                first[0].setFocus()
        elif not self.form.binder.dirty:
            self.form.binder.load(self.values(record))
        self.shown(record)

    def _abandon(self) -> None:
        self.context.go(self._up)

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        self._saving = busy
        self.save_button.setEnabled(not busy)

    def _failed(self, error: UserFacingError) -> None:
        self._busy(False)
        if isinstance(error, Invalid) and self.form is not None:
            left = self.form.binder.show_problems(error.problems)
            if left:
                words = " ".join(left.values())
                self.context.messages.problem(Problem(words, code=error.code))
        else:
            self.context.messages.problem(error)
