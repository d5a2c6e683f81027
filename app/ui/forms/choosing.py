"""The editors of fields that are chosen rather than typed."""

from PySide6.QtCore import Qt

from app.errors import UserFacingError
from app.ui.forms.editors import Editor, Raw
from app.ui.forms.spec import MOST_COLUMNS, Field
from app.ui.widgets.checkgrid import CheckGrid, RadioRow
from app.ui.widgets.choice import Choice, Provider
from app.ui.widgets.combo import SearchableCombo

YES, NO = "yes", "no"


class RadioEditor(Editor):
    """One of a few."""

    def __init__(self, field: Field, name: str, choices: tuple[Choice, ...]) -> None:
        wished = field.columns if field.columns < MOST_COLUMNS else 0
        self.row = RadioRow(choices, name=name, columns=wished)
        super().__init__(field, self.row, tuple(self.row.buttons.values()))
        self.row.setObjectName(name)
        self.row.changed.connect(self.changed)
        self._labels = {choice.code: choice.label for choice in choices}

    def words(self, raw: Raw) -> str:
        return self._labels.get(raw, raw) if isinstance(raw, str) else ""

    def raw(self) -> Raw:
        return self.row.code()

    def set_raw(self, raw: Raw) -> None:
        self.row.choose(raw if isinstance(raw, str) else None)

    def value(self) -> object:
        return self.row.code()

    def load(self, value: object) -> None:
        self.row.choose(None if value is None else str(value))

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001 - a setter
        self.row.set_invalid(invalid)

    def describe(self, name: str, description: str) -> None:
        _describe_group(self, name, description)


class YesNoEditor(RadioEditor):
    """« Oui » or « Non »; no answer is not « Non »."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name, field.choices or (Choice(YES, "Oui"), Choice(NO, "Non")))

    def value(self) -> object:
        code = self.row.code()
        return None if code is None else code == YES

    def load(self, value: object) -> None:
        self.row.choose(None if value is None else (YES if value else NO))


class ChecksEditor(Editor):
    """Several of a list."""

    def __init__(self, field: Field, name: str) -> None:
        self.grid = CheckGrid(field.choices, name=name, max_columns=field.columns)
        super().__init__(field, self.grid, tuple(self.grid.boxes.values()))
        self.grid.setObjectName(name)
        self.grid.changed.connect(self.changed)

    def words(self, raw: Raw) -> str:
        labels = {choice.code: choice.label for choice in self.field.choices}
        return ", ".join(labels.get(code, code) for code in raw) if isinstance(raw, list) else ""

    def raw(self) -> Raw:
        return list(self.grid.codes())

    def set_raw(self, raw: Raw) -> None:
        self.grid.choose(raw if isinstance(raw, list) else ())

    def value(self) -> object:
        return self.grid.codes()

    def load(self, value: object) -> None:
        codes = value if isinstance(value, (tuple, list, set, frozenset)) else ()
        self.grid.choose(str(code) for code in codes)

    @property
    def empty_value(self) -> object:
        return ()

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001 - a setter
        self.grid.set_invalid(invalid)

    def describe(self, name: str, description: str) -> None:
        _describe_group(self, name, description)


class ComboEditor(Editor):
    """One of a long list, or a record found by typing."""

    def __init__(self, field: Field, name: str, provider: Provider | None = None) -> None:
        self.combo = SearchableCombo(
            field.choices, provider=provider, creation=field.creation, name=name
        )
        super().__init__(field, self.combo, (self.combo,))
        self.combo.line.setPlaceholderText(field.placeholder)
        self.combo.changed.connect(self.changed)
        self.combo.create_requested.connect(self.create_requested)

    def raw(self) -> Raw:
        taken = self.combo.choice()
        text = self.combo.line.text()
        return [taken.code, taken.label] if taken else (text or None)

    def words(self, raw: Raw) -> str:
        if isinstance(raw, list):
            return raw[1] if len(raw) == 2 else ""
        return (raw or "").strip()

    def same(self, one: Raw, other: Raw) -> bool:
        if isinstance(one, list) and isinstance(other, list):
            return one[:1] == other[:1]  # a record that was renamed is the same record
        return super().same(one, other)

    def set_raw(self, raw: Raw) -> None:
        if isinstance(raw, list) and len(raw) == 2:
            self.combo.choose(Choice(raw[0], raw[1]))
        elif isinstance(raw, str):
            self.combo.type_text(raw)
        else:
            self.combo.choose(None)

    def value(self) -> object:
        if self.combo.half_typed:
            raise UserFacingError("Choisissez une ligne de la liste", code="not_in_list")
        return self.combo.code()

    def load(self, value: object) -> None:
        if isinstance(value, Choice) or value is None:
            self.combo.choose(value)
        else:
            self.combo.choose(str(value))

    @property
    def empty(self) -> bool:
        return self.combo.code() is None and not self.combo.half_typed

    def settle(self) -> None:
        self.combo.settle()

    def describe(self, name: str, description: str) -> None:
        super().describe(name, description)
        self.combo.line.setAccessibleName(name)
        self.combo.line.setAccessibleDescription(description)

    def cursor(self) -> int:
        return self.combo.line.cursorPosition()

    def set_cursor(self, position: int) -> None:
        self.combo.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.combo.line.setCursorPosition(position)


def _describe_group(editor: Editor, name: str, description: str) -> None:
    """Each box keeps its own words; the question is their description."""
    editor.widget.setAccessibleName(name)
    editor.widget.setAccessibleDescription(description)
    question = f"{name}. {description}" if description else name
    for target in editor.targets:
        target.setAccessibleDescription(question)
