"""« Déjà connu ? »: the followed young people who resemble the one being typed, and why.

Candidates come from three indexes (how the whole name sounds, how it begins, the birth date),
a few dozens at most; the names are then compared one by one. Nothing is proposed that the
person asking may not see.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from app.models.case import CaseFile
from app.models.enums import CaseStatus
from app.models.youth import Youth
from app.services.access import visible_cases
from app.services.desk import Desk, Work
from app.services.rules.names import display_name, search_key, similarity, sort_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.phonetics import phonetic_key
from app.services.rules.rights import UseCase

MOST = 5
_EACH = 30  # candidates one index may bring
_LIKELY = 60  # % under which a resemblance is not worth a look
_SAME, _CLOSE = 99.5, 82.0  # similarity of names
_NEAR_DAYS = 400


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone whose dossier this actor may open. `percent` ranks, `why` says it in words."""

    case_id: int
    file_number: str
    name: str
    birth: PartialDate
    status: CaseStatus
    closed_on: date | None
    percent: int
    why: str


def known_people(
    desk: Desk, last_name: str, first_name: str, birth: PartialDate | None
) -> tuple[KnownPerson, ...]:
    """Those who resemble, the likeliest first, five at most; none before two letters of a name."""
    wanted = search_key(last_name)
    if len(wanted) < 2:
        return ()
    with desk.read() as work:
        if not work.actor.reach(UseCase.READ_CASE):
            return ()
        found: dict[int, Row[Any]] = {}
        for way in _ways(last_name, first_name, birth):
            for row in _candidates(work, way):
                found[row.case_id] = row
        sound = phonetic_key(f"{last_name} {first_name}").split()
        ranked = [_known(row, last_name, first_name, birth, sound) for row in found.values()]
        likely = sorted(
            (one for one in ranked if one.percent >= _LIKELY),
            key=lambda one: (-one.percent, one.name, one.case_id),
        )
        return tuple(likely[:MOST])


def _ways(last_name: str, first_name: str, birth: PartialDate | None) -> list[ColumnElement[bool]]:
    begins = sort_key(last_name, first_name[:2])
    ways: list[ColumnElement[bool]] = [
        Youth.phonetic_key == phonetic_key(f"{last_name} {first_name}"),
        Youth.sort_key.between(begins, f"{begins}\uffff"),
    ]
    if birth is not None and birth.is_exact:
        ways.append(Youth.birth_earliest == birth.earliest)
    return ways


def _candidates(work: Work, way: ColumnElement[bool]) -> list[Row[Any]]:
    query = (
        select(
            CaseFile.id.label("case_id"), CaseFile.file_number, CaseFile.status,
            CaseFile.closed_on, Youth.last_name, Youth.usage_name, Youth.first_name,
            Youth.birth_earliest, Youth.birth_latest, Youth.phonetic_key,
        )
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(way, visible_cases(work))
        .limit(_EACH)
    )  # fmt: skip
    return list(work.session.execute(query))


def _known(
    row: Row[Any], last_name: str, first_name: str, birth: PartialDate | None, sound: list[str]
) -> KnownPerson:
    theirs = PartialDate(row.birth_earliest, row.birth_latest)
    typed = f"{last_name} {first_name}"
    names = [row.last_name] + ([row.usage_name] if row.usage_name else [])
    alike = max(similarity(typed, f"{name} {row.first_name}") for name in names)
    if not first_name.strip():
        alike = max(alike, *(similarity(last_name, name) - 25 for name in names))
    # a name of use adds its own sounds to the key: all those typed must be there
    sounds = bool(first_name.strip()) and set(sound) <= set(row.phonetic_key.split())
    name_words = _name_words(alike, sounds=sounds, complete=bool(first_name.strip()))
    points, birth_words = _birth_points(birth, theirs)
    percent = max(0, min(99, round(alike * 0.75 + points)))
    return KnownPerson(
        case_id=row.case_id,
        file_number=row.file_number,
        name=display_name(row.usage_name or row.last_name, row.first_name),
        birth=theirs,
        status=row.status,
        closed_on=row.closed_on,
        percent=percent,
        why=", ".join(word for word in (name_words, birth_words) if word),
    )


def _name_words(alike: float, *, sounds: bool, complete: bool) -> str:
    if alike >= _SAME:
        return "même nom"
    if sounds:
        return "se prononce de même"
    if alike >= _CLOSE:
        return "nom proche"
    return "nom voisin" if complete else "même nom de famille"


def _birth_points(mine: PartialDate | None, theirs: PartialDate) -> tuple[float, str]:
    """How much the birth dates add, and in words; nothing is known without mine."""
    if mine is None:
        return 10.0, ""
    if mine == theirs:
        same = "même date de naissance" if mine.is_exact else "même période de naissance"
        return 24.0, same
    if mine.earliest <= theirs.latest and theirs.earliest <= mine.latest:
        return 18.0, "dates de naissance compatibles"
    if (mine.earliest.day, mine.earliest.month) == (theirs.earliest.month, theirs.earliest.day):
        return 14.0, "jour et mois peut-être inversés"
    gap = min(abs(mine.earliest - theirs.earliest), abs(mine.latest - theirs.latest))
    if gap <= timedelta(days=_NEAR_DAYS):
        return 6.0, "année proche"
    return -15.0, "autre date de naissance"
