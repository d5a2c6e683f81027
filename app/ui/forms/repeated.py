"""The same few questions asked as many times as needed: representatives, persons of a partner."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.forms.builder import Form
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
        self._removed = False
        self._loaded = 0
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

    def load(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Show these, unchanged."""
        while self.forms:
            self._take(len(self.forms) - 1)
        for values in rows:
            self._append().binder.load(values)
        self.mark_saved()
        self.changed.emit()

    def values(self) -> list[dict[str, object]]:
        """What is answered in each."""
        return [form.binder.values() for form in self.forms]

    @property
    def dirty(self) -> bool:
        """Whether one was added, removed or changed."""
        return (
            self._removed
            or len(self.forms) != self._loaded
            or any(form.binder.dirty for form in self.forms)
        )

    def mark_saved(self) -> None:
        """What stands here is now what is stored."""
        self._removed, self._loaded = False, len(self.forms)
        for form in self.forms:
            form.binder.mark_saved()

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
        return [form.binder.snapshot() for form in self.forms]

    def restore(self, snapshots: object) -> None:
        """Put a draft back; the forms are then as the draft left them."""
        if not isinstance(snapshots, list):
            return
        while self.forms:
            self._take(len(self.forms) - 1)
        for one in snapshots:
            form = self._append()
            if isinstance(one, Mapping):
                # each form has a name of its own, that only this list knows
                form.binder.restore({**one, "form": form.spec.name})
        self._removed = True
        self.changed.emit()

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
        self._removed = True
        self._name_all()
        self.add_button.setFocus()
        self.changed.emit()

    def _take(self, at: int) -> None:
        self.forms.pop(at)
        self._heads.pop(at)
        box = self._boxes.pop(at)
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()

    def _name_all(self) -> None:
        for at, words in enumerate(self._heads):
            words.setText(self._title(at))
