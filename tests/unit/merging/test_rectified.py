"""A rectified value leaves what a merge keeps, and backups of before: it is nowhere any more."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from app.models.enums import AbsenceThreshold, ContactKind, Relationship
from app.services import attendance
from app.services.attendance import AttendanceEntry, save_fact
from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.contacts import ContactPointEntry, save_contact
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history_erase import erase_past_values
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.merging import merge
from app.services.merging_undo import unmerge, what_changed
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry, save_identity
from tests.helpers.cases import plant_partner
from tests.helpers.office import MONDAY, Office, make_office
from tests.unit.merging.conftest import Twice, planted
from tests.unit.merging.remains import (
    NOVEMBER,
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


def identity(twice: Twice, case_id: int) -> IdentityEntry:
    youth = read_case(twice.desk, case_id).youth
    assert youth is not None
    return youth.identity


def rectify(twice: Twice, field: str = "last_name") -> None:
    erase_past_values(twice.desk, Target(Kind.YOUTH, twice.youths[0]), field)


def test_a_rectified_name_is_in_nothing_that_a_merge_keeps(office: Office) -> None:
    twice = planted(office)
    wrong = replace(identity(twice, twice.other), last_name="Ignominieux")
    save_identity(twice.desk, twice.other, wrong)
    done = merge(twice.desk, twice.older, twice.other, twice.entry("youth.last_name"))
    assert "ignominieux" in kept(twice).casefold()
    save_identity(
        twice.desk, twice.older, replace(identity(twice, twice.older), last_name="Martel")
    )
    rectify(twice)
    content = kept(twice)
    assert "ignominieux" not in content.casefold()
    assert "IKN" not in content  # nor as it is heard
    told = " ".join(column(twice, "SELECT content FROM record_change"))
    assert "ignominieux" not in told.casefold()
    said = what_changed(twice.desk, done.merge_id)
    assert said[-1] == (
        "Rectifié depuis la fusion\u202f: Nom. La valeur d’aujourd’hui vaut pour les deux dossiers."
    )
    unmerge(twice.desk, done.merge_id, accepted=said)
    for number in (twice.older, twice.other):
        assert identity(twice, number).last_name == "Martel"
    keys = "SELECT sort_key FROM youth UNION ALL SELECT sort_key FROM case_file"
    assert sorted(column(twice, keys)) == ["martel yanis"] * 2 + ["martel yannis"] * 2


def test_a_rectified_birth_date_leaves_no_trace_and_both_terms_follow(office: Office) -> None:
    twice = planted(office)
    born(twice, twice.other, date(2008, 7, 19))
    done = merge(twice.desk, twice.older, twice.other, twice.entry("youth.birth_earliest"))
    right = replace(identity(twice, twice.older), birth=PartialDate.exactly(date(2011, 3, 14)))
    save_identity(twice.desk, twice.older, right)
    rectify(twice, "birth")
    content = kept(twice)
    assert "2008-07-19" not in content
    assert "2033-07-19" not in content  # the 25th birthday tells it too
    said = what_changed(twice.desk, done.merge_id)
    unmerge(twice.desk, done.merge_id, accepted=said)
    both = column(twice, "SELECT elimination_due_on FROM case_file")
    assert both == ["2036-03-14"] * 2
    copied = column(twice, "SELECT youth_birth_earliest FROM case_file")
    assert copied == ["2011-03-14"] * 2


def test_a_rectified_answer_of_the_dossier_is_erased_from_the_merge_too(office: Office) -> None:
    twice = planted(office)
    for number, programme in ((twice.older, "Ancien"), (twice.other, "Faux")):
        save_case(twice.desk, number, CaseEntry(office.north, None, programme=programme))
    done = merge(twice.desk, twice.older, twice.other, twice.entry("case_file.programme"))
    save_case(twice.desk, twice.older, CaseEntry(office.north, None, programme="PRE"))
    erase_past_values(twice.desk, Target(Kind.CASE, twice.older), "programme")
    content = kept(twice)
    assert "Ancien" not in content
    assert "Faux" not in content
    said = what_changed(twice.desk, done.merge_id)
    unmerge(twice.desk, done.merge_id, accepted=said)
    assert column(twice, "SELECT programme FROM case_file") == ["PRE", "PRE"]


def test_what_a_double_said_is_rectified_with_what_it_repeats(facts: Facts) -> None:
    twice = facts.twice
    done = merge(twice.desk, twice.older, twice.other, twice.entry())
    view = attendance.attendance(twice.desk, twice.older)
    (row,) = [one for one in view.rows if one.id == facts.numbers[0]]
    right = AttendanceEntry(AbsenceThreshold.T4, NOVEMBER, row.source_id, version=row.version)
    save_fact(twice.desk, twice.older, right, fact_id=row.id)
    erase_past_values(twice.desk, Target(Kind.ATTENDANCE, row.id), "threshold")
    assert "T10" not in kept(twice)
    assert done.merge_id
    said = what_changed(twice.desk, done.merge_id)
    assert said[-1].startswith("Rectifié depuis la fusion\u202f: ")
    unmerge(twice.desk, done.merge_id, accepted=said)
    sql = f"SELECT threshold FROM attendance_fact WHERE id = {facts.numbers[1]}"
    assert column(twice, sql) == ["T4"]


def test_a_rectified_telephone_is_only_kept_as_it_is_now(office: Office) -> None:
    twice = planted(office)
    for number, phone in ((twice.older, "06 11 11 11 11"), (twice.other, "06 22 22 22 22")):
        now = identity(twice, number)
        where = replace(now.coordinates, phone=phone)
        save_identity(twice.desk, number, replace(now, coordinates=where))
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert "+33622222222" in kept(twice)
    rectify(twice, "phone")
    assert "+33622222222" not in kept(twice)
    (row,) = [json.loads(one) for one in column(twice, "SELECT content FROM case_merge")]
    assert "phone" not in row["youth"]


def test_a_rectified_contact_leaves_what_the_identity_repeated_of_it(office: Office) -> None:
    twice = planted(office)
    for number, phone in ((twice.older, "06 11 11 11 11"), (twice.other, "06 22 22 22 22")):
        save_contact(twice.desk, number, ContactPointEntry(ContactKind.PHONE, phone))
    merge(twice.desk, twice.older, twice.other, twice.entry("youth.phone"))
    assert "+33611111111" in kept(twice)
    (contact,) = map(int, column(twice, "SELECT id FROM youth_contact WHERE preferred"))
    erase_past_values(twice.desk, Target(Kind.YOUTH_CONTACT, contact), "value")
    assert "+33611111111" not in kept(twice)


def test_a_contact_of_a_representative_is_of_no_merge(office: Office) -> None:
    twice = planted(office)
    mother = GuardianEntry("Martel", "Nadia", Relationship.MOTHER)
    save_guardian(twice.desk, twice.older, mother)
    (number,) = map(int, column(twice, "SELECT id FROM guardian"))
    phone = ContactPointEntry(ContactKind.PHONE, "06 11 11 11 11")
    save_contact(twice.desk, twice.older, phone, guardian_id=number)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    before = kept(twice)
    erase_past_values(twice.desk, Target(Kind.GUARDIAN_CONTACT, 1), "value")
    assert kept(twice) == before


def test_a_shared_representative_rectified_is_so_in_a_link_set_aside(office: Office) -> None:
    twice = planted(office)
    mother = GuardianEntry("Ignominieux", "Nadia", Relationship.MOTHER)
    save_guardian(twice.desk, twice.older, mother)
    (number,) = map(int, column(twice, "SELECT id FROM guardian"))
    with office.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO guardianship (youth_id, guardian_id, relationship_kind, "
                "parental_authority) VALUES (:youth, :guardian, 'MOTHER', 1)"
            ),
            {"youth": twice.youths[1], "guardian": number},
        )
    right = replace(mother, last_name="Martel", version=1)
    save_guardian(twice.desk, twice.other, right, guardian_id=number)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    (link,) = map(int, column(twice, "SELECT id FROM guardianship"))
    erase_past_values(twice.desk, Target(Kind.GUARDIANSHIP, link), "last_name")
    told = " ".join(column(twice, "SELECT content FROM record_change"))
    assert "ignominieux" not in (told + kept(twice)).casefold()


@pytest.fixture
def backup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    one = make_office(tmp_path_factory.mktemp("backup"))
    yield one
    one.close()


def test_what_was_erased_since_a_backup_leaves_its_merges_too(
    office: Office, backup: Office
) -> None:
    towns = []
    for one in (office, backup):
        twice, school = planted(one), plant_partner(one, "Collège Jean-Moulin")
        for number in (twice.older, twice.other):
            save_fact(twice.desk, number, entry(school))
        wrong = replace(identity(twice, twice.other), last_name="Ignominieux")
        save_identity(twice.desk, twice.other, wrong)
        merge(twice.desk, twice.older, twice.other, twice.entry("youth.last_name"))
        towns.append(twice)
    now, former = towns
    save_identity(now.desk, now.older, replace(identity(now, now.older), last_name="Martel"))
    rectify(now)
    erase(now, PAST_ALL)
    assert "T10" in kept(former)
    lines = read_eliminations(office.engine)
    assert replay_eliminations(backup.engine, lines, at=MONDAY) > 0
    content = kept(former)
    assert "T10" not in content
    (row,) = [json.loads(one) for one in column(former, "SELECT content FROM case_merge")]
    assert "last_name" not in row["youth"]
    assert replay_eliminations(backup.engine, lines, at=MONDAY) == 0


def test_what_is_rectified_after_a_merge_is_so_in_a_backup_of_before(
    office: Office, backup: Office
) -> None:
    towns = []
    for one in (office, backup):
        twice = planted(one)
        for name in ("Ignominieux", "Martelle"):
            entry_ = replace(identity(twice, twice.other), last_name=name)
            save_identity(twice.desk, twice.other, entry_)
        towns.append(twice)
    now, former = towns
    merge(now.desk, now.older, now.other, now.entry())
    rectify(now)
    replay_eliminations(backup.engine, read_eliminations(office.engine), at=MONDAY)
    told = " ".join(column(former, "SELECT content FROM record_change"))
    assert "ignominieux" not in told.casefold()
