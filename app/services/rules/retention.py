"""How long things are kept, and when they must go (domain §§ 2.4 and 2.8).

Every date returned is the day **from which** the thing may no longer be in use: it is due when
`today >= due_on`. Terms are clamped to the end of the month and so never lengthened. A partly
known birth date counts as its earliest day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.services.rules.ages import SchoolYear, birthday
from app.services.rules.month_arithmetic import add_months
from app.services.rules.partial_dates import PartialDate

AFTER_CLOSURE_MONTHS = 36  # AU-038 art. 5: intermediate archive of three years
AGE_LIMIT = 25  # AU-038 art. 5: nothing past that age, read as the birthday itself
AGE_LIMIT_NOTICE_MONTHS = 6
ATTENDANCE_AGE = 16  # art. R131-10-1 and following of the code de l'éducation
REVIEW_MONTHS, CLOSURE_PROPOSAL_MONTHS = 12, 18


class Basis(StrEnum):
    """Which rule sets the term of a dossier."""

    CLOSURE = "CLOSURE"
    AGE = "AGE"
    LINKED = "LINKED"  # a family's own: the last dossier of its young people


@dataclass(frozen=True, slots=True)
class Elimination:
    """The term of a dossier and the rule that sets it."""

    due_on: date
    basis: Basis


def age_limit_on(birth: PartialDate) -> date:
    """The 25th birthday, at the earliest possible: nothing is kept past it."""
    return birthday(birth.earliest, AGE_LIMIT)


def age_limit_notice_on(birth: PartialDate) -> date:
    """Six months before the 25th birthday: an active dossier is to be closed by then."""
    return add_months(age_limit_on(birth), -AGE_LIMIT_NOTICE_MONTHS)


def elimination(
    birth: PartialDate | None,
    closed_on: date | None,
    *,
    after_closure_months: int = AFTER_CLOSURE_MONTHS,
) -> Elimination | None:
    """The term of a dossier: three years after its closure or the 25th birthday, the first.

    Without a closure the age alone counts; without a birth date (a family's own file), the
    closure alone; with neither there is no term yet. A commune may only shorten the time
    after closure: more than 36 months, or less than none, raises ValueError.
    """
    if not 0 <= after_closure_months <= AFTER_CLOSURE_MONTHS:
        raise ValueError("after_closure_months out of 0..36")
    terms = []
    if birth is not None:
        terms.append(Elimination(age_limit_on(birth), Basis.AGE))
    if closed_on is not None:
        terms.append(Elimination(add_months(closed_on, after_closure_months), Basis.CLOSURE))
    return min(terms, key=lambda term: term.due_on, default=None)


def elimination_due_on(
    birth: PartialDate | None,
    closed_on: date | None,
    *,
    after_closure_months: int = AFTER_CLOSURE_MONTHS,
) -> date | None:
    """The date of `elimination`, or None while nothing sets one."""
    term = elimination(birth, closed_on, after_closure_months=after_closure_months)
    return term.due_on if term else None


def is_due(due_on: date | None, today: date) -> bool:
    """Whether a term is reached."""
    return due_on is not None and due_on <= today


def attendance_due_on(birth: PartialDate, moved_out_on: date | None = None) -> date:
    """When attendance facts go: 31 August after turning 16, or on moving out if earlier.

    Art. R131-10-1 and following: at most until the end of the school year in which the pupil
    turns 16, and at once when the mayor learns that the child left the commune.
    """
    end = SchoolYear.of(birthday(birth.earliest, ATTENDANCE_AGE)).last_day
    return end if moved_out_on is None else min(end, moved_out_on)


def attendance_allowed(birth: PartialDate, day: date, moved_out_on: date | None = None) -> bool:
    """Whether an attendance fact may still be entered on `day` (domain § 3.2)."""
    return day < attendance_due_on(birth, moved_out_on)


def with_last_of(case_terms: Iterable[date | None]) -> date | None:
    """When a guardian or a household goes: with the last dossier it is linked to.

    None while one of them has no term. Raises ValueError when linked to none: it should not
    have outlived them.
    """
    terms = list(case_terms)
    if not terms:
        raise ValueError("linked to no dossier")
    known = [term for term in terms if term is not None]
    return max(known) if len(known) == len(terms) else None


def family_elimination(closed_on: date | None, linked: Iterable[date | None]) -> Elimination | None:
    """The term of a family's own dossier: its closure's, at the latest that of the last linked.

    `linked`: the terms of the dossiers of its young people, past ones too. Linked to none, which
    a dossier opened for an empty family is, the closure alone counts.
    """
    terms = list(linked)
    last = with_last_of(terms) if terms else None
    closure = elimination(None, closed_on)
    if last is None or (closure is not None and closure.due_on <= last):
        return closure
    return Elimination(last, Basis.LINKED)


class Kept(StrEnum):
    """What is kept for a number of months after an event, and no rule of age touches."""

    NOT_RETAINED_REPORT = "NOT_RETAINED_REPORT"  # from the decision
    OPENED_IN_ERROR = "OPENED_IN_ERROR"  # from the moment it is known
    PARTNER_CONTACT = "PARTNER_CONTACT"  # from leaving the post
    JOURNAL = "JOURNAL"  # CNIL, deliberation 2021-122; 36 with a documented need
    ATTENDANCE_SHEET = "ATTENDANCE_SHEET"  # émargement, from the meeting
    RIGHTS_REQUEST = "RIGHTS_REQUEST"  # from the answer
    BACKUP = "BACKUP"  # also copies made before an upgrade and vaults set aside


# Months: by default, at least, at most. Slips and records of elimination are kept for ever.
_MONTHS: dict[Kept, tuple[int, int, int]] = {
    Kept.NOT_RETAINED_REPORT: (6, 0, 12),
    Kept.OPENED_IN_ERROR: (0, 0, 0),
    Kept.PARTNER_CONTACT: (12, 0, 12),
    Kept.JOURNAL: (12, 6, 36),
    Kept.ATTENDANCE_SHEET: (36, 0, 36),
    Kept.RIGHTS_REQUEST: (60, 0, 60),
    Kept.BACKUP: (3, 0, 3),
}


def kept_until(kind: Kept, since: date, *, months: int | None = None) -> date:
    """The term of a thing of `kind` counted from `since`; `months` is the commune's setting.

    Raises ValueError for a setting outside what the rule allows.
    """
    default, least, most = _MONTHS[kind]
    chosen = default if months is None else months
    if not least <= chosen <= most:
        raise ValueError(f"{kind}: {chosen} months is out of {least}..{most}")
    return add_months(since, chosen)


def not_retained_due_on(decided_on: date, *, months: int = 6) -> date:
    """When a report that was not retained goes: 6 months, a setting of at most 12."""
    return kept_until(Kept.NOT_RETAINED_REPORT, decided_on, months=months)
