"""Informing people of the dossier that is kept about them: the letters, and that they were sent.

RGPD art. 12 to 14, domain § 2.5. A letter is printed from the dossier and never says its motives
nor who alerted the cell; the dossier then says when, how and whom one informed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from app.models.enums import JournalAction, NoticeChannel, NoticeTo, PartnerType
from app.services.access import demand_case
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.documents.notice_letter import render_notices
from app.services.notice_family import gather_family_notices
from app.services.notice_gathering import gather_notices, readers
from app.services.prints import Prepared, Trace, demand_print
from app.services.rules.rights import UseCase
from app.services.text import refuse

#: Bodies that may be named to a family by their kind. Any other is « une personne ou un service » :
#: a neighbour, a landlord or the police would be recognised, or the trust of a child lost.
SAID: Final[Mapping[PartnerType, str]] = {
    PartnerType.SCHOOL: "d’un établissement scolaire",
    PartnerType.DSDEN: "de l’Éducation nationale",
    PartnerType.CIO: "du centre d’information et d’orientation",
    PartnerType.PSAD: "de la plateforme de suivi et d’appui aux décrocheurs",
    PartnerType.MISSION_LOCALE: "de la mission locale",
    PartnerType.CFA: "d’un centre de formation d’apprentis",
    PartnerType.CMA: "de la chambre de métiers et de l’artisanat",
    PartnerType.CCI: "de la chambre de commerce et d’industrie",
    PartnerType.TRAINING_ORG: "d’un organisme de formation",
    PartnerType.CITY_SERVICE: "d’un service de la commune",
}
UNSAID: Final = "d’une personne ou d’un service en contact avec la commune"


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """That the persons were informed, as typed. `version`: the dossier's when it was read."""

    sent_on: date | None
    channel: NoticeChannel | None
    to: NoticeTo | None
    version: int


@dataclass(frozen=True, slots=True)
class NoticeState:
    """What the dossier says of it, and whom the law wants informed at this age."""

    version: int
    sent_on: date | None
    channel: NoticeChannel | None
    to: NoticeTo | None
    due_on: date | None
    wanted: NoticeTo


def read_notice(desk: Desk, case_id: int) -> NoticeState:
    """Where the information of the persons stands. Raises `Refused`."""
    with desk.read() as work:
        case = demand_case(work, UseCase.INFORM_PERSONS, case_id)
        parents = NoticeTo.GUARDIANS  # of a family's own dossier
        return NoticeState(
            version=case.version,
            sent_on=case.notice_sent_on,
            channel=case.notice_channel,
            to=case.notice_to,
            due_on=case.information_due_on,
            wanted=parents if case.youth is None else readers(case.youth, work.today),
        )


def prepare_notices(desk: Desk, case_id: int) -> Prepared:
    """Read the letters that this dossier asks for, at the age of the young person.

    Under 12, one to each representative who holds parental authority; from 12, one to the young
    person too; from 18, one to the young person alone. Of a family's own dossier, one to each
    representative of its minors. Raises `Refused`, `RestrictedCase`.
    """
    with desk.work() as work:
        case = demand_print(work, UseCase.INFORM_PERSONS, case_id)
        source = SAID.get(case.origin_type, UNSAID)
        if case.youth_id is None:
            letters = gather_family_notices(work, case, source)
        else:
            letters = gather_notices(work, case_id, source)
        number = case.file_number
        trace = Trace("case", case_id, case_id, f"notice {number}")
        work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    return Prepared(
        f"information_{number}.pdf",
        (trace,),
        partial(render_notices, letters),
        partial(demand_print, use_case=UseCase.INFORM_PERSONS, case_id=case_id),
    )


def record_notice(desk: Desk, case_id: int, entry: NoticeEntry) -> Change:
    """Note on the dossier that the persons were informed.

    Raises `Invalid`, `CaseClosed`, `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.INFORM_PERSONS, case_id)
        demand_open(case)
        refuse(_problems(work, entry))
        values = {
            "notice_sent_on": entry.sent_on,
            "notice_channel": entry.channel,
            "notice_to": entry.to,
        }
        changed = work.correct(case, values, entry.version)
        work.journal(JournalAction.UPDATE, "case", case.id, changed)
        return work.commit(Change(Subject.CASE, case.id))


def _problems(work: Work, entry: NoticeEntry) -> dict[str, str]:
    problems: dict[str, str] = {}
    if entry.sent_on is None:
        problems["sent_on"] = "Indiquez quand les personnes ont été informées."
    elif entry.sent_on > work.today:
        problems["sent_on"] = "Cette date est à venir\u202f: vérifiez-la."
    if entry.channel is None:
        problems["channel"] = "Indiquez comment l’information a été donnée."
    if entry.to is None:
        problems["to"] = "Indiquez qui a été informé."
    return problems
