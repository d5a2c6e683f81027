"""Two dossiers made one, and the persons each had been told apart from."""

import pytest

from app.models.enums import (
    EliminationReason,
)
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.merging import merge
from app.services.merging_undo import unmerge, what_changed
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.told_apart import pairs_apart, tell_alike, tell_apart, tell_report_apart
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.unit.merging.conftest import Twice, ask, planted, run, settle, undone_exactly


@pytest.fixture
def third(office: Office) -> tuple[Twice, int]:
    """Two dossiers, and that of another person from whom both were told apart."""
    twice = planted(office)
    number = plant_case(office, last_name="MARTEAU", first_name="Yann")
    for one in (twice.older, twice.other):
        tell_apart(twice.desk, one, number)
    return twice, number


def test_a_pair_told_apart_twice_is_said_once(third: tuple[Twice, int]) -> None:
    twice, number = third
    undone_exactly(twice)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    (row,) = pairs_apart(twice.desk)
    assert set(row.case_ids) == {twice.older, number}
    tell_alike(twice.desk, number, twice.older)
    assert pairs_apart(twice.desk) == ()


@pytest.mark.parametrize("both", [False, True])
def test_a_pair_is_one_whichever_of_the_two_it_names_first(office: Office, both: bool) -> None:
    """The young person who stays was entered last, under the older number of dossier."""
    other = plant_case(office, file_number="2026-0009")
    third = plant_case(office, last_name="MARTEAU", first_name="Yann")
    older = plant_case(office, file_number="2025-0001", first_name="Yannis")
    twice = Twice(office, office.desk(), older, other, (3, 1))
    settle(twice)
    tell_apart(twice.desk, other, third)
    if both:
        tell_apart(twice.desk, older, third)
    undone_exactly(twice)
    merge(twice.desk, older, other, twice.entry())
    assert len(pairs_apart(twice.desk)) == 1
    tell_apart(twice.desk, older, third)  # known already
    assert len(pairs_apart(twice.desk)) == 1
    tell_alike(twice.desk, older, third)
    assert pairs_apart(twice.desk) == ()


def erase(twice: Twice, case_id: int) -> None:
    sql = "SELECT file_number, version FROM case_file WHERE id=:id"
    number, version = ask(twice, sql, id=case_id)[0]
    erase_case(twice.desk, case_id, MistakeEntry(EliminationReason.TRIAL, number, version))


def test_a_merge_is_undone_though_a_third_person_told_apart_was_erased(
    third: tuple[Twice, int],
) -> None:
    twice, number = third
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    erase(twice, number)
    assert what_changed(twice.desk, done.merge_id) == ()
    unmerge(twice.desk, done.merge_id)
    assert ask(twice, "SELECT id FROM case_file") == [(twice.older,), (twice.other,)]
    assert ask(twice, "SELECT * FROM told_apart") == []


def test_a_merge_is_undone_though_a_signalement_told_apart_was_erased(office: Office) -> None:
    twice = planted(office)
    entry = IntakeEntry(last_name="Martel", group_id=office.north)
    report = save_intake(twice.desk, entry, complete=False).ref
    for one in (twice.older, twice.other):
        tell_report_apart(twice.desk, report, one)
    undone_exactly(twice)
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    assert len(ask(twice, "SELECT * FROM told_apart")) == 1
    run(twice, "DELETE FROM told_apart")
    run(twice, "DELETE FROM intake_status_change WHERE report_id=:id", id=report)
    run(twice, "DELETE FROM intake_report WHERE id=:id", id=report)
    unmerge(twice.desk, done.merge_id)
    assert ask(twice, "SELECT * FROM told_apart") == []
