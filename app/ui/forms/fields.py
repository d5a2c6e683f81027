"""The editors of each kind of field: texts, dates, numbers, passwords."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit

from app.errors import UserFacingError
from app.services.rules.ages import ages_on
from app.services.rules.french import count
from app.services.rules.identifiers import format_phone, normalise_email, normalise_phone
from app.services.rules.partial_dates import (
    PartialDate,
    parse_date,
    parse_partial_date,
    show_partial_date,
)
from app.ui.forms.editors import Editor, Raw, as_text
from app.ui.forms.letters import parse_name
from app.ui.forms.spec import Field, Kind
from app.ui.widgets.dateedit import DateEdit
from app.ui.widgets.password import Advice, PasswordField
from app.ui.widgets.style import WrapLabel
from app.ui.widgets.textarea import TextArea

Today = Callable[[], date]
USUAL_AGE = 15  # the calendar of a birth date opens so many years back


class TextEditor(Editor):
    """A line of text, read by the field's parser or by that of its kind."""

    _PARSERS: ClassVar[dict[Kind, tuple[Callable[[str], object], Callable[[object], str]]]] = {
        Kind.NAME: (parse_name, str),
        Kind.PHONE: (normalise_phone, lambda value: format_phone(str(value))),
        Kind.EMAIL: (normalise_email, str),
    }

    def __init__(self, field: Field, name: str) -> None:
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setPlaceholderText(field.placeholder)
        super().__init__(field, self.line, (self.line,))
        parse, show = self._PARSERS.get(field.kind, (str.strip, str))
        self._parse, self._show = field.parse or parse, field.show or show
        self.line.textChanged.connect(lambda _text: self.changed.emit())

    def raw(self) -> Raw:
        return self.line.text()

    def set_raw(self, raw: Raw) -> None:
        self.line.setText(as_text(raw))

    def value(self) -> object:
        text = self.line.text().strip()
        if self.field.max_length and len(text) > self.field.max_length:
            raise _too_long(len(text) - self.field.max_length)
        return self._parse(text) if text else self.empty_value

    def load(self, value: object) -> None:
        self.line.setText("" if value is None or value == "" else self._show(value))
        self.line.setCursorPosition(0)

    @property
    def empty(self) -> bool:
        return not self.line.text().strip()

    @property
    def empty_value(self) -> object:
        return ""

    def settle(self) -> None:
        if self.empty:
            return
        try:
            shown = self._show(self._parse(self.line.text().strip()))
        except UserFacingError:
            return
        if shown != self.line.text():
            # typed rather than set, so that Ctrl+Z gives back what one had written
            self.line.selectAll()
            self.line.insert(shown)


class IntegerEditor(TextEditor):
    """A whole number, typed; `minimum` and `maximum` are included."""

    def __init__(self, field: Field, name: str) -> None:
        super().__init__(field, name)
        self.line.setMaximumWidth(140)
        self._parse = field.parse or self._number

    @property
    def empty_value(self) -> object:
        return None

    def _number(self, text: str) -> int:
        digits = "".join(text.split())
        sign = digits[:1] == "-"
        if not (digits[1:] if sign else digits).isdecimal() or len(digits) > 9:
            raise UserFacingError("Écrivez un nombre entier, en chiffres", code="integer")
        number = int(digits)
        low, high = self.field.minimum, self.field.maximum
        if low is not None and number < low:
            raise UserFacingError(f"Le plus petit nombre possible est {low}", code="too_small")
        if high is not None and number > high:
            raise UserFacingError(f"Le plus grand nombre possible est {high}", code="too_large")
        return number


class LongTextEditor(Editor):
    """A short free text with its countdown."""

    def __init__(self, field: Field, name: str) -> None:
        self.text_area = TextArea(max_length=field.max_length, lines=field.lines, name=name)
        super().__init__(field, self.text_area, (self.text_area.area,))
        self.text_area.area.setPlaceholderText(field.placeholder)
        self.text_area.changed.connect(self.changed)

    def raw(self) -> Raw:
        return self.text_area.text()

    def mark_words(self, places: Sequence[tuple[int, int]]) -> None:
        self.text_area.mark_words(places)

    def set_raw(self, raw: Raw) -> None:
        self.text_area.set_text(as_text(raw))

    def value(self) -> object:
        if self.text_area.excess:
            raise _too_long(self.text_area.excess)
        text = self.text_area.text().strip()
        return self.field.parse(text) if self.field.parse and text else text

    def load(self, value: object) -> None:
        self.text_area.set_text("" if value is None else str(value))

    @property
    def empty(self) -> bool:
        return not self.text_area.text().strip()

    @property
    def empty_value(self) -> object:
        return ""

    def cursor(self) -> int:
        return self.text_area.area.textCursor().position()

    def set_cursor(self, position: int) -> None:
        cursor = self.text_area.area.textCursor()
        cursor.setPosition(min(position, len(self.text_area.text())))
        self.text_area.area.setTextCursor(QTextCursor(cursor))


