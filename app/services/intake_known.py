"""« Déjà connu ? »: the followed young people who resemble the one being typed, and why.

Nothing is proposed that the person asking may not see. A closed dossier is in the intermediate
archive from the day after, read « de manière ponctuelle et motivée » (AU-038 art. 5): it is not
proposed here, `archive_search` asks why first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, func, or_, select

from app.models.case import CaseFile
from app.models.enums import CaseStatus
from app.models.youth import Youth
from app.services import told_apart
from app.services.access import demand_intake, visible_cases
from app.services.desk import Desk, Work
from app.services.matching_ways import candidates
from app.services.persons import birth_of, name_of
from app.services.rules.matching import WORTH_A_LOOK, Identity, Match, compare
from app.services.rules.names import search_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase

MOST = 5


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone whose dossier this actor may open. `percent` ranks, `why` says it in words.

    `at_term`: the dossier is locked and invisible until it is eliminated (domain § 2.8): its
    number alone is told, all the rest is empty.
    """

    case_id: int
    youth_id: int
    file_number: str
    name: str
    birth: PartialDate | None
    status: CaseStatus
    closed_on: date | None
    percent: int
    why: str
    at_term: bool = False


def known_people(
    desk: Desk, wanted: Identity, *, report_id: int | None = None
) -> tuple[KnownPerson, ...]:
    """Those who resemble, the likeliest first, five at most.

    None before two letters of the family name, or a birth date to the day.
    `report_id`: the signalement that names them; who was told apart from it stays out.
    Raises `Refused` when this actor may not read it.
    """
    with desk.read() as work:
        if not work.actor.reach(UseCase.READ_CASE):
            return ()
        if report_id is not None:
            demand_intake(work, UseCase.READ_INTAKE, report_id)
        current = or_(
            CaseFile.status != CaseStatus.CLOSED,
            func.coalesce(CaseFile.closed_on, date.max) >= work.today,
        )
        found = likely_people(work, wanted, visible_cases(work), current)
        apart = told_apart.from_report(work, report_id) if report_id is not None else frozenset()
        return tuple(one for one in found if one.youth_id not in apart)[:MOST]


def names_somebody(wanted: Identity) -> bool:
    """Whether enough is typed: two letters of the family name, or a birth date to the day."""
    born = wanted.birth is not None and wanted.birth.is_exact
    return born or len(search_key(wanted.last_name)) >= 2


def likely_people(
    work: Work, wanted: Identity, *conditions: ColumnElement[bool]
) -> list[KnownPerson]:
    """All who resemble among the dossiers that meet the conditions, the likeliest first."""
    if not names_somebody(wanted):
        return []
    numbers = candidates(work, wanted)
    rows = _read(work, numbers, conditions) if numbers else ()
    ranked = [_known(row, match_typed(wanted, identity_of_row(row)), work.today) for row in rows]
    likely = [one for one in ranked if one.percent >= WORTH_A_LOOK]
    likely.sort(key=lambda one: (-one.percent, one.name, one.case_id))
    return [_number_alone(one) if one.at_term else one for one in likely]


def _read(
    work: Work, numbers: Sequence[int], conditions: Sequence[ColumnElement[bool]]
) -> list[Row[Any]]:
    query = (
        select(
            CaseFile.id.label("case_id"), CaseFile.file_number, CaseFile.status,
            CaseFile.closed_on, CaseFile.elimination_due_on, Youth.id.label("youth_id"),
            Youth.last_name, Youth.usage_name, Youth.first_name, Youth.sex,
            Youth.birth_earliest, Youth.birth_latest,
        )
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(Youth.id.in_(numbers), *conditions)
    )  # fmt: skip
    return list(work.session.execute(query))


def identity_of_row(row: Any) -> Identity:  # noqa: ANN401 - a row of any query that reads them
    """What a row of names, sex and birth says of someone."""
    birth = birth_of(row)
    return Identity(row.last_name, row.first_name, birth, row.sex, row.usage_name or "")


def match_typed(wanted: Identity, theirs: Identity) -> Match:
    """As `compare`; a name that is not typed to its end says nothing yet."""
    readings = [wanted]
    if _begins(wanted.first_name, theirs.first_name):
        readings.append(replace(wanted, first_name=""))
    if _begins(wanted.last_name, theirs.last_name) or _begins(wanted.last_name, theirs.usage_name):
        readings += [replace(one, last_name="") for one in readings]
    return max((compare(one, theirs) for one in readings), key=lambda one: one.percent)


def _begins(typed: str, known: str) -> bool:
    begun, whole = search_key(typed), search_key(known)
    return bool(begun) and begun != whole and whole.startswith(begun)


def _number_alone(one: KnownPerson) -> KnownPerson:
    return KnownPerson(
        case_id=0, youth_id=0, file_number=one.file_number, name="", birth=None,
        status=CaseStatus.DUE, closed_on=None, percent=0, why="", at_term=True,
    )  # fmt: skip


def _known(row: Row[Any], match: Match, today: date) -> KnownPerson:
    due = row.elimination_due_on
    return KnownPerson(
        case_id=row.case_id,
        youth_id=row.youth_id,
        file_number=row.file_number,
        name=name_of(row),
        birth=birth_of(row),
        status=row.status,
        closed_on=row.closed_on,
        percent=match.percent,
        why=match.why,
        at_term=row.status is CaseStatus.DUE or (due is not None and due <= today),
    )
