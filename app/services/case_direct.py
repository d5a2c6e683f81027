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
from app.services.desk import Desk, Work
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
        values, received = checked_opening(work, entry, problems)
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


def checked_opening(
    work: Work, entry: OpeningEntry, problems: dict[str, str]
) -> tuple[dict[str, object], date]:
    """The columns of the young person and the day it was first heard of; `problems` is filled."""
    values = checked_identity(work, entry.identity, problems)
    received = checked_place(
        work,
        problems,
        origin_type=entry.origin_type,
        group_id=entry.group_id,
        lead_officer_id=entry.lead_officer_id,
        received_on=entry.received_on,
    )
    return values, received


def checked_place(
    work: Work,
    problems: dict[str, str],
    *,
    origin_type: PartnerType | None,
    group_id: int | None,
    lead_officer_id: int | None,
    received_on: date | None,
) -> date:
    """Check where a new dossier comes from and who follows it; the day it was first heard of."""
    received = received_on or work.today
    if origin_type is None:
        problems["origin_type"] = "Indiquez qui est à l’origine du suivi."
    if group_id is None:
        problems["group_id"] = "Choisissez le groupe qui suivra ce dossier."
    else:
        work.get(WorkingGroup, group_id)
    if lead_officer_id is not None and not may_follow(work, lead_officer_id):
        problems["lead_officer_id"] = "Cette personne ne peut pas suivre de dossier."
    if received > work.today:
        problems["received_on"] = "Cette date est à venir\u202f: vérifiez-la."
    return received
