"""Two dossiers side by side: what they say otherwise, and which one is proposed.

Whatever a person may have typed of a young person or of a dossier is here by itself, a column
added later included, save what the rules decide (`RULED`).
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.case import CaseFile
from app.services.history_tracked import Kind, Stored, columns_of, stored
from app.services.history_words import Words

#: What the merge decides by itself, as the law and the state machine allow.
RULED: Final = frozenset(
    {
        "status", "opened_on", "origin_type", "processing_restricted", "closed_on",
        "closure_reason", "closure_review", "moved_out_on",
    }
)  # fmt: skip
#: Columns that mean something together: they are taken from the same side.
_TOGETHER: Final = (
    ("birth_earliest", "birth_latest"),
    ("address", "postal_code", "city"),
    ("notice_sent_on", "notice_channel", "notice_to"),
)


@dataclass(frozen=True, slots=True)
class MergeField:
    """One thing that the two say otherwise, in words. `name` is what a choice is made by.

    `other_proposed`: the dossier that stays says nothing of it.
    """

    name: str
    label: str
    kept: str
    other: str
    other_proposed: bool


def fields_of(session: Session, kept: CaseFile, other: CaseFile) -> tuple[MergeField, ...]:
    """What differs between two dossiers of young people, identity first."""
    words = Words(session)
    told: list[tuple[Kind, dict[str, list[Stored]]]] = []
    for kind, mine, theirs in _records(kept, other):
        for names in groups(type(mine)):
            pairs = {n: [stored(getattr(one, n)) for one in (mine, theirs)] for n in names}
            if any(_folded(left) != _folded(right) for left, right in pairs.values()):
                told.append((kind, pairs))
    words.prepare(told)
    found: list[MergeField] = []
    for kind, pairs in told:
        changes = words.changes(kind, pairs)
        empty = all(left in (None, "") for left, _ in pairs.values())
        found.append(
            MergeField(
                name=f"{kind}.{next(iter(pairs))}",
                label=changes[0].label,
                kept=", ".join(filter(None, (one.before for one in changes))),
                other=", ".join(filter(None, (one.after for one in changes))),
                other_proposed=empty,
            )
        )
    return tuple(found)


def take(kept: CaseFile, other: CaseFile, chosen: frozenset[str]) -> tuple[str, ...]:
    """Put into `kept` what was chosen from `other`; the names of the columns that changed."""
    changed: list[str] = []
    for kind, mine, theirs in _records(kept, other):
        for names in groups(type(mine)):
            if f"{kind}.{names[0]}" not in chosen:
                continue
            for name in names:
                value = getattr(theirs, name)
                if getattr(mine, name) != value:
                    setattr(mine, name, value)
                    changed.append(name)
    return tuple(changed)


def groups(model: type[Base]) -> tuple[tuple[str, ...], ...]:
    """The columns that a person chooses, those that go together in one group."""
    found: dict[tuple[str, ...], None] = {}
    for name in columns_of(model):
        if name not in RULED:
            together = next((one for one in _TOGETHER if name in one), (name,))
            found[together] = None
    return tuple(found)


def _folded(value: Stored) -> Stored:
    """« BRUN » and « Brun » are one name: what is shown of them is the same."""
    return value.casefold() if isinstance(value, str) else value


def _records(kept: CaseFile, other: CaseFile) -> tuple[tuple[Kind, Base, Base], ...]:
    if kept.youth is None or other.youth is None:
        raise LookupError("no young person")
    return ((Kind.YOUTH, kept.youth, other.youth), (Kind.CASE, kept, other))
