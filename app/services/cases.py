"""One dossier: everything its header and its parts need, read at once, as its reader may see it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import joinedload

from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import (
    AgreementStatus,
    CaseKind,
    CaseStatus,
    ClosureReason,
    JournalAction,
    NoticeChannel,
    NoticeTo,
    PartnerType,
)
from app.models.organisation import Neighbourhood, WorkingGroup
from app.models.youth import Household, Youth
from app.services.access import demand_case
from app.services.alerts import alerts_of
from app.services.attachments import count_attachments
from app.services.case_endings import Ending, endings_of, read_steps
from app.services.case_moves import Move, moves, rights_on
from app.services.case_reports import ReportRow, read_reports
from app.services.cases_list import FOLLOWED
from app.services.contacts import ContactPointRow, read_contacts
from app.services.desk import Desk, Work
from app.services.guardians import GuardianRow, read_guardians
from app.services.households import HouseholdView, households_of
from app.services.labels import account_label
from app.services.observations import observed
from app.services.persons import birth_of, name_of
from app.services.plan import ObjectiveRow, read_plan
from app.services.recent import RecentKind, remember
from app.services.referrals import ReferralRow, read_referrals
from app.services.rules.alerts import Alert
from app.services.rules.rights import UseCase
from app.services.schooling import SchoolingRow, completed_3e, read_schooling
from app.services.terms import term_of
from app.services.timeline import CaseEvent, read_events
from app.services.youths import IdentityEntry, YouthFacts, facts, identity_of

#: Lines of the chronology beside the Synthèse; the whole of it has a tab of its own.
LATEST = 12

#: What the header names: only the columns it shows are read of each.
_NAMED: Final = (
    joinedload(CaseFile.youth).joinedload(Youth.neighbourhood).load_only(Neighbourhood.name),
    joinedload(CaseFile.household).load_only(Household.name),
    joinedload(CaseFile.group).load_only(WorkingGroup.name),
    joinedload(CaseFile.lead_officer).load_only(Account.first_name, Account.last_name),
    joinedload(CaseFile.second_officer).load_only(Account.first_name, Account.last_name),
)


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """The dossier itself. `moves` are the ways out of its state, `next_states` those one may take.

    `to_inform`: nobody was told yet that the cell holds data (RGPD art. 14).
    `elimination_rule`: which rule sets the term. `household_id`: of a family's own dossier.
    """

    id: int
    version: int
    number: str
    kind: CaseKind
    household_id: int | None
    name: str
    status: CaseStatus
    status_since: date | None
    opened_on: date
    origin_type: PartnerType
    group_id: int | None
    group: str
    programme: str
    lead_officer_id: int | None
    lead: str
    second_officer_id: int | None
    second: str
    next_review_on: date | None
    review_late: bool
    information_due_on: date | None
    to_inform: bool
    notice_sent_on: date | None
    notice_channel: NoticeChannel | None
    notice_to: NoticeTo | None
    agreement_status: AgreementStatus
    restricted: bool
    group_question: str
    proposed_decision: str
    closed_on: date | None
    closure_reason: ClosureReason | None
    closure_review: str
    elimination_due_on: date | None
    elimination_rule: str
    moves: tuple[Move, ...]
    may: frozenset[UseCase]

    @property
    def next_states(self) -> tuple[CaseStatus, ...]:
        """What this reader may choose now."""
        return tuple(one.after for one in self.moves if one.mine)

    @property
    def is_closed(self) -> bool:
        """Whether the follow-up has ended: nothing of it is written until it reopens."""
        return self.status is CaseStatus.CLOSED

    def follows(self, use_case: UseCase) -> bool:
        """Whether this reader may write that of the follow-up now."""
        return use_case in self.may and not self.is_closed


@dataclass(frozen=True, slots=True)
class YouthView:
    """The young person, the family and the school, as read."""

    identity: IdentityEntry
    neighbourhood: str
    facts: YouthFacts
    guardians: tuple[GuardianRow, ...]
    households: tuple[HouseholdView, ...]
    schooling: tuple[SchoolingRow, ...]
    contacts: tuple[ContactPointRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CasePage:
    """A dossier as its reader sees it; what they may not read is empty, and not counted."""

    header: CaseHeader
    youth: YouthView | None
    reports: tuple[ReportRow, ...]
    plan: tuple[ObjectiveRow, ...]
    referrals: tuple[ReferralRow, ...]
    observation_count: int
    document_count: int
    events: tuple[CaseEvent, ...]
    endings: tuple[Ending, ...]
    alerts: tuple[Alert, ...]


def read_case(desk: Desk, case_id: int, *, opening: bool = True) -> CasePage:
    """One dossier; journalled as read, and remembered, when it is opened. Raises `Refused`."""
    with desk.work() as work:
        case = demand_case(work, UseCase.READ_CASE, case_id, *_NAMED)
        may = rights_on(work, case)
        youth = _youth(work, case.youth) if case.youth is not None else None
        steps = read_steps(work, case.id)
        count, last_on = observed(work, case.id)
        in_words = UseCase.READ_OBSERVATION in may
        page = CasePage(
            header=_header(work, case, may, since=steps[-1][0].effective_on if steps else None),
            youth=youth,
            reports=read_reports(work, case),
            plan=read_plan(work, case.id) if UseCase.READ_PLAN in may else (),
            referrals=read_referrals(work, case.id) if UseCase.READ_REFERRAL in may else (),
            observation_count=count if in_words else 0,
            document_count=(
                count_attachments(work, case.id) if UseCase.READ_DOCUMENT in may else 0
            ),
            events=read_events(work, case, may, limit=LATEST)[0],
            endings=endings_of(case, steps, in_words=in_words),
            alerts=alerts_of(
                work,
                case,
                may,
                last_contact_on=last_on,
                steps=[step for step, _ in steps],
                completed_3e=completed_3e(youth.schooling) if youth is not None else None,
            ),
        )
        if opening:
            remember(work, RecentKind.CASE, case.id)
            action = (
                JournalAction.READ_RESTRICTED if case.processing_restricted else JournalAction.READ
            )
            work.journal(action, "case", case.id)
            work.commit_reading()
        return page


def _youth(work: Work, youth: Youth) -> YouthView:
    schooling = read_schooling(work, youth)
    return YouthView(
        identity=identity_of(youth),
        neighbourhood=youth.neighbourhood.name if youth.neighbourhood else "",
        facts=facts(birth_of(youth), work.today, completed_3e=completed_3e(schooling)),
        guardians=read_guardians(work, [youth.id]),
        households=households_of(work, youth),
        schooling=schooling,
        contacts=read_contacts(work, [youth])[youth.id],
    )


def _header(
    work: Work, case: CaseFile, may: frozenset[UseCase], *, since: date | None
) -> CaseHeader:
    youth = case.youth
    term = term_of(work, case)
    followed = case.status in FOLLOWED
    late = case.next_review_on is not None and case.next_review_on < work.today
    name = name_of(youth) if youth else ""
    told = UseCase.READ_OBSERVATION in may  # what is told in sentences is no secretary's reading
    return CaseHeader(
        id=case.id,
        version=case.version,
        number=case.file_number,
        kind=case.kind,
        household_id=case.household_id,
        name=name or (case.household.name if case.household else ""),
        status=case.status,
        status_since=since,
        opened_on=case.opened_on,
        origin_type=case.origin_type,
        group_id=case.group_id,
        group=case.group.name if case.group else "",
        programme=case.programme or "",
        lead_officer_id=case.lead_officer_id,
        lead=account_label(case.lead_officer),
        second_officer_id=case.second_officer_id,
        second=account_label(case.second_officer),
        next_review_on=case.next_review_on,
        review_late=late and followed,
        information_due_on=case.information_due_on,
        to_inform=case.notice_sent_on is None and followed,
        notice_sent_on=case.notice_sent_on,
        notice_channel=case.notice_channel,
        notice_to=case.notice_to,
        agreement_status=case.agreement_status,
        restricted=case.processing_restricted,
        group_question=(case.group_question or "") if told else "",
        proposed_decision=(case.proposed_decision or "") if told else "",
        closed_on=case.closed_on,
        closure_reason=case.closure_reason,
        closure_review=(case.closure_review or "") if told else "",
        elimination_due_on=case.elimination_due_on,
        elimination_rule=str(term.basis) if term else "",
        moves=moves(case, may),
        may=may,
    )
