"""The legal representatives of a young person; brothers and sisters may share one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import joinedload

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import JournalAction, Relationship
from app.models.youth import Guardian, Guardianship, HouseholdMembership, Youth
from app.services.access import visible_cases
from app.services.changes import Change, Subject
from app.services.contact_mirror import follow
from app.services.contacts import ContactPointRow, read_contacts
from app.services.coordinates import NOWHERE, CoordinatesEntry, checked_coordinates, coordinates_of
from app.services.desk import Desk, Work
from app.services.persons import name_of
from app.services.rules.names import tidy_name
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse
from app.services.youths import NAME_LIMIT, demand_youth


@dataclass(frozen=True, slots=True)
class GuardianEntry:
    """A representative and their link with this young person. `version` is none for a new one."""

    last_name: str
    first_name: str
    relationship_kind: Relationship | None
    usage_name: str = ""
    parental_authority: bool = True
    coordinates: CoordinatesEntry = NOWHERE
    contact_preference: str = ""
    interpreter_needed: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A representative as read; `link_id` is what binds them to this young person.

    `shared_with`: other young people this reader reaches.
    """

    id: int
    link_id: int
    name: str
    entry: GuardianEntry
    shared_with: tuple[tuple[int, str], ...]
    contacts: tuple[ContactPointRow, ...] = ()


@dataclass(frozen=True, slots=True)
class GuardianChoice:
    """A representative of a brother or sister (and their link with them), not typed twice."""

    id: int
    name: str
    of: str
    relationship_kind: Relationship


def read_guardians(work: Work, youth_ids: Sequence[int]) -> tuple[GuardianRow, ...]:
    """The representatives of these young people, each once, as of the first of them.

    For inside a unit of work that has already asked for the right.
    """
    found: dict[int, Guardianship] = {}
    for link in work.session.scalars(_LINKS, {"youths": youth_ids}):
        found.setdefault(link.guardian_id, link)
    links = found.values()
    shared = _shared(work, list(links))
    contacts = read_contacts(work, [link.guardian for link in links])
    return tuple(
        GuardianRow(
            id=link.guardian_id,
            link_id=link.id,
            name=name_of(link.guardian),
            entry=_entry(link),
            shared_with=tuple(shared.get(link.guardian_id, ())),
            contacts=contacts[link.guardian_id],
        )
        for link in links
    )


def known_guardians(desk: Desk, case_id: int) -> tuple[GuardianChoice, ...]:
    """Those of the young people of the same family, as far as this actor reaches them."""
    with desk.read() as work:
        _, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        homes = {one.household_id for one in youth.memberships if one.until_on is None}
        own = {one.guardian_id for one in youth.guardianships}
        found: dict[int, GuardianChoice] = {}
        for sibling in _reachable_members(work, homes, youth.id):
            for link in sibling.guardianships:
                if link.guardian_id not in own:
                    found.setdefault(
                        link.guardian_id,
                        GuardianChoice(
                            id=link.guardian_id,
                            name=name_of(link.guardian),
                            of=sibling.first_name,
                            relationship_kind=link.relationship_kind,
                        ),
                    )
        return tuple(found.values())


def save_guardian(
    desk: Desk, case_id: int, entry: GuardianEntry, *, guardian_id: int | None = None
) -> Change:
    """Add a representative, or correct one; what is shared changes for all who share it.

    Raises `Invalid`, `Conflict` (the version of the representative), `Refused`.
    """
    with desk.work() as work:
        _, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        problems: dict[str, str] = {}
        values = _checked(entry, problems)
        refuse(problems)
        if guardian_id is None:
            guardian = work.add(Guardian(**values))
            link = Guardianship(guardian=guardian)
            youth.guardianships.append(link)
            action = JournalAction.CREATE
        else:
            link = _link(youth, guardian_id)
            guardian = link.guardian
            work.touch(guardian, entry.version)
            for name, value in values.items():
                setattr(guardian, name, value)
            follow(work, guardian)
            action = JournalAction.UPDATE
        if entry.relationship_kind is not None:
            link.relationship_kind = entry.relationship_kind
        link.parental_authority = entry.parental_authority
        work.session.flush()
        work.journal(action, "guardian", guardian.id, " ".join(sorted(values)))
        return work.commit(Change(Subject.CASE, case_id))


