"""The persons of a family and their links, for its drawing on the screen and on paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Row, select

from app.models.case import CaseFile
from app.models.family import HouseholdAdult
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.access import demand_household, visible_cases
from app.services.desk import Desk, Work
from app.services.documents.group_sheet import IdentityLevel
from app.services.documents.whitelists import FAMILY_TREE
from app.services.family_gathering import family_label
from app.services.persons import birth_of, name_of
from app.services.printable import printable
from app.services.rules.family_layout import Kin
from app.services.rules.names import initials
from app.services.rules.rights import UseCase
from app.services.synthesis_words import age

ELSEWHERE = "elsewhere"
_ELSEWHERE_LABEL = "Autres représentants"


@dataclass(frozen=True, slots=True)
class TreePerson:
    """One person of the drawing; `case_id` is 0 for an adult, who has no dossier."""

    kin: Kin
    name: str
    detail: str
    case_id: int = 0

    @property
    def words(self) -> str:
        """All that is said of them, on one line."""
        return ", ".join(part for part in (self.name, self.detail) if part)


@dataclass(frozen=True, slots=True)
class FamilyTree:
    """The homes (key, what they are called) and the persons, adults first, the eldest first."""

    title: str
    homes: tuple[tuple[str, str], ...]
    people: tuple[TreePerson, ...]


def read_tree(desk: Desk, household_id: int) -> FamilyTree:
    """The family's drawing, of whom this actor reaches. Raises `Refused`."""
    with desk.read() as work:
        demand_household(work, UseCase.READ_CASE, household_id)
        return gather_tree(work, household_id, UseCase.READ_CASE, IdentityLevel.NAME)


def gather_tree(
    work: Work, household_id: int, use_case: UseCase, level: IdentityLevel
) -> FamilyTree:
    """The same inside a unit of work that has asked for the right; `level` as on the sheets."""
    stays = _stays(work, household_id, use_case)
    homes = {household_id: ""} | {one.household_id: one.name for one in stays}
    own = select(printable(FAMILY_TREE, Household.name)).where(Household.id == household_id)
    homes[household_id] = work.session.scalar(own) or ""
    first: dict[int, Row] = {}  # type: ignore[type-arg]  # named columns, read by name
    also: dict[int, list[str]] = {}
    for one in stays:
        if one.id in first:
            also.setdefault(one.id, []).append(_home(one.household_id))
        else:
            first[one.id] = one
    links = _links(work, first)
    parents: dict[int, list[str]] = {}
    for link in links:
        parents.setdefault(link.youth_id, []).append(_adult(link.guardian_id))
    children = [
        TreePerson(
            Kin(
                f"youth.{number}",
                _home(one.household_id),
                adult=False,
                parents=tuple(sorted(parents.get(number, ()))),
                also=tuple(also.get(number, ())),
            ),
            _named(one, level, one.file_number),
            " · ".join(
                part
                for part in (
                    age(birth_of(one), work.today, level),
                    one.file_number if level is not IdentityLevel.CODE else "",
                    one.sharing.label.lower() if one.sharing else "",
                )
                if part
            ),
            one.case_id,
        )
        for number, one in first.items()
    ]
    adults = _adults(work, links, homes, level)
    labels = [(_home(number), family_label(name, level)) for number, name in homes.items()]
    if any(one.kin.home == ELSEWHERE for one in adults):
        labels.append((ELSEWHERE, _ELSEWHERE_LABEL))
    title = family_label(homes[household_id], level)
    return FamilyTree(title, tuple(labels), (*adults, *children))


def _stays(work: Work, household_id: int, use_case: UseCase) -> list[Row]:  # type: ignore[type-arg]  # named columns
    """Where the young people of the family live today: this home first, then their others."""
    here = select(HouseholdMembership.youth_id).where(
        HouseholdMembership.household_id == household_id, HouseholdMembership.until_on.is_(None)
    )
    homes = select(HouseholdMembership.household_id).where(
        HouseholdMembership.youth_id.in_(
            here.join(CaseFile, CaseFile.youth_id == HouseholdMembership.youth_id).where(
                visible_cases(work, use_case)
            )
        ),
        HouseholdMembership.until_on.is_(None),
    )
    columns = (
        Youth.last_name, Youth.usage_name, Youth.first_name, Youth.birth_earliest,
        Youth.birth_latest, CaseFile.file_number, Household.name, HouseholdMembership.sharing,
    )  # fmt: skip
    return list(
        work.session.execute(
            select(
                Youth.id,
                CaseFile.id.label("case_id"),
                HouseholdMembership.household_id,
                *(printable(FAMILY_TREE, one) for one in columns),
            )
            .join(CaseFile, CaseFile.youth_id == Youth.id)
            .join(HouseholdMembership, HouseholdMembership.youth_id == Youth.id)
            .join(Household, Household.id == HouseholdMembership.household_id)
            .where(
                HouseholdMembership.household_id.in_(homes),
                HouseholdMembership.until_on.is_(None),
                visible_cases(work, use_case),
            )
            .order_by(
                HouseholdMembership.household_id != household_id,
                Youth.birth_earliest,
                Youth.id,
                HouseholdMembership.id,
            )
        )
    )


def _links(work: Work, youth_ids: Iterable[int]) -> list[Row]:  # type: ignore[type-arg]  # named columns
    columns = (
        Guardian.last_name, Guardian.usage_name, Guardian.first_name,
        Guardianship.relationship_kind, Guardianship.parental_authority,
    )  # fmt: skip
    return list(
        work.session.execute(
            select(
                Guardianship.youth_id,
                Guardianship.guardian_id,
                *(printable(FAMILY_TREE, one) for one in columns),
            )
            .join(Guardian, Guardian.id == Guardianship.guardian_id)
            .where(Guardianship.youth_id.in_(list(youth_ids)))
            .order_by(Guardianship.id)
        )
    )


def _adults(
    work: Work,
    links: Iterable[Row],  # type: ignore[type-arg]  # named columns
    homes: dict[int, str],
    level: IdentityLevel,
) -> list[TreePerson]:
    people: dict[int, Row] = {}  # type: ignore[type-arg]  # named columns
    for link in links:
        people.setdefault(link.guardian_id, link)
    stays = {
        row.guardian_id: row
        for row in work.session.execute(
            select(
                HouseholdAdult.guardian_id,
                HouseholdAdult.household_id,
                printable(FAMILY_TREE, HouseholdAdult.link),
            )
            .where(
                HouseholdAdult.household_id.in_(list(homes)),
                HouseholdAdult.guardian_id.in_(list(people)),
                HouseholdAdult.until_on.is_(None),
            )
            .order_by(HouseholdAdult.id.desc())
        )
    }
    found: list[TreePerson] = []
    for number, link in people.items():
        stay = stays.get(number)
        words = (stay.link if stay else link.relationship_kind).label
        if not link.parental_authority:
            words = f"{words} · sans autorité parentale"
        home = ELSEWHERE if stay is None else _home(stay.household_id)
        kin = Kin(_adult(number), home, adult=True)
        found.append(TreePerson(kin, _named(link, level, ""), words))
    return found


def _named(row: Row, level: IdentityLevel, code: str) -> str:  # type: ignore[type-arg]  # named columns
    match level:
        case IdentityLevel.NAME:
            return name_of(row)
        case IdentityLevel.INITIALS:
            return initials(row.usage_name or row.last_name, row.first_name)
        case IdentityLevel.CODE:
            return code


def _home(number: int) -> str:
    return f"home.{number}"


def _adult(number: int) -> str:
    return f"adult.{number}"
