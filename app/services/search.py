"""The one search box: youths, families and partners while typing (domain § 6, design § 4).

The words come from FTS5, newest first: ordering by rank would read every match of a common
word. What is out of reach is not found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, and_, exists, select
from sqlalchemy.orm import selectinload

from app.models.case import CaseFile
from app.models.enums import JournalAction
from app.models.partner import Partner
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.access import visible_cases
from app.services.desk import Desk, Work
from app.services.rules.french import listing, plural
from app.services.rules.names import display_name, given_name, query_words
from app.services.rules.partial_dates import PartialDate, show_partial_date
from app.services.rules.rights import UseCase
from app.services.search_index import Found
from app.services.search_matches import newest
from app.services.search_words import answers, match_sound, match_words

LEAST = 2  # letters from which it answers
_NUMBER_DIGITS = 4
_YEARS = 25  # nothing is kept longer


class Reason(StrEnum):
    """Why a line is proposed."""

    NAME = "Nom"
    NUMBER = "Numéro de dossier"
    GUARDIAN = "Représentant légal"
    SOUND = "Se prononce de même"
    MEMBER = "Membre de la famille"
    PERSON = "Interlocuteur"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One proposal. `matched` says what answered: « Représentant légal : BENALI Nadia »."""

    kind: Found
    ref: int
    title: str
    detail: str
    reason: Reason
    matched: str


