"""The pages of records that left: closed, and taken out of the way back."""

from collections.abc import Mapping
from typing import Final

from app.services.gone import Gone
from app.ui.context import Place

#: The kinds of pages whose number is that of a record, by its table.
_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "case_file": ("case", "synthesis_preview", "referral.new"),
    "household": ("household", "history.household"),
    "intake_report": ("intake", "intake.edit", "history.intake"),
    "referral": ("referral", "referral.edit", "referral_preview", "history.referral"),
}
#: Of a dossier, or of the record of a table that its tab names: numbers of several tables.
_HISTORY: Final = "history"
_OF_DOSSIER: Final = "case_file"


def shows_gone(place: Place, gone: Gone) -> bool:
    """Whether that place is about a record that left."""
    if place.kind == _HISTORY:
        return (place.tab or _OF_DOSSIER, place.ref) in gone.records
    return any(
        place.ref == number and place.kind in _PAGES.get(table, ())
        for table, number in gone.records
    )
