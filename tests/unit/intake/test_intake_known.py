"""« Déjà connu ? » proposes whoever resembles, says why, and never hints at a hidden dossier."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.models.case import CaseFile
from app.models.enums import CaseKind, CaseStatus, PartnerType, Role, Sex
from app.models.youth import Youth
from app.services.intake_known import MOST, known_people
from app.services.rules.matching import Identity
from app.services.rules.names import sort_key
from app.services.rules.partial_dates import PartialDate
from app.services.rules.phonetics import sound_keys
from tests.helpers.office import Office

BORN = PartialDate.exactly(date(2011, 3, 14))


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
    [("Nguyen", "Linh", BORN), ("Martel", "Inès", PartialDate.in_year(1999)), ("M", "Yanis", BORN)],
)
def test_who_does_not_resemble_is_not_proposed(
    office: Office, last: str, first: str, birth: PartialDate
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
