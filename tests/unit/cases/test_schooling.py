"""The situation over time: dated, corrected, ended, in order, its overlaps said."""

from collections.abc import Iterator
from datetime import date

import pytest

from app.errors import Invalid
from app.models.enums import Situation
from app.services.cases import read_case
from app.services.schooling import (
    SchoolingEntry,
    SchoolingRow,
    add_situation,
    correct_situation,
)
from tests.helpers.cases import plant_case
from tests.helpers.office import Office, make_office

AUTUMN, SPRING, LAST_YEAR = date(2026, 9, 1), date(2026, 3, 2), date(2025, 9, 1)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One town for all: each test has a dossier of its own."""
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


def periods(office: Office, case_id: int) -> tuple[SchoolingRow, ...]:
    youth = read_case(office.desk(), case_id, opening=False).youth
    assert youth is not None
    return youth.schooling


@pytest.fixture
def case_id(office: Office) -> int:
    number = plant_case(office)
    add_situation(office.desk(), number, SchoolingEntry(Situation.COLLEGE, AUTUMN))
    return number


def past(office: Office, case_id: int, start: date, end: date) -> None:
    entry = SchoolingEntry(Situation.RELAIS, start, ended_on=end)
    add_situation(office.desk(), case_id, entry)


def test_what_came_before_is_added_later_and_takes_its_place(office: Office, case_id: int) -> None:
    past(office, case_id, LAST_YEAR, date(2026, 7, 5))
    now, before = periods(office, case_id)
    assert (now.situation, now.ended_on) == (Situation.COLLEGE, None)
    assert (before.situation, before.ended_on) == (Situation.RELAIS, date(2026, 7, 5))
    assert not before.overlaps


def test_two_periods_that_overlap_say_so(office: Office, case_id: int) -> None:
    past(office, case_id, SPRING, date(2026, 9, 20))
    now, before = periods(office, case_id)
    assert (now.overlaps, before.overlaps) == (False, True)
    fixed = SchoolingEntry(Situation.RELAIS, SPRING, ended_on=date(2026, 8, 31), ends=True)
    correct_situation(office.desk(), case_id, before.id, fixed)
    assert not any(one.overlaps for one in periods(office, case_id))


def test_a_situation_ends_without_another_that_begins(office: Office, case_id: int) -> None:
    (now,) = periods(office, case_id)
    ended = SchoolingEntry(Situation.COLLEGE, AUTUMN, ended_on=date(2026, 11, 13), ends=True)
    correct_situation(office.desk(), case_id, now.id, ended)
    assert periods(office, case_id)[0].ended_on == date(2026, 11, 13)
    again = SchoolingEntry(Situation.COLLEGE, AUTUMN, ends=True)
    correct_situation(office.desk(), case_id, now.id, again)
    assert periods(office, case_id)[0].ended_on is None


def test_only_one_situation_has_no_end(office: Office, case_id: int) -> None:
    past(office, case_id, LAST_YEAR, date(2026, 7, 5))
    _, before = periods(office, case_id)
    entry = SchoolingEntry(Situation.RELAIS, LAST_YEAR, ends=True)
    with pytest.raises(Invalid) as wrong:
        correct_situation(office.desk(), case_id, before.id, entry)
    assert set(wrong.value.problems) == {"ended_on"}


@pytest.mark.parametrize("end", [date(2026, 8, 31), date(2026, 12, 1)])
def test_an_end_before_the_beginning_or_to_come_is_refused(
    office: Office, case_id: int, end: date
) -> None:
    with pytest.raises(Invalid) as wrong:
        past(office, case_id, AUTUMN, end)
    assert set(wrong.value.problems) == {"ended_on"}
