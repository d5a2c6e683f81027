"""The numbers given to dossiers, signalements and orientations: AAAA-NNNN, meaning nothing.

Sequential in the year of the office's calendar, without initials nor birth year (domain § 3.9).
"""

from enum import StrEnum

from sqlalchemy.dialects.sqlite import insert

from app.models.desk import Counter
from app.services.desk import Work


class NumberKind(StrEnum):
    """What is numbered; each kind counts on its own."""

    CASE = "case"
    INTAKE = "intake"
    REFERRAL = "referral"


def next_number(work: Work, kind: NumberKind) -> str:
    """The next number of the year, « 2026-0042 »; given back if the unit of work rolls back."""
    year = work.today.year
    last = work.session.scalar(
        insert(Counter)
        .values(kind=str(kind), year=year, last=1)
        .on_conflict_do_update(index_elements=["kind", "year"], set_={"last": Counter.last + 1})
        .returning(Counter.last)
    )
    return f"{year}-{last:04}"
