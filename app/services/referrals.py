"""The orientations: read, listed by state across the dossiers, written (domain § 3.7)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import (
    DeclineReason,
    Diploma,
    DropReason,
    EmployerSearch,
    GradeLevel,
    JournalAction,
    Mobility,
    ReferralRequest,
    ReferralStatus,
)
from app.models.referral import Referral
from app.services.access import demand_case
from app.services.cases_filter import few_kept
from app.services.desk import Desk, Work
from app.services.keyset import PAGE, Key, page, read_in_order, sifted
from app.services.labels import contact_label
from app.services.persons import birth_of, name_of
from app.services.referral_query import (
    ENDS,
    NO_NEWS,
    ReferralFilter,
    ReferralSort,
    conditions,
    rows,
    silent,
    slices,
)
from app.services.rules.ages import is_adult
from app.services.rules.rights import UseCase
from app.services.rules.states import next_referral_states

__all__ = [
    "ENDS",
    "NO_NEWS",
    "ReferralFilter",
    "ReferralPage",
    "ReferralRow",
    "ReferralSort",
    "ReferralStep",
    "count_referrals",
    "demand_referral",
    "read_referral",
    "read_referrals",
    "referrals",
    "referrals_of",
    "silent",
]


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A line of the list. `days_since_sent` counts while no answer has come.

    `agreed`: every agreement that its sending waits for is noted.
    """

    id: int
    number: str
    case_id: int
    file_number: str
    youth: str
    partner: str
    aim: str
    status: ReferralStatus
    sent_on: date | None
    next_step_on: date | None
    interview_at: datetime | None
    days_since_sent: int | None
    late: bool
    agreed: bool


@dataclass(frozen=True, slots=True)
class ReferralStep:
    """One line of the history of an orientation."""

    on: date
    status: ReferralStatus
    reason: str | None


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """Everything of one orientation; `next_states` is what is possible now."""

    row: ReferralRow
    version: int
    partner_id: int
    contact_id: int | None
    contact: str
    request: ReferralRequest
    first_trade: str | None
    first_trade_code: str | None
    second_trade: str | None
    second_trade_code: str | None
    last_grade: GradeLevel | None
    last_school_id: int | None
    last_school: str | None
    diploma: Diploma | None
    internships: str | None
    employer_search: EmployerSearch | None
    mobility: Mobility | None
    available_from: date | None
    include_sex: bool
    youth_agreed_on: date | None
    guardian_agreed_on: date | None
    reply_by: date | None
    decline_reason: DeclineReason | None
    drop_reason: DropReason | None
    history: tuple[ReferralStep, ...]
    next_states: tuple[ReferralStatus, ...]


def referrals(
    desk: Desk,
    kept: ReferralFilter | None = None,
    *,
    sort: ReferralSort = ReferralSort.NEXT_STEP,
    descending: bool = False,
    after: Key | None = None,
    limit: int = PAGE,
) -> tuple[tuple[ReferralRow, ...], Key | None]:
    """A page of the list across dossiers, and the key that continues it; none at the end."""
    with desk.read() as work:
        asked = kept or ReferralFilter()
        few = few_kept(work, asked.of, asked.use_case)
        wanted, order = conditions(work, asked, few), slices(sort, descending=descending)
        if few is not None or asked.text.strip():
            numbers, more = sifted(work, rows().where(*wanted), order, after, limit)
            found = read_in_order(work, rows(), Referral.id.expression, numbers)
        else:
            whole = rows(sort).where(*wanted)
            found, more = page(work, [one.part(whole) for one in order], after, limit)
        return tuple(_row(one, work.today) for one in found), more


def count_referrals(desk: Desk, kept: ReferralFilter | None = None) -> int:
    """How many orientations the same filter keeps."""
    with desk.read() as work:
        asked = kept or ReferralFilter()
        wanted = conditions(work, asked, few_kept(work, asked.of, asked.use_case))
        counted = select(func.count(Referral.id)).join(CaseFile, CaseFile.id == Referral.case_id)
        return work.session.scalar(counted.where(*wanted)) or 0


def referrals_of(desk: Desk, case_id: int) -> tuple[ReferralRow, ...]:
    """The orientations of one dossier, newest first."""
    with desk.read() as work:
        demand_case(work, UseCase.READ_REFERRAL, case_id)
        return read_referrals(work, case_id)


def read_referrals(work: Work, case_id: int) -> tuple[ReferralRow, ...]:
    """As `referrals_of`, inside a unit of work that has already asked for the right."""
    query = work.once("orientations of a dossier", _of_a_dossier)
    found = work.session.execute(query, {"case": case_id})
    return tuple(_row(one, work.today) for one in found)


def _of_a_dossier() -> Select[*tuple[Any, ...]]:
    return rows().where(Referral.case_id == bindparam("case")).order_by(Referral.id.desc())


def read_referral(desk: Desk, referral_id: int) -> ReferralPage:
    """One orientation, journalled as read. Raises `Refused` when its dossier is out of reach."""
    with desk.work() as work:
        row = demand_referral(work, UseCase.READ_REFERRAL, referral_id)
        if row.case.youth_id is None:
            raise Refused
        read = ReferralPage(
            row=next(one for one in read_referrals(work, row.case_id) if one.id == row.id),
            version=row.version,
            partner_id=row.partner_id,
            contact_id=row.contact_id,
            contact=contact_label(row.contact),
            request=row.request,
            first_trade=row.first_trade,
            first_trade_code=row.first_trade_code,
            second_trade=row.second_trade,
            second_trade_code=row.second_trade_code,
            last_grade=row.last_grade,
            last_school_id=row.last_school_id,
            last_school=row.last_school.name if row.last_school else None,
            diploma=row.diploma,
            internships=row.internships,
            employer_search=row.employer_search,
            mobility=row.mobility,
            available_from=row.available_from,
            include_sex=row.include_sex,
            youth_agreed_on=row.youth_agreed_on,
            guardian_agreed_on=row.guardian_agreed_on,
            reply_by=row.reply_by,
            decline_reason=row.decline_reason,
            drop_reason=row.drop_reason,
            history=tuple(
                ReferralStep(one.effective_on, one.to_status, one.reason) for one in row.history
            ),
            next_states=next_referral_states(row.status, row.request),
        )
        work.journal(JournalAction.READ, "referral", row.id)
        work.commit_reading()
        return read


def demand_referral(work: Work, use_case: UseCase, referral_id: int) -> Referral:
    """The orientation, when its dossier is open to this actor for `use_case`; else `Refused`."""
    row = work.session.get(Referral, referral_id)
    if row is None:
        raise Refused
    demand_case(work, use_case, row.case_id)
    return row


def _row(one: Row[Any], today: date) -> ReferralRow:
    waiting = one.status in NO_NEWS and one.sent_on is not None
    return ReferralRow(
        id=one.id,
        number=one.number,
        case_id=one.case_id,
        file_number=one.file_number,
        youth=name_of(one),
        partner=one.partner,
        aim=one.first_trade or one.request.label,
        status=one.status,
        sent_on=one.sent_on,
        next_step_on=one.next_step_on,
        interview_at=one.interview_at,
        days_since_sent=(today - one.sent_on).days if waiting else None,
        agreed=one.youth_agreed_on is not None
        and (one.guardian_agreed_on is not None or _of_age(one, today)),
        late=one.next_step_on is not None and one.next_step_on < today and one.status not in ENDS,
    )


def _of_age(one: Row[Any], today: date) -> bool:
    return is_adult(birth_of(one), today)
