"""A rectification that reaches the past: the former values of a field, out of the history.

What was wrongly held about a person must not stay readable in an older version (RGPD art. 16 and
17). Who changed the field and when stays: the field is named, between two values that are gone.
"""

import json
from collections.abc import Iterator

from sqlalchemy import select

from app.errors import Refused
from app.models.enums import EliminationReason, JournalAction
from app.models.history import RecordChange
from app.models.youth import Guardian, Guardianship
from app.services.access import demand_case, demand_household, demand_intake
from app.services.changes import Change
from app.services.desk import Desk, Work
from app.services.eliminations import register_fields
from app.services.history_scope import (
    OF_A_CASE,
    Reached,
    Target,
    case_of,
    demand_record,
    of_record,
)
from app.services.history_subjects import change_of
from app.services.history_tracked import BY_KIND, Kind, Owner, Stored, columns_of
from app.services.history_values import erase_values
from app.services.history_words import Words
from app.services.merging_remains import doubles, forget_values
from app.services.rules.rights import UseCase

#: Both ends of a birth date are one answer.
_TOGETHER = {"birth": ("birth_earliest", "birth_latest")}
#: What rights or states are decided on: no person's answer, and the past needs them.
_KEPT = frozenset({"sharing_scope", "status", "processing_restricted"})


def erasable_fields(work: Work, target: Target, reached: Reached) -> tuple[tuple[str, str], ...]:
    """The fields of which this actor may take values out of this record's past: (name, label).

    Of the whole past, whatever is shown of it; none without the right.
    """
    try:
        _demand(work, target, reached)
    except Refused:
        return ()
    contents = work.session.scalars(select(RecordChange.content).where(of_record(work, target)))
    told: dict[str, list[Stored]] = {}
    for content in contents:
        told |= {name: it for name, it in json.loads(content).items() if it and name not in _KEPT}
    words = Words(work.session)
    words.prepare([(target.kind, told)])
    found = ((one.name, one.label) for one in words.changes(target.kind, told))
    return tuple(sorted(found, key=lambda it: it[1]))


def erase_past_values(desk: Desk, target: Target, field: str) -> Change:
    """Take the former values of a field out of a record's history, for good.

    The present value stays: correct it first. For the coordonnateur, within a dossier; for
    whoever writes the record, in the directory and the settings. The remnants in the file go
    with the next purge. Raises `Refused`, also for a field that is not one of that record.
    """
    with desk.work() as work:
        reached = demand_record(work, target)
        _demand(work, target, reached)
        names = _TOGETHER.get(field, (field,))
        if any(not _is_field(target.kind, one) for one in names):
            raise Refused
        numbers = _same_person(work, target, reached, names)
        numbers = tuple(_with_merged(work, target.kind, numbers, names))
        for number in numbers:
            erase_values(work.session, target.kind, number, names)
        register_fields(
            work.session,
            target.kind,
            numbers,
            names,
            EliminationReason.RECTIFIED,
            at=work.now,
            by_id=work.actor.account_id,
        )
        work.journal(JournalAction.ELIMINATE, str(target.kind), target.number, f"history {field}")
        return work.commit(change_of(target, reached))


def _with_merged(
    work: Work, kind: Kind, numbers: tuple[int, ...], names: tuple[str, ...]
) -> Iterator[int]:
    """These records and those that became one with them: what a merge keeps is rectified too."""
    for number in numbers:
        yield number
        if kind not in OF_A_CASE or BY_KIND[kind].owner is Owner.GUARDIAN:
            continue
        row = work.session.get(BY_KIND[kind].model, number)
        case_id = None if row is None else case_of(work.session, kind, row)
        if case_id is not None:
            yield from doubles(work.session, case_id, kind, number)
            forget_values(work.session, case_id, kind, number, names)


def _demand(work: Work, target: Target, reached: Reached) -> None:
    if reached.case is not None:
        demand_case(work, UseCase.ERASE, reached.case.id)
    elif target.kind is Kind.INTAKE:
        demand_intake(work, UseCase.ERASE, target.number)
    elif target.kind is Kind.HOUSEHOLD:
        demand_household(work, UseCase.ERASE, target.number)
    else:
        demand_record(work, target, writing=True)


def _is_field(kind: Kind, name: str) -> bool:
    what = BY_KIND[kind]
    known = {*columns_of(what.model), *what.lists}
    if kind is Kind.GUARDIANSHIP:
        known.update(columns_of(Guardian))
    if kind is Kind.PARTNER:
        known.add("contacts")
    return name.partition(".")[0] in known - _KEPT


def _same_person(
    work: Work, target: Target, reached: Reached, names: tuple[str, ...]
) -> tuple[int, ...]:
    """A representative's own answers are told in each dossier that shares them."""
    link = reached.row
    if not isinstance(link, Guardianship) or set(names) <= set(columns_of(Guardianship)):
        return (target.number,)
    same = select(Guardianship.id).where(Guardianship.guardian_id == link.guardian_id)
    return tuple(work.session.scalars(same))
