"""What leaves the vault as a list: under a right of its own, noted in the journal first.

Domain § 1.3: the coordonnateur alone exports in bulk. A dossier whose processing is restricted
never leaves: lists leave it out when their filter says `leaving`. The journal keeps which list,
how many rows, in which format, and the numbers of the records: never a value.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

from app.models.enums import JournalAction
from app.services.desk import Desk
from app.services.documents.sheets import SheetFormat
from app.services.rules.rights import UseCase

_MOST = 360  # characters of numbers a line of the journal holds beside its head


class ListName(StrEnum):
    """The lists, by the name the journal and the file bear."""

    CASES = "cases"
    INTAKES = "intakes"
    REFERRALS = "referrals"
    HOUSEHOLDS = "households"
    PARTNERS = "partners"

    @property
    def words(self) -> str:
        """How the file is called, without anybody's name."""
        return {
            ListName.CASES: "dossiers",
            ListName.INTAKES: "signalements",
            ListName.REFERRALS: "orientations",
            ListName.HOUSEHOLDS: "familles",
            ListName.PARTNERS: "partenaires",
        }[self]


def file_name(name: ListName, kind: SheetFormat, day: date) -> str:
    """« dossiers_2026-11-23.ods »."""
    return f"{name.words}_{day.isoformat()}.{kind}"


def record_export(desk: Desk, name: ListName, kind: SheetFormat, numbers: Sequence[int]) -> None:
    """Note that these records leave, before they do. Raises `Refused`.

    `numbers` has one for each row; a record told on several rows is noted once.
    """
    with desk.work() as work:
        work.demand_office(UseCase.EXPORT)
        work.journal(
            JournalAction.EXPORT, "list", None, f"list={name} format={kind} rows={len(numbers)}"
        )
        for line in _lines(numbers):
            work.journal(JournalAction.EXPORT, "list", None, f"list={name} ids={line}")
        work.commit_reading()


def _lines(numbers: Sequence[int]) -> Iterator[str]:
    """« 12-40,43 », as many lines as it takes."""
    line = ""
    for one in _ranges(sorted(set(numbers))):
        if line and len(line) + len(one) + 1 > _MOST:
            yield line
            line = ""
        line = f"{line},{one}" if line else one
    if line:
        yield line


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    first = last = None
    for one in numbers:
        if first is not None and last is not None and one == last + 1:
            last = one
            continue
        if first is not None:
            yield f"{first}" if first == last else f"{first}-{last}"
        first = last = one
    if first is not None:
        yield f"{first}" if first == last else f"{first}-{last}"
