"""The same few questions asked as many times as needed: representatives, persons of a partner."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.forms.builder import Form
from app.ui.forms.compare import Content, pairs
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.style import label


class RepeatedForms(QWidget):
    """Each `build(at)` gives the form of one more; `title(at)` heads it.

    `changed` follows every edit, additions and removals included. What `values` returns is a list
    of dictionaries, in the order shown.
    """

    changed = Signal()

    def __init__(
        self,
        build: Callable[[int], Form],
        *,
        name: str,
        title: Callable[[int], str],
        add: str,
        remove: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._build, self._name, self._title, self._remove_words = build, name, title, remove
        self._made = 0
        self.forms: list[Form] = []
        self._boxes: list[QWidget] = []
        self._heads: list[QLabel] = []
        self._stored: list[dict[str, object]] = []
        self._numbers: dict[Form, int] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        line = QHBoxLayout()
        self.add_button = Button(add, self.add, name=f"action.{name}.add", icon="plus")
        line.addWidget(self.add_button)
        line.addStretch(1)
        self._column.addLayout(line)

    def add(self) -> Form:
        """One more, empty, with the focus in its first answer."""
        form = self._append()
        first = form.spec.fields()[0].name
        form.binder.go_to(first)
        self.changed.emit()
        return form

    def load(
        self,
        rows: Sequence[Mapping[str, object]],
        numbers: Sequence[int | None] = (),
    ) -> None:
        """Show these, unchanged; `numbers` are those of their records, where they have one."""
        while self.forms:
            self._take(len(self.forms) - 1)
        for at, values in enumerate(rows):
            form = self._append()
            form.binder.load(values)
            if at < len(numbers):
                self._number(form, numbers[at])
        self.mark_saved()
        self.changed.emit()

    @property
    def numbers(self) -> list[int | None]:
        """The record that each of them stands for, None for a new one."""
        return [self._numbers.get(form) for form in self.forms]

    def title(self, at: int) -> str:
        """How the one at that place is called."""
        return self._title(at)

    def sample(self) -> Form:
        """A form like each of them: what is asked, in which words."""
        if self.forms:
            return self.forms[0]
        form = self._build(self._made)
        self._made += 1
        form.setParent(self)
        form.hide()
        return form

    def values(self) -> list[dict[str, object]]:
        """What is answered in each."""
        return [form.binder.values() for form in self.forms]

    @property
    def dirty(self) -> bool:
        """Whether one was added, removed or changed."""
        return _answers(self.snapshot()) != _answers(self._stored)

    def mark_saved(self) -> None:
        """What stands here is now what is stored."""
        for form in self.forms:
            form.binder.mark_saved()
        self._stored = self.snapshot()

    @property
    def missing_count(self) -> int:
        """How many required answers are not there yet, in all."""
        return sum(form.binder.missing_count for form in self.forms)

    def go_to_missing(self) -> bool:
        """Go to the first required answer that is not there; whether there is one."""
        for form in self.forms:
            if form.binder.missing_count:
                form.binder.go_to_missing()
                return True
        return False

    def check_all(self) -> bool:
        """Show every problem; whether there is none."""
        answers = [form.binder.check_all() for form in self.forms]
        return all(answers)

    def show_problems(self, problems: Mapping[str, str], prefix: str) -> dict[str, str]:
        """Show those named « prefix.0.field »; returns the others."""
        others = dict(problems)
        for at, form in enumerate(self.forms):
            start = f"{prefix}.{at}."
            own = {
                name.removeprefix(start): others.pop(name)
                for name in list(others)
                if name.startswith(start)
            }
            if own:
                form.binder.show_problems(own)
        return others

    def snapshot(self) -> list[dict[str, object]]:
        """What a draft keeps."""
        return [
            {**form.binder.snapshot(), **({} if number is None else {"number": number})}
            for form, number in zip(self.forms, self.numbers, strict=True)
        ]

    def stored(self) -> list[dict[str, object]]:
        """What was loaded or saved last, in the shape of a draft."""
        return self._stored

    def restore(self, snapshots: object) -> None:
        """Put a draft back; the forms are then as the draft left them."""
        if not isinstance(snapshots, list):
            return
        while self.forms:
            self._take(len(self.forms) - 1)
        contents = [one for one in snapshots if isinstance(one, Mapping)]
        for pair in pairs(self._stored, contents):
            if pair.other is None:
                continue
            form = self._append()
            name = {"form": form.spec.name}  # of its own, that only this list knows
            if pair.kept is not None:
                form.binder.restore({**pair.kept, **name})
                form.binder.mark_saved()
            form.binder.restore({**pair.other, **name})
            number = pair.other.get("number")
            self._number(form, number if isinstance(number, int) else None)
        self.changed.emit()

    def _number(self, form: Form, number: int | None) -> None:
        if number is not None:
            self._numbers[form] = number

    def _append(self) -> Form:
        form = self._build(self._made)
        self._made += 1
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        words = label("", "strong")
        head.addWidget(words, 1)
        remove = LinkButton(
            self._remove_words, lambda: self._remove(form), name=f"action.{form.spec.name}.remove"
        )
        head.addWidget(remove)
        column.addLayout(head)
        column.addWidget(form)
        form.binder.changed.connect(self.changed)
        self._column.insertWidget(len(self.forms), box)
        self.forms.append(form)
        self._boxes.append(box)
        self._heads.append(words)
        self._name_all()
        QWidget.setTabOrder(form, remove)
        return form

    def _remove(self, form: Form) -> None:
        self._take(self.forms.index(form))
        self._name_all()
        self.add_button.setFocus()
        self.changed.emit()

    def _take(self, at: int) -> None:
        self._numbers.pop(self.forms.pop(at), None)
        self._heads.pop(at)
        box = self._boxes.pop(at)
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _name_all(self) -> None:
        for at, words in enumerate(self._heads):
            words.setText(self._title(at))


def _answers(contents: Sequence[Content]) -> list[tuple[object, object]]:
    return [(one.get("number"), one.get("fields")) for one in contents]
