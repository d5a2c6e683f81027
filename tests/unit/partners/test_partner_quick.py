"""Who signals, created on the spot: a body, a person, or a person of a body already there."""

import pytest

from app.errors import Invalid, Refused
from app.models.enums import PartnerType, Role
from app.services.partner_quick import create_author
from app.services.partners import ContactEntry, PartnerEntry, read_partner
from tests.helpers.office import Office

BODY = PartnerEntry(name="Lycée Monod", partner_type=PartnerType.SCHOOL)
PERSON = ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE")


def test_a_body_and_its_first_person_are_one_line_of_the_list(office: Office) -> None:
    found = create_author(office.desk(), BODY, PERSON)
    body, _, person = found.value.partition(":")
    (contact,) = read_partner(office.desk(), int(body)).entry.contacts
    assert found.label == "Lycée Monod — Hélène AUBRY, CPE"
    assert str(contact.id) == person


def test_a_body_alone_has_no_person(office: Office) -> None:
    found = create_author(office.desk(), BODY, None)
    assert (found.value.isdigit(), found.label) == (True, "Lycée Monod")


def test_a_person_joins_a_body_already_there_beside_the_others(office: Office) -> None:
    desk = office.desk()
    body = int(create_author(desk, BODY, PERSON).value.partition(":")[0])
    found = create_author(desk, BODY, ContactEntry(last_name="ROY"), body=body)
    assert found.label == "Lycée Monod — ROY"
    names = {one.last_name for one in read_partner(desk, body).entry.contacts}
    assert names == {"AUBRY", "ROY"}


def test_what_is_wrong_of_the_person_keeps_both_out(office: Office) -> None:
    with pytest.raises(Invalid) as stopped:
        create_author(office.desk(), BODY, ContactEntry(last_name="ROY", phone="12"))
    assert stopped.value.problems.keys() == {"contacts.0.phone"}


def test_who_may_not_write_in_the_directory_creates_nobody(office: Office) -> None:
    with pytest.raises(Refused):
        create_author(office.desk(Role.AUDITOR), BODY, PERSON)
