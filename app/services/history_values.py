"""The past values of a record, taken out of the history: of some fields, or of the whole record.

Nobody decides here who may: a rectification (`history_erase`), a situation of danger, a deletion
and the register replayed on a backup all come through these.
"""

import json

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.models.history import RecordChange
from app.models.writing import WritingConfirmation
from app.services.history_tracked import Kind, Stored

Fields = dict[str, list[Stored]]
"""What a change says: `[before, after]` by name of field, nothing at all once erased."""


def erase_values(session: Session, kind: Kind, object_id: int, names: tuple[str, ...]) -> int:
    """Take the values of these fields out of a record's past; answers how many there were.

    Who changed them and when stays: the field is still named, between nothing and nothing. What
    was confirmed of their words tells of the words: it goes.
    """
    told = WritingConfirmation
    of_it = delete(told).where(told.object_type == str(kind), told.object_id == object_id)
    session.execute(of_it.where(told.field.in_(names)))
    erased = 0
    rows = session.execute(
        select(RecordChange).where(
            RecordChange.object_type == str(kind), RecordChange.object_id == object_id
        )
    ).scalars()
    for row in rows:
        content, held = without_values(row.content, names)
        if held:
            erased += held
            row.content = content
    return erased


def without_values(stored_content: str, names: tuple[str, ...]) -> tuple[str, int]:
    """The content of a change without the values of these fields; and how many it had."""
    content: Fields = json.loads(stored_content)
    held = [one for one in content if _is_of(one, names) and content[one] != []]
    for one in held:
        content[one] = []
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")), len(held)


def _is_of(name: str, fields: tuple[str, ...]) -> bool:
    """`contacts.12.phone` is of `contacts.12`, which is of `contacts`."""
    return any(name == one or name.startswith(f"{one}.") for one in fields)


def erase_record(session: Session, kind: Kind, object_id: int, *, owned: bool) -> None:
    """Take all that is told of a record out of the history; `owned`: of what it owns too."""
    for told in (RecordChange, WritingConfirmation):
        wanted = [(told.object_type == str(kind)) & (told.object_id == object_id)]
        if owned:
            wanted.append((told.owner_type == str(kind)) & (told.owner_id == object_id))
        session.execute(delete(told).where(or_(*wanted)))
