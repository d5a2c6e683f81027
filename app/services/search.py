"""The one search box: youths, families and partners while typing (domain § 6, design § 4).

The words come from FTS5, newest first: ordering by rank would read every match of a common
word. The newest matches answer nearly always; when rights hide too many of them, the dossiers
this actor reaches are asked instead. What is out of reach is not found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, and_, exists, or_, select
from sqlalchemy.orm import selectinload

from app.models.case import CaseFile
from app.models.enums import JournalAction
from app.models.partner import Partner
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.access import visible_cases
from app.services.desk import Desk, Work
from app.services.rules.french import plural
from app.services.rules.names import display_name, query_words
from app.services.rules.partial_dates import PartialDate, show_partial_date
from app.services.rules.rights import UseCase
from app.services.search_index import Found
from app.services.search_matches import Matches, begun_with, by_kind, matching, newest
from app.services.search_words import answers, match_sound, match_words

LEAST = 2  # letters from which it answers
_READ_AHEAD = 3  # how many more dossiers than shown are read at first, some being out of reach
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


def search(desk: Desk, typed: str, *, limit: int = 20) -> tuple[SearchHit, ...]:
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
            begun = begun_with(work, ways)
            found.extend(_cases(work, typed, ways, begun, limit))
            found.extend(_households(work, ways, begun, limit // 2))
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
    work: Work, typed: str, ways: Sequence[Sequence[str]], begun: Matches, limit: int
) -> Iterable[SearchHit]:
    found: dict[int, tuple[Row[Any], bool]] = {
        row.id: (row, False) for row in _numbered(work, typed, limit)
    }
    near = _case_rows(work, begun.of(Found.CASE), limit)
    if not begun.complete and len(near) < limit:
        match = match_words(ways, whole=False)
        far = _case_query(work, limit).where(matching(match, Found.CASE, CaseFile.id.expression))
        near = [*near, *work.session.execute(far)]
    for row in near:
        found.setdefault(row.id, (row, False))
    if len(found) < limit and (sound := match_sound(typed)):
        alike = by_kind(newest(work, sound)).get(str(Found.CASE), [])
        for row in _case_rows(work, [one for one in alike if one not in found], limit):
            found.setdefault(row.id, (row, True))
    kept = list(found.values())[:limit]
    guardians = _guardians(work, [row.youth_id for row, _ in kept]) if kept else {}
    for row, sounds in kept:
        yield _case_hit(row, ways, guardians.get(row.youth_id, []), sounds=sounds)


def _case_rows(work: Work, refs: Sequence[int], limit: int) -> list[Row[Any]]:
    """The dossiers among `refs` that this actor reaches, in that order: few are read for most."""
    found: list[Row[Any]] = []
    first = limit * _READ_AHEAD
    for part in (refs[:first], refs[first:]):
        if part and len(found) < limit:
            place = {ref: at for at, ref in enumerate(part)}
            rows = list(work.session.execute(_case_query(work, None).where(CaseFile.id.in_(part))))
            found.extend(sorted(rows, key=lambda row: place[row.id]))
    return found[:limit]


def _numbered(work: Work, typed: str, limit: int) -> list[Row[Any]]:
    """Dossiers known by their number alone: « 42 » is 0042 of any year still kept."""
    digits = typed.strip()
    if not (digits.isdecimal() and len(digits) <= _NUMBER_DIGITS):
        return []
    years = range(work.today.year, work.today.year - _YEARS, -1)
    wanted = [f"{year}-{int(digits):04}" for year in years]
    return list(
        work.session.execute(
            _case_query(work, limit)
            .where(CaseFile.file_number.in_(wanted))
            .order_by(CaseFile.id.desc())
        )
    )


def _case_query(work: Work, limit: int | None) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CaseFile.id, CaseFile.file_number, CaseFile.status, CaseFile.youth_id,
            Youth.last_name, Youth.usage_name, Youth.first_name, Youth.birth_earliest,
            Youth.birth_latest,
        )
        .join(Youth, Youth.id == CaseFile.youth_id)
        .where(visible_cases(work))
        .limit(limit)
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
    names = (row.last_name, row.usage_name or "", row.first_name)
    title = display_name(row.usage_name or row.last_name, row.first_name)
    reason, matched = Reason.SOUND, title
    if not sounds:
        reason = Reason.NAME
        parent = next((one for one in guardians if answers(ways, one)), None)
        if answers(ways, row.file_number) or row.file_number.endswith(f"-{ways[0][0]:>04}"):
            reason, matched = Reason.NUMBER, row.file_number
        elif not answers(ways, *names) and parent is not None:
            reason, matched = Reason.GUARDIAN, parent
    born = show_partial_date(PartialDate(row.birth_earliest, row.birth_latest))
    return SearchHit(
        kind=Found.CASE,
        ref=row.id,
        title=title,
        detail=f"né(e) le {born} · dossier {row.file_number} · {row.status.label}",
        reason=reason,
        matched=matched,
    )


# -- families and partners ------------------------------------------------------------------


def _households(
    work: Work, ways: Sequence[Sequence[str]], begun: Matches, limit: int
) -> Iterable[SearchHit]:
    reachable = exists().where(
        HouseholdMembership.household_id == Household.id,
        HouseholdMembership.youth_id == CaseFile.youth_id,
        visible_cases(work),
    )
    refs = begun.of(Found.HOUSEHOLD)
    query = select(Household).where(reachable).limit(limit)
    rows: list[Household] = []
    first = limit * _READ_AHEAD
    for part in (refs[:first], refs[first:]):
        if part and len(rows) < limit:
            near = query.where(Household.id.in_(part)).order_by(Household.sort_key)
            rows += list(work.session.scalars(near))[: limit - len(rows)]
    if not begun.complete and len(rows) < limit:
        # the newest matches are dossiers: the name of a family begins with its own words
        begins = " ".join(ways[0])
        named = or_(
            *(
                Household.sort_key.between(start, f"{start}\uffff")
                for start in (begins, f"famille {begins}")
            )
        )
        further = query.where(named, Household.id.not_in([one.id for one in rows]))
        rows += work.session.scalars(further.order_by(Household.sort_key).limit(limit - len(rows)))
    counts = _members(work, [one.id for one in rows]) if rows else {}
    for one in rows:
        number = counts.get(one.id, 0)
        detail = f"{number} {plural(number, 'jeune suivi', 'jeunes suivis')}"
        yield SearchHit(Found.HOUSEHOLD, one.id, one.name, detail, Reason.NAME, one.name)


def _members(work: Work, household_ids: Sequence[int]) -> dict[int, int]:
    """How many followed young people of each family this actor reaches; no other is counted."""
    rows = work.session.execute(
        select(HouseholdMembership.household_id, CaseFile.id)
        .join(CaseFile, CaseFile.youth_id == HouseholdMembership.youth_id)
        .where(
            HouseholdMembership.household_id.in_(household_ids),
            HouseholdMembership.until_on.is_(None),
            visible_cases(work),
        )
        .distinct()
    )
    found: dict[int, int] = {}
    for household_id, _ in rows:
        found[household_id] = found.get(household_id, 0) + 1
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
