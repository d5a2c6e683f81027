"""The journal: a chain that shows any line removed or altered, and that holds no value."""

import pytest
from sqlalchemy import select, text

from app.models.desk import JournalEntry
from app.models.enums import JournalAction, ObservationKind
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.journal import FIRST_HASH, first_break
from app.services.observations import ObservationEntry, save_observation
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office


def lines(desk: Desk) -> list[JournalEntry]:
    with desk.read() as work:
        return list(work.session.scalars(select(JournalEntry).order_by(JournalEntry.id)))


def write(desk: Desk, count: int = 3) -> None:
    for number in range(count):
        with desk.work() as work:
            work.journal(JournalAction.READ, "case", number, "x")
            work.journal(JournalAction.UPDATE, "case", number, "y")
            work.commit(Change(Subject.CASE, number))


def test_each_line_carries_the_hash_of_the_one_before(office: Office) -> None:
    desk = office.desk()
    write(desk)
    found = lines(desk)
    assert found[0].prev_hash == FIRST_HASH
    assert [one.prev_hash for one in found[1:]] == [one.hash for one in found[:-1]]
    with desk.read() as work:
        assert first_break(work.session) is None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal_entry SET detail = 'z' WHERE id = 3",
        "UPDATE journal_entry SET account_id = NULL WHERE id = 3",
        "UPDATE journal_entry SET at = '2020-01-01 00:00:00.000000' WHERE id = 3",
        "DELETE FROM journal_entry WHERE id = 3",
    ],
)
def test_a_line_altered_or_removed_shows(office: Office, tampering: str) -> None:
    desk = office.desk()
    write(desk)
    with office.engine.begin() as connection:
        connection.execute(text(tampering))
    with desk.read() as work:
        assert first_break(work.session) in {3, 4}


def test_what_is_rolled_back_leaves_no_line(office: Office) -> None:
    desk = office.desk()

    def give_up() -> None:
        with desk.work() as work:
            work.journal(JournalAction.READ, "case", 1)
            raise LookupError

    with pytest.raises(LookupError):
        give_up()
    assert lines(desk) == []


def test_a_line_names_fields_and_numbers_never_their_values(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    entry = ObservationEntry(ObservationKind.CALL, MONDAY.date(), "La mère de Yanis a rappelé.")
    save_observation(desk, case_id, entry)
    (line,) = lines(desk)
    assert (line.action, line.object_type) == (JournalAction.CREATE, "observation")
    assert "text" in line.detail
    assert "Yanis" not in line.detail
