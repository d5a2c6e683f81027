"""What a dossier calls attention to, from its dates alone: reminders, never refusals.

Sources: domain §§ 1.5 (bilans), 2.5 (information), 2.8 (terms), 3.1 and 3.6 (ages). An age counts
from the latest possible birth date, a term from the earliest (domain § 2.8).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.services.rules.ages import (
    CONTRACT_FROM_AFTER_3E,
    MAJORITY,
    SCHOOLING_UNTIL,
    birthday,
)
from app.services.rules.month_arithmetic import add_months
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import (
    CLOSURE_PROPOSAL_MONTHS,
    REVIEW_MONTHS,
    age_limit_notice_on,
    age_limit_on,
)

#: An age is announced so long before, and said so long after, it is reached.
SOON: Final = timedelta(days=60)
JUST: Final = timedelta(days=30)
#: The end of conservation is announced two months before.
TERM_NOTICE: Final = timedelta(days=61)
#: How long without any news is worth a line, unless the organisation says otherwise.
NO_CONTACT_DAYS: Final = 60
INFORM_NOTICE: Final = timedelta(days=7)


class AlertKind(StrEnum):
    """What calls attention, the most pressing first."""

    INFORM = "INFORM"
    TERM = "TERM"
    AGE_LIMIT = "AGE_LIMIT"
    CLOSURE_PROPOSED = "CLOSURE_PROPOSED"
    NO_REVIEW = "NO_REVIEW"
    REVIEW_DUE = "REVIEW_DUE"
    NO_CONTACT = "NO_CONTACT"
    MAJORITY = "MAJORITY"
    SIXTEEN = "SIXTEEN"
    CONTRACT = "CONTRACT"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The dates of a dossier. `followed`: neither closed nor at its term.

    `last_contact_on` is the day of the last observation its reader may read, `last_review_on` of
    the last bilan; without any, the opening (or reopening) counts.
    """

    followed: bool
    suspended: bool
    opened_on: date
    birth: PartialDate | None = None
    completed_3e: bool | None = None
    last_contact_on: date | None = None
    last_review_on: date | None = None
    next_review_on: date | None = None
    to_inform: bool = False
    information_due_on: date | None = None
    elimination_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """What calls attention, and the day it is about: reached, due, or the last of its kind."""

    kind: AlertKind
    on: date


def alerts(facts: CaseFacts, today: date, *, no_contact_days: int) -> tuple[Alert, ...]:
    """Everything that a dossier calls attention to on `today`, the most pressing first."""
    found = list(_terms(facts, today))
    if facts.followed:
        found += [*_follow_up(facts, today, no_contact_days), *_ages(facts, today)]
    order = list(AlertKind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def _terms(facts: CaseFacts, today: date) -> Iterator[Alert]:
    due_on = facts.elimination_due_on
    if facts.followed and facts.birth is not None:  # nothing but the age ends it
        if age_limit_notice_on(facts.birth) <= today:
            yield Alert(AlertKind.AGE_LIMIT, age_limit_on(facts.birth))
    elif due_on is not None and due_on - TERM_NOTICE <= today:
        yield Alert(AlertKind.TERM, due_on)


def _follow_up(facts: CaseFacts, today: date, no_contact_days: int) -> Iterator[Alert]:
    due_on = facts.information_due_on
    if facts.to_inform and due_on is not None and due_on - INFORM_NOTICE <= today:
        yield Alert(AlertKind.INFORM, due_on)
    reviewed = max(facts.last_review_on or facts.opened_on, facts.opened_on)
    if add_months(reviewed, CLOSURE_PROPOSAL_MONTHS) <= today:
        yield Alert(AlertKind.CLOSURE_PROPOSED, reviewed)
    elif add_months(reviewed, REVIEW_MONTHS) <= today:
        yield Alert(AlertKind.NO_REVIEW, reviewed)
    elif facts.next_review_on is not None and facts.next_review_on <= today:
        yield Alert(AlertKind.REVIEW_DUE, facts.next_review_on)
    heard = max(facts.last_contact_on or facts.opened_on, facts.opened_on)
    if not facts.suspended and heard <= today - timedelta(days=no_contact_days):
        yield Alert(AlertKind.NO_CONTACT, heard)


def _ages(facts: CaseFacts, today: date) -> Iterator[Alert]:
    if facts.birth is None:
        return
    wanted = [(AlertKind.SIXTEEN, SCHOOLING_UNTIL), (AlertKind.MAJORITY, MAJORITY)]
    if facts.completed_3e:
        wanted.append((AlertKind.CONTRACT, CONTRACT_FROM_AFTER_3E))
    for kind, age in wanted:
        on = birthday(facts.birth.latest, age)
        if on - SOON <= today <= on + JUST:
            yield Alert(kind, on)
