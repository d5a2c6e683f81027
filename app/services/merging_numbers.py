"""What refers to a dossier by its number alone, made to refer to the one it becomes.

No foreign key tells of it: the history, the corbeille, the drafts. Each table that does so is
named in `BY_NUMBER`, with what a merge does of it; a test fails for one that is not.
"""

from typing import Final

from sqlalchemy import column
from sqlalchemy.orm import Session

from app.services import rows
from app.services.draft_forms import drafts_about, is_about
from app.services.merging_moves import Moves, rename_thrown, written
from app.services.rows import Bundle, Link, Ref, Stored, rows_of

#: Tables that refer to records by a number without a key, and what a merge does of it.
BY_NUMBER: Final = {
    "record_change": "the history of what moves goes with it; that of the gone rows is set aside",
    "writing_confirmation": "as the history",
    "trash_item": "the corbeille goes along, and comes back into the dossier that stays",
    "draft": "what was being typed goes on in the dossier that stays",
    "search_entry": "indexed anew",
    "recent_item": "forgotten",
    "seat": "forgotten",
    "journal_entry": "what was done was done to that number",
    "elimination": "what is gone is gone",
    "case_merge": "of another merge; undone in the reverse order",
    "backup_record": "of no dossier",
}
#: Tables that tell of a record (`object_…`) on behalf of its owner (`owner_…`).
TOLD: Final = ("record_change", "writing_confirmation")


def move_numbers(session: Session, source: Ref, target: Ref, *, persons: tuple[Ref, Ref]) -> Moves:
    """Make what refers to `source` by its number alone refer to `target`.

    `persons`: the young person of `source`, then of `target`.
    """
    own = (column("owner_type") == source[0], column("owner_id") == source[1])
    links = [
        Link(name, _number(row), "owner_id", source[1], target[1])
        for name in TOLD
        for row in rows_of(session, name, *own)
        if (row.values["object_type"], row.values["object_id"]) not in {source, persons[0]}
    ]
    done = Moves()
    for row in rows_of(session, "trash_item", *own):
        links.append(Link("trash_item", _number(row), "owner_id", source[1], target[1]))
        names = {source: target, persons[0]: persons[1]}
        done = done.and_then(rename_thrown(session, row, names))
    done = done.and_then(written(session, links))
    for row in rows_of(session, "draft", drafts_about(source)):
        if not is_about(str(row.values["form"]), _first(row), source):
            continue  # a part of another dossier that bears the same number
        done = done.and_then(_moved_draft(session, row, target))
    return done


def told_of(session: Session, ref: Ref) -> tuple[Stored, ...]:
    """What is told of a record itself: its versions, what was confirmed of its texts."""
    of_it = (column("object_type") == ref[0], column("object_id") == ref[1])
    return tuple(row for one in TOLD for row in rows_of(session, one, *of_it))


def _moved_draft(session: Session, row: Stored, target: Ref) -> Moves:
    before = str(row.values["record_key"])
    after = ".".join((str(target[1]), *before.split(".")[1:]))
    same = [
        column(name) == (after if name == "record_key" else row.values[name])
        for name in ("account_id", "form", "record_key")
    ]
    if rows_of(session, "draft", *same):
        bundle = Bundle((row,))
        rows.take_out(session, bundle)
        return Moves(aside=bundle)
    return written(session, [Link("draft", _number(row), "record_key", before, after)])


def _number(row: Stored) -> int:
    if row.ref is None:
        raise LookupError(row.table)
    return row.ref[1]


def _first(row: Stored) -> str:
    return str(row.values["record_key"]).partition(".")[0]
