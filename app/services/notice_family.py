"""The letters that inform a family of its own dossier: no word of one child (domain § 2.5).

They go to whoever holds parental authority over a minor who lives there, as far as that child's
dossier is open to the one who prints: nobody is known here by a dossier that is restricted.
"""

from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, select

from app.models.account import Account
from app.models.case import CaseFile
from app.models.organisation import Organisation
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.access import visible_cases
from app.services.desk import Work
from app.services.documents.notice_letter import NoticeLetter
from app.services.documents.whitelists import FAMILY_NOTICE
from app.services.notice_gathering import (
    address_of,
    letter_to,
    of_the_office,
    values_of_the_office,
)
from app.services.persons import birth_of, name_of
from app.services.printable import printable, printables
from app.services.printed_columns import GUARDIAN_ADDRESS, GUARDIAN_NAME
from app.services.rules.ages import is_adult
from app.services.rules.folding import fold
from app.services.rules.rights import UseCase

_NAME: Final = "family"


def gather_family_notices(work: Work, case: CaseFile, source: str) -> tuple[NoticeLetter, ...]:
    """The letters of a family's own dossier, which the caller has asked the right to print.

    `source`: from what kind of body the information came, as it may be said.
    """
    head = work.session.execute(_HEAD, {"case_id": case.id}).one()
    family = _the_family(head.name)
    values = values_of_the_office(head, source) | {"family": family}
    found: dict[int, tuple[str, ...]] = {}
    for row in work.session.execute(_parents(work), {"household_id": case.household_id}):
        if is_adult(birth_of(row), work.today):
            continue  # who is of age is represented by nobody
        name = name_of(row)
        found.setdefault(row.id, address_of(name, *_home(row)))
    to = list(found.values()) or [(f"Aux responsables de {family}",)]
    return tuple(letter_to(lines, _NAME, values, head, work.today) for lines in to)


def _home(row: Row[Any]) -> tuple[str | None, str | None, str | None]:
    """Their own address; of one who lives with the young person, the home's."""
    if row.address or row.city:
        return row.address, row.postal_code, row.city
    return row.home, row.home_code, row.home_city


def _the_family(name: str) -> str:
    """« la famille Martel », whatever the family is called."""
    if fold(name).startswith("famille "):
        return f"la {name[:1].lower()}{name[1:]}"
    return f"la famille «\u202f{name}\u202f»"


_HEAD = (
    select(*of_the_office(FAMILY_NOTICE), printable(FAMILY_NOTICE, Household.name))
    .select_from(CaseFile)
    .join(Household, Household.id == CaseFile.household_id)
    .join(Organisation, Organisation.id.is_not(None))  # its one row
    .outerjoin(Account, Account.id == CaseFile.lead_officer_id)
    .where(CaseFile.id == bindparam("case_id"))
)


def _parents(work: Work) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *printables(FAMILY_NOTICE, *GUARDIAN_NAME, *GUARDIAN_ADDRESS),
            printable(FAMILY_NOTICE, Youth.address).label("home"),
            printable(FAMILY_NOTICE, Youth.postal_code).label("home_code"),
            printable(FAMILY_NOTICE, Youth.city).label("home_city"),
            Guardian.id,
            Youth.birth_earliest,
            Youth.birth_latest,
        )
        .select_from(HouseholdMembership)
        .join(Youth, Youth.id == HouseholdMembership.youth_id)
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .join(Guardianship, Guardianship.youth_id == Youth.id)
        .join(Guardian, Guardian.id == Guardianship.guardian_id)
        .where(
            HouseholdMembership.household_id == bindparam("household_id"),
            HouseholdMembership.until_on.is_(None),
            Guardianship.parental_authority,
            visible_cases(work, UseCase.INFORM_PERSONS),
        )
        .order_by(Guardianship.id)
    )
