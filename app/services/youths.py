"""Who the young person is: read, corrected, and what the law draws from the age.

Identity is what AU-038 art. 3 lists and no more (domain §§ 1.6.2 and 3.9).
"""

from dataclasses import dataclass
from datetime import date

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import JournalAction, Sex
from app.models.organisation import Neighbourhood
from app.models.youth import Youth
from app.services.access import demand_case
from app.services.case_opening import name_keys
from app.services.changes import Change, Subject
from app.services.contact_mirror import follow
from app.services.coordinates import (
    NOWHERE,
    CoordinatesEntry,
    checked_coordinates,
    coordinates_of,
)
from app.services.desk import Desk, Work
from app.services.persons import birth_of
from app.services.rules.ages import (
    AgeSpan,
    SchoolYear,
    ages_on,
    earliest_contract_date,
    is_adult,
    latest_contract_date,
    majority_on,
    school_status_possible,
)
from app.services.rules.names import tidy_name
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import age_limit_on, is_due
from app.services.rules.rights import UseCase
from app.services.terms import set_term
from app.services.text import bounded, refuse

NAME_LIMIT = 60
_ALSO = frozenset({Subject.HOUSEHOLD, Subject.REFERRAL})


@dataclass(frozen=True, slots=True)
class IdentityEntry:
    """The identity of a young person, as typed or read. `version` is none for a new one."""

    last_name: str
    first_name: str
    sex: Sex | None
    birth: PartialDate | None
    usage_name: str = ""
    known_as: str = ""
    coordinates: CoordinatesEntry = NOWHERE
    neighbourhood_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class YouthFacts:
    """What follows from the birth date (domain §§ 2.5, 2.8 and 3.6): information, no refusal.

    `contract_from` is when an apprenticeship contract may start; `contract_from_if_3e` another
    such day when nobody has said whether 3e is completed. `school_status_in` is the school year
    in which a CFA is open under school status; none once a contract is possible, or without 3e.
    """

    ages: AgeSpan
    adult: bool
    majority_on: date
    contract_from: date
    contract_from_if_3e: date | None
    school_status_in: SchoolYear | None
    contract_until: date
    age_limit_on: date


def facts(birth: PartialDate, today: date, *, completed_3e: bool | None) -> YouthFacts:
    """The facts on the day `today`."""
    sooner = earliest_contract_date(birth, completed_3e=True)
    year = SchoolYear.of(sooner)
    schooled = today < sooner and school_status_possible(
        birth, year, completed_3e=completed_3e is not False
    )
    return YouthFacts(
        ages=ages_on(birth, today),
        adult=is_adult(birth, today),
        majority_on=majority_on(birth),
        contract_from=earliest_contract_date(birth, completed_3e=bool(completed_3e)),
        contract_from_if_3e=sooner if completed_3e is None else None,
        school_status_in=year if schooled else None,
        contract_until=latest_contract_date(birth),
        age_limit_on=age_limit_on(birth),
    )


def identity_of(youth: Youth) -> IdentityEntry:
    """The identity as read."""
    return IdentityEntry(
        last_name=youth.last_name,
        first_name=youth.first_name,
        usage_name=youth.usage_name or "",
        known_as=youth.known_as or "",
        sex=youth.sex,
        birth=birth_of(youth),
        coordinates=coordinates_of(youth),
        neighbourhood_id=youth.neighbourhood_id,
        version=youth.version,
    )


def save_identity(desk: Desk, case_id: int, entry: IdentityEntry) -> Change:
    """Correct the identity; the keys of sorting, the index and the term follow.

    Raises `Invalid`, `Conflict` (the version of the identity), `Refused`.
    """
    with desk.work() as work:
        case, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        problems: dict[str, str] = {}
        values = checked_identity(work, entry, problems)
        refuse(problems)
        changed = work.correct(youth, values, entry.version)
        follow(work, youth)
        name_keys(youth)
        case.sort_key = youth.sort_key
        set_term(work, case)
        work.journal(JournalAction.UPDATE, "youth", youth.id, changed)
        return work.commit(Change(Subject.CASE, case_id, _ALSO))


def demand_youth(work: Work, use_case: UseCase, case_id: int) -> tuple[CaseFile, Youth]:
    """The dossier and its young person; `Refused` as `demand_case` does, or for a family's."""
    case = demand_case(work, use_case, case_id)
    if case.youth is None:
        raise Refused
    return case, case.youth


def checked_identity(
    work: Work, entry: IdentityEntry, problems: dict[str, str]
) -> dict[str, object]:
    """The columns of a young person in their stored form; what is wrong goes to `problems`."""
    last, usage, first, known_as = (
        tidy_name(bounded(problems, name, typed, NAME_LIMIT) or "")
        for name, typed in (
            ("last_name", entry.last_name),
            ("usage_name", entry.usage_name),
            ("first_name", entry.first_name),
            ("known_as", entry.known_as),
        )
    )
    if not last:
        problems["last_name"] = "Indiquez le nom."
    if not first:
        problems["first_name"] = "Indiquez le prénom."
    if entry.sex is None:
        problems["sex"] = "Indiquez s’il s’agit d’une fille ou d’un garçon."
    if entry.birth is None:
        problems["birth"] = "Indiquez la date de naissance, même incomplète."
    elif entry.birth.earliest > work.today:
        problems["birth"] = "Cette date est à venir\u202f: vérifiez l’année."
    elif is_due(age_limit_on(entry.birth), work.today):
        problems["birth"] = (
            "Cette personne aurait 25 ans ou plus\u202f: la cellule ne peut plus la suivre."
        )
    if entry.neighbourhood_id is not None:
        work.get(Neighbourhood, entry.neighbourhood_id)
    return {
        "last_name": last,
        "usage_name": usage or None,
        "first_name": first,
        "known_as": known_as or None,
        "sex": entry.sex,
        "birth_earliest": entry.birth.earliest if entry.birth else None,
        "birth_latest": entry.birth.latest if entry.birth else None,
        "neighbourhood_id": entry.neighbourhood_id,
        **checked_coordinates(entry.coordinates, problems),
    }
