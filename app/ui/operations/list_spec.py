"""What makes one list different from another, declared: words, columns, filters, the service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from app.services.changes import Subject
from app.services.desk import Desk
from app.services.exports import ListName
from app.ui.context import Place
from app.ui.viewmodels.columns import Column
from app.ui.widgets.choice import Choice

#: The filter whose choices links name, « silent+mine ».
NEED = "need"


class Row(Protocol):
    """A line of a list: a frozen value with the number of its record."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", covariant=True)
F = TypeVar("F")
F_contra = TypeVar("F_contra", contravariant=True)
K = TypeVar("K")


class ReadsPage(Protocol[R_co, F_contra, K]):
    """A service that answers a page of rows, and the key that continues it."""

    def __call__(
        self,
        desk: Desk,
        kept: F_contra,
        /,
        *,
        sort: Any,  # noqa: ANN401 - each list has its own enumeration, said by `ListSpec.sorts`
        descending: bool,
        after: K | None,
        limit: int,
    ) -> tuple[tuple[R_co, ...], K | None]: ...


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A choice above the list: what a screen reader says, what an empty one shows.

    `choices` are known, or `read` with the list when they are records. `chip` makes the words of
    the chip from those of the choice. `begins` is chosen at first. `adds_up`: several of its
    choices may be in force, each with a chip of its own. `typed` understands what is typed beside
    the choices. `allowed`: to whom it tells nothing they may not read.
    """

    key: str
    words: str
    nothing: str
    choices: tuple[Choice, ...] = ()
    read: Callable[[Desk], tuple[Choice, ...]] | None = None
    chip: Callable[[str], str] = str
    begins: str | None = None
    adds_up: bool = False
    typed: Callable[[str], Choice | None] | None = None
    allowed: Callable[[Desk], bool] = lambda _desk: True


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a list: the codes of each filter by its key, the words typed.

    `leaving`: it is for an export.
    """

    codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    text: str = ""
    leaving: bool = False

    def all(self, key: str) -> frozenset[str]:
        """All that a filter chose."""
        return self.codes.get(key, frozenset())

    def one(self, key: str) -> str:
        """What a filter that has one choice chose; empty for nothing."""
        return next(iter(self.all(key)), "")

    def number(self, key: str) -> int | None:
        """The record a filter chose."""
        code = self.one(key)
        return int(code) if code else None

    def numbers(self, key: str) -> frozenset[int]:
        """The records a filter chose."""
        return frozenset(int(code) for code in self.all(key))


@dataclass(frozen=True, slots=True)
class ListAction:
    """A button that leads to a page of kind `kind`, for those whom `allowed` lets."""

    words: str
    name: str
    kind: str
    icon: str = ""
    allowed: Callable[[Desk], bool] = lambda _desk: True


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """What a list that holds nothing says it is for, and the first thing to do."""

    icon: str
    sentence: str
    more: str
    action: ListAction


@dataclass(frozen=True)  # no slots: Python 3.11 then refuses `Leaves[…](…)`
class Leaves(Generic[F, K]):
    """What leaves in an export where it is not the rows seen: other rows, their columns."""

    columns: tuple[Column[Any], ...]
    page: ReadsPage[Any, F, K]
    count: Callable[[Desk, F], int]


@dataclass(frozen=True)  # no slots: Python 3.11 then refuses `ListSpec[CaseRow, …](…)`
class ListSpec(Generic[R, F, K]):
    """All that makes one list different from another.

    `name` begins the names of its widgets; `noun` is what is counted beside the title, `search`
    stands in the empty search field. `page` and `count` are the service, `sorts` its sorts,
    `kept` makes its filter of what is asked. `sorted_by` is the sort at first, `found_by` that
    of a search, if another. `spare` columns leave a narrow window: the page of the record tells
    them as well. `subjects` are what the list shows: it is read again when one of them changes.
    `exported`: under which name it may leave the vault, a row a person; `leaves`: as other rows
    than are seen.
    """

    name: str
    title: str
    noun: str
    search: str
    columns: tuple[Column[R], ...]
    page: ReadsPage[R, F, K]
    count: Callable[[Desk, F], int]
    sorts: Callable[[str], StrEnum]
    kept: Callable[[Asked], F]
    sorted_by: str
    subjects: tuple[Subject, ...]
    opens: Callable[[R], Place]
    nothing: str
    empty: EmptyWords
    try_this: str = "Retirez un filtre ou un mot."
    filters: tuple[ListFilter, ...] = ()
    action: ListAction | None = None
    found_by: str = ""
    spare: frozenset[str] = frozenset()
    exported: ListName | None = None
    leaves: Leaves[F, K] | None = None

    def column(self, sort: str) -> int:
        """Where the column sorted by `sort` stands."""
        return next(at for at, one in enumerate(self.columns) if one.sort == sort)
