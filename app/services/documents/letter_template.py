"""The letters as they are written in `resources/letters`, filled in for one reader.

A template is data: `= ` begins its object, `## ` a heading, `- ` a point of a list; blocks are
parted by a blank line, and lines that begin with `#!` are notes. A value that a template asks
for and nobody gives is an error, never a blank in a letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app import paths
from app.services.rules.french import typeset

_FOLDER, _DEFAULTS = "letters", "defaults"


class Part(StrEnum):
    """What a block of a letter is."""

    OBJECT = "= "
    HEADING = "## "
    POINT = "- "
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a letter, ready to be set."""

    part: Part
    text: str


def letter(name: str, values: Mapping[str, str]) -> tuple[Piece, ...]:
    """The blocks of the letter of that name. Raises KeyError for a value that is not given."""
    return tuple(
        Piece(part, typeset(text.format_map(values)).strip()) for part, text in _template(name)
    )


def default(name: str) -> str:
    """The usual wording of a value that the town has not set. Raises KeyError."""
    return _default_values()[name]


@cache
def _template(name: str) -> tuple[tuple[Part, str], ...]:
    return tuple(_part(line) for line in _lines(name))


@cache
def _default_values() -> dict[str, str]:
    pairs = (line.partition(":") for line in _lines(_DEFAULTS))
    return {name.strip(): text.strip() for name, _, text in pairs}


def _lines(name: str) -> list[str]:
    text = paths.resources(_FOLDER, f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#!")]


def _part(line: str) -> tuple[Part, str]:
    for part in (Part.OBJECT, Part.HEADING, Part.POINT):
        if line.startswith(part):
            return part, line.removeprefix(part)
    return Part.PARAGRAPH, line
