"""Editing the head of a dossier: who follows it, when it is reviewed, who was told."""

from dataclasses import dataclass
from datetime import date

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import AgreementStatus, JournalAction, NoticeChannel, NoticeTo, Role
from app.models.organisation import WorkingGroup
from app.services.access import case_record, demand_case
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.text import bounded, refuse

PROGRAMME_LIMIT, LINE_LIMIT = 80, 200
_ALSO = frozenset({Subject.REFERRAL})


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """The head of a dossier as typed (domain § 1.6.2)."""

    group_id: int | None
    lead_officer_id: int | None
    second_officer_id: int | None = None
    programme: str = ""
    next_review_on: date | None = None
    agreement_status: AgreementStatus = AgreementStatus.NOT_ASKED
    notice_sent_on: date | None = None
    notice_channel: NoticeChannel | None = None
    notice_to: NoticeTo | None = None
    group_question: str = ""
    proposed_decision: str = ""
    version: int | None = None


def save_case(desk: Desk, case_id: int, entry: CaseEntry) -> Change:
    """Correct the head of a dossier.

    Raises `Invalid` (among others when one would lose sight of one's own dossier), `CaseClosed`,
    `Conflict`, `Refused`.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.EDIT_CASE, case_id)
        demand_open(case)
        values = _checked(work, entry)
        changed = work.correct(case, values, entry.version)
        _refuse_losing_sight(work, case)
        work.journal(JournalAction.UPDATE, "case", case.id, changed)
        return work.commit(Change(Subject.CASE, case.id, _ALSO))


def _refuse_losing_sight(work: Work, case: CaseFile) -> None:
    """A référent who hands a dossier over to another group would not see that it went wrong."""
    if not work.actor.may(UseCase.READ_CASE, case_record(work.actor, case, work.today)):
        refuse(
            {
                "group_id": "Vous ne verriez plus ce dossier\u202f: "
                "demandez au coordonnateur de le confier à un autre groupe."
            }
        )


def _checked(work: Work, entry: CaseEntry) -> dict[str, object]:
    problems: dict[str, str] = {}
    if entry.group_id is not None:
        work.get(WorkingGroup, entry.group_id)
    for name, number in (
        ("lead_officer_id", entry.lead_officer_id),
        ("second_officer_id", entry.second_officer_id),
    ):
        if number is not None and not may_follow(work, number):
            problems[name] = "Cette personne ne peut pas suivre de dossier."
    if entry.second_officer_id is not None and entry.second_officer_id == entry.lead_officer_id:
        problems["second_officer_id"] = "Le second est une autre personne que le référent."
    if entry.notice_sent_on is not None and entry.notice_sent_on > work.today:
        problems["notice_sent_on"] = "Cette date est à venir\u202f: vérifiez-la."
    informed = entry.notice_sent_on is not None
    if informed and entry.notice_channel is None:
        problems["notice_channel"] = "Indiquez comment l’information a été donnée."
    if informed and entry.notice_to is None:
        problems["notice_to"] = "Indiquez qui a été informé."
    values: dict[str, object] = {
        "group_id": entry.group_id,
        "lead_officer_id": entry.lead_officer_id,
        "second_officer_id": entry.second_officer_id,
        "programme": bounded(problems, "programme", entry.programme, PROGRAMME_LIMIT),
        "next_review_on": entry.next_review_on,
        "agreement_status": entry.agreement_status,
        "notice_sent_on": entry.notice_sent_on,
        "notice_channel": entry.notice_channel if informed else None,
        "notice_to": entry.notice_to if informed else None,
        "group_question": bounded(problems, "group_question", entry.group_question, LINE_LIMIT),
        "proposed_decision": bounded(
            problems, "proposed_decision", entry.proposed_decision, LINE_LIMIT
        ),
    }
    refuse(problems)
    return values


def may_follow(work: Work, account_id: int) -> bool:
    """Whether an account is an active coordonnateur or référent de parcours."""
    account = work.session.get(Account, account_id)
    if account is None or account.revoked_on is not None:
        return False
    return any(one.role in (Role.COORDINATOR, Role.CASE_OFFICER) for one in account.roles)
