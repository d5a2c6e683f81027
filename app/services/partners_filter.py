"""What the directory is limited to, and what one chooses from to limit it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select

from app.models.case import CaseFile
from app.models.enums import PartnerType
from app.models.partner import Partner, PartnerContact, PartnerGroup
from app.models.referral import Referral
from app.services.access import visible_cases
from app.services.desk import Desk, Work
from app.services.labels import body_words
from app.services.referral_query import ENDS
from app.services.rules.names import search_key
from app.services.rules.rights import UseCase


@dataclass(frozen=True, slots=True)
class PartnerFilter:
    """What the list is limited to; `active` None shows those gone too.

    Of `types` and `cities` one is enough. `no_person`: nobody to speak to; `no_coordinates`:
    neither telephone nor e-mail, of the body or of a person of it; `referred`: orientations
    within reach, not ended, are addressed to it.
    """

    types: frozenset[PartnerType] = frozenset()
    cities: frozenset[str] = frozenset()
    group_id: int | None = None
    active: bool | None = True
    no_person: bool = False
    no_coordinates: bool = False
    referred: bool = False
    text: str = ""


def conditions(work: Work, kept: PartnerFilter) -> list[ColumnElement[bool]]:
    """Everything the directory is limited to; what hangs on dossiers, under their rights."""
    found: list[ColumnElement[bool]] = []
    if kept.types:
        found.append(Partner.partner_type.in_(sorted(kept.types)))
    if kept.cities:
        found.append(Partner.city.in_(sorted(kept.cities)))
    if kept.active is not None:
        found.append(Partner.active.is_(kept.active))
    if kept.group_id is not None:
        sits = select(PartnerGroup.partner_id).where(PartnerGroup.group_id == kept.group_id)
        found.append(Partner.id.in_(sits))
    if kept.no_person:
        found.append(~_person())
    if kept.no_coordinates:
        reachable = func.coalesce(PartnerContact.phone, PartnerContact.email).is_not(None)
        found += [Partner.phone.is_(None), Partner.email.is_(None), ~_person(reachable)]
    if kept.referred:
        found.append(
            exists().where(
                Referral.partner_id == Partner.id,
                Referral.status.not_in(ENDS),
                # « + 0 »: asked body by body, and not dossier by dossier
                CaseFile.id == Referral.case_id + 0,
                visible_cases(work, UseCase.READ_REFERRAL),
            )
        )
    found.extend(_has_word(word) for word in search_key(kept.text).split())
    return found


def _person(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Somebody is still there."""
    return exists().where(PartnerContact.partner_id == Partner.id, PartnerContact.active, *more)


def _has_word(word: str) -> ColumnElement[bool]:
    """A word of the partner begins with `word`."""
    return (" " + Partner.words).contains(f" {word}", autoescape=True)


def cities(desk: Desk) -> tuple[str, ...]:
    """The towns of the directory, in French order."""
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        return cities_of(work)


def cities_of(work: Work) -> tuple[str, ...]:
    """As `cities`, inside a unit of work that asked for the right."""
    found = work.session.scalars(select(Partner.city).where(Partner.city.is_not(None)).distinct())
    return tuple(sorted((one for one in found if one), key=lambda one: (search_key(one), one)))


def bodies(desk: Desk, types: frozenset[PartnerType]) -> tuple[tuple[int, str], ...]:
    """The number and the name of every body of these types, those gone too, in French order."""
    with desk.read() as work:
        work.demand_office(UseCase.READ_PARTNER)
        wanted = (
            select(Partner.id, Partner.name, Partner.active)
            .where(Partner.partner_type.in_(sorted(types)))
            .order_by(Partner.sort_key, Partner.id)
        )
        return tuple(
            (number, body_words(name, active=active))
            for number, name, active in work.session.execute(wanted)
        )
