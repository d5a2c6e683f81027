"""Every way to reach someone has its dates; the one to use first stays on the person."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from app.errors import Conflict, Invalid, Refused
from app.models.enums import ContactKind, EliminationReason, Relationship, Role
from app.models.family import GuardianContact, YouthContact
from app.models.youth import Youth
from app.services.contacts import (
    ContactPointEntry,
    ContactPointRow,
    read_contacts,
    save_contact,
)
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.rules.rights import UseCase
from app.services.trash import throw_away
from app.services.youths import demand_youth, identity_of, save_identity
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

HOME = CoordinatesEntry(address="12, rue des Lilas", postal_code="91100", city="Corbeil-Essonnes")


def known(desk: Desk, case_id: int, kind: ContactKind) -> list[ContactPointRow]:
    with desk.read() as work:
        _, youth = demand_youth(work, UseCase.READ_CASE, case_id)
        return [one for one in read_contacts(work, [youth])[youth.id] if one.entry.kind is kind]


def address(desk: Desk, case_id: int) -> tuple[str | None, str | None]:
    with desk.read() as work:
        _, youth = demand_youth(work, UseCase.READ_CASE, case_id)
        return youth.address, youth.city


def live_at(desk: Desk, case_id: int, where: CoordinatesEntry) -> None:
    with desk.read() as work:
        _, youth = demand_youth(work, UseCase.READ_CASE, case_id)
        entry = identity_of(youth)
    save_identity(desk, case_id, replace(entry, coordinates=where))


def test_a_second_address_keeps_the_first_and_the_preferred_one_stays_on_the_identity(
    office: Office,
) -> None:
    desk, case_id = office.desk(), plant_case(office)
    live_at(desk, case_id, HOME)
    (alone,) = known(desk, case_id, ContactKind.ADDRESS)
    assert (alone.id, alone.words) == (0, "12, rue des Lilas, 91100 Corbeil-Essonnes")
    father = ContactPointEntry(
        ContactKind.ADDRESS, "3, place du Marché", "91000", "Évry", date(2026, 9, 1), note="Père"
    )
    save_contact(desk, case_id, father)
    first, second = known(desk, case_id, ContactKind.ADDRESS)
    assert (first.entry.value, first.first) == ("12, rue des Lilas", True)
    assert (second.entry.note, second.current) == ("Père", True)
    assert address(desk, case_id) == ("12, rue des Lilas", "Corbeil-Essonnes")
    preferred = replace(second.entry, preferred=True)
    save_contact(desk, case_id, preferred, contact_id=second.id)
    assert address(desk, case_id) == ("3, place du Marché", "Évry")
    assert [one.entry.preferred for one in known(desk, case_id, ContactKind.ADDRESS)] == [
        True, False,
    ]  # fmt: skip
    with pytest.raises(Conflict):
        save_contact(desk, case_id, preferred, contact_id=second.id)


def test_a_kind_corrected_keeps_the_number_that_the_identity_alone_held(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    live_at(desk, case_id, replace(HOME, phone="06 12 34 56 78"))
    save_contact(desk, case_id, ContactPointEntry(ContactKind.EMAIL, "lina@exemple.fr"))
    (mail,) = known(desk, case_id, ContactKind.EMAIL)
    corrected = replace(mail.entry, kind=ContactKind.PHONE, value="01 60 00 00 00", preferred=False)
    save_contact(desk, case_id, corrected, contact_id=mail.id)
    shown = [
        one.entry.value.replace("\u00a0", " ") for one in known(desk, case_id, ContactKind.PHONE)
    ]
    assert shown == ["06 12 34 56 78", "01 60 00 00 00"]
    assert known(desk, case_id, ContactKind.EMAIL) == []


def test_what_ended_gives_way_and_stays_as_history(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    live_at(desk, case_id, HOME)
    there = ContactPointEntry(ContactKind.ADDRESS, "3, place du Marché", preferred=True)
    save_contact(desk, case_id, there)
    now = known(desk, case_id, ContactKind.ADDRESS)[0]
    ended = replace(now.entry, until_on=office.clock.today(), preferred=True)
    save_contact(desk, case_id, ended, contact_id=now.id)
    assert address(desk, case_id)[0] == "12, rue des Lilas"
    left, former = known(desk, case_id, ContactKind.ADDRESS)
    assert (left.first, former.current, former.entry.preferred) == (True, False, False)
    throw_away(desk, "youth_contact", left.id, "Erreur")
    assert address(desk, case_id) == (None, None)


def test_the_identity_corrected_corrects_the_contact_it_repeats(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    for number in ("06 12 34 56 78", "01 60 00 00 00"):
        save_contact(desk, case_id, ContactPointEntry(ContactKind.PHONE, number))
    live_at(desk, case_id, replace(HOME, phone="06 99 99 99 99"))
    shown = [one.entry.value for one in known(desk, case_id, ContactKind.PHONE)]
    assert shown == ["06\u00a099\u00a099\u00a099\u00a099", "01\u00a060\u00a000\u00a000\u00a000"]
    live_at(desk, case_id, HOME)  # no telephone any more: the first ends, the next takes its place
    first, former = known(desk, case_id, ContactKind.PHONE)
    assert first.entry.value.startswith("01")
    assert former.entry.until_on == office.clock.today()


def test_what_is_typed_wrong_is_said_at_its_field(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    for entry, field in (
        (ContactPointEntry(ContactKind.PHONE, "12"), "value"),
        (ContactPointEntry(None, "x"), "kind"),
        (ContactPointEntry(ContactKind.ADDRESS, ""), "value"),
        (ContactPointEntry(ContactKind.ADDRESS, "x", from_on=date(2030, 1, 1)), "from_on"),
        (ContactPointEntry(ContactKind.ADDRESS, "x", note="n" * 61), "note"),
        (
            ContactPointEntry(
                ContactKind.ADDRESS, "x", from_on=date(2026, 2, 1), until_on=date(2026, 1, 1)
            ),
            "until_on",
        ),
    ):
        with pytest.raises(Invalid) as wrong:
            save_contact(desk, case_id, entry)
        assert field in wrong.value.problems


def test_a_contact_of_another_person_is_nobodys_here(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    other = plant_case(office, first_name="Lina", group_id=office.south)
    entry = ContactPointEntry(ContactKind.PHONE, "06 12 34 56 78")
    save_contact(desk, other, entry)
    (theirs,) = known(desk, other, ContactKind.PHONE)
    with pytest.raises(Refused):
        save_contact(desk, case_id, theirs.entry, contact_id=theirs.id)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        throw_away(officer, "youth_contact", theirs.id, "Erreur")


def test_contacts_go_for_good_with_their_person(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    save_guardian(desk, case_id, GuardianEntry("Diallo", "Aminata", Relationship.MOTHER))
    save_contact(desk, case_id, ContactPointEntry(ContactKind.EMAIL, "yanis@example.org"))
    with desk.read() as work:
        mother = work.session.scalars(select(Youth)).one().guardianships[0].guardian_id
    calls = ContactPointEntry(ContactKind.PHONE, "06 11 11 11 11", note="pas le soir")
    save_contact(desk, case_id, calls, guardian_id=mother)
    erase_case(desk, case_id, MistakeEntry(EliminationReason.TRIAL, "2026-0001", 1))
    with desk.read() as work:
        for table in (YouthContact, GuardianContact):
            assert work.session.scalar(select(func.count(table.id))) == 0
