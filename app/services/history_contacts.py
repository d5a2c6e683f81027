"""Undoing what was written of contacts: several rows, and the coordinates that repeat one."""

import json
from collections.abc import Sequence
from typing import Final

from app.models.enums import JournalAction
from app.models.history import RecordChange
from app.services.changes import Change, Written
from app.services.contact_mirror import COLUMNS, mirror, person_of, points_of
from app.services.desk import Desk
from app.services.history_moves import put_back
from app.services.history_scope import Target, demand_record
from app.services.history_tracked import Kind

CONTACTS: Final = frozenset({Kind.YOUTH_CONTACT, Kind.GUARDIAN_CONTACT})
_PERSONS: Final = frozenset({Kind.YOUTH, Kind.GUARDIANSHIP})
_KINDS: Final = {name: kind for kind, names in COLUMNS.items() for name in names}


def of_contacts(lines: Sequence[Written]) -> bool:
    """Whether these lines tell of contacts, with the coordinates of their person or alone."""
    kinds = {one.object_type for one in lines}
    return bool(kinds & CONTACTS) and kinds <= CONTACTS | _PERSONS


def main_line(change: Change) -> Written | None:
    """What was meant: the identity when more than coordinates was typed, else the contact."""
    typed = [
        one
        for one in change.written
        if one.object_type in _PERSONS and not set(one.fields) <= _KINDS.keys()
    ]
    mine = [one for one in typed if one.object_type == Kind.YOUTH or one.owner_id == change.ref]
    if typed:
        return mine[0] if len(mine) == 1 else None
    return next(one for one in change.written if one.object_type in CONTACTS)


def follows(one: Written) -> bool:
    """Whether a line only tells what another contact of the person made of it."""
    if one.object_type in _PERSONS:
        return any(set(one.fields) <= set(names) for names in COLUMNS.values())
    return one.object_type in CONTACTS and one.fields == ("preferred",)


def contacts_back(desk: Desk, change: Change) -> Change:
    """Each contact as it was, and the coordinates of the person with them.

    Raises `Conflict` when one changed since, `Refused`.
    """
    with desk.work() as work:
        for one in sorted(change.written, key=lambda it: it.object_type in _PERSONS):
            kind = Kind(one.object_type)
            if kind is Kind.GUARDIANSHIP and one.owner_id != change.ref:
                continue  # the same person, told in another dossier
            row = demand_record(work, Target(kind, one.object_id), writing=True).row
            content = json.loads(work.get(RecordChange, one.line).content)
            if kind in CONTACTS:
                former = row.kind
                put_back(row, content)
                work.touch(row)
                for each in {former, row.kind}:
                    mirror(work, person_of(work, row), each)
                work.journal(JournalAction.UPDATE, "contact", row.id, "undo")
                continue
            person = row.guardian if kind is Kind.GUARDIANSHIP else row
            alone = {
                name: pair
                for name, pair in content.items()
                if not points_of(work, person, _KINDS[name])  # else they repeat a contact
            }
            if alone:
                put_back(person, alone)
                work.touch(person)
        return work.commit(Change(change.subject, change.ref, change.also))
