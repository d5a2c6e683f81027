"""How orientations are asked for: sorts, filters, rights, and the joins that stay quick.

Each sort has its index; at 100,000 dossiers a list that sorted what it reads would take seconds.
Where few dossiers are kept, their orientations are gathered first and are few to sort.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    literal_column,
    or_,
    select,
    union_all,
)

from app.models.case import CaseFile
from app.models.enums import PartnerType, ReferralStatus
from app.models.partner import Partner
from app.models.referral import Referral
from app.models.youth import Youth
from app.services import cases_filter
from app.services.cases_filter import EVERY_CASE, CaseFilter, one_of
from app.services.desk import Work
from app.services.keyset import Slice
from app.services.rules.names import search_key
from app.services.rules.rights import UseCase
from app.services.rules.states import NOT_FOLLOWED

NO_NEWS = (ReferralStatus.SENT, ReferralStatus.REMINDED)
ENDS = (ReferralStatus.CANCELLED, ReferralStatus.CLOSED, ReferralStatus.COMPLETED)


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
    """What the list is limited to, and by `of` the dossiers of the young people.

    Of `statuses` one is enough; of `partner_ids` and `partner_types` together, too. `current`:
    not ended; `late`: the next step is past; `silent`: an answer is due, as Accueil counts them;
    `unanswered_days`: sent so long ago at least, without an answer. `text` begins the name of the
    young person, of the structure, or the number. `leaving`: what may be exported, under that
    right.
    """

    statuses: frozenset[ReferralStatus] = frozenset()
    partner_ids: frozenset[int] = frozenset()
    partner_types: frozenset[PartnerType] = frozenset()
    current: bool = False
    late: bool = False
    silent: bool = False
    unanswered_days: int = 0
    of: CaseFilter = EVERY_CASE
    text: str = ""
    leaving: bool = False

    @property
    def use_case(self) -> UseCase:
        """Under which right it is asked."""
        return UseCase.EXPORT if self.leaving else UseCase.READ_REFERRAL


def slices(sort: ReferralSort, *, descending: bool) -> list[Slice]:
    """The list in that order."""
    number = Referral.id.expression
    if sort is not ReferralSort.STATUS:
        return [Slice(_column(sort), number, None, descending)]
    # as one goes through them; inside a state the newest comes first, whichever way they run
    states = list(ReferralStatus)[:: -1 if descending else 1]
    return [Slice(number, number, Referral.status == one, backwards=True) for one in states]


def _column(sort: ReferralSort) -> ColumnElement[Any]:
    """What each sort reads; those that fill what is empty are written as their indexes are."""
    read: dict[ReferralSort, ColumnElement[Any]] = {
        ReferralSort.NEXT_STEP: literal_column("coalesce(referral.next_step_on, '9999')", String),
        # given in the order of the rows; as words, 2026-10000 would come before 2026-9999
        ReferralSort.NUMBER: Referral.id.expression,
        ReferralSort.YOUTH: CaseFile.sort_key.expression,
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
    return read[sort]


def rows(sort: ReferralSort | None = None) -> Select[*tuple[Any, ...]]:
    """The rows of the list.

    A list sorted by a name of another table is driven by that table, any other by the orientations
    in their order: « + 0 » keeps SQLite from going the other way and sorting everything.
    """
    by_youth, by_partner = sort is ReferralSort.YOUTH, sort is ReferralSort.PARTNER
    ends = (CaseFile.id.expression, Referral.case_id.expression)
    return (
        select(
            Referral.id, Referral.number, Referral.case_id, CaseFile.file_number,
            Youth.usage_name, Youth.last_name, Youth.first_name, Youth.birth_earliest,
            Youth.birth_latest, Referral.youth_agreed_on, Referral.guardian_agreed_on,
            Partner.name.label("partner"),
            Referral.first_trade, Referral.request, Referral.status, Referral.sent_on,
            Referral.next_step_on, Referral.interview_at,
        )
        .select_from(Referral)
        .join(CaseFile, ends[0] + 0 == ends[1] if by_youth else ends[0] == ends[1] + 0)
        .join(Youth, Youth.id == CaseFile.youth_id)
        .join(Partner, (Partner.id + 0 if by_partner else Partner.id) == Referral.partner_id)
    )  # fmt: skip


def silent(today: date) -> ColumnElement[bool]:
    """Sent, and the answer should have come by `today`."""
    return and_(Referral.status.in_(NO_NEWS), Referral.next_step_on <= today)


def conditions(
    work: Work, kept: ReferralFilter, few: Select[int] | None
) -> list[ColumnElement[bool]]:
    """Everything the list is limited to, rights included; needs the dossier joined.

    `few`: the dossiers it keeps, gathered, which lead to their orientations.
    """
    wanted = _on_referrals(work, kept)
    if kept.silent:
        wanted.append(CaseFile.status.not_in(NOT_FOLLOWED))
    if few is not None:
        wanted.append(Referral.case_id.in_(few))
    else:
        wanted += cases_filter.conditions(work, kept.of, kept.use_case)
    if kept.text.strip():
        wanted.append(_begins(kept.text))
    return wanted


def _on_referrals(work: Work, kept: ReferralFilter) -> list[ColumnElement[bool]]:
    """The part of `conditions` that the orientation alone answers."""
    wanted: list[ColumnElement[bool]] = []
    if kept.statuses:
        wanted.append(one_of(Referral.status, kept.statuses))
    if kept.partner_ids or kept.partner_types:
        wanted.append(_towards(kept))
    if kept.silent:
        wanted.append(silent(work.today))
    if kept.unanswered_days:
        before = work.today - timedelta(days=kept.unanswered_days)
        wanted.append(and_(Referral.status.in_(NO_NEWS), Referral.sent_on <= before))
    if kept.current:
        wanted.append(Referral.status.not_in(ENDS))
    if kept.late:
        wanted.append(and_(Referral.next_step_on < work.today, Referral.status.not_in(ENDS)))
    return wanted


def _towards(kept: ReferralFilter) -> ColumnElement[bool]:
    """To one of these bodies, or to any of these types; « + 0 »: it filters, the order drives."""
    bodies = [one_of(Partner.id, kept.partner_ids)] if kept.partner_ids else []
    if kept.partner_types:
        bodies.append(one_of(Partner.partner_type, kept.partner_types))
    return (Referral.partner_id + 0).in_(select(Partner.id).where(or_(*bodies)).correlate(None))


def _begins(text: str) -> ColumnElement[bool]:
    """The young person, the structure or the number begins so: ranges, each from its index."""
    wanted, typed = search_key(text), text.strip()
    one = Referral
    youths = (
        select(one.id)
        .join(CaseFile, CaseFile.id == one.case_id)
        .where(CaseFile.sort_key.between(wanted, f"{wanted}\uffff"))
    )
    bodies = (
        select(one.id)
        .join(Partner, Partner.id == one.partner_id)
        .where(Partner.sort_key.between(wanted, f"{wanted}\uffff"))
    )
    numbers = select(one.id).where(one.number.between(typed, f"{typed}\uffff"))
    parts = (part.correlate(None) for part in (youths, bodies, numbers))
    return one.id.in_(union_all(*parts))
