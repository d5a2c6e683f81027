"""Which backups leave, and the two promises: three months, and never the newest sound one."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.rules.backup_age import Level, due, level
from app.services.rules.backup_rotation import Copy, Kind, leaving
from app.services.rules.month_arithmetic import add_months


def when(*parts: int) -> datetime:
    """An instant of the office's own clock."""
    return datetime(*parts)  # noqa: DTZ001 - read in folders' names: naive


NOW = when(2026, 11, 23, 14, 30)

INSTANTS = st.datetimes(when(2026, 5, 1), when(2026, 12, 24)).map(
    lambda at: at.replace(microsecond=0)
)
COPIES = st.lists(st.tuples(INSTANTS, st.sampled_from(Kind), st.booleans()), max_size=60).map(
    lambda rows: [Copy(f"c{n}", *row) for n, row in enumerate(rows)]
)


def at(text: str, *, kind: Kind = Kind.BACKUP, sound: bool = True) -> Copy:
    return Copy(text, datetime.fromisoformat(text), kind, sound)


def staying(copies: list[Copy], now: datetime = NOW) -> set[str]:
    return {one.key for one in copies} - leaving(copies, now)


def test_the_day_keeps_one_an_hour_the_newest() -> None:
    assert staying([at("2026-11-23T09:05:00"), at("2026-11-23T09:55:00"), at("2026-11-23T10:01:00")]
    ) == {"2026-11-23T09:55:00", "2026-11-23T10:01:00"}  # fmt: skip


def test_the_week_keeps_one_a_day_the_quarter_one_a_week() -> None:
    copies = [
        at("2026-11-22T09:00:00"), at("2026-11-22T17:00:00"), at("2026-11-16T17:00:00"),
        at("2026-11-15T17:00:00"), at("2026-11-10T17:00:00"), at("2026-11-02T17:00:00"),
        at("2026-11-08T17:00:00"), at("2026-08-24T10:00:00"), at("2026-08-23T23:59:59"),
    ]  # fmt: skip
    assert staying(copies) == {
        "2026-11-22T17:00:00", "2026-11-16T17:00:00", "2026-11-15T17:00:00",
        "2026-11-08T17:00:00", "2026-08-24T10:00:00",
    }  # fmt: skip


@given(COPIES, INSTANTS)
def test_nothing_dated_rightly_outlives_three_months_but_the_newest_sound(
    copies: list[Copy], now: datetime
) -> None:
    kept = [one for one in copies if one.key not in leaving(copies, now)]
    old = [one for one in kept if add_months(one.made_at.date(), 3) <= now.date()]
    sound = [one for one in copies if one.kind is Kind.BACKUP and one.sound]
    assert len(old) <= 1
    for one in old:
        assert one.kind is Kind.BACKUP
        assert one.sound
        past = [other for other in sound if other.made_at <= now + timedelta(days=1)]
        assert one.made_at == max(other.made_at for other in past)


@given(COPIES, INSTANTS)
def test_the_newest_sound_backup_never_leaves(copies: list[Copy], now: datetime) -> None:
    sound = [
        one
        for one in copies
        if one.kind is Kind.BACKUP and one.sound and one.made_at <= now + timedelta(days=1)
    ]
    if sound:
        newest = max(sound, key=lambda one: (one.made_at, one.key))
        assert newest.key not in leaving(copies, now)


@given(COPIES, INSTANTS)
def test_a_second_rotation_at_the_same_instant_removes_nothing(
    copies: list[Copy], now: datetime
) -> None:
    left = [one for one in copies if one.key not in leaving(copies, now)]
    assert leaving(left, now) == frozenset()


