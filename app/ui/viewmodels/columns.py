"""A column of a table, declared: its title, its words, how it is sorted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")

TONE_ROLE = 0x0101  # Qt.ItemDataRole.UserRole + 1
"""Item role: the tone of a badge (`red`, `amber`, `green`, `accent`, `neutral`); empty: text."""
STRONG_ROLE = TONE_ROLE + 1
"""Item role: whether the text is bold."""


A_DAY, A_NUMBER = "00/00/0000", "0000-0000"
"""What `Column.whole` is for a day, for the number of a dossier."""


@dataclass(frozen=True)  # no slots: Python 3.11 then refuses `Column[CaseRow](…)`
class Column(Generic[R]):
    """`text(row)` is shown as it is. `sort` is the word the service knows; empty: not sortable.

    `width` is a first width in logical pixels (0: what is left). `tone(row)` draws the cell as
    a badge, `tip(row)` explains it. `order(row)` is what a list given whole sorts by, where its
    words would not do: a date. `whole` is the longest of its texts, where they are known: it is
    read whole however narrow the table, and gives way before the columns of names.
    """

    key: str
    title: str
    text: Callable[[R], str]
    sort: str = ""
    width: int = 0
    tone: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    strong: bool = False
    right: bool = False
    order: Callable[[R], str] | None = None
    whole: str = ""


def longest(labels: Iterable[str]) -> str:
    """The longest words of a closed list, for `Column.whole`."""
    return max(labels, key=len)


def wholes(columns: Iterable[Column[R]]) -> dict[int, str]:
    """What must be read whole, by place in the table."""
    return {at: one.whole for at, one in enumerate(columns) if one.whole}


@dataclass(frozen=True, slots=True)
class Sorting:
    """What a list is sorted by: a `Column.sort` word."""

    by: str
    descending: bool = False
