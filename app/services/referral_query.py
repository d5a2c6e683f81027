"""How orientations are asked for: sorts, filters, rights, and the joins that stay quick.

Each sort has its index; at 100,000 dossiers a list that sorted what it reads would take seconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
    type_coerce,
)

from app.models.case import CaseFile
from app.models.enums import ReferralStatus
from app.models.partner import Partner
from app.models.referral import Referral
from app.models.youth import Youth
from app.services.access import named_on, visible_cases
from app.services.desk import Work
from app.services.keyset import Part
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
    """`late`: the next step is past; `silent`: an answer is due, as Accueil counts them.

    `text` begins the name of the young person, of the structure, or the number. `leaving`: what
    may be exported, under that right.
    """

    statuses: frozenset[ReferralStatus] = frozenset()
    mine: bool = False
    late: bool = False
    silent: bool = False
    partner_id: int | None = None
    text: str = ""
    leaving: bool = False


def part(sort: ReferralSort, wanted: Iterable[ColumnElement[bool]], *, descending: bool) -> Part:
    """The list in that order, limited to what is wanted."""
    query = rows(sort).where(*wanted)
    return Part(query, _column(sort), Referral.id.expression, descending)


def _column(sort: ReferralSort) -> ColumnElement[Any]:
    """What each sort reads; those that fill what is empty are written as their indexes are."""
    read: dict[ReferralSort, ColumnElement[Any]] = {
        ReferralSort.NEXT_STEP: literal_column("coalesce(referral.next_step_on, '9999')", String),
        # given in the order of the rows; as words, 2026-10000 would come before 2026-9999
        ReferralSort.NUMBER: Referral.id.expression,
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
    return read[sort]


def rows(sort: ReferralSort | None = None) -> Select[*tuple[Any, ...]]:
    """The rows of the list.

    A list sorted by a name of another table is driven by that table: « + 0 » keeps SQLite from
    going the other way and sorting everything.
    """
    by_youth, by_partner = sort is ReferralSort.YOUTH, sort is ReferralSort.PARTNER
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
        .join(CaseFile, (CaseFile.id + 0 if by_youth else CaseFile.id) == Referral.case_id)
        .join(Youth, Youth.id == CaseFile.youth_id)
        .join(Partner, (Partner.id + 0 if by_partner else Partner.id) == Referral.partner_id)
    )  # fmt: skip


def silent(today: date) -> ColumnElement[bool]:
    """Sent, and the answer should have come by `today`."""
    return and_(Referral.status.in_(NO_NEWS), Referral.next_step_on <= today)


def conditions(work: Work, kept: ReferralFilter) -> list[ColumnElement[bool]]:
    """Everything the list is limited to, rights included; needs the joins of `rows`."""
    wanted = [*on_cases(work, kept), *on_referrals(work, kept)]
    if kept.text.strip():
        key = search_key(kept.text)
        wanted.append(
            or_(
                CaseFile.sort_key.startswith(key, autoescape=True),
                Partner.sort_key.startswith(key, autoescape=True),
                Referral.number.startswith(kept.text.strip(), autoescape=True),
            )
        )
    return wanted


def on_cases(work: Work, kept: ReferralFilter) -> list[ColumnElement[bool]]:
    """The part of `conditions` that the dossier alone answers: rights, whose it is."""
    wanted = [visible_cases(work, UseCase.EXPORT if kept.leaving else UseCase.READ_REFERRAL)]
    if kept.mine:
        wanted.append(named_on(work))
    if kept.silent:
        wanted.append(CaseFile.status.not_in(NOT_FOLLOWED))
    return wanted


def on_referrals(work: Work, kept: ReferralFilter) -> list[ColumnElement[bool]]:
    """The part of `conditions` that the orientation alone answers."""
    wanted: list[ColumnElement[bool]] = []
    if kept.statuses:
        wanted.append(Referral.status.in_(sorted(kept.statuses)))
    if kept.partner_id is not None:
        wanted.append(Referral.partner_id == kept.partner_id)
    if kept.silent:
        wanted.append(silent(work.today))
    if kept.late:
        wanted.append(and_(Referral.next_step_on < work.today, Referral.status.not_in(ENDS)))
    return wanted
