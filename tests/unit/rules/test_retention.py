from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.enums import ReferralStatus
from app.services.rules.deadlines import (
    ReminderDelays,
    information_due_on,
    next_reminder_on,
    referral_reminders,
)
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import (
    Basis,
    Kept,
    age_limit_notice_on,
    age_limit_on,
    attendance_allowed,
    attendance_due_on,
    elimination,
    elimination_due_on,
    is_due,
    kept_until,
    not_retained_due_on,
    with_last_of,
)

DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("born", "closed", "due", "basis"),
    [
        (date(2010, 5, 14), date(2026, 6, 30), date(2029, 6, 30), Basis.CLOSURE),
        (date(2003, 2, 10), date(2026, 6, 30), date(2028, 2, 10), Basis.AGE),
        (date(2004, 2, 29), date(2027, 1, 15), date(2029, 2, 28), Basis.AGE),
        (date(2009, 9, 1), date(2024, 2, 29), date(2027, 2, 28), Basis.CLOSURE),
    ],
)
def test_the_vectors_of_the_law_hold(born: date, closed: date, due: date, basis: Basis) -> None:
    term = elimination(PartialDate.exactly(born), closed)
    assert term is not None
    assert (term.due_on, term.basis) == (due, basis)


def test_an_open_dossier_goes_at_the_25th_birthday() -> None:
    birth = PartialDate.exactly(date(2004, 2, 29))
    assert elimination_due_on(birth, None) == date(2029, 2, 28)
    assert age_limit_notice_on(birth) == date(2028, 8, 28)


def test_a_partly_known_birth_counts_as_its_earliest_day() -> None:
    assert age_limit_on(PartialDate.in_year(2004)) == date(2029, 1, 1)
    assert elimination_due_on(PartialDate.in_month(2004, 3), None) == date(2029, 3, 1)


def test_without_birth_the_closure_counts_and_without_both_there_is_no_term() -> None:
    assert elimination_due_on(None, date(2026, 6, 30)) == date(2029, 6, 30)
    assert elimination_due_on(None, None) is None
    assert not is_due(None, date(2099, 1, 1))


def test_a_commune_may_shorten_the_time_after_closure_but_never_lengthen_it() -> None:
    assert elimination_due_on(None, date(2026, 6, 30), after_closure_months=12) == date(2027, 6, 30)
    for months in (37, -1):
        with pytest.raises(ValueError, match="out of"):
            elimination(None, date(2026, 6, 30), after_closure_months=months)


@given(DAYS, st.integers(0, 800), DAYS)
def test_nothing_outlives_25_years_nor_three_years_of_closure(
    first: date, spread: int, closed: date
) -> None:
    birth = PartialDate(first, first + timedelta(days=spread))
    due = elimination_due_on(birth, closed)
    assert due is not None
    assert due <= age_limit_on(birth)
    assert due <= closed + timedelta(days=3 * 366)
    # doubt about the birth never keeps longer than the surest reading of it
    surest = elimination_due_on(PartialDate.exactly(birth.latest), closed)
    assert surest is not None
    assert due <= surest


def test_a_term_is_due_on_its_day() -> None:
    assert not is_due(date(2029, 6, 30), date(2029, 6, 29))
    assert is_due(date(2029, 6, 30), date(2029, 6, 30))


@pytest.mark.parametrize(
    ("born", "due"),
    [
        (date(2010, 8, 31), date(2026, 8, 31)),
        (date(2010, 9, 1), date(2027, 8, 31)),
        (date(2010, 5, 14), date(2026, 8, 31)),
        (date(2012, 2, 29), date(2028, 8, 31)),
    ],
)
def test_attendance_facts_go_at_the_end_of_the_school_year_of_16(born: date, due: date) -> None:
    birth = PartialDate.exactly(born)
    assert attendance_due_on(birth) == due
    assert attendance_allowed(birth, due - timedelta(days=1))
    assert not attendance_allowed(birth, due)


def test_attendance_facts_go_at_once_when_the_child_moves_out() -> None:
    birth = PartialDate.exactly(date(2012, 5, 14))
    assert attendance_due_on(birth, date(2026, 3, 2)) == date(2026, 3, 2)
    assert attendance_due_on(birth, date(2030, 3, 2)) == date(2028, 8, 31)
    assert not attendance_allowed(birth, date(2026, 3, 2), date(2026, 3, 2))


