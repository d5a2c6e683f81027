import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.rules.partial_dates import (
    DateProblem,
    PartialDate,
    parse_date,
    parse_partial_date,
    show_partial_date,
)

TODAY = date(2026, 11, 23)
BIRTHS = st.dates(date(1900, 1, 1), TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "14/03/2010", "140310", "14032010", "14-3-10", "14 mars 2010", "14.03.2010", "14 03 10",
        "2010-03-14", " 14 / 03 / 2010 ", "14 MARS 2010", "dimanche 14 mars 2010", "14-mars-10",
        "le 14 mars 2010", "14\u00a0mars\u202f2010", "14 mars 10",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_date(typed, today=TODAY) == date(2010, 3, 14)
    assert parse_partial_date(typed, today=TODAY) == PartialDate.exactly(date(2010, 3, 14))


@pytest.mark.parametrize("typed", ["1er mars 2010", "1 mars 2010", "1ER Mars 2010", "01/03/10"])
def test_the_first_of_a_month_is_read(typed: str) -> None:
    assert parse_date(typed, today=TODAY) == date(2010, 3, 1)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("3 janv. 2020", 1), ("3 février 2020", 2), ("3 fevr. 2020", 2), ("3 avr 2020", 4),
        ("3 mai 2020", 5), ("3 juin 2020", 6), ("3 juil. 2020", 7), ("3 août 2020", 8),
        ("3 aout 2020", 8), ("3 sept. 2020", 9), ("3 oct 2020", 10), ("3 nov 2020", 11),
        ("3 décembre 2020", 12), ("3 dec. 2020", 12),
    ],
)  # fmt: skip
def test_months_are_read_in_letters_short_or_without_accents(typed: str, month: int) -> None:
    assert parse_date(typed, today=TODAY) == date(2020, month, 3)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("auj", 0), ("Aujourd’hui", 0), ("aujourd'hui", 0), ("hier", -1), ("demain", 1),
        ("après-demain", 2), ("avant-hier", -2), ("+15", 15), ("+ 15", 15), ("j+15", 15),
        ("-3", -3),
    ],
)  # fmt: skip
def test_shortcuts_count_from_today(typed: str, days: int) -> None:
    assert parse_date(typed, today=TODAY) == TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("03/2010", PartialDate.in_month(2010, 3)),
        ("3-2010", PartialDate.in_month(2010, 3)),
        ("032010", PartialDate.in_month(2010, 3)),
        ("mars 2010", PartialDate.in_month(2010, 3)),
        ("Févr. 2012", PartialDate(date(2012, 2, 1), date(2012, 2, 29))),
        ("mars 10", PartialDate.in_month(2010, 3)),
        ("2010", PartialDate(date(2010, 1, 1), date(2010, 12, 31))),
        ("en 2010", PartialDate.in_year(2010)),
    ],
)
def test_a_birth_date_may_be_known_to_the_month_or_the_year(typed: str, span: PartialDate) -> None:
    assert parse_partial_date(typed, today=TODAY) == span


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("23/11/26", date(2026, 11, 23)),  # today
        ("24/11/26", date(1926, 11, 24)),  # tomorrow would be in the future
        ("01/01/27", date(1927, 1, 1)),
        ("010199", date(1999, 1, 1)),
        ("290204", date(2004, 2, 29)),
    ],
)
def test_a_birth_year_of_two_digits_is_the_latest_not_in_the_future(typed: str, born: date) -> None:
    assert parse_partial_date(typed, today=TODAY) == PartialDate.exactly(born)


def test_an_ordinary_year_of_two_digits_may_lie_ahead_by_twenty_years() -> None:
    assert parse_date("01/09/27", today=TODAY) == date(2027, 9, 1)
    assert parse_date("01/09/46", today=TODAY) == date(2046, 9, 1)
    assert parse_date("01/09/47", today=TODAY) == date(1947, 9, 1)


@pytest.mark.parametrize(
    "typed", ["", "bientôt", "14//03", "1/2/3/4", "20101", "mars", "+", "٣/٣/٢٠١٠"]
)
def test_what_is_no_date_is_refused_with_the_form_to_use(typed: str) -> None:
    with pytest.raises(DateProblem) as refused:
        parse_date(typed, today=TODAY)
    assert refused.value.sentence == "Date inconnue\u202f: écrivez jj/mm/aaaa"
    with pytest.raises(DateProblem):
        parse_partial_date(typed, today=TODAY)


