"""What was kept as written although it was pointed out: by whom, when, why; never the words.

A confirmation is kept in the transaction that writes the text, with the record that holds it
(`Desk.along`): no use case has anything to do for it. It goes with that record.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from app.errors import Refused
from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import JournalAction, WritingCategory, WritingReason
from app.models.intake import IntakeReport
from app.models.writing import WritingConfirmation
from app.services.access import visible_cases, visible_intakes
from app.services.desk import Desk, Work
from app.services.history_labels import KINDS, field_label
from app.services.history_record import Heard
from app.services.history_scope import Target
from app.services.history_tracked import Kind, columns_of
from app.services.labels import account_label
from app.services.rules.rights import UseCase
from app.services.text import clean

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What is confirmed of a text: it is how the record that holds it is found, and is not kept."""

    field: str
    text: str
    categories: frozenset[WritingCategory]
    reason: WritingReason


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """One line of the list; `owner`, called `record`, is the dossier or the signalement."""

    id: int
    owner: Target
    record: str
    field: str
    categories: tuple[WritingCategory, ...]
    reason: WritingReason
    at: datetime
    by: str


def keep(work: Work, confirmed: Sequence[Confirmed]) -> None:
    """Keep these with the records just written; where none was, nothing is confirmed."""
    work.session.flush()
    heard = tuple(work.heard())
    for one in confirmed:
        codes = " ".join(sorted(one.categories))
        for place, field in _holders(heard, one):
            work.session.add(
                WritingConfirmation(
                    owner_type=str(place.owner[0]),
                    owner_id=place.owner[1],
                    object_type=str(place.kind),
                    object_id=place.number,
                    field=field,
                    categories=codes,
                    reason=one.reason,
                    at=work.now,
                    by_id=work.actor.account_id,
                )
            )
            detail = f"writing {field} {codes} {one.reason}"
            work.journal(JournalAction.OVERRIDE, str(place.kind), place.number, detail)


def confirmations(
    desk: Desk, *, after: int | None = None, limit: int = PAGE
) -> tuple[tuple[ConfirmationRow, ...], int | None]:
    """The newest first, of what this account may read whole; and where the next page begins.

    For the coordonnateur, who answers for what is written. Raises `Refused`.
    """
    with desk.read() as work:
        if not work.actor.reach(UseCase.VALIDATE_OBSERVATION):
            raise Refused
        query = select(WritingConfirmation, Account).outerjoin(
            Account, Account.id == WritingConfirmation.by_id
        )
        if after is not None:
            query = query.where(WritingConfirmation.id < after)
        newest = query.order_by(WritingConfirmation.id.desc()).limit(limit + 1)
        found = [(row, by) for row, by in work.session.execute(newest)]
        more = found[limit - 1][0].id if len(found) > limit else None
        shown = [(row, by) for row, by in found[:limit] if _owner(row) is not None]
        called = _called(work, [row for row, _ in shown])
        rows = (_row(row, by, called) for row, by in shown)
        return tuple(row for row in rows if row is not None), more


def _holders(heard: Iterable[Heard], one: Confirmed) -> Iterator[tuple[Heard, str]]:
    """Where the text was written: in the column of that name, else in whichever holds it.

    The reason of a step has no column in its record: it is the record's own.
    """
    text = clean(one.text)
    places = [
        (place, name)
        for place in heard
        for name in columns_of(type(place.row))
        if text is not None and getattr(place.row, name) == text
    ]
    named = [it for it in places if it[1] == one.field]
    yield from named or places or [(place, one.field) for place in list(heard)[:1]]


def _called(work: Work, rows: Iterable[WritingConfirmation]) -> dict[Target, str]:
    """What the owners that this account may read are called; the others are not there."""
    owners = {owner for row in rows if (owner := _owner(row)) is not None}
    numbers = {kind: sorted(one.number for one in owners if one.kind is kind) for kind in Kind}
    cases = select(CaseFile.id, CaseFile.file_number).where(
        CaseFile.id.in_(numbers[Kind.CASE]), visible_cases(work, UseCase.VALIDATE_OBSERVATION)
    )
    reports = select(IntakeReport.id, IntakeReport.number).where(
        IntakeReport.id.in_(numbers[Kind.INTAKE]), visible_intakes(work)
    )
    found = {one: KINDS[one.kind] for one in owners if one.kind not in {Kind.CASE, Kind.INTAKE}}
    for number, name in work.session.execute(cases):
        found[Target(Kind.CASE, number)] = f"Dossier {name}"
    for number, name in work.session.execute(reports):
        found[Target(Kind.INTAKE, number)] = f"{KINDS[Kind.INTAKE]} {name}"
    return found


def _row(
    row: WritingConfirmation, by: Account | None, called: dict[Target, str]
) -> ConfirmationRow | None:
    owner, kind = _owner(row), Kind(row.object_type)
    if owner is None or owner not in called:
        return None
    # a title would repeat the very words: the kind of record is enough to find it
    of_what, label = KINDS[kind], _label(kind, row.field)
    within = kind is owner.kind or of_what == label
    return ConfirmationRow(
        id=row.id,
        owner=owner,
        record=called[owner],
        field=label if within else f"{of_what} · {label}",
        categories=tuple(WritingCategory(one) for one in row.categories.split()),
        reason=row.reason,
        at=row.at,
        by=account_label(by),
    )


def _label(kind: Kind, name: str) -> str:
    try:
        return field_label(kind, name)
    except LookupError:  # the reason of a step
        return "Précision"


def _owner(row: WritingConfirmation) -> Target | None:
    return Target(Kind(row.owner_type), row.owner_id) if row.owner_type in set(Kind) else None
