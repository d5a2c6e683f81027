"""A contact and an adult of a family are records: undone, thrown away, brought back, told."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.errors import Refused
from app.models.enums import ContactKind, EliminationReason, Relationship, Role
from app.services.cases import CasePage, read_case
from app.services.changes import Change
from app.services.contacts import ContactPointEntry, ContactPointRow, save_contact
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.drafts import DraftKey, drafts, keep_draft
from app.services.guardians import GuardianEntry, link_guardian, save_guardian
from app.services.history import history_in, history_of
from app.services.history_erase import erase_past_values
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.history_undo import can_undo, undo
from app.services.household_adults import AdultEntry, save_adult
from app.services.household_page import read_household
from app.services.households import enter_household, found_household, leave_household
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.trash import restore, throw_away, trash_of
from app.services.trash_erase import erase_now
from app.services.trash_place import NotRestored
from app.services.youths import save_identity
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

MOBILE = ContactPointEntry(ContactKind.PHONE, "06 12 34 56 78")
FIXED = ContactPointEntry(ContactKind.PHONE, "01 60 00 00 00", preferred=True)
MOTHER = GuardianEntry("Kaddour", "Nadia", Relationship.MOTHER)


@dataclass
class Family:
    """Yanis and Lina, who share their mother and a home."""

    office: Office
    desk: Desk
    yanis: int
    lina: int
    home: int
    mother: int

    def page(self, case_id: int = 0) -> CasePage:
        return read_case(self.desk, case_id or self.yanis, opening=False)

    def phones(self) -> list[tuple[str, bool]]:
        """Yanis’s, in the order they are shown: the number, whether it is preferred."""
        page = self.page()
        assert page.youth is not None
        return [(said(one), one.entry.preferred) for one in page.youth.contacts]

    def hers(self) -> list[ContactPointRow]:
        page = self.page()
        assert page.youth is not None
        return list(page.youth.guardians[0].contacts)

    def identity(self, phone: str) -> Change:
        page = self.page()
        assert page.youth is not None
        where = CoordinatesEntry(phone=phone)
        return save_identity(self.desk, self.yanis, replace(page.youth.identity, coordinates=where))

    def rows(self, *tables: str) -> list[list[tuple[object, ...]]]:
        """What these tables hold, without who last wrote a row and how often."""
        aside = {"version", "updated_at", "updated_by"}
        with self.office.engine.connect() as connection:
            return [
                sorted(
                    tuple(value for name, value in row._mapping.items() if name not in aside)
                    for row in connection.execute(text(f"SELECT * FROM {table}"))
                )
                for table in tables
            ]

    def everything(self) -> list[list[tuple[object, ...]]]:
        return self.rows("youth", "guardian", "youth_contact", "guardian_contact")

    def last(self, table: str) -> int:
        with self.office.engine.connect() as connection:
            found = connection.execute(text(f"SELECT max(id) FROM {table}"))
            return int(found.scalar_one())


def said(row: ContactPointRow) -> str:
    return row.entry.value.replace("\u00a0", " ")


@pytest.fixture
def family(office: Office) -> Family:
    desk = office.desk()
    yanis, lina = plant_case(office), plant_case(office, first_name="Lina")
    home = found_household(desk, yanis, "Famille Kaddour").ref
    enter_household(desk, lina, home)
    save_guardian(desk, yanis, MOTHER)
    found = Family(office, desk, yanis, lina, home, 1)
    link_guardian(desk, lina, 1, Relationship.MOTHER)
    return found


def test_what_was_preferred_before_is_so_again_once_the_other_is_thrown_away(
    family: Family,
) -> None:
    for entry in (MOBILE, replace(MOBILE, value="06 99 99 99 99"), FIXED):
        family.office.clock.advance(timedelta(minutes=1))
        save_contact(family.desk, family.yanis, entry)
    before = family.everything()
    assert family.phones()[0] == ("01 60 00 00 00", True)
    thrown = throw_away(family.desk, "youth_contact", family.last("youth_contact"), "Erreur")
    assert family.phones() == [("06 12 34 56 78", True), ("06 99 99 99 99", False)]
    assert restore(family.desk, thrown.item_id).whole
    assert family.everything() == before


def test_a_telephone_typed_in_the_identity_meanwhile_is_not_lost(family: Family) -> None:
    save_contact(family.desk, family.yanis, MOBILE)
    thrown = throw_away(family.desk, "youth_contact", family.last("youth_contact"), "Erreur")
    family.identity("01 60 00 00 00")
    assert not restore(family.desk, thrown.item_id).whole
    assert family.phones() == [("01 60 00 00 00", True), ("06 12 34 56 78", False)]


@pytest.mark.parametrize("alone", [False, True])
def test_a_contact_just_noted_is_undone(family: Family, alone: bool) -> None:
    if alone:
        family.identity("06 12 34 56 78")
    else:
        save_contact(family.desk, family.yanis, MOBILE)
    family.office.clock.advance(timedelta(minutes=1))
    change = save_contact(family.desk, family.yanis, FIXED)
    undo(family.desk, change)
    assert family.phones() == [("06 12 34 56 78", True)]


def test_a_contact_corrected_is_undone_with_all_that_followed(family: Family) -> None:
    save_contact(family.desk, family.yanis, MOBILE)
    save_contact(family.desk, family.yanis, replace(FIXED, preferred=False))
    before = family.everything()
    number = family.last("youth_contact")
    change = save_contact(
        family.desk, family.yanis, replace(FIXED, note="bureau", version=1), contact_id=number
    )
    assert family.phones()[0] == ("01 60 00 00 00", True)
    undo(family.desk, change)
    assert family.everything() == before


def test_an_identity_corrected_is_undone_with_the_contact_it_ended(family: Family) -> None:
    family.identity("06 12 34 56 78")
    save_contact(family.desk, family.yanis, FIXED)
    before = family.everything()
    change = family.identity("")
    assert family.phones()[0] == ("06 12 34 56 78", False)
    undo(family.desk, change)
    assert family.everything() == before


def test_a_number_typed_anew_is_the_one_already_noted(family: Family) -> None:
    save_contact(family.desk, family.yanis, MOBILE)
    save_contact(family.desk, family.yanis, FIXED)
    family.identity("06 12 34 56 78")
    assert family.phones() == [("06 12 34 56 78", True), ("01 60 00 00 00", False)]


def test_a_change_of_kind_that_moved_other_things_is_not_half_undone(family: Family) -> None:
    family.identity("06 12 34 56 78")
    mail = ContactPointEntry(ContactKind.EMAIL, "yanis@exemple.fr")
    save_contact(family.desk, family.yanis, mail)
    number = family.last("youth_contact")
    change = save_contact(family.desk, family.yanis, replace(FIXED, version=1), contact_id=number)
    assert not can_undo(change)


def test_what_is_a_representatives_own_is_in_the_corbeille_of_each_who_shares_them(
    family: Family,
) -> None:
    save_contact(family.desk, family.yanis, MOBILE, guardian_id=family.mother)
    thrown = throw_away(family.desk, "guardian_contact", family.last("guardian_contact"), "Erreur")
    assert family.hers() == []
    for case_id in (family.yanis, family.lina):
        (row,) = trash_of(family.desk, case_id)
        assert row.title == "Téléphone\u202f: 06\u00a012\u00a034\u00a056\u00a078 (KADDOUR Nadia)"
        assert row.restorable
    elsewhere = family.office.desk(Role.CASE_OFFICER, groups=(family.office.south,))
    with pytest.raises(Refused):
        restore(elsewhere, thrown.item_id)
    restore(family.desk, thrown.item_id)
    assert [said(one) for one in family.hers()] == ["06 12 34 56 78"]


def test_a_contact_in_the_corbeille_goes_for_good_with_the_last_who_names_its_person(
    family: Family,
) -> None:
    save_contact(family.desk, family.yanis, MOBILE, guardian_id=family.mother)
    throw_away(family.desk, "guardian_contact", family.last("guardian_contact"), "Erreur")
    for case_id in (family.yanis, family.lina):
        assert len(family.rows("trash_item")[0]) == 1
        number = family.page(case_id).header.number
        entry = MistakeEntry(EliminationReason.TRIAL, number, family.page(case_id).header.version)
        erase_case(family.desk, case_id, entry)
    assert family.rows("trash_item", "record_change") == [[], []]


def test_the_history_of_a_contact_is_told_in_each_dossier_and_to_nobody_else(
    family: Family,
) -> None:
    save_contact(family.desk, family.yanis, MOBILE, guardian_id=family.mother)
    number = family.last("guardian_contact")
    changed = replace(MOBILE, value="06 99 99 99 99", version=1)
    save_contact(family.desk, family.lina, changed, guardian_id=family.mother, contact_id=number)
    target = Target(Kind.GUARDIAN_CONTACT, number)
    newest, oldest = history_of(family.desk, target).entries
    field = newest.changes[0]
    assert (field.label, field.before, field.after) == (
        "Adresse, numéro ou courriel",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06\u00a099\u00a099\u00a099\u00a099",
    )
    assert oldest.restorable
    for case_id in (family.yanis, family.lina):
        told = history_in(family.desk, case_id).entries
        assert [one.id for one in told if one.target == target] == [newest.id, oldest.id]
        assert [one.id for one in told] == sorted((one.id for one in told), reverse=True)
    elsewhere = family.office.desk(Role.CASE_OFFICER, groups=(family.office.south,))
    with pytest.raises(Refused):
        history_of(elsewhere, target)


def test_a_past_value_and_a_contact_erased_leave_no_number_anywhere(family: Family) -> None:
    save_contact(family.desk, family.yanis, MOBILE)
    number = family.last("youth_contact")
    save_contact(family.desk, family.yanis, replace(FIXED, version=1), contact_id=number)
    assert "612345678" in str(family.rows("record_change"))
    erase_past_values(family.desk, Target(Kind.YOUTH_CONTACT, number), "value")
    assert "612345678" not in str(family.rows("record_change"))
    thrown = throw_away(family.desk, "youth_contact", number, "Erreur")
    erase_now(family.desk, thrown.item_id)
    left = family.rows("record_change", "youth", "youth_contact", "trash_item", "draft")
    assert "160000000" not in str(left)


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
