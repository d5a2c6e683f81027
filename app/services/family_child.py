"""Another child's dossier, opened from the family: what is shared is proposed, box by box.

Nothing is copied unasked: the address, each representative with their link, and living in the
family itself are offers that a person ticks (peers: a family rebuilt for each sibling is painful,
a family guessed is wrong).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.models.case import CaseFile
from app.models.enums import PartnerType
from app.models.youth import Guardian, Guardianship, Household, HouseholdMembership, Youth
from app.services.access import demand_household, visible_cases
from app.services.case_direct import OpeningEntry, checked_opening
from app.services.case_opening import name_keys, open_case
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.households import enter
from app.services.persons import name_of
from app.services.rules.names import given_name
from app.services.rules.rights import UseCase
from app.services.text import refuse

HOME = "home"
_ADDRESS, _GUARDIAN = "address.", "guardian."
_COLUMNS = ("address", "postal_code", "city")
_ALSO = frozenset({Subject.HOUSEHOLD})


@dataclass(frozen=True, slots=True)
class SharedOffer:
    """One thing the family shares, that the new dossier may take; `words` ask for it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ChildEntry:
    """The opening of a child's dossier, and the codes of the offers that were ticked."""

    opening: OpeningEntry
    taken: frozenset[str] = frozenset()


def what_is_shared(desk: Desk, household_id: int) -> tuple[SharedOffer, ...]:
    """What the family's other young people have, as far as this actor reaches them."""
    with desk.read() as work:
        demand_household(work, UseCase.EDIT_IDENTITY, household_id)
        home = work.get(Household, household_id)
        siblings = _siblings(work, household_id)
        return tuple(_offers(home, siblings))


def open_child(desk: Desk, household_id: int, entry: ChildEntry) -> Change:
    """Open the dossier with what was ticked, in one transaction; `Change.ref` is its number.

    Raises `Invalid`, `Refused`. An offer that is gone meanwhile, or out of reach, is refused.
    """
    with desk.work() as work:
        demand_household(work, UseCase.EDIT_IDENTITY, household_id)
        home = work.get(Household, household_id)
        siblings = _siblings(work, household_id)
        problems: dict[str, str] = {}
        values, received = checked_opening(work, entry.opening, problems)
        offered = {one.code for one in _offers(home, siblings)}
        if not entry.taken <= offered:
            problems["taken"] = (
                "Ce que la famille partage a changé\u202f: relisez les propositions."
            )
        addresses = [code for code in entry.taken if code.startswith(_ADDRESS)]
        if len(addresses) > 1:
            problems["taken"] = "Choisissez une seule adresse."
        refuse(problems)
        for one in siblings:
            if addresses == [f"{_ADDRESS}{one.id}"]:
                values |= {name: getattr(one, name) for name in _COLUMNS}
        youth = Youth(**values)
        name_keys(youth)
        work.add(youth)
        _share_guardians(work, youth, siblings, entry.taken)
        case = open_case(
            work,
            youth,
            received_on=received,
            origin_type=entry.opening.origin_type or PartnerType.OTHER,
            group_id=entry.opening.group_id,
            lead_officer_id=entry.opening.lead_officer_id,
        )
        if HOME in entry.taken:
            enter(work, home, youth, work.today)
        return work.commit(Change(Subject.CASE, case.id, _ALSO))


def _siblings(work: Work, household_id: int) -> list[Youth]:
    """The young people who live there now, whose identity this actor may write elsewhere."""
    here = select(HouseholdMembership.youth_id).where(
        HouseholdMembership.household_id == household_id, HouseholdMembership.until_on.is_(None)
    )
    return list(
        work.session.scalars(
            select(Youth)
            .join(CaseFile, CaseFile.youth_id == Youth.id)
            .where(Youth.id.in_(here), visible_cases(work, UseCase.EDIT_IDENTITY))
            .order_by(Youth.birth_earliest, Youth.id)
        )
    )


def _offers(home: Household, siblings: list[Youth]) -> Iterator[SharedOffer]:
    yield SharedOffer(HOME, f"Il ou elle vit dans {home.name}")
    told: set[str] = set()
    for one in siblings:
        town = " ".join(part for part in (one.postal_code, one.city) if part)
        words = ", ".join(part for part in (one.address, town) if part)
        if words and words not in told:
            told.add(words)
            yield SharedOffer(f"{_ADDRESS}{one.id}", f"Même adresse\u202f: {words}")
    for link, of in _links(siblings).values():
        kind = link.relationship_kind.label
        names = f"{name_of(link.guardian)} ({kind.lower()} de {given_name(of)})"
        yield SharedOffer(
            f"{_GUARDIAN}{link.guardian_id}", f"Même représentant légal\u202f: {names}"
        )


def _links(siblings: list[Youth]) -> dict[int, tuple[Guardianship, str]]:
    """Each representative once, with the link to the eldest they represent."""
    found: dict[int, tuple[Guardianship, str]] = {}
    for one in siblings:
        for link in one.guardianships:
            found.setdefault(link.guardian_id, (link, one.first_name))
    return found


def _share_guardians(
    work: Work, youth: Youth, siblings: list[Youth], taken: frozenset[str]
) -> None:
    for number, (link, _) in _links(siblings).items():
        if f"{_GUARDIAN}{number}" in taken:
            youth.guardianships.append(
                Guardianship(
                    guardian=work.get(Guardian, number),
                    relationship_kind=link.relationship_kind,
                    parental_authority=link.parental_authority,
                )
            )
    work.session.flush()