def test_attendance_of_a_partly_known_birth_goes_by_its_earliest_day() -> None:
    assert attendance_due_on(PartialDate.in_year(2010)) == date(2026, 8, 31)


def test_a_report_not_retained_goes_after_six_months_and_twelve_at_most() -> None:
    assert not_retained_due_on(date(2026, 8, 31)) == date(2027, 2, 28)
    assert not_retained_due_on(date(2026, 8, 31), months=12) == date(2027, 8, 31)
    with pytest.raises(ValueError, match="NOT_RETAINED_REPORT"):
        not_retained_due_on(date(2026, 8, 31), months=13)


@pytest.mark.parametrize(
    ("kind", "months", "too_long"),
    [
        (Kept.OPENED_IN_ERROR, 0, 1),
        (Kept.PARTNER_CONTACT, 12, 13),
        (Kept.JOURNAL, 12, 37),
        (Kept.ATTENDANCE_SHEET, 36, 37),
        (Kept.RIGHTS_REQUEST, 60, 61),
        (Kept.BACKUP, 3, 4),
    ],
)
def test_other_things_have_their_term_and_their_ceiling(
    kind: Kept, months: int, too_long: int
) -> None:
    since = date(2026, 1, 10)
    assert kept_until(kind, since) == kept_until(kind, since, months=months)
    assert (kept_until(kind, since).year - 2026) * 12 + kept_until(kind, since).month - 1 == months
    with pytest.raises(ValueError, match=kind):
        kept_until(kind, since, months=too_long)


def test_the_journal_is_kept_six_months_at_least() -> None:
    with pytest.raises(ValueError, match="JOURNAL"):
        kept_until(Kept.JOURNAL, date(2026, 1, 10), months=5)


def test_a_household_goes_with_its_last_dossier() -> None:
    assert with_last_of([date(2027, 1, 1), date(2029, 1, 1)]) == date(2029, 1, 1)
    assert with_last_of([date(2027, 1, 1), None]) is None
    with pytest.raises(ValueError, match="no dossier"):
        with_last_of([])


@pytest.mark.parametrize(
    ("contact", "session", "due"),
    [
        (None, None, date(2026, 2, 28)),
        (date(2026, 2, 10), None, date(2026, 2, 10)),
        (date(2026, 3, 10), date(2026, 2, 5), date(2026, 2, 5)),
        (date(2026, 3, 10), date(2026, 4, 5), date(2026, 2, 28)),
    ],
)
def test_information_is_due_within_a_month_or_before_the_first_disclosure(
    contact: date | None, session: date | None, due: date
) -> None:
    assert information_due_on(date(2026, 1, 31), contact, session) == due


def test_an_orientation_is_reminded_by_its_state() -> None:
    day = date(2026, 1, 31)
    assert referral_reminders(ReferralStatus.SENT, day) == (date(2026, 2, 15),)
    assert referral_reminders(ReferralStatus.REMINDED, day) == (date(2026, 2, 15),)
    assert referral_reminders(ReferralStatus.INTERVIEW_SET, day) == (date(2026, 2, 7),)
    checks = (date(2026, 2, 28), date(2026, 4, 30), date(2026, 7, 31))
    assert referral_reminders(ReferralStatus.STARTED, day) == checks
    held = referral_reminders(ReferralStatus.HELD_3M, date(2026, 5, 4), started_on=day)
    assert held == (date(2026, 7, 31),)
    assert referral_reminders(ReferralStatus.HELD_3M, day) == ()
    shorter = ReminderDelays(after_sent=8)
    assert referral_reminders(ReferralStatus.SENT, day, delays=shorter) == (date(2026, 2, 8),)


def test_only_the_states_that_wait_are_reminded() -> None:
    waiting = {
        status
        for status in ReferralStatus
        if referral_reminders(status, date(2026, 1, 1), started_on=date(2026, 1, 1))
    }
    assert waiting == {
        ReferralStatus.SENT,
        ReferralStatus.REMINDED,
        ReferralStatus.INTERVIEW_SET,
        ReferralStatus.STARTED,
        ReferralStatus.HELD_3M,
    }


def test_a_reminder_is_answered_by_what_was_done_since() -> None:
    checks = referral_reminders(ReferralStatus.STARTED, date(2026, 1, 31))
    assert next_reminder_on(checks, date(2026, 1, 31)) == date(2026, 2, 28)
    assert next_reminder_on(checks, date(2026, 2, 28)) == date(2026, 4, 30)
    assert next_reminder_on(checks, date(2026, 8, 1)) is None
