"""The orientations: read, listed by state across the dossiers, written (domain § 3.7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    func,
    inspect,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import joinedload

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
from app.models.partner import Partner
from app.models.referral import Referral
from app.models.youth import Youth
from app.services.access import demand_case, named_on, visible_cases
from app.services.desk import Desk, Work
from app.services.labels import contact_label, partner_label
from app.services.rules.names import display_name, search_key
from app.services.rules.rights import UseCase
from app.services.rules.states import FOLLOWED, next_referral_states

_JOINED = (
    inspect(Referral)
    .local_table.join(CaseFile, CaseFile.id == Referral.case_id)
    .join(Youth, Youth.id == CaseFile.youth_id)
    .join(Partner, Partner.id == Referral.partner_id)
)

NO_NEWS = (ReferralStatus.SENT, ReferralStatus.REMINDED)
ENDS = (ReferralStatus.CANCELLED, ReferralStatus.CLOSED, ReferralStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A line of the list. `days_since_sent` counts while no answer has come."""

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


class ReferralSort(StrEnum):
    """By what the list is sorted."""

    NEXT_STEP = "next_step"
    NUMBER = "number"
    YOUTH = "youth"
    STATUS = "status"
    SENT = "sent"
    PARTNER = "partner"
    AIM = "aim"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class ReferralFilter:
    """`late`: the next step is past; `silent`: an answer is due, as Accueil counts them.

    `text` begins the name of the young person, of the structure, or the number.
    """

    statuses: frozenset[ReferralStatus] = frozenset()
    mine: bool = False
    late: bool = False
    silent: bool = False
    partner_id: int | None = None
    text: str = ""


def _columns() -> dict[ReferralSort, ColumnElement[str]]:
    # Every key is text that sorts, so that one rule continues any list after a row; those that
    # fill what is empty are written as their indexes are.
    return {
        ReferralSort.NEXT_STEP: literal_column("coalesce(referral.next_step_on, '9999')", String),
        ReferralSort.NUMBER: Referral.number.expression,
        ReferralSort.YOUTH: CaseFile.sort_key.expression,
        ReferralSort.STATUS: type_coerce(Referral.status, String),
        ReferralSort.SENT: literal_column("coalesce(referral.sent_on, '')", String),
        # the longest silence first, then those that were answered
        ReferralSort.SILENT: literal_column(
            "CASE WHEN referral.status IN ('SENT', 'REMINDED') "
            "THEN coalesce(referral.sent_on, '9999') ELSE '9999' END",
            String,
        ),
        ReferralSort.PARTNER: Partner.sort_key.expression,
        ReferralSort.AIM: literal_column(
            "coalesce(referral.first_trade, referral.request)", String
        ),
    }


def referrals(
    desk: Desk,
    kept: ReferralFilter | None = None,
    *,
    sort: ReferralSort = ReferralSort.NEXT_STEP,
    descending: bool = False,
    after: tuple[str, int] | None = None,
    limit: int = 100,
) -> tuple[tuple[ReferralRow, ...], tuple[str, int] | None]:
    """A page of the list across dossiers, and the key that continues it; none at the end."""
    column = _columns()[sort]
    with desk.read() as work:
        query = (
            select(Referral, CaseFile, Youth, column.label("sorted_by"))
            .select_from(_JOINED)
            .where(*_conditions(work, kept or ReferralFilter()))
            .options(joinedload(Referral.partner))
        )
        if after is not None:
            key, last = after
            beyond = column < key if descending else column > key
            further = Referral.id < last if descending else Referral.id > last
            query = query.where(or_(beyond, and_(column == key, further)))
        order = (column.desc(), Referral.id.desc()) if descending else (column, Referral.id)
        found = work.session.execute(query.order_by(*order).limit(limit + 1)).all()
        rows = tuple(_row(one, case, youth, work.today) for one, case, youth, _ in found[:limit])
        return rows, ((found[limit - 1][3], rows[-1].id) if len(found) > limit else None)


