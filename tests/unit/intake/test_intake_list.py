"""The list: what waits comes first, every column sorts, pages neither lose nor repeat a line."""

from collections.abc import Callable
from datetime import date

import pytest

from app.models.enums import IntakeStatus, NotRetainedReason, PartnerType, Role
from app.services.desk import Desk
from app.services.intake_decide import not_retain
from app.services.intake_entry import IntakeEntry
from app.services.intake_list import (
    IntakeFilter,
    IntakeRow,
    IntakeSort,
    count_intakes,
    count_waiting,
    intakes,
)
from app.services.intake_write import save_intake
from app.services.rules.partial_dates import PartialDate
from tests.helpers.office import Office

Receive = Callable[..., int]


def every(desk: Desk, size: int, **options: object) -> list[IntakeRow]:
    rows, key = intakes(desk, limit=size, **options)  # type: ignore[arg-type]  # idem
    found = list(rows)
    while key is not None:
        rows, key = intakes(desk, limit=size, after=key, **options)  # type: ignore[arg-type]  # idem
        assert rows
        found += rows
    return found


@pytest.fixture
def town(office: Office, received: Receive) -> Desk:
    """Nine signalements of every kind, two of them the same day."""
    desk = office.desk()
    for at in range(8):
        number = received(
            last_name=("Roy", "Élan", "Abba")[at % 3],
            received_on=date(2026, 11, 1 + at // 2),
            origin_type=(PartnerType.SCHOOL, PartnerType.LANDLORD, PartnerType.CIO)[at % 3],
            group_id=(office.north, office.south)[at % 2],
            birth=PartialDate.in_year(2011 + at % 3),
        )
        if at % 3 == 0:
            not_retain(desk, number, NotRetainedReason.SOLVED)
    save_intake(desk, IntakeEntry(), complete=False)
    return desk


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", IntakeSort)
def test_pages_of_any_order_make_the_whole(
    town: Desk, sort: IntakeSort, *, descending: bool
) -> None:
    whole = every(town, 100, sort=sort, descending=descending)
    assert len({one.id for one in whole}) == len(whole) == 9
    for size in (1, 2, 4):
        assert every(town, size, sort=sort, descending=descending) == whole


def test_what_is_to_be_qualified_comes_first_the_oldest_before(town: Desk) -> None:
    rows = every(town, 100)
    states = [one.status for one in rows]
    assert (
        states
        == [IntakeStatus.RECEIVED] * 5 + [IntakeStatus.DRAFT] + [IntakeStatus.NOT_RETAINED] * 3
    )
    waits = [one.waiting_days for one in rows[:5]]
    assert waits == sorted((one for one in waits if one is not None), reverse=True)
    assert all(one.waiting_days is None for one in rows[6:])
    decided = [one.received_on for one in rows[6:]]
    assert decided == sorted(decided, reverse=True)


def test_orders_are_those_of_the_words_read(town: Desk) -> None:
    names = [one.youth for one in every(town, 100, sort=IntakeSort.YOUTH)]
    assert names[0] == "Jeune non nommé"
    assert names[1:] == sorted(names[1:], key=lambda name: name.replace("É", "E"))
    origins = [one.origin for one in every(town, 100, sort=IntakeSort.ORIGIN)]
    by_word = [PartnerType.LANDLORD] * 3 + [PartnerType.CIO] * 2 + [PartnerType.SCHOOL] * 3
    assert origins == [*by_word, None]
    groups = [one.group for one in every(town, 100, sort=IntakeSort.GROUP, descending=True)]
    assert groups == ["", *sorted(groups[1:], reverse=True)]
    numbers = [one.number for one in every(town, 100, sort=IntakeSort.NUMBER, descending=True)]
    assert numbers == sorted(numbers, reverse=True)
    dates = [one.received_on for one in every(town, 100, sort=IntakeSort.RECEIVED)]
    assert dates == sorted(dates)


def test_filters_keep_what_they_say_and_the_count_follows(office: Office, town: Desk) -> None:
    every_row = every(town, 100)
    cases: dict[IntakeFilter, Callable[[IntakeRow], bool]] = {
        IntakeFilter(statuses=frozenset({IntakeStatus.RECEIVED})): lambda one: (
            one.status is IntakeStatus.RECEIVED
        ),
        IntakeFilter(origin=PartnerType.LANDLORD): lambda one: one.origin is PartnerType.LANDLORD,
        IntakeFilter(group_id=office.south): lambda one: one.group.endswith("Sud"),
        IntakeFilter(mine=True): lambda one: True,
        IntakeFilter(text="élan"): lambda one: one.youth.startswith("ÉLAN"),
    }
    for kept, keeps in cases.items():
        wanted = {one.id for one in every_row if keeps(one)}
        assert wanted
        assert {one.id for one in every(town, 3, kept=kept)} == wanted
        assert count_intakes(town, kept) == len(wanted)
    assert count_waiting(town) == 5


def test_what_is_out_of_reach_is_neither_listed_nor_counted(
    office: Office, town: Desk, received: Receive
) -> None:
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    own = received(officer, group_id=office.south)
    seen = every(officer, 2)
    assert {one.group for one in seen if one.id != own} == {"Groupe territorial Nord"}
    assert own in {one.id for one in seen}
    assert count_intakes(officer) == len(seen) == 5
    assert count_waiting(officer) == 3
    for role in (Role.CLERK, Role.ADMIN, Role.AUDITOR, Role.ARCHIVIST):
        nobody = office.desk(role, groups=(office.north,))
        assert intakes(nobody) == ((), None)
        assert count_waiting(nobody) == 0
