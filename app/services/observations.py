"""The observations of a dossier: dated, sourced, bounded, read according to their scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from app.errors import Refused
from app.models.case import CaseFile, Observation
from app.models.enums import JournalAction, ObservationKind, SharingScope
from app.models.partner import Partner
from app.services.access import demand_case, visible_scopes
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.labels import account_label
from app.services.printable import persons_to_hide
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse

TEXT_LIMIT = 1000

READERS = {
    SharingScope.COORDINATOR_ONLY: "Lu par le coordonnateur seul",
    SharingScope.CELL: "Lu par la cellule, jamais imprimé pour le groupe",
    SharingScope.GROUP: "Lu par la cellule, imprimable pour le groupe",
}


@dataclass(frozen=True, slots=True)
class ObservationEntry:
    """What a person types. `version` is none for a new one."""

    kind: ObservationKind | None
    observed_on: date | None
    text: str
    sharing_scope: SharingScope = SharingScope.CELL
    source_partner_id: int | None = None
    person_statement: str | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One observation, as its reader sees it; `readers` says who else can.

    `names`: meant for the group, it names the young person or somebody close, and would stop
    the print of a sheet at the levels without a name (domain § 5).
    """

    id: int
    version: int
    kind: ObservationKind
    observed_on: date
    author: str
    source_partner_id: int | None
    source: str | None
    text: str
    sharing_scope: SharingScope
    readers: str
    person_statement: str | None
    validated: bool
    names: bool


def observations(desk: Desk, case_id: int) -> tuple[ObservationRow, ...]:
    """Those of the dossier that this actor may read, newest first."""
    with desk.read() as work:
        case = demand_case(work, UseCase.READ_OBSERVATION, case_id)
        rows = work.session.scalars(
            select(Observation)
            .options(joinedload(Observation.author), joinedload(Observation.source_partner))
            .where(
                Observation.case_id == case_id,
                Observation.sharing_scope.in_(visible_scopes(work)),
            )
            .order_by(Observation.observed_on.desc(), Observation.id.desc())
        )
        found = rows.all()
        named = _naming(work, case, found)
        return tuple(_row(one, names=one.id in named) for one in found)


def _naming(work: Work, case: CaseFile, rows: Sequence[Observation]) -> set[int]:
    """Those for the group whose text holds a name, by the rule that stops a print."""
    shared = [one for one in rows if one.sharing_scope is SharingScope.GROUP]
    if not shared or case.youth_id is None:
        return set()
    hidden = persons_to_hide(work, case.youth_id, case.id, subject_shown=False)
    return {one.id for one in shared if hidden.found_in(one.text)}


def observed(work: Work, case_id: int) -> tuple[int, date | None]:
    """How many observations of a dossier this actor may read, and the day of the last one."""
    query = work.once("observations of a dossier", lambda: _observed(work))
    ((many, last_on),) = work.rows(query, {"case": case_id})
    return many, last_on


def _observed(work: Work) -> Select[*tuple[Any, ...]]:
    return select(func.count(), func.max(Observation.observed_on)).where(
        Observation.case_id == bindparam("case"),
        Observation.sharing_scope.in_(visible_scopes(work)),
    )


def save_observation(
    desk: Desk, case_id: int, entry: ObservationEntry, *, observation_id: int | None = None
) -> Change:
    """Add an observation, or correct one at the version it was read.

    Raises `Invalid` (per field), `Conflict` (stale version), `Refused`, `CaseClosed`.
    """
    with desk.work() as work:
        demand_open(demand_case(work, UseCase.WRITE_OBSERVATION, case_id))
        values = _checked(work, entry)
        if observation_id is None:
            row = work.add(Observation(case_id=case_id, author_id=work.actor.account_id, **values))
            work.journal(JournalAction.CREATE, "observation", row.id, " ".join(sorted(values)))
        else:
            row = _demand(work, case_id, observation_id)
            changed = work.correct(row, values, entry.version)
            if changed:
                row.validated_by_id = None
            work.journal(JournalAction.UPDATE, "observation", row.id, changed)
        return work.commit(Change(Subject.CASE, case_id))


def validate_observation(
    desk: Desk, case_id: int, observation_id: int, *, version: int | None = None
) -> Change:
    """The coordonnateur vouches for the wording read at `version`.

    Raises `Conflict` when it has been rewritten since, `Refused`.
    """
    with desk.work() as work:
        demand_case(work, UseCase.VALIDATE_OBSERVATION, case_id)
        row = _demand(work, case_id, observation_id)
        work.touch(row, version)
        row.validated_by_id = work.actor.account_id
        work.journal(JournalAction.UPDATE, "observation", row.id, "validated_by_id")
        return work.commit(Change(Subject.CASE, case_id))


def _demand(work: Work, case_id: int, observation_id: int) -> Observation:
    row = work.session.get(Observation, observation_id)
    if row is None or row.case_id != case_id or row.sharing_scope not in visible_scopes(work):
        raise Refused
    return row


def _checked(work: Work, entry: ObservationEntry) -> dict[str, object]:
    problems: dict[str, str] = {}
    text = bounded(problems, "text", entry.text, TEXT_LIMIT)
    statement = bounded(problems, "person_statement", entry.person_statement, TEXT_LIMIT)
    if entry.kind is None:
        problems["kind"] = "Indiquez de quoi vient cette observation."
    if text is None:
        problems["text"] = "Écrivez l’observation."
    if entry.observed_on is None:
        problems["observed_on"] = "Indiquez la date de l’observation."
    elif entry.observed_on > work.today:
        problems["observed_on"] = "Une observation ne peut pas être datée de demain ou après."
    if entry.version is not None and entry.sharing_scope not in visible_scopes(work):
        problems["sharing_scope"] = (
            "Vous ne pourriez plus la relire\u202f: demandez au coordonnateur de la restreindre."
        )
    refuse(problems)
    work.demand_known(Partner, entry.source_partner_id)
    return {
        "kind": entry.kind,
        "observed_on": entry.observed_on,
        "text": text,
        "sharing_scope": entry.sharing_scope,
        "source_partner_id": entry.source_partner_id,
        "person_statement": statement,
    }


def _row(one: Observation, *, names: bool) -> ObservationRow:
    return ObservationRow(
        id=one.id,
        version=one.version,
        kind=one.kind,
        observed_on=one.observed_on,
        author=account_label(one.author),
        source_partner_id=one.source_partner_id,
        source=one.source_partner.name if one.source_partner else None,
        text=one.text,
        sharing_scope=one.sharing_scope,
        readers=READERS[one.sharing_scope],
        person_statement=one.person_statement,
        validated=one.validated_by_id is not None,
        names=names,
    )
