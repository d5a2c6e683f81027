"""What a form asks, declared. Nothing here touches the screen.

FormSpec("youth", (
    Section("Le jeune", (
        (Field("last_name", "Nom", Kind.NAME, required=True),
         Field("birth", "Né(e) le", Kind.BIRTH_DATE, required=True, width=Width.SHORT)),
    )),
))
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import Enum

from app.ui.widgets.choice import Choice

Values = Mapping[str, object]

FEW = 7  # up to so many choices are all visible


class Kind(Enum):
    """What is asked, hence which widget and what `values()` gives (None or "" when empty)."""

    TEXT = "text"  # str
    NAME = "name"  # str, spaces tidied
    LONG_TEXT = "long_text"  # str
    DATE = "date"  # datetime.date or None
    BIRTH_DATE = "birth_date"  # PartialDate or None
    CHOICE = "choice"  # a code or None
    CHOICES = "choices"  # a tuple of codes, in the list's order
    YES_NO = "yes_no"  # bool or None
    PHONE = "phone"  # str, "+33…"
    EMAIL = "email"  # str
    IDENTIFIER = "identifier"  # what `parse` returns, "" when empty
    INTEGER = "integer"  # int or None
    REFERENCE = "reference"  # a code or None; `load` takes a Choice, so as to know its words
    PASSWORD = "password"  # noqa: S105 - str, never in a draft
    READ_ONLY = "read_only"  # not in values()


class Width(Enum):
    """How much room a field takes in its row: (minimum in logical pixels, share of the rest)."""

    SHORT = (146, 2)
    MEDIUM = (180, 4)
    LONG = (270, 7)
    FULL = (320, 12)  # usually alone in its row


MOST_COLUMNS = 4  # of boxes or radios side by side


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    `columns`: of its choices, at most; under four, radios stand in columns too. `parse` turns
    the text into the value and raises `UserFacingError`; `show` does the reverse.
    `check` looks at the value and returns the sentence of what is wrong, or "". `visible_when` and
    `required_when` look at the other answers. `missing` is the sentence of a required answer that
    is not there. `creation` (« Créer le partenaire ») adds that line to a reference's list.
    `ahead`: a date that may be to come, so that « 15/01 » typed in December is next month.
    `watched`: the writing control reads it; a long text is unless it is said not to be.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    _: KW_ONLY
    required: bool = False
    help: str = ""
    choices: tuple[Choice, ...] = ()
    max_length: int = 0
    lines: int = 2
    width: Width = Width.MEDIUM
    columns: int = MOST_COLUMNS
    placeholder: str = ""
    creation: str = ""
    minimum: int | None = None
    maximum: int | None = None
    ahead: bool = False
    watched: bool | None = None
    parse: Callable[[str], object] | None = None
    show: Callable[[object], str] | None = None
    check: Callable[[object], str] | None = None
    visible_when: Callable[[Values], bool] | None = None
    required_when: Callable[[Values], bool] | None = None
    missing: str = "Réponse obligatoire"

    @property
    def is_watched(self) -> bool:
        """Whether the writing control reads what is typed here."""
        return self.kind is Kind.LONG_TEXT if self.watched is None else self.watched


Row = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A question a person would ask (« Qui signale ? »), with its rows of fields."""

    title: str
    rows: tuple[Row, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form; its name begins every `objectName`. `numbered` puts « 1. » before the titles."""

    name: str
    sections: tuple[Section, ...]
    numbered: bool = True

    def __post_init__(self) -> None:
        names = [field.name for field in self.fields()]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"fields declared twice: {sorted(twice)}")
        for field in self.fields():
            if field.kind is Kind.CHOICES and not field.choices:
                raise ValueError(f"{field.name}: nothing to choose from")
            if field.kind is Kind.IDENTIFIER and field.parse is None:
                raise ValueError(f"{field.name}: an identifier needs its parser")

    def fields(self) -> tuple[Field, ...]:
        """Every field, in reading order, which is the tab order."""
        return tuple(f for section in self.sections for row in section.rows for f in row)

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        for field in self.fields():
            if field.name == name:
                return field
        raise KeyError(name)
