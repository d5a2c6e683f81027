"""What a write answers when records left: their pages have nothing to show any more."""

from dataclasses import dataclass

from app.services.changes import Change
from app.services.rows import Ref


@dataclass(frozen=True, slots=True)
class Gone(Change):
    """A change after which `records` (table, number) cannot be read."""

    records: frozenset[Ref] = frozenset()