class DateEditor(Editor):
    """A day, or a birth date that may be known to the month or the year only."""

    def __init__(self, field: Field, name: str, today: Today) -> None:
        self._today = today
        self._birth = field.kind is Kind.BIRTH_DATE
        self.edit = DateEdit(
            name=name,
            tidy=self._tidy,
            beside=self._age if self._birth else None,
            to_date=self._day,
            opens_on=self._usual_day,
        )
        super().__init__(field, self.edit, (self.edit.line,))
        self.edit.changed.connect(self.changed)

    def raw(self) -> Raw:
        return self.edit.text()

    def set_raw(self, raw: Raw) -> None:
        self.edit.set_text(as_text(raw))

    def value(self) -> object:
        text = self.edit.text().strip()
        if not text:
            return None
        if self._birth:
            return parse_partial_date(text, today=self._today())
        return parse_date(text, today=self._today(), ahead=self.field.ahead)

    def load(self, value: object) -> None:
        self.edit.set_text(_show_date(value))

    @property
    def empty(self) -> bool:
        return not self.edit.text().strip()

    def settle(self) -> None:
        self.edit.settle()

    def _understood(self) -> PartialDate | None:
        try:
            value = self.value()
        except UserFacingError:
            return None
        return PartialDate.exactly(value) if isinstance(value, date) else _partial(value)

    def _tidy(self, text: str) -> str:
        understood = self._understood()
        return text if understood is None else show_partial_date(understood)

    def _day(self, _text: str) -> date | None:
        understood = self._understood()
        return understood.earliest if understood else None

    def _usual_day(self) -> date:
        today = self._today()
        return date(today.year - USUAL_AGE, 1, 1) if self._birth else today

    def _age(self, _text: str) -> str:
        birth = self._understood()
        if birth is None or birth.latest > self._today():
            return ""
        ages = ages_on(birth, self._today())
        if ages.is_sure:
            return count(ages.youngest, "an", "ans")
        return f"{ages.youngest} à {ages.oldest} ans"


class PasswordEditor(Editor):
    """A password: typed as it is, trimmed never, kept in no draft."""

    def __init__(self, field: Field, name: str, advise: Callable[[str], Advice] | None) -> None:
        self.password = PasswordField(advise=advise, name=name)
        super().__init__(field, self.password, (self.password.line,))
        self.password.changed.connect(self.changed)

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001 - a setter
        super().set_invalid(invalid)
        self.password.show_advice(not invalid)  # the error says it already

    def raw(self) -> Raw:
        return self.password.text()

    def set_raw(self, raw: Raw) -> None:
        self.password.set_text(as_text(raw))

    def value(self) -> object:
        return self.password.text()

    def load(self, value: object) -> None:
        self.password.set_text("" if value is None else str(value))

    @property
    def empty_value(self) -> object:
        return ""


class ReadOnlyEditor(Editor):
    """What is known already, shown among the questions."""

    def __init__(self, field: Field, name: str) -> None:
        self.text_label: QLabel = WrapLabel("—")
        self.text_label.setContentsMargins(0, 7, 0, 7)  # on the line of the fields beside it
        self.text_label.setObjectName(name)
        super().__init__(field, self.text_label, ())
        self._show = field.show or str

    def raw(self) -> Raw:
        return None

    def set_raw(self, raw: Raw) -> None:
        """Nothing was typed here."""

    def value(self) -> object:
        return None

    def load(self, value: object) -> None:
        self.text_label.setText("—" if value is None or value == "" else self._show(value))

    def describe(self, name: str, description: str) -> None:
        self.text_label.setAccessibleName(f"{name}\u202f: {self.text_label.text()}")
        self.text_label.setAccessibleDescription(description)


def _too_long(excess: int) -> UserFacingError:
    """A line cuts nothing by itself: what is too long is said, and nothing pasted is lost."""
    return UserFacingError(
        f"Ce texte dépasse de {count(excess, 'caractère', 'caractères')}\u202f: raccourcissez-le",
        code="too_long",
    )


def _partial(value: object) -> PartialDate | None:
    return value if isinstance(value, PartialDate) else None


def _show_date(value: object) -> str:
    if isinstance(value, PartialDate):
        return show_partial_date(value)
    return show_partial_date(PartialDate.exactly(value)) if isinstance(value, date) else ""
