"""What a merge keeps to be undone holds nothing that the law has erased everywhere else."""

from datetime import date

import pytest

from app.models.enums import ObservationKind
from app.services import attendance, trash
from app.services.attendance import save_fact
from app.services.merging import merge
from app.services.merging_undo import unmerge, what_changed
from app.services.observations import ObservationEntry, save_observation
from app.services.trash_erase import erase_now
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office
from tests.unit.merging.conftest import Twice, planted
from tests.unit.merging.remains import (
    PAST_ALL,
    Facts,
    born,
    column,
    entry,
    erase,
    kept,
    noted_in_both,
)


@pytest.fixture
def facts(office: Office) -> Facts:
    return noted_in_both(office)


def registered(twice: Twice) -> set[int]:
    sql = "SELECT object_id FROM elimination WHERE object_type = 'attendance_fact'"
    return set(map(int, column(twice, sql)))


def test_a_threshold_noted_in_both_comes_back_to_both(facts: Facts) -> None:
    twice = facts.twice
    before = twice.tables()
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    assert "2026-11-01" in kept(twice)
    unmerge(twice.desk, done.merge_id)
    assert twice.tables() == before


def test_a_threshold_noted_in_both_goes_everywhere_at_its_term(facts: Facts) -> None:
    twice = facts.twice
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    assert erase(twice, date(2027, 8, 30)) == 0
    assert erase(twice, PAST_ALL) == 3
    assert "2026-11-01" not in kept(twice)
    assert "T10" not in kept(twice)
    assert registered(twice) >= set(facts.numbers)
    told = column(twice, "SELECT content FROM record_change WHERE object_type = 'attendance_fact'")
    assert told == []
    said = what_changed(twice.desk, done.merge_id)
    (sentence,) = said
    assert sentence == (
        "1\u00a0seuil d’absence noté dans les deux dossiers a été effacé depuis la fusion\u202f: "
        "l’autre dossier revient sans lui."
    )
    unmerge(twice.desk, done.merge_id, accepted=said)
    assert facts.stored(twice.older) == facts.stored(twice.other) == []


def test_a_departure_erases_what_both_had_noted(facts: Facts) -> None:
    twice = facts.twice
    merge(twice.desk, twice.older, twice.other, twice.entry())
    attendance.note_departure(twice.desk, twice.older, MONDAY.date())
    assert "T10" not in kept(twice)
    assert registered(twice) >= set(facts.numbers)


def test_what_the_corbeille_erases_takes_its_double_along(facts: Facts) -> None:
    twice = facts.twice
    merge(twice.desk, twice.older, twice.other, twice.entry())
    item = trash.throw_away(twice.desk, "attendance_fact", facts.numbers[0], "Erreur").item_id
    assert "T10" in kept(twice)
    erase_now(twice.desk, item)
    assert "T10" not in kept(twice)
    assert registered(twice) >= set(facts.numbers)
    assert facts.stored(twice.older) == ["2026-10-01"]


def test_a_threshold_past_its_term_once_merged_is_not_kept(facts: Facts) -> None:
    twice = facts.twice
    born(twice, twice.other, date(2009, 3, 14))
    merge(twice.desk, twice.older, twice.other, twice.entry("youth.birth_earliest"))
    assert facts.stored(twice.older) == []
    assert "T10" not in kept(twice)
    assert registered(twice) >= set(facts.numbers)


def test_of_three_dossiers_made_one_every_double_goes(facts: Facts) -> None:
    twice = facts.twice
    merge(twice.desk, twice.older, twice.other, twice.entry())
    first = plant_case(twice.office, file_number="2025-0001")
    (school,) = map(int, column(twice, "SELECT id FROM partner"))
    save_fact(twice.desk, first, entry(school))
    third = Twice(twice.office, twice.desk, first, twice.older, (3, twice.youths[0]))
    merge(twice.desk, first, twice.older, third.entry())
    assert kept(twice).count("T10") == 2
    erase(twice, PAST_ALL)
    assert "T10" not in kept(twice)
    assert registered(twice) >= set(facts.numbers)


def test_what_is_erased_from_the_corbeille_is_not_left_with_a_merge(office: Office) -> None:
    twice = planted(office)
    seen = ObservationEntry(ObservationKind.CALL, office.clock.today(), "Mot qui doit disparaître")
    save_observation(twice.desk, twice.other, seen)
    (number,) = map(int, column(twice, "SELECT id FROM observation"))
    item = trash.throw_away(twice.desk, "observation", number, "Erreur").item_id
    before = twice.tables()
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    assert "disparaître" not in kept(twice)
    unmerge(twice.desk, done.merge_id)
    assert twice.tables() == before
    merge(twice.desk, twice.older, twice.other, twice.entry())
    trash.restore(twice.desk, item)
    assert column(twice, "SELECT case_id FROM observation") == [str(twice.older)]
