"""One question a screen, never one a row (peers: cht-core 4666, SORMAS 9559, rdv-service-public
1868): what a screen asks of the vault does not grow with what it shows."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event

from app.clock import FixedClock
from app.models.enums import CaseStatus, ContactKind, ObservationKind, Relationship, SharingScope
from app.models.migrations import upgrade
from app.services.alerts import watch
from app.services.cases import read_case
from app.services.cases_list import cases
from app.services.contacts import ContactPointEntry, save_contact
from app.services.demo.making import make_town
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.home import home
from app.services.household_page import read_household
from app.services.households_list import households
from app.services.intake_list import intakes
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.partners_list import partners
from app.services.referrals import referrals
from app.services.search import Searcher
from app.services.timeline import timeline
from app.services.vault.opening import Terms
from tests.helpers.office import MONDAY
from tests.helpers.vaults import CHEAP

FEW, MANY = 5, 40
STEPS = 8  # a list is read part by part: at most as many more questions as it has parts
TODAY = MONDAY.date()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of a fictional town."""
    founded = make_town(
        tmp_path_factory.mktemp("town") / "ville.vigie", FixedClock(MONDAY), dossiers=60, seed=1,
        terms=Terms(prepare=upgrade, floor=CHEAP), cost=CHEAP,
    )  # fmt: skip
    yield founded.desk
    assert founded.desk.vault is not None
    founded.desk.vault.close()


def questions(desk: Desk, ask: Callable[[], object]) -> int:
    asked: list[object] = []

    def heard(*given: object) -> None:
        asked.append(given[2])

    event.listen(desk.engine, "before_cursor_execute", heard)
    try:
        ask()
    finally:
        event.remove(desk.engine, "before_cursor_execute", heard)
    return len(asked)


@pytest.mark.parametrize(
    "page", [cases, intakes, referrals, households, partners], ids=lambda one: one.__name__
)
def test_a_list_of_many_asks_hardly_more_than_a_list_of_few(
    desk: Desk, page: Callable[..., tuple[tuple[object, ...], object]]
) -> None:
    few, many = page(desk, limit=FEW)[0], page(desk, limit=MANY)[0]
    assert len(many) > len(few) + STEPS, "not enough rows to tell"
    more = questions(desk, lambda: page(desk, limit=MANY))
    assert more - questions(desk, lambda: page(desk, limit=FEW)) <= STEPS


def test_accueil_its_alerts_and_the_search_box_ask_a_bounded_number(desk: Desk) -> None:
    finder = Searcher(desk)
    finder.find("ma")  # its questions are composed at the first search
    assert questions(desk, lambda: home(desk)) < 30
    assert questions(desk, lambda: watch(desk)) < 30
    assert questions(desk, lambda: finder.find("ma")) < 30


def test_a_dossier_with_much_in_it_asks_no_more_than_one_with_little(desk: Desk) -> None:
    row = next(one for one in cases(desk)[0] if one.status is CaseStatus.ACTIVE)
    ways = (
        lambda: read_case(desk, row.id),
        lambda: timeline(desk, row.id),
        lambda: observations(desk, row.id),
    )
    for one in ways:
        one()  # what is composed once is composed now
    before = [questions(desk, one) for one in ways]
    for at in range(30):
        entry = ObservationEntry(
            ObservationKind.CALL, TODAY - timedelta(days=at), f"Appel {at}.",
            sharing_scope=SharingScope.CELL,
        )  # fmt: skip
        save_observation(desk, row.id, entry)
    assert [questions(desk, one) for one in ways] == before


def test_a_family_asks_no_more_for_many_representatives_and_coordinates(desk: Desk) -> None:
    (row, *_), _ = households(desk, limit=1)
    page = read_household(desk, row.id)
    before = questions(desk, lambda: read_household(desk, row.id))
    case_id = next(one.case_id for one in page.view.members if one.until_on is None)
    for at in range(5):
        entry = GuardianEntry(f"TUTEUR{at}", "Paule", Relationship.OTHER)
        save_guardian(desk, case_id, entry)
    for one in read_household(desk, row.id).guardians:
        for last in range(2):
            point = ContactPointEntry(ContactKind.PHONE, f"06 22 33 44 {one.id % 9}{last}")
            save_contact(desk, case_id, point, guardian_id=one.id)
    after = read_household(desk, row.id)
    assert len(after.guardians) == len(page.guardians) + 5
    assert all(len(one.contacts) >= 2 for one in after.guardians)
    assert questions(desk, lambda: read_household(desk, row.id)) == before
