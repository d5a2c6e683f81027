"""An adult of a family: undone, thrown away, brought back, and told to who reaches the family."""

from datetime import date

import pytest

from app.errors import Refused
from app.models.enums import Relationship, Role
from app.services.contacts import save_contact
from app.services.drafts import DraftKey, drafts, keep_draft
from app.services.guardians import link_guardian
from app.services.history import history_in, history_of
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.history_undo import undo
from app.services.household_adults import AdultEntry, save_adult
from app.services.household_page import read_household
from app.services.households import enter_household, found_household, leave_household
from app.services.trash import restore, throw_away, trash_of
from app.services.trash_place import NotRestored
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.unit.families.followed import MOBILE, Family


def _live_together(family: Family) -> int:
    save_adult(family.desk, family.home, AdultEntry(family.mother, Relationship.MOTHER))
    return family.last("household_adult")


def test_an_adult_is_undone_thrown_away_and_brought_back(family: Family) -> None:
    number = _live_together(family)
    change = save_adult(
        family.desk, family.home,
        AdultEntry(family.mother, Relationship.GRANDPARENT, date(2020, 1, 5)), adult_id=number,
    )  # fmt: skip
    undo(family.desk, change)
    (row,) = read_household(family.desk, family.home).adults
    assert (row.link, row.from_on) == (Relationship.MOTHER, None)
    thrown = throw_away(family.desk, "household_adult", number, "Erreur")
    assert read_household(family.desk, family.home).adults == ()
    (item,) = trash_of(family.desk, family.lina)
    assert (item.noun, item.title) == ("Adulte du foyer", "KADDOUR Nadia, mère, Famille Kaddour")
    restore(family.desk, thrown.item_id)
    assert read_household(family.desk, family.home).adults == (row,)


def test_an_adult_noted_anew_meanwhile_is_not_doubled(family: Family) -> None:
    thrown = throw_away(family.desk, "household_adult", _live_together(family), "Erreur")
    _live_together(family)
    with pytest.raises(NotRestored):
        restore(family.desk, thrown.item_id)


def test_an_adult_just_noted_is_undone(family: Family) -> None:
    entry = AdultEntry(family.mother, Relationship.MOTHER)
    undo(family.desk, save_adult(family.desk, family.home, entry))
    assert read_household(family.desk, family.home).adults == ()


def test_an_adult_of_a_family_one_does_not_reach_has_no_history_nor_corbeille(
    family: Family, office: Office
) -> None:
    """Nadia also lives elsewhere, with a child whose dossier is out of reach."""
    far = plant_case(office, first_name="Sami", group_id=office.south)
    enter_household(family.desk, far, family.home)
    link_guardian(family.desk, far, family.mother, Relationship.MOTHER)
    leave_household(family.desk, far, family.home)
    other = found_household(family.desk, far, "Foyer Roy").ref
    save_adult(family.desk, other, AdultEntry(family.mother, Relationship.MOTHER))
    number = family.last("household_adult")
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        history_of(officer, Target(Kind.ADULT, number))
    target = Target(Kind.ADULT, number)
    assert target not in {one.target for one in history_in(officer, family.yanis).entries}
    thrown = throw_away(family.desk, "household_adult", number, "Erreur")
    assert trash_of(officer, family.yanis) == ()
    with pytest.raises(Refused):
        restore(officer, thrown.item_id)


def test_what_was_being_typed_of_a_contact_goes_with_it_and_with_no_other(family: Family) -> None:
    for guardian in (None, family.mother):
        save_contact(family.desk, family.yanis, MOBILE, guardian_id=guardian)
    _live_together(family)
    keys = {
        "youth_contact": DraftKey("contact", f"{family.yanis}.0.1"),
        "guardian_contact": DraftKey("contact.guardian", f"{family.yanis}.{family.mother}.1"),
        "household_adult": DraftKey("household.adult", f"{family.home}.1"),
    }
    left = [DraftKey("contact.guardian", f"{family.yanis}.{family.mother}.new")]
    for key in (*keys.values(), *left):
        keep_draft(family.desk, key, {"note": "brouillon"})
    for table, key in keys.items():
        thrown = throw_away(family.desk, table, 1, "Erreur")
        assert {one.key for one in drafts(family.desk)} == {*keys.values(), *left} - {key}
        restore(family.desk, thrown.item_id)