def count_referrals(desk: Desk, kept: ReferralFilter | None = None) -> int:
    """How many orientations the same filter keeps."""
    with desk.read() as work:
        conditions = _conditions(work, kept or ReferralFilter())
        counted = select(func.count(Referral.id)).select_from(_JOINED).where(*conditions)
        return work.session.scalar(counted) or 0


def silent(today: date) -> ColumnElement[bool]:
    """Sent, and the answer should have come by `today`."""
    return and_(Referral.status.in_(NO_NEWS), Referral.next_step_on <= today)


def _conditions(work: Work, kept: ReferralFilter) -> list[ColumnElement[bool]]:
    wanted = [visible_cases(work, UseCase.READ_REFERRAL)]
    if kept.statuses:
        wanted.append(Referral.status.in_(sorted(kept.statuses)))
    if kept.partner_id is not None:
        wanted.append(Referral.partner_id == kept.partner_id)
    if kept.mine:
        wanted.append(named_on(work))
    if kept.silent:
        wanted += [silent(work.today), CaseFile.status.in_(FOLLOWED)]
    if kept.text.strip():
        key = search_key(kept.text)
        wanted.append(
            or_(
                CaseFile.sort_key.startswith(key, autoescape=True),
                Partner.sort_key.startswith(key, autoescape=True),
                Referral.number.startswith(kept.text.strip(), autoescape=True),
            )
        )
    if kept.late:
        wanted.append(and_(Referral.next_step_on < work.today, Referral.status.not_in(ENDS)))
    return wanted


def referrals_of(desk: Desk, case_id: int) -> tuple[ReferralRow, ...]:
    """The orientations of one dossier, newest first."""
    with desk.read() as work:
        demand_case(work, UseCase.READ_REFERRAL, case_id)
        return read_referrals(work, case_id)


def read_referrals(work: Work, case_id: int) -> tuple[ReferralRow, ...]:
    """As `referrals_of`, inside a unit of work that has already asked for the right."""
    found = work.session.execute(
        select(Referral, CaseFile, Youth)
        .select_from(_JOINED)
        .where(Referral.case_id == case_id)
        .options(joinedload(Referral.partner))
        .order_by(Referral.id.desc())
    )
    return tuple(_row(one, case, youth, work.today) for one, case, youth in found)


def read_referral(desk: Desk, referral_id: int) -> ReferralPage:
    """One orientation, journalled as read. Raises `Refused` when its dossier is out of reach."""
    with desk.work() as work:
        row = demand_referral(work, UseCase.READ_REFERRAL, referral_id)
        case, youth = row.case, row.case.youth
        if youth is None:
            raise Refused
        page = ReferralPage(
            row=_row(row, case, youth, work.today),
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
        return page


def demand_referral(work: Work, use_case: UseCase, referral_id: int) -> Referral:
    """The orientation, when its dossier is open to this actor for `use_case`; else `Refused`."""
    row = work.session.get(Referral, referral_id)
    if row is None:
        raise Refused
    demand_case(work, use_case, row.case_id)
    return row


def _row(one: Referral, case: CaseFile, youth: Youth, today: date) -> ReferralRow:
    waiting = one.status in NO_NEWS and one.sent_on is not None
    return ReferralRow(
        id=one.id,
        number=one.number,
        case_id=case.id,
        file_number=case.file_number,
        youth=display_name(youth.usage_name or youth.last_name, youth.first_name),
        partner=partner_label(one.partner),
        aim=one.first_trade or one.request.label,
        status=one.status,
        sent_on=one.sent_on,
        next_step_on=one.next_step_on,
        interview_at=one.interview_at,
        days_since_sent=(today - one.sent_on).days if waiting and one.sent_on else None,
        late=one.next_step_on is not None and one.next_step_on < today and one.status not in ENDS,
    )
