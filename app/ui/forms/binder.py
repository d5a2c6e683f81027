"""Reads and fills a built form; knows what changed, what is missing and what is wrong."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.errors import UserFacingError
from app.ui.forms.cell import FieldCell
from app.ui.forms.editors import Raw
from app.ui.forms.spec import Field, FormSpec, Kind
from app.ui.widgets.style import focus_within

_UNDRAFTED = {Kind.PASSWORD, Kind.READ_ONLY}


class _Answers(Mapping[str, object]):
    """The answers as they stand, each read when asked for; what is half-typed is None."""

    def __init__(self, cells: Mapping[str, FieldCell]) -> None:
        self._cells = cells

    def __getitem__(self, name: str) -> object:
        try:
            return self._cells[name].editor.value()
        except UserFacingError:
            return None

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


class Binder(QObject):
    """Between the widgets of a form and a plain dictionary.

    An error is shown when its field is left, or by `check_all` at saving; while one types, errors
    only go away. `changed` follows every edit, `missing_changed` the number of required answers
    that are not there yet.
    """

    changed = Signal()
    missing_changed = Signal(int)

    def __init__(
        self, spec: FormSpec, cells: Mapping[str, FieldCell], *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._spec = spec
        self._cells = cells
        self._answers = _Answers(cells)
        self._loading = False
        self._touched: set[str] = set()
        self._hidden: set[str] = set()
        self._missing = -1
        self._conditional = [f for f in spec.fields() if f.visible_when or f.required_when]
        for name, cell in cells.items():
            cell.editor.changed.connect(lambda name=name: self._edited(name))
        self._baseline = self._raws()
        self._refresh()

    def load(self, values: Mapping[str, object]) -> None:
        """Show these values, None or absent being empty; the form is then unchanged."""
        self._loading = True
        for name, cell in self._cells.items():
            cell.editor.load(values.get(name))
        self._loading = False
        self._touched.clear()
        self._refresh()
        self.show_problems({})
        self.mark_saved()
        self.changed.emit()

    def values(self) -> dict[str, object]:
        """What is answered, by field. A hidden field is empty. Read-only fields are left out.

        What cannot be understood is empty too: ask `check_all` or `problems` first.
        """
        result: dict[str, object] = {}
        for field in self._spec.fields():
            if field.kind is Kind.READ_ONLY:
                continue
            editor = self._cells[field.name].editor
            if field.name in self._hidden:
                result[field.name] = editor.empty_value
                continue
            try:
                result[field.name] = editor.value()
            except UserFacingError:
                result[field.name] = editor.empty_value
        return result

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was loaded or saved."""
        return self._raws() != self._baseline

    def mark_saved(self) -> None:
        """What stands here is now what is stored."""
        self._baseline = self._raws()

    @property
    def missing_count(self) -> int:
        """How many required answers are not there yet."""
        return len(self._missing_names())

    def problems(self) -> dict[str, str]:
        """Everything that forbids saving, by field, in reading order."""
        found = ((f.name, self._problem(f)) for f in self._spec.fields())
        return {name: sentence for name, sentence in found if sentence}

    def check_all(self) -> bool:
        """Show every problem and go to the first one; whether there is none."""
        for cell in self._cells.values():
            cell.editor.settle()
        problems = self.problems()
        self.show_problems(problems)
        return not problems

    def show_problems(self, problems: Mapping[str, str]) -> dict[str, str]:
        """Show exactly these under their fields and go to the first one.

        Returns those whose field is not in this form, for the page to say.
        """
        for name, cell in self._cells.items():
            cell.show_error(problems.get(name, ""))
        first = next((f.name for f in self._spec.fields() if f.name in problems), None)
        if first is not None:
            self.go_to(first)
        return {name: text for name, text in problems.items() if name not in self._cells}

    def go_to(self, name: str) -> None:
        """Put the focus in a field, scrolled into view. Raises KeyError."""
        cell = self._cells[name]
        targets = cell.editor.targets
        if targets:
            targets[0].setFocus(Qt.FocusReason.TabFocusReason)
        reveal(cell)

    def go_to_missing(self) -> None:
        """Go to the first required answer that is not there."""
        missing = self._missing_names()
        if missing:
            self.go_to(missing[0])

    def snapshot(self) -> dict[str, object]:
        """What a draft keeps: texts as typed, focus and caret; JSON can write it. No password.

        `was` says of each answer that changed what stood there before.
        """
        fields = self._kept(self._raws())
        was = {
            name: raw
            for name, raw in self._kept(self._baseline).items()
            if not self._cells[name].editor.same(raw, fields[name])
        }
        result: dict[str, object] = {"form": self._spec.name, "fields": fields, "was": was}
        form = self.parent()  # its last focus: the window itself may be behind another
        name = self._focused(form.focusWidget()) if isinstance(form, QWidget) else None
        if name is not None:
            result |= {"focus": name, "cursor": self._cells[name].editor.cursor()}
        return result

    def stored(self) -> dict[str, object]:
        """What was loaded or saved last, in the shape of a draft."""
        return {"form": self._spec.name, "fields": self._kept(self._baseline)}

    def restore(self, snapshot: Mapping[str, object]) -> None:
        """Put a draft back; what the form no longer asks is left aside. The form is then dirty."""
        fields = snapshot.get("fields")
        if snapshot.get("form") != self._spec.name or not isinstance(fields, Mapping):
            return
        self._loading = True
        for name, raw in fields.items():
            if name in self._cells and self._spec.field(name).kind not in _UNDRAFTED:
                self._cells[name].editor.set_raw(_checked(raw))
        self._loading = False
        self._refresh()
        focus, cursor = snapshot.get("focus"), snapshot.get("cursor")
        if isinstance(focus, str) and focus in self._cells:
            self.go_to(focus)
            if isinstance(cursor, int):
                self._cells[focus].editor.set_cursor(cursor)
        self.changed.emit()

    def follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """A field is left: say what is wrong with it. Another window in front is no leaving."""
        if new is None:
            return
        name = self._focused(old)
        if name is None or focus_within(self._cells[name], new):
            return
        cell = self._cells[name]
        cell.editor.settle()
        if name in self._touched or cell.error or not cell.editor.empty:
            cell.show_error(self._problem(self._spec.field(name)))

    def _focused(self, widget: QWidget | None) -> str | None:
        return next((n for n, c in self._cells.items() if focus_within(c, widget)), None)

    def _raws(self) -> dict[str, Raw]:
        return {
            field.name: self._cells[field.name].editor.raw()
            for field in self._spec.fields()
            if field.kind is not Kind.READ_ONLY
        }

    def _kept(self, raws: Mapping[str, Raw]) -> dict[str, Raw]:
        """What a draft may hold of these."""
        return {
            name: raw for name, raw in raws.items() if self._spec.field(name).kind not in _UNDRAFTED
        }

    def _edited(self, name: str) -> None:
        if self._loading:
            return
        self._touched.add(name)
        self._refresh()
        cell = self._cells[name]
        if cell.error and not self._problem(self._spec.field(name)):
            cell.show_error("")
        self.changed.emit()

    def _refresh(self) -> None:
        """Show and hide what depends on other answers, and count what is missing."""
        for field in self._conditional:
            if field.visible_when is not None:
                visible = bool(field.visible_when(self._answers))
                (self._hidden.discard if visible else self._hidden.add)(field.name)
                self._cells[field.name].setVisible(visible)
            if field.required_when is not None:
                self._cells[field.name].set_required(self._required(field))
        missing = self.missing_count
        if missing != self._missing:
            self._missing = missing
            self.missing_changed.emit(missing)

    def _required(self, field: Field) -> bool:
        when = field.required_when
        return field.required or (when is not None and bool(when(self._answers)))

    def _missing_names(self) -> list[str]:
        return [
            field.name
            for field in self._spec.fields()
            if field.name not in self._hidden
            and self._required(field)
            and self._cells[field.name].editor.empty
        ]

    def _problem(self, field: Field) -> str:
        editor = self._cells[field.name].editor
        if field.name in self._hidden or field.kind is Kind.READ_ONLY:
            return ""
        if editor.empty:
            return field.missing if self._required(field) else ""
        try:
            value = editor.value()
        except UserFacingError as problem:
            return " ".join(part for part in (problem.sentence, problem.remedy) if part)
        return field.check(value) if field.check is not None else ""


def reveal(widget: QWidget) -> None:
    """Scroll whatever scrolls until the widget is in view."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 40)
        parent = parent.parentWidget()


def _checked(raw: object) -> Raw:
    if isinstance(raw, (list, tuple)):
        return [str(part) for part in raw]
    return raw if isinstance(raw, str) else None
