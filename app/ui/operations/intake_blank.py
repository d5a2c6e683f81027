"""The form of a signalement as questions on paper: the same, in its order and its words."""

from collections.abc import Iterator

from app.services.documents.blank_report import Part, Question
from app.ui.forms.spec import Field, FormSpec, Kind, Row, Section
from app.ui.forms.specs.intake import STEPS, guardian_spec, intake_spec

_MOST_BOXES = 20  # a longer list is written, and found by typing
_LINES = 3
_GUARDIANS_IN = "family_informed"  # representatives stand after the family's own questions
_GUARDIANS = 2
_YES_NO = ("oui", "non")


def blank_parts(spec: FormSpec | None = None) -> tuple[Part, ...]:
    """The parts of the blank fiche, from the form as it is declared."""
    asked = spec or intake_spec()
    parts: list[Part] = []
    for number, section in enumerate(asked.sections, start=1):
        rows = list(_rows(section))
        parts.append(Part(f"{number}. {section.title}", tuple(rows)))
        if any(one.name == _GUARDIANS_IN for row in section.rows for one in row):
            parts.extend(_guardian(at) for at in range(_GUARDIANS))
    return tuple(parts)


def _guardian(at: int) -> Part:
    rows = (row for section in guardian_spec(at).sections for row in _rows(section))
    return Part(f"Représentant légal {at + 1}", tuple(rows))


def _rows(section: Section) -> Iterator[tuple[Question, ...]]:
    for row in section.rows:
        questions = tuple(_question(one) for one in _written(row))
        if questions:
            yield questions


def _written(row: Row) -> Iterator[Field]:
    """The day of a step is written beside its box, not asked apart."""
    return (one for one in row if one.name not in STEPS)


def _question(field: Field) -> Question:
    share = field.width.value[1] / 4  # of a short answer
    label = field.label
    match field.kind:
        case Kind.YES_NO:
            return Question(label, _YES_NO, columns=6)
        case Kind.CHOICE | Kind.CHOICES if 0 < len(field.choices) <= _MOST_BOXES:
            boxes = tuple(_box(field, one.label) for one in field.choices)
            return Question(label, boxes, columns=2 if field.name == "prior_steps" else 4)
        case Kind.LONG_TEXT:
            most = f" – {field.max_length} caractères au plus" if field.max_length else ""
            return Question(f"{label}{most}", lines=_LINES, help=field.help)
        case _:
            return Question(label, share=share)


def _box(field: Field, words: str) -> str:
    return f"{words}, le …… / …… / ………" if field.name == "prior_steps" else words
