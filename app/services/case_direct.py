"""Opening a dossier without a signalement: the family or the young person came by themselves."""

from dataclasses import dataclass
from datetime import date

from app.errors import Refused
from app.models.enums import PartnerType
from app.models.organisation import WorkingGroup
from app.models.youth import Youth
from app.services.case_edit import may_follow
from app.services.case_opening import name_keys, open_case
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.rules.rights import UseCase
from app.services.text import refuse
from app.services.youths import IdentityEntry, checked_identity

_ALSO = frozenset({Subject.HOUSEHOLD})


@dataclass(frozen=True, slots=True)
class OpeningEntry:
    """What is needed to open a dossier. `received_on`: when the cell first heard of it."""

    identity: IdentityEntry
    origin_type: PartnerType | None
    group_id: int | None
    lead_officer_id: int | None
    received_on: date | None = None


def open_directly(desk: Desk, entry: OpeningEntry) -> Change:
    """Open a dossier; `Change.ref` is its number in the table. Raises `Invalid`, `Refused`."""
    with desk.work() as work:
        if not work.actor.reach(UseCase.OPEN_CASE):
            raise Refused
        problems: dict[str, str] = {}
        values = checked_identity(work, entry.identity, problems)
        received = entry.received_on or work.today
        if entry.origin_type is None:
            problems["origin_type"] = "Indiquez qui est à l’origine du suivi."
        if entry.group_id is None:
            problems["group_id"] = "Choisissez le groupe qui suivra ce dossier."
        else:
            work.get(WorkingGroup, entry.group_id)
        if entry.lead_officer_id is not None and not may_follow(work, entry.lead_officer_id):
            problems["lead_officer_id"] = "Cette personne ne peut pas suivre de dossier."
        if received > work.today:
            problems["received_on"] = "Cette date est à venir\u202f: vérifiez-la."
        refuse(problems)
        youth = Youth(**values)
        name_keys(youth)
        work.add(youth)
        case = open_case(
            work,
            youth,
            received_on=received,
            origin_type=entry.origin_type or PartnerType.OTHER,
            group_id=entry.group_id,
            lead_officer_id=entry.lead_officer_id,
        )
        return work.commit(Change(Subject.CASE, case.id, _ALSO))