@pytest.mark.parametrize(
    "typed", ["31/02/2010", "290210", "00/05/2010", "14/13/2010", "32 mars 2010"]
)
def test_a_day_that_does_not_exist_is_told_apart(typed: str) -> None:
    for parse in (parse_date, parse_partial_date):
        with pytest.raises(DateProblem, match="date_impossible"):
            parse(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["14/03/0201", "14/03/2910", "14/03/1899"])
def test_a_year_out_of_reason_is_told_apart(typed: str) -> None:
    with pytest.raises(DateProblem, match="date_year"):
        parse_date(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["24/11/2026", "12/2026", "2027", "demain"])
def test_nobody_is_born_tomorrow(typed: str) -> None:
    with pytest.raises(DateProblem):
        parse_partial_date(typed, today=TODAY)


def test_the_current_month_and_year_may_be_a_birth() -> None:
    assert parse_partial_date("11/2026", today=TODAY) == PartialDate.in_month(2026, 11)
    assert parse_partial_date("2026", today=TODAY) == PartialDate.in_year(2026)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (PartialDate.exactly(date(2010, 3, 14)), "14/03/2010"),
        (PartialDate.in_month(2010, 3), "03/2010"),
        (PartialDate.in_year(2010), "2010"),
        (
            PartialDate(date(2010, 3, 14), date(2010, 4, 2)),
            "entre le 14/03/2010 et le 02/04/2010",
        ),
    ],
)
def test_a_birth_date_shows_no_more_than_is_known(span: PartialDate, shown: str) -> None:
    assert show_partial_date(span) == shown


@given(BIRTHS)
def test_what_is_shown_reads_back_the_same(day: date) -> None:
    for span in (
        PartialDate.exactly(day),
        PartialDate.in_month(day.year, day.month),
        PartialDate.in_year(day.year),
    ):
        assert parse_partial_date(show_partial_date(span), today=TODAY) == span


@given(BIRTHS)
def test_every_written_form_of_a_day_means_the_same(day: date) -> None:
    forms = (f"{day:%d%m}{day.year:04d}", f"{day.day}-{day.month}-{day.year}", day.isoformat())
    assert {parse_date(form, today=TODAY) for form in forms} == {day}


@given(st.dates(TODAY.replace(year=1927), TODAY))
def test_two_digits_are_enough_for_a_birth_of_the_last_hundred_years(day: date) -> None:
    assert parse_partial_date(f"{day:%d%m%y}", today=TODAY) == PartialDate.exactly(day)


@given(st.text(max_size=24) | st.from_regex(r"[0-9/. -]{0,12}", fullmatch=True))
def test_any_text_gives_a_date_or_a_sentence(text: str) -> None:
    for parse in (parse_date, parse_partial_date):
        with contextlib.suppress(DateProblem):
            parse(text, today=TODAY)


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="earliest"):
        PartialDate(date(2010, 2, 1), date(2010, 1, 1))


@pytest.mark.parametrize(
    ("typed", "ahead", "day"),
    [
        ("20/11", False, date(2026, 11, 20)), ("23/11", False, date(2026, 11, 23)),
        ("24/11", False, date(2025, 11, 24)), ("15/01", False, date(2026, 1, 15)),
        ("3 décembre", False, date(2025, 12, 3)), ("lundi 1er janv.", False, date(2026, 1, 1)),
        ("15/01", True, date(2027, 1, 15)), ("20-11", True, date(2026, 11, 20)),
        ("31 12", True, date(2026, 12, 31)), ("1/6", True, date(2026, 6, 1)),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_the_last_one_or_the_nearest(
    typed: str, *, ahead: bool, day: date
) -> None:
    assert parse_date(typed, today=date(2026, 11, 23), ahead=ahead) == day


def test_a_day_without_its_year_may_not_exist() -> None:
    for typed in ("31/04", "14/13"):
        with pytest.raises(DateProblem):
            parse_date(typed, today=date(2026, 11, 23))
