"""The directory: written with its persons in one go, found without accents, listed in any order."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from app.errors import Conflict, Invalid, Refused
from app.models.desk import JournalEntry
from app.models.enums import PartnerType, Role, SecrecyStatus
from app.models.partner import Partner, PartnerContact
from app.services.desk import Desk
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.partners_list import (
    PartnerFilter,
    PartnerSort,
    choice,
    count_partners,
    find,
    partners,
)
from tests.helpers.office import Office

LYCEE = PartnerEntry(
    name="Lycée Paul-Langevin",
    partner_type=PartnerType.SCHOOL,
    uai="0951099d",
    phone="01.60.88.00.11",
    postal_code="91 100",
    city="Évry",
    contacts=(
        ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE"),
        ContactEntry(
            last_name="LE GOFF",
            charter_signed_on=date(2026, 9, 1),
            secrecy_status=SecrecyStatus.BOUND,
        ),
    ),
)


def add(desk: Desk, name: str, kind: PartnerType = PartnerType.ASSOCIATION, **more: object) -> int:
    return save_partner(desk, PartnerEntry(name=name, partner_type=kind, **more)).ref  # type: ignore[arg-type]  # the keywords of the entry


def test_a_partner_comes_back_as_it_was_written_with_codes_in_their_stored_form(
    office: Office,
) -> None:
    desk = office.desk()
    number = save_partner(desk, LYCEE).ref
    page = read_partner(desk, number)
    assert page.entry.uai == "0951099D"
    assert page.entry.postal_code == "91100"
    assert page.entry.phone.replace("\u00a0", " ") == "01 60 88 00 11"
    assert [one.last_name for one in page.entry.contacts] == ["AUBRY", "LE GOFF"]
    assert page.entry.contacts[1].secrecy_status is SecrecyStatus.BOUND


def test_a_person_typed_in_small_letters_gets_their_capitals(office: Office) -> None:
    desk = office.desk()
    typed = ContactEntry(last_name="aubry", first_name="sandrine")
    number = add(desk, "Mission locale", PartnerType.MISSION_LOCALE, contacts=(typed,))
    (one,) = read_partner(desk, number).entry.contacts
    assert (one.first_name, one.last_name) == ("Sandrine", "AUBRY")


def test_what_is_wrong_is_said_field_by_field_and_nothing_is_written(office: Office) -> None:
    desk = office.desk()
    wrong = PartnerEntry(
        name=" ",
        partner_type=None,
        siret="73282932000075",
        uai="0951099E",
        email="a@b",
        contacts=(ContactEntry(last_name=""), ContactEntry(last_name="ROY", phone="12")),
    )
    with pytest.raises(Invalid) as said:
        save_partner(desk, wrong)
    assert set(said.value.problems) == {
        "name", "partner_type", "siret", "uai", "email", "contacts.0.last_name", "contacts.1.phone",
    }  # fmt: skip
    with desk.read() as work:
        assert work.session.scalar(select(func.count(Partner.id))) == 0
        assert work.session.scalar(select(func.count(PartnerContact.id))) == 0


def test_only_schools_and_training_centres_keep_a_uai(office: Office) -> None:
    with pytest.raises(Invalid) as said:
        add(office.desk(), "Bailleur Habitat", PartnerType.LANDLORD, uai="0951099D")
    assert "uai" in said.value.problems


def test_a_person_left_out_is_no_longer_active_but_stays_named(office: Office) -> None:
    desk = office.desk()
    number = save_partner(desk, LYCEE).ref
    page = read_partner(desk, number).entry
    kept = PartnerEntry(
        name=page.name,
        partner_type=page.partner_type,
        contacts=(page.contacts[1], ContactEntry(last_name="DIALLO")),
        version=page.version,
    )
    save_partner(desk, kept, partner_id=number)
    after = read_partner(desk, number).entry.contacts
    assert [(one.last_name, one.active) for one in after] == [
        ("DIALLO", True), ("LE GOFF", True), ("AUBRY", False),
    ]  # fmt: skip


def test_a_person_of_another_structure_is_not_taken_over(office: Office) -> None:
    desk = office.desk()
    person = ContactEntry(last_name="AUBRY")
    first, second = (
        save_partner(desk, PartnerEntry(name, PartnerType.SCHOOL, contacts=(person,))).ref
        for name in ("Lycée Vauban", "Lycée Monge")
    )
    strange = read_partner(desk, first).entry.contacts
    entry = replace(read_partner(desk, second).entry, contacts=strange)
    with pytest.raises(Refused):
        save_partner(desk, entry, partner_id=second)
    assert len(read_partner(desk, second).entry.contacts) == 1


def test_a_stale_version_is_a_conflict_and_overwrites_nothing(office: Office) -> None:
    desk = office.desk()
    number = save_partner(desk, LYCEE).ref
    again = PartnerEntry(name="Autre", partner_type=PartnerType.SCHOOL, version=1)
    save_partner(desk, again, partner_id=number)
    with pytest.raises(Conflict):
        save_partner(desk, again, partner_id=number)


def test_found_by_any_beginning_of_its_words_or_of_a_person_without_accents(
    office: Office,
) -> None:
    desk = office.desk()
    save_partner(desk, LYCEE)
    add(desk, "Cité des métiers", city="Évry")
    for text in ("langevin lyc", "helene aub", "EVRY paul", "legoff", "le go"):
        assert [one.label for one in find(desk, text)] == ["Lycée Paul-Langevin"], text
    assert [one.label for one in find(desk, "evry")] == ["Cité des métiers", "Lycée Paul-Langevin"]
    assert find(desk, "angevin") == ()
    assert find(desk, "evry", types=frozenset({PartnerType.CFA})) == ()


def test_a_proposal_may_be_a_person_of_the_body_and_is_found_back_by_its_value(
    office: Office,
) -> None:
    desk = office.desk()
    save_partner(desk, LYCEE)
    labels = {one.label: one.value for one in find(desk, "langevin", with_persons=True)}
    assert list(labels) == [
        "Lycée Paul-Langevin",
        "Lycée Paul-Langevin — Hélène AUBRY, CPE",
        "Lycée Paul-Langevin — LE GOFF",
    ]
    for label, value in labels.items():
        found = choice(desk, value)
        assert found is not None
        assert found.label == label
    assert find(desk, "aubry", with_persons=True)[0].label.endswith("Hélène AUBRY, CPE")
    assert choice(desk, "999") is None
    assert choice(desk, "rien") is None


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", PartnerSort)
def test_every_column_sorts_and_pages_follow_one_another_without_loss(
    office: Office, sort: PartnerSort, *, descending: bool
) -> None:
    desk = office.desk()
    for at in range(7):
        add(
            desk,
            f"Club {at % 3}",
            list(PartnerType)[at],
            city=("Évry", "", "Corbeil")[at % 3],
            active=at != 4,
            contacts=tuple(ContactEntry(last_name=f"N{n}") for n in range(at % 2)),
        )
    kept = PartnerFilter(active=None)
    whole, no_more = partners(desk, kept, sort=sort, descending=descending)
    assert no_more is None
    found, key = partners(desk, kept, sort=sort, descending=descending, limit=2)
    while key is not None:
        rows, key = partners(desk, kept, sort=sort, descending=descending, after=key, limit=2)
        found += rows
    assert found == whole
    assert len({one.id for one in found}) == 7


def test_filters_keep_what_they_say_and_the_count_follows(office: Office) -> None:
    desk = office.desk()
    add(desk, "École Jules-Ferry", PartnerType.SCHOOL, group_ids=frozenset({office.north}))
    add(desk, "Ancienne école", PartnerType.SCHOOL, active=False)
    add(desk, "Club de judo", PartnerType.SPORT_CLUB)
    cases = {
        PartnerFilter(): {"École Jules-Ferry", "Club de judo"},
        PartnerFilter(active=None): {"École Jules-Ferry", "Club de judo", "Ancienne école"},
        PartnerFilter(types=frozenset({PartnerType.SCHOOL})): {"École Jules-Ferry"},
        PartnerFilter(group_id=office.north): {"École Jules-Ferry"},
        PartnerFilter(text="jud"): {"Club de judo"},
    }
    for kept, names in cases.items():
        assert {one.name for one in partners(desk, kept)[0]} == names
        assert count_partners(desk, kept) == len(names)


def test_roles_without_the_directory_neither_list_nor_find_nor_write(office: Office) -> None:
    number = save_partner(office.desk(), LYCEE).ref
    for role in (Role.ADMIN, Role.AUDITOR, Role.ARCHIVIST):
        desk = office.desk(role)
        for attempt in (
            lambda desk=desk: partners(desk),
            lambda desk=desk: find(desk, "lycee"),
            lambda desk=desk: choice(desk, str(number)),
            lambda desk=desk: read_partner(desk, number),
            lambda desk=desk: save_partner(desk, LYCEE),
        ):
            with pytest.raises(Refused):
                attempt()


def test_the_journal_names_fields_never_values(office: Office) -> None:
    desk = office.desk()
    number = save_partner(desk, LYCEE).ref
    page = read_partner(desk, number).entry
    save_partner(
        desk,
        PartnerEntry("Lycée Langevin", page.partner_type, version=page.version),
        partner_id=number,
    )
    with desk.read() as work:
        details = " ".join(work.session.scalars(select(JournalEntry.detail)))
    assert "name" in details
    assert "angevin" not in details
