"""« Déjà connu ? » proposes whoever resembles, says why, and never hints at a hidden dossier."""

from dataclasses import fields
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.errors import Invalid, Refused
from app.models.case import CaseFile
from app.models.enums import ArchiveReason, CaseKind, CaseStatus, PartnerType, Role, Sex
from app.models.youth import Youth
from app.services.archive_search import search_archive
from app.services.intake_entry import IntakeEntry
from app.services.intake_known import MOST, known_people
from app.services.intake_write import save_intake
from app.services.rules.matching import Identity
from app.services.rules.names import sort_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.phonetics import sound_keys
from app.services.told_apart import tell_report_alike, tell_report_apart
from tests.helpers.office import Office

BORN = PartialDate.exactly(date(2011, 3, 14))
WHY = ArchiveReason.BEFORE_OPENING


def plant(
    office: Office,
    last_name: str,
    first_name: str,
    birth: PartialDate = BORN,
    *,
    group_id: int | None = None,
    restricted: bool = False,
    usage_name: str | None = None,
) -> int:
    sounds = sound_keys(last_name, usage_name, first_name)
    stamp = {"created_at": office.clock.now(), "updated_at": office.clock.now()}
    with Session(office.engine) as session, session.begin():
        youth = Youth(
            last_name=last_name,
            usage_name=usage_name,
            first_name=first_name,
            sex=Sex.MALE,
            birth_earliest=birth.earliest,
            birth_latest=birth.latest,
            sort_key=sort_key(last_name, first_name),
            phonetic_key=sounds[0],
            given_key=sounds[1],
            **stamp,
        )
        session.add(youth)
        session.flush()
        case = CaseFile(
            file_number=f"2026-{youth.id:04}",
            kind=CaseKind.YOUTH,
            youth_id=youth.id,
            sort_key=youth.sort_key,
            status=CaseStatus.ACTIVE,
            opened_on=office.clock.today(),
            origin_type=PartnerType.SCHOOL,
            group_id=group_id or office.north,
            processing_restricted=restricted,
            **stamp,
        )
        session.add(case)
        session.flush()
        return case.id


@pytest.mark.parametrize(
    ("last", "first", "birth", "why"),
    [
        ("martel", "YANIS", BORN, "Mêmes nom et prénom · Même date de naissance"),
        ("Martelle", "Yannis", PartialDate.in_year(2011),
         "Se prononce de même · Dates de naissance compatibles"),
        ("Martel", "Yanis", PartialDate.exactly(date(2011, 3, 4)),
         "Mêmes nom et prénom · Un chiffre d’écart dans la date de naissance"),
        ("Yanis", "Martel", BORN, "Prénom et nom inversés · Même date de naissance"),
        ("Marter", "Yanis", None, "Une lettre d’écart"),
        ("Wartel", "Yanis", None, "Une lettre d’écart"),
        ("Martel", "Xanis", None, "Une lettre d’écart"),
        ("Marter", "Yanis", BORN, "Une lettre d’écart · Même date de naissance"),
        ("Martel", "", None, "Même nom de famille"),
        ("", "", BORN, "Même date de naissance"),
        ("", "Yanis", BORN, "Même prénom · Même date de naissance"),
        ("Mart", "", BORN, "Même date de naissance"),
        ("Mart", "Ya", BORN, "Même date de naissance"),
        ("M", "Yanis", BORN, "Même prénom · Même date de naissance"),
    ],
)  # fmt: skip
def test_who_resembles_is_proposed_with_the_reason(
    office: Office, last: str, first: str, birth: PartialDate | None, why: str
) -> None:
    case_id = plant(office, "Martel", "Yanis")
    (found,) = known_people(office.desk(), Identity(last, first, birth))
    assert (found.case_id, found.name, found.why) == (case_id, "MARTEL Yanis", why)
    assert 60 <= found.percent <= 99


@pytest.mark.parametrize(
    ("last", "first", "birth"),
    [
        ("Nguyen", "Linh", BORN),
        ("Martel", "Inès", PartialDate.in_year(1999)),
        ("Nguyen", "", BORN),
        ("M", "Yanis", None),
        ("", "Yanis", None),
        ("", "", PartialDate.in_year(2011)),
        ("", "", PartialDate.exactly(date(2011, 3, 15))),
        ("", "", None),
    ],
)
def test_who_does_not_resemble_is_not_proposed(
    office: Office, last: str, first: str, birth: PartialDate | None
) -> None:
    plant(office, "Martel", "Yanis")
    assert known_people(office.desk(), Identity(last, first, birth)) == ()


