"""What comes back from the corbeille finds its place again, among what changed meanwhile."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from app.models.enums import (
    Relationship,
    Situation,
)
from app.services.cases import read_case
from app.services.guardians import link_guardian
from app.services.households import enter_household, found_household
from app.services.plan import MOST_OBJECTIVES, ObjectiveEntry, plan, save_objective
from app.services.schooling import SchoolingEntry, add_situation
from app.services.trash import restore, throw_away
from app.services.trash_place import NotRestored
from tests.unit.trash.conftest import Dossier


def test_an_action_whose_objective_is_thrown_away_too_says_so(dossier: Dossier) -> None:
    action = throw_away(dossier.desk, "planned_action", dossier.planned_action, "Erreur")
    objective = throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    with pytest.raises(NotRestored) as raised:
        restore(dossier.desk, action.item_id)
    assert "L’objectif" in raised.value.sentence
    assert "corbeille" in raised.value.sentence
    restore(dossier.desk, objective.item_id)
    restore(dossier.desk, action.item_id)
    (row,) = plan(dossier.desk, dossier.case_id)
    assert [one.id for one in row.actions] == [dossier.planned_action]


def test_a_sixth_objective_does_not_come_back(dossier: Dossier) -> None:
    thrown = throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    for number in range(MOST_OBJECTIVES):
        save_objective(dossier.desk, dossier.case_id, ObjectiveEntry(f"Objectif {number}"))
    with pytest.raises(NotRestored):
        restore(dossier.desk, thrown.item_id)


def test_a_situation_entered_by_mistake_gives_its_place_back(dossier: Dossier) -> None:
    thrown = throw_away(dossier.desk, "schooling", dossier.schooling, "Erreur")
    page = read_case(dossier.desk, dossier.case_id)
    assert page.youth is not None
    assert [one.ended_on for one in page.youth.schooling] == [None]
    add_situation(
        dossier.desk, dossier.case_id, SchoolingEntry(Situation.NO_PLACE, date(2026, 10, 1))
    )
    with pytest.raises(NotRestored):
        restore(dossier.desk, thrown.item_id)


def test_what_was_corrected_meanwhile_stays_and_the_return_says_that_it_is_not_whole(
    dossier: Dossier,
) -> None:
    thrown = throw_away(dossier.desk, "schooling", dossier.schooling, "Erreur")
    with dossier.office.engine.begin() as connection:
        connection.execute(
            text("UPDATE schooling SET ended_on = '2026-07-05' WHERE ended_on IS NULL")
        )
    assert not restore(dossier.desk, thrown.item_id).whole
    assert dossier.one("SELECT count(*) FROM schooling WHERE ended_on = '2026-07-05'") == 1
    again = throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    assert restore(dossier.desk, again.item_id).whole


def test_the_return_of_a_link_asks_the_other_link_away_not_the_family(
    dossier: Dossier, another: Callable[..., int]
) -> None:
    thrown = throw_away(
        dossier.desk, "household_membership", dossier.household_membership, "Homonyme"
    )
    enter_household(dossier.desk, dossier.case_id, _founded(dossier, another()))
    with pytest.raises(NotRestored) as raised:
        restore(dossier.desk, thrown.item_id)
    assert raised.value.sentence.startswith("Un lien avec une famille")


def _founded(dossier: Dossier, case_id: int) -> int:
    return found_household(dossier.desk, case_id, "Famille Otmani").ref


def test_a_family_entered_by_mistake_gives_the_former_back(
    dossier: Dossier, another: Callable[..., int]
) -> None:
    home = found_household(dossier.desk, another(), "Famille Otmani").ref
    enter_household(dossier.desk, dossier.case_id, home)
    mistaken = dossier.one("SELECT max(id) FROM household_membership")
    thrown = throw_away(dossier.desk, "household_membership", mistaken, "Homonyme")
    assert _home(dossier) == "Famille Kaddour"
    restore(dossier.desk, thrown.item_id)
    assert _home(dossier) == "Famille Otmani"


def _home(dossier: Dossier) -> str:
    page = read_case(dossier.desk, dossier.case_id)
    assert page.youth is not None
    (home,) = (
        one.name
        for one in page.youth.households
        for member in one.members
        if member.case_id == dossier.case_id and member.until_on is None
    )
    return home


def test_a_representative_of_others_stays_with_them(
    dossier: Dossier, another: Callable[..., int]
) -> None:
    desk, other = dossier.desk, another()
    home = dossier.one("SELECT household_id FROM household_membership")
    enter_household(desk, other, home)
    person = dossier.one("SELECT guardian_id FROM guardianship")
    link_guardian(desk, other, person, Relationship.MOTHER)
    first = throw_away(desk, "guardianship", dossier.guardianship, "Erreur")
    assert dossier.one("SELECT count(*) FROM guardian") == 1
    link = dossier.one("SELECT max(id) FROM guardianship")
    second = throw_away(desk, "guardianship", link, "Erreur")
    assert dossier.one("SELECT count(*) FROM guardian") == 0
    with pytest.raises(NotRestored):
        restore(desk, first.item_id)  # the person went with the second
    restore(desk, second.item_id)
    restore(desk, first.item_id)
    assert dossier.one("SELECT count(*) FROM guardianship") == 2


def test_a_representative_added_anew_is_not_doubled(
    dossier: Dossier, another: Callable[..., int]
) -> None:
    desk, other = dossier.desk, another()
    enter_household(desk, other, dossier.one("SELECT household_id FROM household_membership"))
    person = dossier.one("SELECT guardian_id FROM guardianship")
    link_guardian(desk, other, person, Relationship.MOTHER)
    thrown = throw_away(desk, "guardianship", dossier.guardianship, "Erreur")
    link_guardian(desk, dossier.case_id, person, Relationship.MOTHER)
    with pytest.raises(NotRestored):
        restore(desk, thrown.item_id)