@given(COPIES, INSTANTS)
def test_what_was_set_aside_leaves_at_three_months_and_not_before(
    copies: list[Copy], now: datetime
) -> None:
    gone = leaving(copies, now)
    for one in copies:
        if one.kind is not Kind.BACKUP and one.made_at <= now:
            assert (one.key in gone) is (add_months(one.made_at.date(), 3) <= now.date())


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.randoms(use_true_random=False))
def test_a_quarter_of_work_keeps_the_hours_the_days_and_the_weeks(seed: int, draw: object) -> None:
    """An office that saves several times a day for months, rotating at each backup."""
    kept: list[Copy] = []
    now = when(2026, 6, 1, 9) + timedelta(minutes=seed)
    for day in range(120):
        for hour in range(0, 8, 1 + (day + seed) % 3):
            now = when(2026, 6, 1, 9, seed % 60) + timedelta(days=day, hours=hour)
            kept.append(Copy(now.isoformat(), now))
            gone = leaving(kept, now)
            kept = [one for one in kept if one.key not in gone]
    days = {one.made_at.date() for one in kept}
    assert {now.date() - timedelta(days=back) for back in range(8)} <= days
    weeks = {one.made_at.isocalendar()[:2] for one in kept}
    assert {(now - timedelta(weeks=back)).isocalendar()[:2] for back in range(13)} <= weeks
    assert len(kept) <= 24 + 7 + 15


def test_a_damaged_backup_makes_way_for_a_sound_one_of_the_same_hour() -> None:
    sound, damaged = at("2026-11-23T09:05:00"), at("2026-11-23T09:55:00", sound=False)
    assert staying([sound, damaged]) == {sound.key}


def test_a_clock_set_back_deletes_nothing_of_what_then_lies_ahead() -> None:
    copies = [at("2026-11-23T09:00:00"), at("2026-11-20T09:00:00")]
    assert staying(copies, when(2010, 1, 1, 8)) == {one.key for one in copies}
    one_made_then = at("2010-01-01T07:00:00")
    assert staying([*copies, one_made_then], when(2010, 1, 1, 8)) == {
        one.key for one in (*copies, one_made_then)
    }


def test_what_a_wrong_clock_dated_ahead_leaves_once_a_week_is_rightly_dated() -> None:
    wrong, right = at("2099-01-01T09:00:00"), at("2026-11-16T09:00:00")
    assert staying([wrong, right]) == {right.key}
    assert staying([wrong, at("2026-11-17T09:00:00")]) == {wrong.key, "2026-11-17T09:00:00"}


def test_the_newest_is_kept_even_when_the_clock_jumps_a_century() -> None:
    copies = [at("2026-11-23T09:00:00"), at("2026-11-22T09:00:00")]
    assert staying(copies, when(2126, 1, 1)) == {"2026-11-23T09:00:00"}


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (None, Level.NEVER), (timedelta(), Level.OK), (timedelta(hours=23, minutes=59), Level.OK),
        (timedelta(days=1), Level.AMBER), (timedelta(days=6, hours=23), Level.AMBER),
        (timedelta(days=7), Level.RED), (timedelta(hours=-1), Level.OK),
        (timedelta(days=-2), Level.AMBER),
    ],
)  # fmt: skip
def test_a_day_is_amber_and_a_week_red(age: timedelta | None, expected: Level) -> None:
    assert level(age) is expected


@pytest.mark.parametrize(
    ("sound", "failed", "expected"),
    [
        (None, None, True), (timedelta(minutes=59), None, False), (timedelta(hours=1), None, True),
        (timedelta(hours=2), timedelta(minutes=9), False),
        (timedelta(hours=2), timedelta(minutes=10), True), (None, timedelta(minutes=1), False),
        (timedelta(days=-3), None, True),
    ],
)  # fmt: skip
def test_one_is_due_each_hour_and_sooner_after_a_failure(
    sound: timedelta | None, failed: timedelta | None, expected: bool
) -> None:
    assert due(sound, failed) is expected


def test_the_term_is_counted_in_days_of_the_calendar() -> None:
    made = at("2026-02-28T12:00:00")
    newest = at("2026-05-29T12:00:00")
    assert made.key in leaving([made, newest], when(2026, 5, 29, 12))
    assert date(2026, 5, 28) == add_months(made.made_at.date(), 3)
    late = at("2026-05-27T12:00:00")
    assert made.key not in leaving([made, late], when(2026, 5, 27, 23))