def test_the_likeliest_come_first_and_five_at_most(office: Office) -> None:
    exact = plant(office, "Martel", "Yanis")
    for year in range(2005, 2015):
        plant(office, "Martel", "Yanis", PartialDate.exactly(date(year, 3, 14)))
    found = known_people(office.desk(), Identity("Martel", "Yanis", BORN))
    assert len(found) == MOST
    assert found[0].case_id == exact
    percents = [one.percent for one in found]
    assert percents == sorted(percents, reverse=True)


def test_a_name_of_use_is_known_too(office: Office) -> None:
    plant(office, "Martel", "Yanis", usage_name="Benali")
    assert known_people(office.desk(), Identity("Benali", "Yanis", BORN))


def test_no_hidden_dossier_is_hinted_at(office: Office) -> None:
    plant(office, "Martel", "Yanis", group_id=office.south)
    plant(office, "Martel", "Yanis", restricted=True)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert known_people(officer, Identity("Martel", "Yanis", BORN)) == ()
    for role in (Role.ADMIN, Role.AUDITOR, Role.ARCHIVIST):
        assert known_people(office.desk(role), Identity("Martel", "Yanis", BORN)) == ()
    assert len(known_people(office.desk(), Identity("Martel", "Yanis", BORN))) == 2


def test_a_given_name_is_proposed_while_it_is_typed(office: Office) -> None:
    plant(office, "Martel", "Yanis")
    for typed in ("", "Y", "Ya", "Yani"):
        assert known_people(office.desk(), Identity("Martel", typed)), typed


def test_a_closed_dossier_is_found_with_a_reason_only_which_is_kept(office: Office) -> None:
    wanted, desk = Identity("Martel", "Yanis", BORN), office.desk()
    plant(office, "Martel", "Yanis")
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE case_file SET status = 'CLOSED', closed_on = '2026-10-01'"))
    assert known_people(desk, wanted) == ()
    with pytest.raises(Invalid):
        search_archive(desk, wanted, None)
    (found,) = search_archive(desk, wanted, ArchiveReason.NEW_REPORT)
    assert (found.status, found.at_term) == (CaseStatus.CLOSED, False)
    with pytest.raises(Refused):
        search_archive(office.desk(Role.CASE_OFFICER, groups=(office.north,)), wanted, WHY)
    with office.engine.connect() as connection:
        kept = connection.execute(text("SELECT reason FROM archive_search")).scalars().all()
        told = connection.execute(
            text("SELECT detail FROM journal_entry WHERE object_type = 'archive_search'")
        )
        assert kept == ["NEW_REPORT"]  # a code: no words that would name someone
        assert told.scalars().all() == [""]


@pytest.mark.parametrize(
    "term", ["elimination_due_on = '2026-10-01'", "status = 'DUE', closed_on = '2025-10-01'"]
)
def test_of_a_dossier_at_its_term_the_archive_tells_the_number_alone(
    office: Office, term: str
) -> None:
    plant(office, "Martel", "Yanis")
    with office.engine.begin() as connection:
        connection.execute(text(f"UPDATE case_file SET {term}"))
    (found,) = search_archive(office.desk(), Identity("Martel", "Yanis", BORN), WHY)
    assert (found.at_term, found.file_number) == (True, "2026-0001")
    told = (found.name, found.birth, found.percent, found.why, found.closed_on)
    assert told == ("", None, 0, "", None)
    assert (found.case_id, found.youth_id, found.status) == (0, 0, CaseStatus.DUE)


def test_who_was_told_apart_from_a_signalement_is_proposed_no_more(office: Office) -> None:
    case_id, desk = plant(office, "Martel", "Yanis"), office.desk()
    report_id = save_intake(
        desk, IntakeEntry(last_name="Martel", first_name="Yanis", group_id=office.north),
        complete=False,
    ).ref  # fmt: skip
    wanted = Identity("Martel", "Yanis", BORN)
    tell_report_apart(desk, report_id, case_id)
    assert known_people(desk, wanted, report_id=report_id) == ()
    assert known_people(desk, wanted)
    tell_report_alike(desk, report_id, case_id)
    assert known_people(desk, wanted, report_id=report_id)


def test_telephone_and_address_identify_nobody(office: Office) -> None:
    """Couples, brothers and sisters share them: they are not even part of what is compared."""
    assert {one.name for one in fields(Identity)} == {
        "last_name", "first_name", "birth", "sex", "usage_name",
    }  # fmt: skip