def link_guardian(desk: Desk, case_id: int, guardian_id: int, relationship: Relationship) -> Change:
    """Link a representative of a brother or sister, found by `known_guardians`."""
    if all(one.id != guardian_id for one in known_guardians(desk, case_id)):
        raise Refused
    with desk.work() as work:
        case, youth = demand_youth(work, UseCase.EDIT_IDENTITY, case_id)
        guardian = work.get(Guardian, guardian_id)
        youth.guardianships.append(Guardianship(guardian=guardian, relationship_kind=relationship))
        work.session.flush()
        work.journal(JournalAction.UPDATE, "case", case.id, "guardians")
        return work.commit(Change(Subject.CASE, case_id))


def _link(youth: Youth, guardian_id: int) -> Guardianship:
    found = next((one for one in youth.guardianships if one.guardian_id == guardian_id), None)
    if found is None:
        raise Refused
    return found


def _entry(link: Guardianship) -> GuardianEntry:
    one = link.guardian
    return GuardianEntry(
        last_name=one.last_name,
        first_name=one.first_name,
        usage_name=one.usage_name or "",
        relationship_kind=link.relationship_kind,
        parental_authority=link.parental_authority,
        coordinates=coordinates_of(one),
        contact_preference=one.contact_preference or "",
        interpreter_needed=one.interpreter_needed,
        version=one.version,
    )


_LINKS: Final = (
    select(Guardianship)
    .options(joinedload(Guardianship.guardian))
    .where(Guardianship.youth_id.in_(bindparam("youths", expanding=True)))
    .order_by(Guardianship.youth_id, Guardianship.id)
)


def _sharing(work: Work) -> Select[*tuple[Any, ...]]:
    return (
        select(Guardianship.guardian_id, Guardianship.youth_id, CaseFile.id, Youth.first_name)
        .join(Youth, Youth.id == Guardianship.youth_id)
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(
            Guardianship.guardian_id.in_(bindparam("guardians", expanding=True)),
            visible_cases(work),
        )
        .order_by(Youth.first_name)
    )


def _shared(work: Work, links: Sequence[Guardianship]) -> dict[int, list[tuple[int, str]]]:
    query = work.once("who shares guardians", lambda: _sharing(work))
    of = {one.guardian_id: one.youth_id for one in links}
    found: dict[int, list[tuple[int, str]]] = {}
    for guardian_id, youth_id, case_id, first_name in work.rows(query, {"guardians": list(of)}):
        if youth_id != of[guardian_id]:
            found.setdefault(guardian_id, []).append((case_id, first_name))
    return found


def _reachable_members(work: Work, homes: set[int], but: int) -> list[Youth]:
    members = (
        select(Youth)
        .join(CaseFile, CaseFile.youth_id == Youth.id)
        .where(
            Youth.memberships.any(
                and_(
                    HouseholdMembership.household_id.in_(homes),
                    HouseholdMembership.until_on.is_(None),
                )
            ),
            Youth.id != but,
            visible_cases(work),
        )
    )
    return list(work.session.scalars(members))


def _checked(entry: GuardianEntry, problems: dict[str, str]) -> dict[str, object]:
    last = tidy_name(bounded(problems, "last_name", entry.last_name, NAME_LIMIT) or "")
    usage = tidy_name(bounded(problems, "usage_name", entry.usage_name, NAME_LIMIT) or "")
    first = tidy_name(bounded(problems, "first_name", entry.first_name, NAME_LIMIT) or "")
    if not last:
        problems["last_name"] = "Indiquez le nom."
    if entry.relationship_kind is None:
        problems["relationship_kind"] = "Indiquez le lien avec le jeune."
    return {
        "last_name": last,
        "usage_name": usage or None,
        "first_name": first,
        "contact_preference": bounded(
            problems, "contact_preference", entry.contact_preference, 120
        ),
        "interpreter_needed": entry.interpreter_needed,
        **checked_coordinates(entry.coordinates, problems),
    }
