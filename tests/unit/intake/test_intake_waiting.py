"""The worklist: after one signalement, the next that waits, in the order received."""

from collections.abc import Callable
from datetime import date

import pytest

from app.errors import Refused
from app.models.enums import NotRetainedReason, Role
from app.services.intake_decide import not_retain
from app.services.intake_waiting import next_waiting, urgency
from tests.helpers.office import Office

Receive = Callable[..., int]


def test_the_next_is_the_one_received_after_and_the_oldest_follows_the_last(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    late, early, twin = (
        received(received_on=date(2026, 11, day)) for day in (20, 3, 3)
    )  # fmt: skip
    order = []
    here = early
    for _ in range(3):
        found = next_waiting(desk, here)
        assert found is not None
        assert found.others == 2
        order.append(found.id)
        here = found.id
    assert order == [twin, late, early]


def test_what_was_decided_leads_to_what_still_waits_and_the_last_to_nothing(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    first, second = received(), received(received_on=date(2026, 11, 2))
    not_retain(desk, first, NotRetainedReason.SOLVED)
    found = next_waiting(desk, first)
    assert found is not None
    assert (found.id, found.others) == (second, 1)
    not_retain(desk, second, NotRetainedReason.SOLVED)
    assert next_waiting(desk, second) is None


def test_what_one_may_not_qualify_is_not_counted(office: Office, received: Receive) -> None:
    own, _other = received(group_id=office.south), received()
    desk = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    assert next_waiting(desk, own) is None
    with pytest.raises(Refused):
        next_waiting(office.desk(Role.CLERK, groups=(office.north,)), own)


@pytest.mark.parametrize(
    ("days", "tone"), [(None, ""), (0, ""), (6, ""), (7, "amber"), (14, "amber"), (15, "red")]
)
def test_a_wait_turns_amber_after_a_week_and_red_after_two(days: int | None, tone: str) -> None:
    assert urgency(days) == tone
