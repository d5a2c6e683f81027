"""« Ce n’est pas la même personne », said while a name is typed, is remembered once it is saved."""

from datetime import date

import pytest

from app.errors import Refused
from app.models.enums import PartnerType, Role, Sex
from app.services.case_direct import OpeningEntry, open_directly
from app.services.desk import Desk
from app.services.intake_decide import retain_new
from app.services.intake_entry import IntakeEntry
from app.services.intake_known import known_people
from app.services.intake_write import save_intake
from app.services.rules.matching import Identity
from app.services.rules.partial_dates import PartialDate
from app.services.told_apart import all_pairs, pairs_apart, tell_new_apart
from app.services.youths import IdentityEntry
from tests.helpers.office import Office

BORN = PartialDate.exactly(date(2011, 3, 14))


def opened(desk: Desk, office: Office, first: str) -> int:
    identity = IdentityEntry("Martel", first, Sex.MALE, BORN)
    return open_directly(desk, OpeningEntry(identity, PartnerType.FAMILY, office.north, None)).ref


def test_it_goes_in_the_transaction_that_saves_the_signalement(office: Office) -> None:
    desk = office.desk()
    known = opened(desk, office, "Yanis")
    entry = IntakeEntry(last_name="Martel", first_name="Yanis", group_id=office.north)
    report = save_intake(desk, entry, complete=False, apart={known, 9999}).ref
    assert known_people(desk, Identity("Martel", "Yanis", BORN), report_id=report) == ()
    save_intake(desk, entry, report_id=report, complete=False, apart={known})  # twice is as once


def test_the_dossier_that_the_signalement_opens_is_told_apart_too(
    office: Office, entry: IntakeEntry
) -> None:
    desk = office.desk()
    known = opened(desk, office, "Yanis")
    report = save_intake(desk, entry, apart={known}).ref
    retain_new(desk, report, lead_officer_id=None)
    (row,) = pairs_apart(desk)
    assert known in row.case_ids


def test_a_dossier_just_opened_is_none_of_those_shown(office: Office) -> None:
    desk = office.desk()
    known, mine = opened(desk, office, "Yanis"), opened(desk, office, "Yannis")
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    for _ in range(2):
        tell_new_apart(officer, mine, {known, mine, 9999})
    with desk.read() as work:
        assert len(all_pairs(work)) == 1
    with pytest.raises(Refused):
        tell_new_apart(office.desk(Role.CASE_OFFICER, groups=(office.south,)), mine, {known})
