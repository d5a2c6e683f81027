"""What a source of the chronology is: a question for one kind of event, its rows put into words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, true

from app.services.desk import Work
from app.services.rules.rights import UseCase

#: Given at each asking: the dossier, and its young person if it has one.
CASE: Final = bindparam("case", type_=Integer)
YOUTH: Final = bindparam("youth", type_=Integer)

_EXTRACT: Final = 90  # characters of an observation, of a bilan

Asked = Select[*tuple[Any, ...]]


class Theme(StrEnum):
    """What one filters the chronology by."""

    REPORTS = "Signalements"
    LIFE = "Suivi"
    SCHOOLING = "Scolarité"
    PLAN = "Plan d’actions"
    REFERRALS = "Orientations"
    OBSERVATIONS = "Observations"
    DOCUMENTS = "Documents"
    PRINTS = "Impressions"


class EventKind(StrEnum):
    """What a line of the chronology is about."""

    REPORT = "report"
    OPENING = "opening"
    STATUS = "status"
    REVIEW = "review"
    CLOSURE = "closure"
    REOPENING = "reopening"
    NOTICE = "notice"
    RESTRICTION = "restriction"
    HOME = "home"
    SCHOOLING = "schooling"
    ATTENDANCE = "attendance"
    OBJECTIVE = "objective"
    ACTION = "action"
    REFERRAL = "referral"
    OBSERVATION = "observation"
    DOCUMENT = "document"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Told:
    """A row in words; `ref` is the record that the line opens."""

    kind: EventKind
    title: str
    detail: str
    ref: int


class Tell(Protocol):
    """Puts a row into words; `in_words`: whether the reader reads what is told in sentences."""

    def __call__(self, row: SimpleNamespace, *, in_words: bool) -> Told | None: ...


def _all(_work: Work) -> ColumnElement[bool]:
    return true()


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of event: sorted by the day `on`, then by `number`, which no two rows share.

    `asked` names the dossier by `CASE` and `YOUTH`; its columns are what `tell` reads, by name,
    with the number of the row as `own`. `seen`: which of its rows the actor may read.
    """

    theme: Theme
    right: UseCase
    asked: Asked
    on: ColumnElement[Any]
    number: ColumnElement[int]
    tell: Tell
    seen: Callable[[Work], ColumnElement[bool]] = _all


def extract(text: str | None) -> str:
    """The beginning of a text, on one line."""
    line = " ".join((text or "").split())
    return line if len(line) <= _EXTRACT else line[: _EXTRACT - 1].rstrip() + "…"


def day_of(instant: ColumnElement[Any]) -> ColumnElement[Any]:
    """The day of an instant, as the vault keeps it."""
    return func.substr(instant, 1, 10)
