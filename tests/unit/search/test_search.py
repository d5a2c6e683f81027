"""The search box: from the second letter, without accents, in any order, within one's rights."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.models.desk import JournalEntry
from app.models.enums import JournalAction, PartnerType, Relationship, Role, Sex
from app.services.case_direct import OpeningEntry, open_directly
from app.services.cases import read_case
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import found_household
from app.services.partners import ContactEntry, PartnerEntry, save_partner
from app.services.rules.partial_dates import PartialDate
from app.services.search import Reason, record_search, search
from app.services.search_index import Found
from app.services.youths import IdentityEntry, save_identity
from tests.helpers.office import Office


def follow(office: Office, last: str, first: str, group_id: int | None = None) -> int:
    desk = office.desk()
    born = PartialDate.exactly(date(2011, 3, 14))
    identity = IdentityEntry(last, first, Sex.MALE, born)
    group = group_id or office.north
    return open_directly(desk, OpeningEntry(identity, PartnerType.FAMILY, group, None)).ref


def refs(desk: Desk, typed: str, kind: Found = Found.CASE) -> list[int]:
    return [one.ref for one in search(desk, typed) if one.kind is kind]


@pytest.mark.parametrize(
    "typed",
    ["oz", "ÖZDEMIR", "ozd", "emre özdemir", "özd em", "Emre", "2026-0001", "2026 0001", "1"],
)
def test_a_youth_is_found_however_it_is_typed(office: Office, typed: str) -> None:
    wanted = follow(office, "Özdemir", "Emre")
    follow(office, "Roy", "Lina")
    if len(typed) < 2:
        assert search(office.desk(), typed) == ()
    else:
        assert refs(office.desk(), typed) == [wanted]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Le Goff", "legoff"),
        ("N’Guessan", "nguessan"),
        ("N’Guessan", "n'gue"),
        ("Jean-Baptiste", "baptiste"),
        ("Cœur", "coeur"),
        ("Łukasz", "lukasz"),
        ("NGUYỄN", "nguyen"),
    ],
)
def test_particles_hyphens_ligatures_and_foreign_letters_do_not_hide_a_name(
    office: Office, name: str, typed: str
) -> None:
    wanted = follow(office, name, "Emre")
    assert refs(office.desk(), typed) == [wanted]


def test_one_letter_or_only_signs_find_nothing(office: Office) -> None:
    follow(office, "Martel", "Yanis")
    for typed in ("", "m", "  ", "'\"*", "-"):
        assert search(office.desk(), typed) == ()


def test_signs_of_the_question_language_are_only_letters_here(office: Office) -> None:
    wanted = follow(office, "Martel", "Yanis")
    for typed in ('mar"tel', "mar* OR roy", "NEAR(martel)", "words:martel"):
        assert set(refs(office.desk(), typed)) <= {wanted}


def test_each_line_says_why(office: Office) -> None:
    desk = office.desk()
    case_id = follow(office, "Martel", "Yanis")
    save_guardian(desk, case_id, GuardianEntry("Benali", "Nadia", Relationship.MOTHER))
    number = read_case(desk, case_id).header.number
    for typed, reason, matched in (
        ("yan", Reason.NAME, "MARTEL Yanis"),
        ("benali", Reason.GUARDIAN, "BENALI Nadia"),
        (number, Reason.NUMBER, number),
        ("0001", Reason.NUMBER, number),
        ("Martelle", Reason.SOUND, "MARTEL Yanis"),
    ):
        (hit,) = search(desk, typed)
        assert (hit.title, hit.reason, hit.matched) == ("MARTEL Yanis", reason, matched), typed
    assert "14/03/2011" in search(desk, "yan")[0].detail


def test_the_whole_name_comes_before_the_name_it_begins(office: Office) -> None:
    short = follow(office, "Mar", "Yanis")
    longer = follow(office, "Martel", "Lina")
    assert refs(office.desk(), "mar") == [short, longer]


def test_a_corrected_name_is_no_longer_found_under_the_old_one(office: Office) -> None:
    desk, case_id = office.desk(), follow(office, "Martel", "Yanis")
    page = read_case(desk, case_id)
    assert page.youth is not None
    save_identity(desk, case_id, replace(page.youth.identity, last_name="Zidi"))
    assert refs(desk, "martel") == []
    assert refs(desk, "zidi") == [case_id]


def test_families_and_partners_are_found_too(office: Office) -> None:
    desk = office.desk()
    home = found_household(desk, follow(office, "Roy", "Lina"), "Famille Kébé").ref
    body = save_partner(
        desk, PartnerEntry("CFA du bâtiment", PartnerType.CFA, contacts=(ContactEntry("Kebir"),))
    ).ref
    hits = {one.kind: one for one in search(desk, "keb")}
    assert (hits[Found.HOUSEHOLD].ref, hits[Found.PARTNER].ref) == (home, body)
    assert hits[Found.HOUSEHOLD].detail == "1 jeune suivi\u202f: Lina"
    assert (hits[Found.PARTNER].reason, hits[Found.PARTNER].matched) == (Reason.PERSON, "KEBIR")
    assert refs(desk, "batiment cfa", Found.PARTNER) == [body]


def test_what_is_out_of_reach_is_not_found_nor_hinted_at(office: Office) -> None:
    far = follow(office, "Martel", "Yanis", office.south)
    found_household(office.desk(), far, "Famille Martel")
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    for typed in ("martel", "yanis", "2026-0001", "0001", "Martelle"):
        assert search(officer, typed) == ()
    assert search(office.desk(Role.ADMIN), "martel") == ()
    near = follow(office, "Martel", "Lina")
    assert refs(officer, "martel") == [near]


def test_rights_find_the_old_dossiers_that_the_newest_matches_hide(office: Office) -> None:
    mine = follow(office, "Martel", "Lina")
    found_household(office.desk(), mine, "Martel")
    for _ in range(14):
        follow(office, "Martel", "Yanis", office.south)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert refs(officer, "mart") == [mine]
    assert refs(officer, "mart", Found.HOUSEHOLD) != []


def test_a_search_leaves_one_line_without_words(office: Office) -> None:
    desk = office.desk()
    record_search(desk)
    with desk.read() as work:
        line = work.session.scalars(
            select(JournalEntry).where(JournalEntry.action == JournalAction.SEARCH)
        ).one()
    assert (line.object_id, line.detail) == (None, "")
