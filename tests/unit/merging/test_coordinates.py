"""Two dossiers made one lose no way to reach the young person, and one of each kind is first."""

from dataclasses import replace

import pytest

from app.models.enums import ContactKind
from app.services.contacts import ContactPointEntry, read_contacts, save_contact
from app.services.coordinates import CoordinatesEntry
from app.services.merging import merge
from app.services.merging_undo import unmerge, what_changed
from app.services.merging_view import compare_cases
from app.services.rules.identifiers import format_phone
from app.services.rules.rights import UseCase
from app.services.trash import throw_away
from app.services.youths import demand_youth, identity_of, save_identity
from tests.helpers.office import Office
from tests.unit.merging.conftest import Twice, planted

ALONE, DATED, LATER = "06 11 11 11 11", "06 22 22 22 22", "06 33 33 33 33"
PHONE = ContactKind.PHONE


def write_column(twice: Twice, case_id: int, **where: str) -> None:
    with twice.desk.read() as work:
        entry = identity_of(demand_youth(work, UseCase.READ_CASE, case_id)[1])
    save_identity(twice.desk, case_id, replace(entry, coordinates=CoordinatesEntry(**where)))


def note(twice: Twice, case_id: int, *values: str, kind: ContactKind = PHONE) -> None:
    for value in values:
        save_contact(twice.desk, case_id, ContactPointEntry(kind, value))


def known(twice: Twice, case_id: int, kind: ContactKind = PHONE) -> list[tuple[str, bool, bool]]:
    """(as shown, still current, to be used first) for each, and what the identity says agrees."""
    with twice.desk.read() as work:
        _, youth = demand_youth(work, UseCase.READ_CASE, case_id)
        found = [one for one in read_contacts(work, [youth])[youth.id] if one.entry.kind is kind]
        column = youth.address if kind is ContactKind.ADDRESS else format_phone(youth.phone or "")
        first = [one.entry.value for one in found if one.first]
        assert [column] == first if column else not first
        assert sum(one.entry.preferred for one in found) == len(first)
        return [(one.entry.value.replace("\u00a0", " "), one.current, one.first) for one in found]


@pytest.mark.parametrize("chosen", ["mine", "theirs"])
@pytest.mark.parametrize("dated", ["mine", "theirs"])
def test_a_telephone_that_the_identity_alone_holds_is_not_written_over(
    office: Office, dated: str, chosen: str
) -> None:
    twice = planted(office)
    sides = {"mine": twice.older, "theirs": twice.other}
    alone = sides["theirs" if dated == "mine" else "mine"]
    write_column(twice, alone, phone=ALONE)
    note(twice, sides[dated], DATED, LATER)
    before = twice.tables()
    names = ("youth.phone",) if chosen == "theirs" else ()
    done = merge(twice.desk, twice.older, twice.other, twice.entry(*names))
    wanted = DATED if chosen == dated else ALONE
    found = known(twice, twice.older)
    assert {value for value, current, _ in found if current} == {ALONE, DATED, LATER}
    assert [value for value, _, first in found if first] == [wanted]
    assert what_changed(twice.desk, done.merge_id) == ()
    unmerge(twice.desk, done.merge_id)
    assert twice.tables() == before


def test_two_telephones_that_have_no_dates_are_both_kept(office: Office) -> None:
    twice = planted(office)
    write_column(twice, twice.older, phone=ALONE)
    write_column(twice, twice.other, phone=DATED)
    before = twice.tables()
    done = merge(twice.desk, twice.older, twice.other, twice.entry("youth.phone"))
    assert known(twice, twice.older) == [(DATED, True, True), (ALONE, True, False)]
    unmerge(twice.desk, done.merge_id)
    assert twice.tables() == before


def test_one_telephone_known_to_both_is_said_once(office: Office) -> None:
    twice = planted(office)
    for number in (twice.older, twice.other):
        write_column(twice, number, phone=ALONE, address="12, rue des Lilas")
    note(twice, twice.other, LATER)  # the other has dates now
    write_column(twice, twice.older, phone=ALONE, address="12, rue des LILAS")
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert known(twice, twice.older) == [(ALONE, True, True), (LATER, True, False)]
    shown = known(twice, twice.older, ContactKind.ADDRESS)
    assert shown == [("12, rue des LILAS", True, True)]


def test_to_choose_nothing_ends_what_the_other_dossier_said(office: Office) -> None:
    twice = planted(office)
    note(twice, twice.older, ALONE)
    note(twice, twice.other, DATED, LATER)
    with twice.desk.read() as work:
        _, youth = demand_youth(work, UseCase.READ_CASE, twice.older)
        (mine,) = [one for one in read_contacts(work, [youth])[youth.id] if one.entry.kind is PHONE]
    ended = replace(mine.entry, until_on=office.clock.today())
    save_contact(twice.desk, twice.older, ended, contact_id=mine.id)
    before = twice.tables()
    (field,) = (
        one
        for one in compare_cases(twice.desk, twice.older, twice.other).fields
        if one.name == "youth.phone"
    )
    assert (field.kept, field.other_proposed) == ("", True)
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    assert {current for _, current, _ in known(twice, twice.older)} == {False}
    unmerge(twice.desk, done.merge_id)
    assert twice.tables() == before


def test_what_was_noted_since_stays_and_no_telephone_is_lost_by_the_undoing(
    office: Office,
) -> None:
    twice = planted(office)
    write_column(twice, twice.older, phone=ALONE)
    note(twice, twice.other, DATED)
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    note(twice, twice.older, LATER)
    since = what_changed(twice.desk, done.merge_id)
    assert len(since) == 1
    assert since[0].startswith("1\u00a0élément ajouté")
    unmerge(twice.desk, done.merge_id, accepted=since)
    assert known(twice, twice.older) == [(ALONE, True, True), (LATER, True, False)]
    assert known(twice, twice.other) == [(DATED, True, True)]


def test_another_telephone_put_first_since_is_said_and_left(office: Office) -> None:
    twice = planted(office)
    write_column(twice, twice.older, phone=ALONE)
    note(twice, twice.other, DATED)
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    with twice.desk.read() as work:
        _, youth = demand_youth(work, UseCase.READ_CASE, twice.older)
        theirs = next(
            one
            for one in read_contacts(work, [youth])[youth.id]
            if one.entry.value.startswith("06\u00a022")
        )
    first = replace(theirs.entry, preferred=True)
    save_contact(twice.desk, twice.older, first, contact_id=theirs.id)
    since = what_changed(twice.desk, done.merge_id)
    assert since == ("Modifié depuis, et laissé comme il est\u202f: Téléphone et Coordonnées.",)
    unmerge(twice.desk, done.merge_id, accepted=since)
    assert known(twice, twice.other) == [(DATED, True, True)]


def test_what_the_merge_noted_and_somebody_dropped_is_said_by_the_identity_again(
    office: Office,
) -> None:
    twice = planted(office)
    write_column(twice, twice.other, phone=ALONE)
    note(twice, twice.older, DATED)
    before = twice.tables()["youth"]
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    with twice.desk.read() as work:
        _, youth = demand_youth(work, UseCase.READ_CASE, twice.older)
        (made,) = (one.id for one in read_contacts(work, [youth])[youth.id] if not one.first)
    throw_away(twice.desk, "youth_contact", made, "Erreur")
    assert what_changed(twice.desk, done.merge_id) == ()
    unmerge(twice.desk, done.merge_id)
    assert twice.tables()["youth"] == before
    assert known(twice, twice.other) == [(ALONE, True, True)]
