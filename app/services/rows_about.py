"""What the desk remembers of records besides their rows: versions, drafts, words, places, reasons.

It goes to the corbeille with them, comes back with them, and is erased with them.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import and_, column, delete
from sqlalchemy.orm import Session

from app.models.desk import RecentItem
from app.models.upkeep import Seat
from app.services.draft_forms import drafts_about
from app.services.recent import RecentKind
from app.services.rows import Bundle, Ref, Stored, rows_of

_RECENT: Final[Mapping[str, RecentKind]] = {
    "case_file": RecentKind.CASE,
    "household": RecentKind.HOUSEHOLD,
}

#: The pages of a record, by its table: where somebody may have been when the vault closed.
_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "case_file": ("case", "referral.new"),
    "household": ("household",),
    "intake_report": ("intake", "intake.edit"),
    "referral": ("referral", "referral.edit"),
}


def about(session: Session, refs: Iterable[Ref]) -> tuple[Stored, ...]:
    """The versions, drafts and confirmations of these records, whether in their tables or not."""
    found: list[Stored] = []
    for ref in sorted(refs):
        of_it = and_(column("object_type") == ref[0], column("object_id") == ref[1])
        owned = and_(column("owner_type") == ref[0], column("owner_id") == ref[1])
        for told in ("record_change", "writing_confirmation"):
            found.extend(rows_of(session, told, of_it))
            found.extend(rows_of(session, told, owned))
        found.extend(rows_of(session, "draft", drafts_about(ref)))
    return tuple(found)


def left_alone(session: Session, bundle: Bundle) -> frozenset[Ref]:
    """The persons and the families whom nothing links to a dossier once the bundle is gone."""
    held = {one.key for one in bundle.rows}
    found: set[Ref] = set()
    for link, column_name, name in (
        ("guardianship", "guardian_id", "guardian"),
        ("household_membership", "household_id", "household"),
    ):
        for number in {one.values[column_name] for one in bundle.of(link)}:
            bound = list(rows_of(session, link, column(column_name) == number))
            if name == "household":
                bound += rows_of(session, "case_file", column("household_id") == number)
            if isinstance(number, int) and all(one.key in held for one in bound):
                found.add((name, number))
    return frozenset(found)


def forget(session: Session, refs: Iterable[Ref]) -> None:
    """Erase the mentions of these records that no restoring will want back."""
    for name, number in refs:
        if name in _RECENT:
            mine = and_(RecentItem.kind == str(_RECENT[name]), RecentItem.ref == number)
            session.execute(delete(RecentItem).where(mine))
        if name in _PAGES:
            there = and_(Seat.page.in_(_PAGES[name]), Seat.ref == number)
            session.execute(delete(Seat).where(there))
