from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.rules.ages import (
    AgeBand,
    AgeSpan,
    SchoolYear,
    age_band,
    age_on,
    ages_on,
    birthday,
    earliest_contract_date,
    is_adult,
    latest_contract_date,
    majority_on,
    school_status_possible,
)
from app.services.rules.month_arithmetic import add_months, add_years
from app.services.rules.partial_dates import PartialDate

DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


def exact(year: int, month: int, day: int) -> PartialDate:
    return PartialDate.exactly(date(year, month, day))


@given(DAYS, st.integers(-600, 600))
def test_adding_months_never_leaves_the_month_it_aims_at(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(DAYS, st.integers(0, 100))
def test_a_term_grows_with_its_start(day: date, months: int) -> None:
    assert add_months(day, months) <= add_months(day + timedelta(days=1), months)


def test_month_ends_are_clamped() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 8, 31), -6) == date(2026, 2, 28)
    assert add_years(date(2004, 2, 29), 25) == date(2029, 2, 28)
    assert add_years(date(2004, 2, 29), 16) == date(2020, 2, 29)


def test_the_age_changes_on_the_birthday() -> None:
    born = date(2010, 3, 14)
    assert age_on(born, date(2026, 3, 13)) == 15
    assert age_on(born, date(2026, 3, 14)) == 16
    assert age_on(born, born) == 0


def test_born_on_29_february_one_turns_18_on_the_28th() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 2, 28)
    assert age_on(date(2008, 2, 29), date(2026, 2, 27)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 18


@given(DAYS, DAYS)
def test_the_age_is_the_number_of_birthdays_gone_by(born: date, day: date) -> None:
    if day < born:
        with pytest.raises(ValueError, match="before birth"):
            age_on(born, day)
    else:
        age = age_on(born, day)
        assert birthday(born, age) <= day < birthday(born, age + 1)


def test_a_partly_known_birth_gives_a_span_of_ages() -> None:
    born = PartialDate.in_year(2010)
    assert ages_on(born, date(2026, 6, 1)) == AgeSpan(15, 16)
    assert not ages_on(born, date(2026, 6, 1)).is_sure
    assert ages_on(born, date(2026, 12, 31)) == AgeSpan(16, 16)
    assert ages_on(born, date(2010, 6, 1)) == AgeSpan(0, 0)


def test_majority_waits_for_the_latest_possible_day() -> None:
    born = PartialDate.in_year(2008)
    assert majority_on(born) == date(2026, 12, 31)
    assert not is_adult(born, date(2026, 12, 30))
    assert is_adult(born, date(2026, 12, 31))


def test_a_contract_may_start_at_16_or_at_15_after_3e() -> None:
    assert earliest_contract_date(exact(2010, 3, 14), completed_3e=False) == date(2026, 3, 14)
    assert earliest_contract_date(exact(2010, 3, 14), completed_3e=True) == date(2025, 3, 14)
    assert earliest_contract_date(exact(2012, 2, 29), completed_3e=True) == date(2027, 2, 28)
    assert earliest_contract_date(PartialDate.in_month(2010, 3), completed_3e=False) == date(
        2026, 3, 31
    )


@pytest.mark.parametrize(
    ("born", "year", "possible"),
    [
        ((2012, 9, 1), 2027, True),
        ((2012, 12, 31), 2027, True),
        ((2012, 8, 31), 2027, False),  # 15 before the school year: a contract is open already
        ((2013, 1, 1), 2027, False),
        ((2012, 10, 5), 2026, False),
    ],
)
def test_who_turns_15_before_the_year_ends_may_begin_under_school_status(
    born: tuple[int, int, int], year: int, *, possible: bool
) -> None:
    asked = exact(*born), SchoolYear(year)
    assert school_status_possible(*asked, completed_3e=True) is possible
    assert not school_status_possible(*asked, completed_3e=False)


def test_in_doubt_about_the_birth_school_status_waits_for_the_latest_day() -> None:
    born = PartialDate.in_month(2012, 12)
    assert school_status_possible(born, SchoolYear(2027), completed_3e=True)
    assert not school_status_possible(
        PartialDate.in_year(2012), SchoolYear(2026), completed_3e=True
    )


def test_a_contract_may_start_until_the_eve_of_30() -> None:
    assert latest_contract_date(exact(1997, 3, 14)) == date(2027, 3, 13)
    assert latest_contract_date(PartialDate.in_year(1997)) == date(2027, 12, 30)


def test_a_school_year_runs_from_september_to_august() -> None:
    assert SchoolYear.of(date(2026, 8, 31)).label == "2025-2026"
    assert SchoolYear.of(date(2026, 9, 1)).label == "2026-2027"


@given(DAYS)
def test_every_day_lies_in_its_school_year(day: date) -> None:
    year = SchoolYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert SchoolYear(year.start + 1).first_day == year.last_day + timedelta(days=1)


@pytest.mark.parametrize(
    ("ages", "band"),
    [
        (range(3, 12), AgeBand.UNDER_12),
        (range(12, 16), AgeBand.FROM_12),
        (range(16, 18), AgeBand.FROM_16),
        (range(18, 22), AgeBand.FROM_18),
        (range(22, 26), AgeBand.FROM_22),
    ],
)
def test_age_bands_are_those_of_the_statistics(ages: range, band: AgeBand) -> None:
    assert {age_band(age) for age in ages} == {band}
    assert band.value == f"{ages[0]}-{ages[-1]}"
