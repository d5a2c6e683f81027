"""A family is informed of its own dossier: the letters, what they leave out, what is noted."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import (
    CaseStatus,
    NoticeChannel,
    NoticeTo,
    PartnerType,
    Relationship,
    Role,
    Sex,
)
from app.services.case_direct import OpeningEntry, open_directly
from app.services.cases import read_case
from app.services.coordinates import CoordinatesEntry
from app.services.documents.notice_letter import NoticeLetter
from app.services.documents.whitelists import FAMILY_NOTICE
from app.services.family_case import FamilyOpeningEntry, open_family_case
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import enter_household, found_household
from app.services.information import NotInformed, present
from app.services.notices import NoticeEntry, prepare_notices, read_notice, record_notice
from app.services.prints import RestrictedCase, draw
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
Family = dict[str, int]


def letters(office: Office, case_id: int) -> list[str]:
    """The text of each letter that would be printed."""
    document = draw(prepare_notices(office.desk(), case_id))
    pages = PdfReader(BytesIO(document.content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.fixture
def family(office: Office) -> Family:
    """A minor with her mother, a half-brother of age with his father, and the family's dossier."""
    desk, found = office.desk(), Family()
    for name, born in (("Amal", date(2013, 3, 14)), ("Bilal", date(2006, 1, 2))):
        home = CoordinatesEntry(address="9 rue des Lilas", postal_code="91100", city="Valmont")
        identity = IdentityEntry(
            "Martel", name, Sex.FEMALE, PartialDate.exactly(born), coordinates=home
        )
        opening = OpeningEntry(identity, PartnerType.FAMILY, office.north, None)
        found[name] = open_directly(desk, opening).ref
    household = found_household(desk, found["Amal"], "Famille Martel").ref
    enter_household(desk, found["Bilal"], household)
    save_guardian(desk, found["Amal"], GuardianEntry("Benali", "Zohra", Relationship.MOTHER))
    save_guardian(desk, found["Bilal"], GuardianEntry("Kerjean", "Loïc", Relationship.FATHER))
    entry = FamilyOpeningEntry(PartnerType.LANDLORD, office.north, None)
    found["own"] = open_family_case(desk, household, entry).ref
    return found


def test_the_parents_of_its_minors_are_written_to_and_no_child_is_named(
    office: Office, family: Family
) -> None:
    (text,) = letters(office, family["own"])
    for said in (
        "BENALI Zohra", "9 rue des Lilas", "la famille Martel", "commune de Valmont", "CNIL",
        "intérêt public", "trois ans", "copie", "d’une personne ou d’un service en contact",
    ):  # fmt: skip
        assert said in text
    for hidden in ("Amal", "Bilal", "2013", "Kerjean", "KERJEAN", "ailleur social", "ignalement"):
        assert hidden not in text


def test_nobody_is_known_by_a_dossier_that_is_restricted(office: Office, family: Family) -> None:
    with Session(office.engine) as session, session.begin():
        session.get_one(CaseFile, family["Amal"]).processing_restricted = True
    (text,) = letters(office, family["own"])
    assert "Aux responsables de la famille Martel" in text
    assert "BENALI" not in text
    with Session(office.engine) as session, session.begin():
        session.get_one(CaseFile, family["own"]).processing_restricted = True
    with pytest.raises(RestrictedCase):
        prepare_notices(office.desk(), family["own"])
    with pytest.raises(Refused):
        prepare_notices(office.desk(Role.CASE_OFFICER, groups=(office.south,)), family["own"])


def test_once_noted_the_family_waits_no_more_and_may_be_presented(
    office: Office, family: Family
) -> None:
    desk, own = office.desk(), family["own"]
    state = read_notice(desk, own)
    assert state.wanted is NoticeTo.GUARDIANS
    assert read_case(desk, own).header.to_inform
    with desk.work() as work, pytest.raises(NotInformed):
        present(work, own, on=TODAY)
    record_notice(
        desk, own, NoticeEntry(TODAY, NoticeChannel.LETTER, NoticeTo.GUARDIANS, state.version)
    )
    assert not read_case(desk, own).header.to_inform
    with desk.work() as work:
        assert present(work, own, on=TODAY).status is CaseStatus.PRESENTED


def test_its_whitelist_holds_the_home_and_nothing_else_of_a_young_person() -> None:
    of_the_young = {key for key in FAMILY_NOTICE.columns if key.startswith("youth.")}
    assert of_the_young == {"youth.address", "youth.postal_code", "youth.city"}
    assert FAMILY_NOTICE.fields <= set(NoticeLetter.__dataclass_fields__)
