"""The worklist stays instant at 100,000 signalements: it walks an index in its own order."""

from collections.abc import Callable

from app.models.enums import NotRetainedReason
from app.services.intake_decide import not_retain
from app.services.intake_waiting import next_waiting
from tests.helpers.office import Office
from tests.unit.test_query_plans import GATHERS, WHOLE_TABLE, plans


def test_the_next_that_waits_is_read_from_an_index(
    office: Office, received: Callable[..., int]
) -> None:
    first, _ = received(), received()
    not_retain(office.desk(), first, NotRetainedReason.SOLVED)
    found = plans(office.desk(), lambda desk: next_waiting(desk, first))
    assert found
    assert not [line for line in found if WHOLE_TABLE.search(line) or GATHERS.search(line)]
