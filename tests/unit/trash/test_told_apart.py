"""« Pas la même personne » hangs on both: it leaves with either, and stops nobody from leaving."""

import pytest
from sqlalchemy.orm import Session

from app.models.enums import EliminationReason
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.rows import Bundle, gather, rows_of
from app.services.told_apart import tell_apart, tell_report_apart
from app.services.trash import restore, throw_away
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office, make_office


def told(office: Office) -> int:
    with Session(office.engine) as session:
        return len(rows_of(session, "told_apart"))


def erase(office: Office, case_id: int) -> None:
    desk = office.desk()
    with office.engine.connect() as connection:
        sql = f"SELECT file_number, version FROM case_file WHERE id = {case_id}"
        number, version = connection.exec_driver_sql(sql).one()
    erase_case(desk, case_id, MistakeEntry(EliminationReason.TRIAL, number, version))


@pytest.mark.parametrize("place", [0, 1])
def test_either_dossier_of_a_pair_told_apart_is_erased(office: Office, place: int) -> None:
    pair = (plant_case(office), plant_case(office))
    tell_apart(office.desk(), *pair)
    erase(office, pair[place])
    assert told(office) == 0


@pytest.mark.parametrize("place", [0, 1])
def test_either_dossier_of_a_pair_told_apart_is_erased_from_a_backup(
    office: Office, tmp_path_factory: pytest.TempPathFactory, place: int
) -> None:
    backup = make_office(tmp_path_factory.mktemp("backup"))
    for town in (office, backup):
        pair = (plant_case(town), plant_case(town))
    tell_apart(backup.desk(), *pair)
    erase(office, pair[place])
    assert replay_eliminations(backup.engine, read_eliminations(office.engine), at=MONDAY) > 0
    assert told(backup) == 0
    backup.close()


def test_a_signalement_told_apart_leaves_and_comes_back_even_once_the_other_is_erased(
    office: Office,
) -> None:
    desk, case_id = office.desk(), plant_case(office)
    entry = IntakeEntry(last_name="Martel", group_id=office.north)
    report_id = save_intake(desk, entry, complete=False).ref
    tell_report_apart(desk, report_id, case_id)
    thrown = throw_away(desk, "intake_report", report_id, "Essai")
    assert told(office) == 0
    erase(office, case_id)
    assert restore(desk, thrown.item_id).whole
    assert told(office) == 0


def test_a_pair_told_apart_is_not_left_of_what_was_erased_from_a_bundle(office: Office) -> None:
    pair = (plant_case(office), plant_case(office))
    tell_apart(office.desk(), *pair)
    with Session(office.engine) as session:
        (row,) = rows_of(session, "told_apart")
        other = ("youth", int(row.values["other_youth_id"] or 0))
        assert row in gather(session, [other]).rows
        kept = gather(session, [("youth", int(row.values["youth_id"] or 0))])
        whole = Bundle(kept.rows).with_rows(gather(session, [other]).rows)
        assert whole.without([other]).of("told_apart") == ()
