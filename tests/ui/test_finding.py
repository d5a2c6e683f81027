"""The search box of the window: where each answer leads, and what a search leaves behind."""

from datetime import timedelta

from sqlalchemy import func, select

from app.models.desk import JournalEntry
from app.models.enums import JournalAction, PartnerType, Relationship, Sex
from app.services.case_direct import OpeningEntry, open_directly
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import found_household
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from app.ui.context import Place
from app.ui.operations.finding import SESSION, Finder
from tests.helpers.office import MONDAY, Office


def follow(office: Office) -> int:
    identity = IdentityEntry("Martel", "Yanis", Sex.MALE, PartialDate.exactly(MONDAY.date()))
    entry = OpeningEntry(identity, PartnerType.FAMILY, office.north, None)
    return open_directly(office.desk(), entry).ref


def searches(desk: Desk) -> int:
    with desk.read() as work:
        return work.session.scalar(
            select(func.count()).where(JournalEntry.action == JournalAction.SEARCH)
        ) or 0  # fmt: skip


def test_each_answer_leads_to_its_page_and_says_why_when_the_title_does_not(town: Office) -> None:
    desk, case_id = town.desk(), follow(town)
    home = found_household(desk, case_id, "Famille Martel").ref
    save_guardian(desk, case_id, GuardianEntry("Benali", "Nadia", Relationship.MOTHER))
    hits = Finder().find(desk, "martel")
    assert [one.place for one in hits] == [Place("case", case_id), Place("household", home)]
    (mother,) = Finder().find(desk, "benali")
    assert mother.title == "MARTEL Yanis"
    assert mother.detail.startswith("Représentant légal\u202f: BENALI Nadia · ")


def test_a_name_typed_letter_by_letter_is_one_line_of_the_journal(town: Office) -> None:
    desk = town.desk()
    finder = Finder()
    for typed in ("ma", "mar", "mart"):
        finder.find(desk, typed)
    assert searches(desk) == 1
    town.clock.advance(SESSION + timedelta(seconds=1))
    finder.find(desk, "roy")
    assert searches(desk) == 2
