"""The place of a tab where a form opens: one at a time, guarded until it is saved or given up."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import drafts
from app.services.drafts import DraftKey, SavedDraft
from app.ui.context import PageContext
from app.ui.operations.inline_form import InlineForm
from app.ui.widgets.scroll import show_whole
from app.ui.widgets.style import clear

Opening = Callable[[str], object]
"""Opens a form anew; gets what its draft's key says of the record."""


class FormSlot(QWidget):
    """`opened` and `closed` let the tab give its buttons and take them back."""

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: InlineForm | None = None
        self._expected: DraftKey | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open(
        self, build: Callable[[], InlineForm], first: str, *, key: DraftKey | None = None
    ) -> None:
        """Show a form, its field `first` taking the focus; an open one is saved before.

        The form of `key`, when it is the one that is open, only takes the focus again.
        """
        if self.form is not None and self.form.key == key:
            self.form.form.binder.go_to(first)
            return
        if self.form is not None and self.form.has_changes():
            self.form.save(lambda: self.open(build, first, key=key))
            return
        self._empty()
        self.form = build()
        self.form.keeper.resume = self._is_expected(self.form.key)
        self.form.closed.connect(self._close)
        self._column.addWidget(self.form)
        self.show()
        self.form.show()  # a layout shows it later: it could not take the focus yet
        self.form.form.binder.go_to(first)
        self.opened.emit()
        show_whole(self.form)

    def expect(self, key: DraftKey) -> None:
        """The next form of that record is opened to take its draft up."""
        self._expected = key

    def resume(self, context: PageContext, key: DraftKey, begin: Callable[[], object]) -> None:
        """Call `begin` if a draft of that form was left, so that it is found where it was."""
        desk = context.desk

        def found(draft: SavedDraft | None) -> None:
            if draft is not None and self.form is None:
                begin()

        context.jobs.database(self, lambda: drafts.find_draft(desk, key), found)

    def has_changes(self) -> bool:
        """Whether the form holds what is not saved."""
        return self.form is not None and self.form.has_changes()

    def save(self, then: Callable[[], object]) -> None:
        """Save the form, then call `then`."""
        if self.form is None:
            then()
        else:
            self.form.save(then)

    def discard(self) -> None:
        """Close the form, and forget what it holds."""
        if self.form is not None:
            self.form.give_up()

    def snapshot(self) -> Callable[[], object] | None:
        """The work that keeps what is typed as a draft."""
        return self.form.snapshot() if self.form is not None else None

    def _is_expected(self, key: DraftKey) -> bool:
        expected = self._expected
        if expected is None or (expected.form, expected.record) != (key.form, key.record):
            return False
        self._expected = None
        return True

    def _empty(self) -> None:
        self.form = None
        clear(self._column)

    def _close(self) -> None:
        self._empty()
        self.hide()
        self.closed.emit()


class HoldsForms:
    """What a page or a tab with a `slot` answers: guarded, drafting, and its form found again.

    `openings` says how each form it may hold is opened, by the name of its draft.
    """

    slot: FormSlot
    openings: Mapping[str, Opening]

    def has_changes(self) -> bool:
        """Whether the form holds what is not saved."""
        return self.slot.has_changes()

    def save(self, then: Callable[[], object]) -> None:
        """Save the open form, then call `then`."""
        self.slot.save(then)

    def discard(self) -> None:
        """Close the form, and forget what it holds."""
        self.slot.discard()

    def snapshot(self) -> Callable[[], object] | None:
        """The work that keeps what is typed as a draft."""
        return self.slot.snapshot()

    def form_open(self) -> DraftKey | None:
        """Which form is open."""
        return self.slot.form.key if self.slot.form is not None else None

    def opens(self, _key: DraftKey) -> bool:
        """Whether that form may be opened now."""
        return True

    def take_up(self, key: DraftKey) -> None:
        """Open again the form of that draft, which is then taken up; the one open stays."""
        form = self.slot.form
        if form is not None and (form.key.form, form.key.record) == (key.form, key.record):
            form.keeper.offers.resume()
            return
        opening = self.openings.get(key.form)
        if opening is not None and self.opens(key):
            self.slot.expect(key)
            opening(key.record)


def either(new: Callable[[], object], known: Callable[[int], object]) -> Callable[[str], object]:
    """What opens the form of a record: that of the part it names, or of a new one."""

    def open_one(record: str) -> object:
        number = part_of(record)
        return new() if number is None else known(number)

    return open_one


def part_of(record: str) -> int | None:
    """The number of the part in « 12.34 »; None for a record that begins, or that has no part."""
    number = record.partition(".")[2]
    return int(number) if number.isdigit() else None
