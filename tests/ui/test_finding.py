"""The search box of the window: where each answer leads, and what a search leaves behind."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QFrame
from sqlalchemy import func, select

from app.models.desk import JournalEntry
from app.models.enums import JournalAction, ObservationKind, PartnerType, Relationship, Sex
from app.services.case_direct import OpeningEntry, open_directly
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import found_household
from app.services.observations import ObservationEntry, save_observation
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from app.ui.context import Place
from app.ui.operations.finding import SESSION, Finder
from app.ui.pages.case_page import CasePageView
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat


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


def test_an_observation_opens_at_its_line_and_shows_the_words_around(town: Office) -> None:
    desk, case_id = town.desk(), follow(town)
    entry = ObservationEntry(ObservationKind.CALL, MONDAY.date(), "Appel du collège, à rappeler")
    save_observation(desk, case_id, entry)
    (hit,) = Finder().find(desk, "college")
    assert hit.group == "Observations"
    assert hit.place == Place("case", case_id, "observations#1")
    assert hit.detail.startswith("«\u202fAppel du collège, à rappeler\u202f» · ")


def test_enter_on_an_observation_gives_its_line_the_focus(
    town: Office, sit: Callable[[Desk], Seat]
) -> None:
    desk, case_id = town.desk(), follow(town)
    for text in ("Premier appel", "Appel du collège", "Dernier appel"):
        save_observation(desk, case_id, ObservationEntry(ObservationKind.CALL, MONDAY.date(), text))
    place = Place("case", case_id, "observations#2")
    seat = sit(desk)
    page = seat.show(lambda context: CasePageView(context, place))
    card = page.findChild(QFrame, "observation.2")
    assert card is not None
    assert page.focusWidget() is card
