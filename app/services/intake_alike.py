"""« Déjà signalé »: the signalements still to be qualified that name who is being typed.

Nobody has a dossier yet, so nothing can be joined: each stays apart, with its own source and fate,
and one is only told of it. One that is decided is a dossier, found as such (`intake_known`), or is
kept for its term alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from app.models.enums import IntakeStatus, ReportSubject
from app.models.intake import IntakeReport
from app.services.access import demand_intake, visible_intakes
from app.services.desk import Desk, Work
from app.services.intake_known import match_typed, names_somebody
from app.services.intake_write import STILL_WRITTEN
from app.services.matching_ways import TOO_FAR, far
from app.services.persons import birth_of
from app.services.rules.matching import WORTH_A_LOOK, Identity
from app.services.rules.matching_births import swapped
from app.services.rules.names import display_name, search_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase

MOST = 3
_NEWEST = 400  # of each state, gone through: a cell has some dozens that wait
_COMPARED = 40  # of these, compared whole


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A signalement that this actor may open. `percent` ranks, `why` says it in words."""

    id: int
    number: str
    name: str
    birth: PartialDate | None
    status: IntakeStatus
    received_on: date
    percent: int
    why: str


def waiting_alike(
    desk: Desk, wanted: Identity, *, report_id: int | None = None
) -> tuple[WaitingReport, ...]:
    """Those that name somebody alike, the likeliest first, three at most.

    None before enough is typed (`names_somebody`). `report_id`: the signalement being read or
    typed, which is not its own double. Raises `Refused` when this actor may not read it.
    """
    with desk.read() as work:
        if not work.actor.reach(UseCase.READ_INTAKE):
            return ()
        if report_id is not None:
            demand_intake(work, UseCase.READ_INTAKE, report_id)
        if not names_somebody(wanted):
            return ()
        told = [_told(wanted, one) for one in _candidates(work, wanted) if one.id != report_id]
    found = [one for one in told if one.percent >= WORTH_A_LOOK]
    found.sort(key=lambda one: (-one.percent, one.received_on, one.id))
    return tuple(found[:MOST])


def _candidates(work: Work, wanted: Identity) -> Iterable[Row[Any]]:
    """Of the newest that wait: born that day, or one name nearly the same; the nearest first."""
    query = work.once("waiting signalements", lambda: _query(work))
    typed = search_key(f"{wanted.last_name} {wanted.first_name}").split()
    days = _days(wanted)
    near: list[tuple[int, int, Row[Any]]] = []
    for status in STILL_WRITTEN:
        for row in work.rows(query, {"state": status}):
            how = _nearness(typed, row.sort_key) + 2 * (row.birth_earliest in days)
            if how:
                near.append((-how, row.id, row))
    near.sort(key=lambda one: one[:2])
    return [row for *_, row in near[:_COMPARED]]


def _days(wanted: Identity) -> tuple[date | None, ...]:
    if wanted.birth is None or not wanted.birth.is_exact:
        return ()
    day = wanted.birth.earliest
    return tuple(one for one in (day, swapped(day)) if one)


def _nearness(typed: list[str], known: str) -> int:
    """How many of the words typed are begun or nearly written in the other name."""
    words = known.split()
    return sum(any(w.startswith(it) or far(it, w) < TOO_FAR for w in words) for it in typed)


def _query(work: Work) -> Select[*tuple[Any, ...]]:
    """Those of a young person in one state that this actor may open, the newest first."""
    one = IntakeReport
    return (
        select(
            one.id, one.number, one.status, one.received_on, one.last_name, one.usage_name,
            one.first_name, one.sex, one.sort_key, one.birth_earliest, one.birth_latest,
        )
        .where(
            one.status == bindparam("state"),
            one.subject == ReportSubject.YOUTH,
            one.last_name.is_not(None),
            visible_intakes(work),
        )
        .order_by(one.received_on.desc(), one.id.desc())
        .limit(_NEWEST)
    )  # fmt: skip


def _told(wanted: Identity, one: Row[Any]) -> WaitingReport:
    birth = birth_of(one) if one.birth_earliest is not None else None
    them = Identity(one.last_name, one.first_name or "", birth, one.sex, one.usage_name or "")
    match = match_typed(wanted, them)
    return WaitingReport(
        id=one.id,
        number=one.number,
        name=display_name(one.usage_name or one.last_name, one.first_name or ""),
        birth=birth,
        status=one.status,
        received_on=one.received_on,
        percent=match.percent,
        why=match.why,
    )
