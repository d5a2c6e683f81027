"""The fictional town itself: groups, neighbourhoods, partners with their contacts, colleagues."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.models.account import Account, AccountGroup, AccountRole
from app.models.enums import GroupKind, PartnerType, Role, SecrecyStatus, Situation
from app.models.organisation import Neighbourhood, WorkingGroup
from app.models.partner import Partner, PartnerContact, PartnerGroup
from app.services.demo.rows import Rows
from app.services.demo.words import Words
from app.services.rules.names import search_key

GROUPS = (
    ("Groupe territorial Nord", GroupKind.TERRITORIAL),
    ("Groupe territorial Sud", GroupKind.TERRITORIAL),
    ("Groupe territorial Centre", GroupKind.TERRITORIAL),
    ("Groupe assiduité", GroupKind.THEMATIC),
    ("Conseil pour les droits et devoirs des familles", GroupKind.CDDF),
)
COLLEAGUES = (
    ("c.delmas", "Claire", "DELMAS", "Référente de parcours", Role.CASE_OFFICER),
    ("k.benali", "Karim", "BENALI", "Référent de parcours", Role.CASE_OFFICER),
    ("s.lefevre", "Sophie", "LEFÈVRE", "Référente de parcours", Role.CASE_OFFICER),
    ("n.petit", "Nadine", "PETIT", "Secrétariat", Role.CLERK),
    ("j.moreau", "Julien", "MOREAU", "Délégué à la protection des données", Role.AUDITOR),
)
#: How the names of the schools begin, the longest first.
_SCHOOLS = {
    "Lycée professionnel": (Situation.LYCEE_PRO,),
    "Lycée": (Situation.LYCEE_GT,),
    "Collège": (Situation.COLLEGE, Situation.SEGPA, Situation.RELAIS),
}
JOBS = ("CPE", "Directrice", "Conseiller", "Responsable", "Médiatrice", "Chargé de mission")


@dataclass(frozen=True, slots=True)
class Town:
    """The numbers the dossiers refer to."""

    groups: tuple[int, ...]
    neighbourhoods: tuple[tuple[int, int], ...]  # with the group of each
    partners: dict[PartnerType, tuple[int, ...]]
    named: dict[str, int]  # partners
    contacts: dict[int, int]
    officers: tuple[int, ...]
    schools: dict[Situation, tuple[int, ...]]

    def school(self, draw: Random, situation: Situation) -> int | None:
        """A school where one may be in that situation; none where one is in no school."""
        found = self.schools.get(situation)
        return draw.choice(found) if found else None

    def partner(self, draw: Random, *kinds: PartnerType) -> int | None:
        """A partner of one of these kinds, if the town has any."""
        found = [number for kind in kinds for number in self.partners.get(kind, ())]
        return draw.choice(found) if found else None


def build_town(rows: Rows, words: Words, draw: Random, today: date, coordinator_id: int) -> Town:
    """Add the town's rows; the coordonnateur's account already exists."""
    groups = tuple(rows.add(WorkingGroup, {"name": name, "kind": kind}) for name, kind in GROUPS)
    neighbourhoods = []
    for position, name in enumerate(words.neighbourhoods):
        group_id = groups[position % 3]
        code = f"QN091{position + 10:02}M" if position % 2 else None
        number = rows.add(
            Neighbourhood, {"name": name, "priority_area_code": code, "group_id": group_id}
        )
        neighbourhoods.append((number, group_id))
    partners, named, contacts = _partners(rows, words, draw, today, groups)
    officers = [coordinator_id]
    for position, (login, first, last, title, role) in enumerate(COLLEAGUES):
        number = rows.add(
            Account, {"login": login, "first_name": first, "last_name": last, "job_title": title}
        )
        rows.add(AccountRole, {"account_id": number, "role": role})
        if role is Role.CASE_OFFICER:
            officers.append(number)
            rows.add(AccountGroup, {"account_id": number, "group_id": groups[position % 3]})
    return Town(
        groups,
        tuple(neighbourhoods),
        partners,
        named,
        contacts,
        tuple(officers),
        _schools(named),
    )


def _schools(named: dict[str, int]) -> dict[Situation, tuple[int, ...]]:
    found: dict[Situation, tuple[int, ...]] = {}
    for name, number in named.items():
        for situation in next((them for it, them in _SCHOOLS.items() if name.startswith(it)), ()):
            found[situation] = (*found.get(situation, ()), number)
    return found


def _partners(
    rows: Rows, words: Words, draw: Random, today: date, groups: tuple[int, ...]
) -> tuple[dict[PartnerType, tuple[int, ...]], dict[str, int], dict[int, int]]:
    partners: dict[PartnerType, tuple[int, ...]] = {}
    named: dict[str, int] = {}
    contacts: dict[int, int] = {}
    for position, (code, name) in enumerate(words.partners):
        kind = PartnerType(code)
        number = rows.add(
            Partner,
            {
                "name": name,
                "sort_key": search_key(name),
                "partner_type": kind,
                "phone": f"+331990000{position:02}",
                "city": "Valmont",
                "address": f"{draw.randint(1, 90)} {draw.choice(words.streets)}",
                "postal_code": "91100",
                "active": True,
            },
        )
        partners[kind] = (*partners.get(kind, ()), number)
        named[name] = number
        rows.add(PartnerGroup, {"partner_id": number, "group_id": groups[position % 3]})
        signed = today - timedelta(days=draw.randint(30, 700))
        contacts[number] = rows.add(
            PartnerContact,
            {
                "partner_id": number,
                "last_name": draw.choice(words.family_names).title(),
                "first_name": draw.choice((*words.girls, *words.boys)),
                "job_title": draw.choice(JOBS),
                "charter_signed_on": signed if position % 4 else None,
                "charter_version": "2025" if position % 4 else None,
                "secrecy_status": draw.choice(tuple(SecrecyStatus)),
                "active": True,
            },
        )
    return partners, named, contacts
