"""What a form asks of the widget of any field, whatever its kind."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.forms.spec import Field
from app.ui.widgets.style import mark

Raw = str | list[str] | None  # what a draft keeps of a field


class Editor(QObject):
    """Ties one field to its widget.

    `widget` is what is laid out, `targets` what takes the focus, in order. `raw` and `set_raw`
    carry exactly what is typed, half-typed dates included; `value` gives what it means.
    What is abstract is held by the type checker alone: Qt's metaclass is not `ABCMeta`.
    """

    changed = Signal()
    create_requested = Signal(str)

    def __init__(self, field: Field, widget: QWidget, targets: Sequence[QWidget]) -> None:
        super().__init__(widget)
        self.field = field
        self.widget = widget
        self.targets = tuple(targets)

    @abstractmethod
    def raw(self) -> Raw:
        """What stands in the widget."""

    @abstractmethod
    def set_raw(self, raw: Raw) -> None:
        """Put back what `raw` gave."""

    @abstractmethod
    def value(self) -> object:
        """What is meant. Raises UserFacingError when it cannot be understood."""

    @abstractmethod
    def load(self, value: object) -> None:
        """Show a value; None empties."""

    @property
    def empty(self) -> bool:
        """Whether nothing was answered."""
        return not self.raw()

    @property
    def empty_value(self) -> object:
        """What `values()` gives for a field without an answer, or hidden."""
        return None

    def words(self, raw: Raw) -> str:
        """What such a content says to a person, "" when there is no answer."""
        return ", ".join(raw) if isinstance(raw, list) else (raw or "").strip()

    def same(self, one: Raw, other: Raw) -> bool:
        """Whether two contents are the same answer."""
        return one == other or self.words(one) == self.words(other)

    def settle(self) -> None:
        """The person leaves the field: tidy what is understood."""

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001 - a setter
        """Show by the frame too that the answer is to be corrected."""
        for target in self.targets:
            mark(target, invalid=invalid)

    def mark_words(self, places: Sequence[tuple[int, int]]) -> None:
        """Underline these words (characters from, to) where the widget can."""

    def describe(self, name: str, description: str) -> None:
        """Tell assistive tools what is asked here, and what is wrong with the answer."""
        for target in self.targets:
            target.setAccessibleName(name)
            target.setAccessibleDescription(description)

    def cursor(self) -> int:
        """Where the caret stands in the text."""
        target = self.targets[0] if self.targets else None
        return target.cursorPosition() if isinstance(target, QLineEdit) else 0

    def set_cursor(self, position: int) -> None:
        """Put the caret back."""
        target = self.targets[0] if self.targets else None
        if isinstance(target, QLineEdit):
            target.setCursorPosition(position)


def as_text(raw: Raw) -> str:
    """The text of a draft's entry, "" for anything else."""
    return raw if isinstance(raw, str) else ""
