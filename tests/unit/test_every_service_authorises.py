"""Every use case asks for a right: found by walking the services, so that none is forgotten.

A use case is a public function of `app.services` whose first parameter is a `Desk`. It is called
for an account that holds no role, though it is named on every record: nothing but its roles can
open anything. It is called again for a référent of another group, on records that exist and on
records that do not: both must end the same way.
"""

import inspect
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import func, select

from app.errors import Refused
from app.models.desk import JournalEntry
from app.models.enums import (
    Role,
)
from app.services.case_edit import CaseEntry
from app.services.cases import read_case
from app.services.desk import Actor, Desk
from app.services.drafts import DraftKey, keep_draft
from app.services.home import Counts, Home
from app.services.household_page import read_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.prints import Output, referral
from tests.helpers.office import Office, make_office
from tests.helpers.use_cases import USE_CASES
from tests.helpers.whole_town import Town, whole_town

# What an account without any role may still do, and why. Nothing here tells of a person.
OPEN_TO_ALL = {
    "accounts.change_own_password": "one's own password",
    "accounts.own_login": "one's own identifier",
    "drafts.drop_draft": "one's own draft",
    "drafts.find_draft": "one's own draft",
    "drafts.keep_draft": "one's own draft",
    "drafts.put_back": "one's own draft",
    "seats.keep_seat": "where one was oneself: codes, no value",
    "seats.last_seat": "where one was oneself: codes, no value",
    "seats.leave_seat": "where one was oneself: codes, no value",
    "entrance.is_own_password": "one's own password, to unlock",
    "entrance.note": "one's own coming and going, in the journal",
    "organisation.read_settings": "the town's name and the delays of the locks, for the window",
    "saved_filters.delete_filter": "one's own filter: codes and numbers",
    "saved_filters.rename_filter": "one's own filter: codes and numbers",
    "saved_filters.save_filter": "one's own filter: codes and numbers",
    "saved_filters.saved_filters": "one's own filters: codes and numbers",
    "search.record_search": "that one searched, in the journal; the answer is another use case",
    "territory.groups": "the town's map: names of groups, no person",
    "writing.lists": "the words that are watched, for whoever writes; no person",
    "territory.neighbourhoods": "the town's map: names of neighbourhoods, no person",
}

# What answers, but with nothing: lists, counts and searches limited by the rights themselves.
EMPTY: dict[str, object] = {
    "alerts.watch": {},
    "alerts.watched": (),
    "cases_list.cases": ((), None),
    "cases_list.count_cases": 0,
    "demo.showcase.show": None,
    "demo.showcase_doubts.show_doubts": None,
    "demo.shown.another": {},
    "demo.shown.family": {},
    "demo.shown.printable": (),
    "drafts.drafts": (),
    "home.counts": Counts(0, 0, 0, 0, 0),
    "home.home": Home("Claire", (), empty=True),
    "households_list.any_household": False,
    "households_list.count_households": 0,
    "households_list.find_households": (),
    "households_list.households": ((), None),
    "intake_alike.waiting_alike": (),
    "intake_known.known_people": (),
    "intake_list.count_intakes": 0,
    "intake_list.count_waiting": 0,
    "intake_list.intakes": ((), None),
    "recent.recent": (),
    "referrals.count_referrals": 0,
    "referrals.referrals": ((), None),
    "rehearsal.rehearsal_due": None,
    "search.search": (),
    "trash.trashed_reports": (),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: what is refused changes nothing, and a test here proves it."""
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def town(office: Office) -> Town:
    """The records of one young person of the north group; the outsider is named on them."""
    return whole_town(office)


@pytest.fixture(scope="module")
def outsider(office: Office, town: Town) -> Desk:
    """An account without role, in the group, référent of the dossier, who had it all open."""
    number = office.account(Role.CASE_OFFICER, groups=(office.north,))
    seated = office.desk(Role.CASE_OFFICER, groups=(office.north,), account_id=number)
    save = USE_CASES["case_edit.save_case"]
    save(office.desk(), town.numbers["case_id"], CaseEntry(office.north, number))
    read_case(seated, town.numbers["case_id"])
    read_household(seated, town.numbers["household_id"])
    keep_draft(seated, DraftKey("case", str(town.numbers["case_id"])), {"programme": "MARTEL"})
    save_intake(seated, IntakeEntry(last_name="Martel", group_id=office.north), complete=False)
    actor = Actor(number, "C. Delmas", frozenset(), frozenset({office.north}))
    return Desk(office.engine, actor, office.clock)


def test_the_walk_finds_the_use_cases() -> None:
    assert len(USE_CASES) > 70
    assert not (OPEN_TO_ALL.keys() | EMPTY.keys()) - USE_CASES.keys()


@pytest.mark.parametrize("name", sorted(USE_CASES.keys() - OPEN_TO_ALL.keys()))
def test_without_a_role_a_use_case_refuses_or_has_nothing(
    office: Office, town: Town, outsider: Desk, name: str
) -> None:
    before = _lines(office)
    if name in EMPTY:
        assert town.call(USE_CASES[name], outsider) == EMPTY[name]
    else:
        with pytest.raises(Refused):
            town.call(USE_CASES[name], outsider)
    assert _lines(office) == before


def _lines(office: Office) -> int | None:
    with office.desk().read() as work:
        return work.session.scalar(select(func.count(JournalEntry.id)))


def _with_a_record() -> Sequence[str]:
    wanted = {
        "case_id",
        "case_ids",
        "household_id",
        "referral_id",
        "report_id",
        "item_id",
        "object_id",
    }
    return sorted(
        name
        for name, one in USE_CASES.items()
        if wanted & set(inspect.signature(one).parameters) and name not in OPEN_TO_ALL
    )


@pytest.mark.parametrize("name", _with_a_record())
@pytest.mark.parametrize("missing", [False, True], ids=["hidden", "missing"])
def test_what_is_hidden_answers_as_what_does_not_exist(
    office: Office, town: Town, name: str, *, missing: bool
) -> None:
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    with pytest.raises(Refused):
        town.call(USE_CASES[name], elsewhere, missing=missing)


def test_a_document_already_drawn_does_not_leave_once_the_right_is_gone(
    office: Office, town: Town, outsider: Desk
) -> None:
    drawn = referral(office.desk(), town.numbers["referral_id"])
    with pytest.raises(Refused):
        USE_CASES["prints.record_output"](outsider, drawn, Output.EXPORT)
