"""A child with two homes: one goes to the corbeille and comes back, the other is told right."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.errors import Invalid
from app.models.enums import HomeSharing
from app.services.cases import read_case
from app.services.changes import Change
from app.services.desk import Desk
from app.services.history_undo import can_undo, undo
from app.services.households import (
    enter_household,
    found_household,
    leave_household,
    share_home,
)
from app.services.trash import restore, throw_away
from app.services.trash_place import NotRestored
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

MAIN, WEEKENDS, EVEN = HomeSharing.MAIN, HomeSharing.WEEKENDS, HomeSharing.ALTERNATING
Homes = dict[str, HomeSharing | None]


class Child:
    """A young person, with the homes that a test gives them."""

    def __init__(self, office: Office) -> None:
        self.office, self.desk = office, office.desk()
        self.case_id = plant_case(office)

    def found(self, name: str, sharing: HomeSharing | None = None) -> int:
        self.office.clock.advance(timedelta(minutes=1))
        return found_household(self.desk, self.case_id, name, sharing=sharing).ref

    def throw(self, home: int) -> int:
        with self.office.engine.connect() as connection:
            wanted = text(
                "SELECT max(id) FROM household_membership WHERE household_id = :home"
                " AND youth_id = (SELECT youth_id FROM case_file WHERE id = :case)"
            )
            number = connection.execute(wanted, {"home": home, "case": self.case_id}).scalar_one()
        return throw_away(self.desk, "household_membership", number, "Erreur").item_id

    @property
    def homes(self) -> Homes:
        """Where they live today, and how they share their time."""
        page = read_case(self.desk, self.case_id, opening=False)
        assert page.youth is not None
        return {
            home.name: stay.sharing
            for home in page.youth.households
            for stay in home.members
            if stay.case_id == self.case_id and stay.until_on is None
        }

    def rows(self) -> list[tuple[object, ...]]:
        with self.office.engine.connect() as connection:
            found = connection.execute(text("SELECT * FROM household_membership ORDER BY id"))
            return [tuple(one) for one in found]


@pytest.fixture
def child(office: Office) -> Child:
    return Child(office)


@pytest.mark.parametrize("thrown", [0, 1])
@pytest.mark.parametrize("sharing", [WEEKENDS, EVEN])
def test_a_home_that_shares_comes_back_exactly_as_it_was(
    child: Child, thrown: int, sharing: HomeSharing
) -> None:
    both = child.found("Foyer A"), child.found("Foyer B", sharing)
    before = child.rows()
    item = child.throw(both[thrown])
    assert child.homes == {"Foyer B" if thrown == 0 else "Foyer A": None}
    assert restore(child.desk, item).whole
    assert child.rows() == before


def test_the_second_home_thrown_away_ends_and_reopens_nothing_else(child: Child) -> None:
    former, now = child.found("Foyer Z"), child.found("Foyer A")
    second = child.found("Foyer B", WEEKENDS)  # the very day Z was left for A
    child.throw(second)
    assert child.homes == {"Foyer A": None}
    leave_household(child.desk, child.case_id, now)
    assert child.homes == {}
    assert former != now


def test_the_first_home_thrown_away_gives_its_place_to_the_one_it_had_ended(child: Child) -> None:
    child.found("Foyer Z")
    first = child.found("Foyer A")
    child.found("Foyer B", WEEKENDS)
    before = child.rows()
    item = child.throw(first)
    assert child.homes == {"Foyer Z": MAIN, "Foyer B": WEEKENDS}
    assert restore(child.desk, item).whole
    assert child.rows() == before


def test_a_home_that_ended_two_gives_both_back(child: Child) -> None:
    child.found("Foyer A")
    child.found("Foyer B", WEEKENDS)
    moved = child.found("Foyer C")
    before = child.rows()
    item = child.throw(moved)
    assert child.homes == {"Foyer A": MAIN, "Foyer B": WEEKENDS}
    restore(child.desk, item)
    assert child.rows() == before


def test_a_departure_of_its_own_is_not_taken_back_with_a_home_entered_the_same_day(
    child: Child,
) -> None:
    left = child.found("Foyer A")
    child.office.clock.advance(timedelta(minutes=1))
    leave_household(child.desk, child.case_id, left)
    child.throw(child.found("Foyer B"))
    assert child.homes == {}


def test_it_comes_back_alone_when_the_other_was_left_meanwhile(child: Child) -> None:
    first, second = child.found("Foyer A"), child.found("Foyer B", WEEKENDS)
    item = child.throw(second)
    leave_household(child.desk, child.case_id, first)
    assert not restore(child.desk, item).whole
    assert child.homes == {"Foyer B": None}


def test_it_shares_with_the_home_that_replaced_the_other_meanwhile(child: Child) -> None:
    child.found("Foyer A")
    item = child.throw(child.found("Foyer B", WEEKENDS))
    child.found("Foyer C")
    assert not restore(child.desk, item).whole
    assert child.homes == {"Foyer C": MAIN, "Foyer B": WEEKENDS}


def test_a_third_home_does_not_come_back(child: Child) -> None:
    first = child.found("Foyer A")
    item = child.throw(child.found("Foyer B", WEEKENDS))
    child.found("Foyer C", EVEN)
    with pytest.raises(NotRestored) as raised:
        restore(child.desk, item)
    assert raised.value.sentence == "Deux foyers sont déjà notés."
    leave_household(child.desk, child.case_id, first)
    restore(child.desk, item)
    assert child.homes == {"Foyer C": MAIN, "Foyer B": WEEKENDS}


def test_the_same_home_entered_anew_meanwhile_is_not_doubled(child: Child) -> None:
    child.found("Foyer A")
    second = child.found("Foyer B", WEEKENDS)
    sister = plant_case(child.office, first_name="Lina")
    enter_household(child.desk, sister, second)  # the home stays, she lives there
    item = child.throw(second)
    enter_household(child.desk, child.case_id, second)
    with pytest.raises(NotRestored):
        restore(child.desk, item)


@pytest.mark.parametrize("way", ["throw", "leave"])
def test_who_has_one_home_left_shares_their_time_with_nobody(child: Child, way: str) -> None:
    first, second = child.found("Foyer A"), child.found("Foyer B", EVEN)
    if way == "throw":
        child.throw(second)
    else:
        leave_household(child.desk, child.case_id, second)
    assert child.homes == {"Foyer A": None}
    with pytest.raises(Invalid):
        share_home(child.desk, child.case_id, first, EVEN)


def _share(desk: Desk, case_id: int, home: int) -> Change:
    return share_home(desk, case_id, home, HomeSharing.OCCASIONAL)


@pytest.mark.parametrize("act", [leave_household, _share])
def test_a_departure_from_one_of_two_homes_and_a_sharing_are_undone(
    child: Child, act: Callable[[Desk, int, int], Change]
) -> None:
    child.found("Foyer A")
    second = child.found("Foyer B", WEEKENDS)
    before = child.rows()
    change = act(child.desk, child.case_id, second)
    assert child.rows() != before
    assert can_undo(change)
    undo(child.desk, change)
    assert child.rows() == before


def test_a_second_home_just_added_is_undone(child: Child) -> None:
    child.found("Foyer A")
    before = child.rows()
    change = found_household(child.desk, child.case_id, "Foyer B", sharing=EVEN)
    undo(child.desk, change)
    assert child.rows() == before
    assert child.homes == {"Foyer A": None}


def test_a_past_home_comes_back_whatever_came_since(child: Child) -> None:
    home = child.found("Foyer A")
    leave_household(child.desk, child.case_id, home, until_on=date(2026, 11, 23))
    item = child.throw(home)
    child.found("Foyer B")
    assert restore(child.desk, item).whole
    assert child.homes == {"Foyer B": None}
