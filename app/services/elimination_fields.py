"""After a restoring: what a field held, erased in the newer vault, is erased in the older one too.

A rectified field keeps its present value there: which one is right, a backup cannot tell. The
narrative of a situation of danger was cleared altogether, and so it is here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models.desk import Draft
from app.models.history import TrashItem
from app.models.intake import IntakeReport
from app.services.draft_forms import drafts_about, is_about
from app.services.eliminations import mark_purge_due
from app.services.history_tracked import Kind
from app.services.history_values import erase_values, without_values
from app.services.merging_remains import forget_values_anywhere
from app.services.rows import Bundle, Ref, Stored

NARRATIVE: Final = "reason_note"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The field of a record whose past is gone; `present`: what it holds now is gone too."""

    ref: Ref
    field: str
    present: bool


def forget_fields(session: Session, gone: Iterable[Forgotten]) -> int:
    """Erase these values wherever the vault holds them, corbeille included; how many."""
    wanted = tuple(gone)
    erased = sum(_forget(session, one) for one in wanted)
    for item in session.scalars(select(TrashItem)).all() if wanted else ():
        bundle = Bundle.load(item.content)
        found = [_without(row, wanted) for row in bundle.rows]
        left = replace(bundle, rows=tuple(row for row in found if row is not None))
        if left != bundle:
            item.content = left.dump()
            erased += 1
    session.flush()
    if erased:
        mark_purge_due(session)
    return erased


def _forget(session: Session, one: Forgotten) -> int:
    name, number = one.ref
    erased = erase_values(session, Kind(name), number, (one.field,))
    erased += forget_values_anywhere(session, one.ref, (one.field,))
    report = session.get(IntakeReport, number) if one.present else None
    if one.present:
        session.execute(delete(Draft).where(drafts_about(one.ref)))
    if report is not None and report.reason_note is not None:
        report.reason_note = None
        erased += 1
    return erased


def _without(row: Stored, gone: Iterable[Forgotten]) -> Stored | None:
    """That row of the corbeille without the values; none for a draft or a reason that told them."""
    values = dict(row.values)
    for one in gone:
        of_it = one.ref == (values.get("object_type"), values.get("object_id"))
        if row.table == "writing_confirmation" and of_it and values["field"] == one.field:
            return None
        if row.table == "record_change" and of_it:
            content, held = without_values(str(values["content"]), (one.field,))
            values["content"] = content if held else values["content"]
        if one.present and row.ref == one.ref:
            values[one.field] = None
        about = (str(values.get("form")), str(values.get("record_key")))
        if one.present and row.table == "draft" and is_about(*about, one.ref):
            return None
    return replace(row, values=values)
