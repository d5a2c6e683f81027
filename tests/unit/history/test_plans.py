"""The history stays instant however long: its lines are read from an index, a page asks no more
questions than a line."""

import pytest
from sqlalchemy import Engine, event

from app.models.enums import ObservationKind, Role
from app.services.case_edit import CaseEntry, save_case
from app.services.desk import Desk
from app.services.history import history_in, history_of
from app.services.history_restore import preview_restore
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.observations import ObservationEntry, observations, save_observation
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office
from tests.unit.test_query_plans import plans


@pytest.fixture(params=["coordinator", "officer"])
def desk(request: pytest.FixtureRequest, office: Office) -> Desk:
    if request.param == "coordinator":
        return office.desk()
    return office.desk(Role.CASE_OFFICER, groups=(office.north,))


def told(office: Office, times: int) -> tuple[int, int]:
    """A dossier and an observation of it, each changed so many times."""
    case_id, desk = plant_case(office), office.desk()
    seen = ObservationEntry(ObservationKind.CALL, MONDAY.date(), "Rappeler lundi.")
    save_observation(desk, case_id, seen)
    number = observations(desk, case_id)[0].id
    for at in range(times):
        save_case(desk, case_id, CaseEntry(office.north, None, programme=f"PRE {at}"))
    return case_id, number


def test_the_lines_are_found_by_their_indexes(desk: Desk, office: Office) -> None:
    case_id, number = told(office, 2)
    asked = [
        *plans(desk, lambda it: history_in(it, case_id)),
        *plans(desk, lambda it: history_of(it, Target(Kind.OBSERVATION, number))),
        *plans(desk, lambda it: preview_restore(it, Target(Kind.CASE, case_id), 0)),
    ]
    whole = [line for line in asked if line.startswith("SCAN record_change")]
    assert whole == []
    # newest first is the order of the index: nothing is gathered and sorted
    assert not [line for line in asked if "TEMP B-TREE FOR ORDER BY" in line]


def questions(engine: Engine, ask: object) -> int:
    asked: list[str] = []

    def heard(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", heard)
    try:
        ask()  # type: ignore[operator]  # a function of no argument
    finally:
        event.remove(engine, "before_cursor_execute", heard)
    return len(asked)


def test_a_longer_history_asks_no_more_questions(office: Office) -> None:
    desk = office.desk()
    short, _ = told(office, 2)
    long, _ = told(office, 40)
    one, other = (
        questions(office.engine, lambda case_id=case_id: history_in(desk, case_id))
        for case_id in (short, long)
    )
    assert one == other
