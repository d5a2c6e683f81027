"""A contact and an adult of a family are records: undone, thrown away, brought back, told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import Refused
from app.models.enums import ContactKind, EliminationReason, Role
from app.services.contacts import ContactPointEntry, save_contact
from app.services.history import history_in, history_of
from app.services.history_erase import erase_past_values
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.history_undo import can_undo, undo
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.trash import restore, throw_away, trash_of
from app.services.trash_erase import erase_now
from tests.unit.families.followed import MOBILE, Family, said

FIXED = ContactPointEntry(ContactKind.PHONE, "01 60 00 00 00", preferred=True)


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
