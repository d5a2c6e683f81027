"""The pages of records that left: closed, and taken out of the way back."""

from collections.abc import Iterable, Mapping
from typing import Final

from app.services.gone import Gone

#: The kinds of pages whose number is that of a record, by its table.
_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "case_file": ("case", "synthesis_preview", "referral.new", "history"),
    "household": ("household", "history.household"),
    "intake_report": ("intake", "intake.edit", "history.intake"),
    "referral": ("referral", "referral.edit", "referral_preview", "history.referral"),
    "guardianship": ("history",),
    "objective": ("history",),
    "observation": ("history",),
    "planned_action": ("history",),
    "schooling": ("history",),
}


def pages_of(gone: Gone) -> Iterable[tuple[str, int]]:
    """The pages (kind, number) of the records that left."""
    return ((kind, ref) for table, ref in gone.records for kind in _PAGES.get(table, ()))
