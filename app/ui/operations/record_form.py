"""A form that is a page of its own: read, filled in, saved, with the guard on leaving."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.services.changes import Change
from app.services.drafts import DraftKey
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.forms.sheet import Sheet
from app.ui.operations.draft_page import DraftPage
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.history_undo import undo_of
from app.ui.operations.resuming import resumes
from app.ui.operations.saving import Again, Saver
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.header import PageHeader

T = TypeVar("T")
Values = Mapping[str, object]


class RecordForm(QWidget, DraftPage, Generic[T]):
    """What the subclass says: `read` (database thread), `build`, `values`, `key`, `write`, `after`.

    `up` is the page that « Abandonner » and a saved record lead back to, `place` the page itself.
    What is abstract is held by the type checker alone: Qt's metaclass is not `ABCMeta`.
    """

    said = "C’est enregistré."

    def __init__(
        self, context: PageContext, *, name: str, title: str, up: Place, place: Place
    ) -> None:
        super().__init__()
        self.setObjectName(f"page.{name}")
        self.context, self._up = context, up
        self.record: T | None = None
        self.form: Form | None = None
        self.frame: FormFrame | None = None
        self.keeper: DraftKeeper | None = None
        self._saver: Saver | None = None
        self.place = place
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
        self._skeleton: Skeleton | None = Skeleton(8, page=True)
        self._column.addWidget(self._skeleton)

    # -- what the subclass says -----------------------------------------------------------

    @abstractmethod
    def read(self) -> T:
        """Everything the form needs, on the database thread."""

    @abstractmethod
    def build(self, record: T) -> Form:
        """The form."""

    @abstractmethod
    def values(self, record: T) -> Values:
        """What the form shows at first."""

    @abstractmethod
    def key(self, record: T) -> DraftKey | None:
        """Whose draft is kept; None where nothing may be: passwords alone."""

    def check(self, values: Values) -> Mapping[str, str]:  # noqa: ARG002 - for the subclass
        """What forbids saving that no field sees alone, by field."""
        return {}

    @abstractmethod
    def write(self, record: T, values: Values) -> Callable[[], Change]:
        """The work that saves, run on the database thread."""

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
        return self.form is not None and self.form.binder.dirty and not self.saving

    def discard(self) -> None:
        super().discard()
        if self.form is not None:
            self.form.binder.mark_saved()

    def save(self, then: Callable[[], object]) -> None:
        form, record, saver = self.form, self.record, self._saver
        if form is None or record is None or saver is None:
            return
        if saver.saving or not form.binder.check_all():
            return
        values = form.binder.values()
        problems = self.check(values)
        if problems:
            form.binder.show_problems(problems)
            return

        def written(change: Change) -> None:
            self.context.messages.success(self.said, undo=undo_of(self.context, change))
            then()

        saver.save(
            self.write(record, values),
            written,
            retry=lambda: self.save(then),
            again=Again(self.read, self._show, self._adopt),
        )

    @property
    def saving(self) -> bool:
        """Whether what stands here is being saved."""
        return self._saver is not None and self._saver.saving

    # -- the rest -------------------------------------------------------------------------

    def load(self) -> None:
        """Read, then show; at the end of the subclass's constructor, and to read anew."""
        self.context.jobs.database(self, self.read, self._read, latest="read")

    def _read(self, record: T) -> None:
        if self.form is None:
            self.record = record
            self.form = self.build(record)
            self.frame = FormFrame(
                self.form, primary=self.save_button, others=self.others(), head=self.header
            )
            if self._skeleton is not None:
                self._column.replaceWidget(self._skeleton, self.frame)
                self._skeleton.deleteLater()
                self._skeleton = None
            self.form.binder.load(self.values(record))
            self._keep(self.form, self.key(record))
            first = next(iter(self.form.cells.values())).editor.targets
            if first:
                self.setFocusProxy(first[0])
                first[0].setFocus()
        elif self.form.binder.dirty:
            return  # what is typed was typed upon the former version: saving will tell
        else:
            self._show(record)
            self._adopt(record)
        self.shown(record)

    def _keep(self, form: Form, key: DraftKey | None) -> None:
        sheet = Sheet(form)
        if key is not None and self.frame is not None:
            tell = self.frame.bar.show_state
            self.keeper = DraftKeeper(self.context, key, sheet, tell, self)
            self.keeper.resume = resumes(self.place)
            self.keeper.look_up()
        self._saver = Saver(
            self.context, sheet, self, keeper=self.keeper,
            busy=lambda busy: self.save_button.setEnabled(not busy),
        )  # fmt: skip

    def _show(self, record: T) -> bool:
        if self.form is not None:
            self.form.binder.load(self.values(record))
        return True

    def _adopt(self, record: T) -> None:
        self.record = record
        key = self.key(record)
        if self.keeper is not None and key is not None:
            self.keeper.read_at(key.version)

    def _abandon(self) -> None:
        self.context.go(self._up)