def search(desk: Desk, typed: str, *, limit: int = 8) -> tuple[SearchHit, ...]:
    """What answers to `typed`, in any word order, accents ignored; nothing under two letters.

    Dossiers first, then families, then partners; at most `limit` dossiers and half as many of
    each other kind.
    """
    ways = query_words(typed)
    if not ways or len("".join(ways[0])) < LEAST:
        return ()
    with desk.read() as work:
        found: list[SearchHit] = []
        if work.actor.reach(UseCase.READ_CASE):
            found.extend(_cases(work, typed, ways, limit))
            found.extend(_households(work, ways, limit // 2))
        if work.actor.may(UseCase.READ_PARTNER):
            found.extend(_partners(work, ways[0], limit // 2))
        return tuple(found)


def record_search(desk: Desk) -> None:
    """Journal that this person searched; call it once a search session. No word is kept."""
    with desk.work() as work:
        work.journal(JournalAction.SEARCH, "search")
        work.commit_reading()


# -- dossiers -------------------------------------------------------------------------------


def _cases(
    work: Work, typed: str, ways: Sequence[Sequence[str]], limit: int
) -> Iterable[SearchHit]:
    found: dict[int, tuple[Row[Any], bool]] = {
        row.id: (row, False) for row in _numbered(work, typed, limit)
    }
    for row in _likeliest(work, _case_query(work), ways, Found.CASE, limit):
        found.setdefault(row.id, (row, False))
    if len(found) < limit and (sound := match_sound(typed)):
        alike = newest(_case_query(work), sound, Found.CASE, CaseFile.id.expression, limit)
        for row in work.session.execute(alike):
            found.setdefault(row.id, (row, True))
    kept = list(found.values())[:limit]
    guardians = _guardians(work, [row.youth_id for row, _ in kept]) if kept else {}
    for row, sounds in kept:
        yield _case_hit(row, ways, guardians.get(row.youth_id, []), sounds=sounds)


def _likeliest(
    work: Work,
    wanted: Select[*tuple[Any, ...]],
    ways: Sequence[Sequence[str]],
    kind: Found,
    limit: int,
) -> Sequence[Row[Any]]:
    """What begins with the words typed, newest first; what holds them whole comes before."""
    ref = {Found.CASE: CaseFile.id, Found.HOUSEHOLD: Household.id}[kind].expression
    found: dict[int, Row[Any]] = {}
    for whole in (True, False):
        if len(found) < limit:
            match = match_words(ways, whole=whole)
            for row in work.session.execute(newest(wanted, match, kind, ref, limit)):
                found.setdefault(row.id, row)
    return list(found.values())[:limit]


def _numbered(work: Work, typed: str, limit: int) -> list[Row[Any]]:
    """Dossiers known by their number alone: « 42 » is 0042 of any year still kept."""
    digits = typed.strip()
    if not (digits.isdecimal() and len(digits) <= _NUMBER_DIGITS):
        return []
    years = range(work.today.year, work.today.year - _YEARS, -1)
    wanted = [f"{year}-{int(digits):04}" for year in years]
    return list(
        work.session.execute(
            _case_query(work)
            .where(CaseFile.file_number.in_(wanted))
            .order_by(CaseFile.id.desc())
            .limit(limit)
        )
    )


def _case_query(work: Work) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseFile.id, CaseFile.file_number, CaseFile.status, CaseFile.youth_id,
            Youth.last_name, Youth.usage_name, Youth.first_name, Youth.birth_earliest,
            Youth.birth_latest, Youth.known_as, Household.name.label("household"),
        )
        .outerjoin(Youth, Youth.id == CaseFile.youth_id)
        .outerjoin(Household, Household.id == CaseFile.household_id)
        .where(visible_cases(work))
    )  # fmt: skip


def _guardians(work: Work, youth_ids: Sequence[int]) -> dict[int, list[str]]:
    rows = work.session.execute(
        select(Guardianship.youth_id, Guardian.usage_name, Guardian.last_name, Guardian.first_name)
        .join(Guardian, Guardian.id == Guardianship.guardian_id)
        .where(Guardianship.youth_id.in_(youth_ids))
        .order_by(Guardianship.id)
    )
    found: dict[int, list[str]] = {}
    for youth_id, usage, last, first in rows:
        found.setdefault(youth_id, []).append(display_name(usage or last, first))
    return found


def _case_hit(
    row: Row[Any], ways: Sequence[Sequence[str]], guardians: Sequence[str], *, sounds: bool
) -> SearchHit:
    family = row.household is not None
    names: tuple[str, ...] = (row.household,)
    title = row.household
    if not family:
        names = (row.last_name, row.usage_name or "", row.first_name, row.known_as or "")
        title = display_name(row.usage_name or row.last_name, row.first_name)
    reason, matched = Reason.SOUND, title
    if not sounds:
        reason = Reason.NAME
        parent = next((one for one in guardians if answers(ways, one)), None)
        if answers(ways, row.file_number) or row.file_number.endswith(f"-{ways[0][0]:>04}"):
            reason, matched = Reason.NUMBER, row.file_number
        elif not answers(ways, *names) and parent is not None:
            reason, matched = Reason.GUARDIAN, parent
    subject = (
        "dossier familial"
        if family
        else f"né(e) le {show_partial_date(PartialDate(row.birth_earliest, row.birth_latest))}"
    )
    return SearchHit(
        kind=Found.CASE,
        ref=row.id,
        title=title,
        detail=f"{subject} · dossier {row.file_number} · {row.status.label}",
        reason=reason,
        matched=matched,
    )


# -- families and partners ------------------------------------------------------------------


def _households(work: Work, ways: Sequence[Sequence[str]], limit: int) -> Iterable[SearchHit]:
    reachable = exists().where(
        HouseholdMembership.household_id == Household.id,
        HouseholdMembership.youth_id == CaseFile.youth_id,
        visible_cases(work),
    )
    wanted = select(Household.id, Household.name, Household.sort_key).where(reachable)
    rows = _likeliest(work, wanted, ways, Found.HOUSEHOLD, limit)
    members = _members(work, [one.id for one in rows]) if rows else {}
    for one in sorted(rows, key=lambda row: row.sort_key):
        names = members.get(one.id, [])
        number = len(names)
        detail = f"{number} {plural(number, 'jeune suivi', 'jeunes suivis')}"
        if names:  # two families may bear one name
            detail = f"{detail}\u202f: {listing(names)}"
        yield SearchHit(Found.HOUSEHOLD, one.id, one.name, detail, Reason.NAME, one.name)


def _members(work: Work, household_ids: Sequence[int]) -> dict[int, list[str]]:
    """The first names of the young people of each family this actor reaches; of no other."""
    rows = work.session.execute(
        select(HouseholdMembership.household_id, Youth.id, Youth.first_name)
        .join(CaseFile, CaseFile.youth_id == HouseholdMembership.youth_id)
        .join(Youth, Youth.id == CaseFile.youth_id)
        .where(
            HouseholdMembership.household_id.in_(household_ids),
            HouseholdMembership.until_on.is_(None),
            visible_cases(work),
        )
        .order_by(Youth.birth_earliest, Youth.id)
        .distinct()
    )
    found: dict[int, list[str]] = {}
    for household_id, _, first_name in rows:
        found.setdefault(household_id, []).append(given_name(first_name))
    return found


def _partners(work: Work, way: Sequence[str], limit: int) -> Iterable[SearchHit]:
    """The directory is a small table with its own words: it is scanned."""
    begun = [(" " + Partner.words).contains(f" {word}", autoescape=True) for word in way]
    rows = work.session.scalars(
        select(Partner)
        .options(selectinload(Partner.contacts))
        .where(and_(*begun), Partner.active)
        .order_by(Partner.sort_key, Partner.id)
        .limit(limit)
    )
    for one in rows:
        person = next(
            (
                name
                for name in (f"{it.first_name or ''} {it.last_name}" for it in one.contacts)
                if answers((way,), name)
            ),
            None,
        )
        by_person = person is not None and not answers((way,), one.name, one.city or "")
        detail = " · ".join(part for part in (one.partner_type.label, one.city) if part)
        yield SearchHit(
            Found.PARTNER, one.id, one.name, detail,
            Reason.PERSON if by_person else Reason.NAME,
            (person or "").strip() if by_person else one.name,
        )  # fmt: skip
