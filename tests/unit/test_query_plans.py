"""Lists stay instant at 100,000 dossiers: their queries walk an index in the list's own order.

SQLite says how it would answer (`EXPLAIN QUERY PLAN`); without statistics it says the same
whatever the vault holds, so nothing here depends on time or on data.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event

from app.models.enums import CaseStatus, Role
from app.services import cases_filter
from app.services.alerts import watch
from app.services.cases_list import CaseFilter, CaseSort, cases, count_cases
from app.services.desk import Desk
from app.services.home import counts, home
from app.services.households_list import (
    HouseholdFilter,
    HouseholdSort,
    count_households,
    households,
)
from app.services.intake_list import IntakeSort, count_intakes, intakes
from app.services.partners_list import PartnerFilter, partners
from app.services.recent import recent
from app.services.referrals import ReferralFilter, ReferralSort, count_referrals, referrals
from app.services.rules.alerts import AlertKind
from app.services.search import search
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

GROWING = "case_file|youth|intake_report|referral|planned_action|observation|search_entry|household"
WHOLE_TABLE = re.compile(rf"^SCAN ({GROWING})\b(?! USING)")
#: A list that gathers what its reader may see before it sorts costs seconds; one that sorts
#: inside equal values (« LAST TERM ») costs nothing.
GATHERS = re.compile(r"MULTI-INDEX OR|USE TEMP B-TREE FOR ORDER BY")
#: Numbers are given in the order of the rows: a list sorted by them walks the table itself.
IN_ORDER = {"dossiers by number", "signalements by number", "orientations by number"}

Ask = Callable[[Desk], object]


@contextmanager
def _heard(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    kept: list[tuple[str, Any]] = []

    def before(_conn: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        kept.append((sql, values))

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield kept
    finally:
        event.remove(engine, "before_cursor_execute", before)


def plans(desk: Desk, ask: Ask, *, holding: object = None) -> list[str]:
    """What SQLite would do for each question that `ask` sends, or those that hold a value."""
    with _heard(desk.engine) as asked:
        ask(desk)
    questions = [one for one in asked if one[0].lstrip().startswith(("SELECT", "WITH"))]
    if holding is not None:
        questions = [one for one in questions if holding in one[1]]
    found: list[str] = []
    with desk.engine.connect() as connection:
        for sql, values in questions:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            found += [row[3] for row in rows]
    assert found
    return found


@pytest.fixture(params=["coordinator", "officer"])
def desk(request: pytest.FixtureRequest, office: Office) -> Desk:
    if request.param == "coordinator":
        return office.desk()
    return office.desk(Role.CASE_OFFICER, groups=(office.north,))


SORTED: dict[str, Ask] = {
    **{
        f"{name} by {sort} {'down' if down else 'up'}": (
            lambda desk, page=page, sort=sort, down=down: page(desk, sort=sort, descending=down)
        )
        for name, page, sorts in (
            ("dossiers", cases, CaseSort),
            ("signalements", intakes, IntakeSort),
            ("orientations", referrals, ReferralSort),
            ("familles", households, HouseholdSort),
        )
        for sort in sorts
        for down in (False, True)
    },
    "my dossiers": lambda desk: cases(desk, CaseFilter(mine=True)),
    "reviews that are late": lambda desk: cases(desk, CaseFilter(review_late=True)),
    "families that begin so": lambda desk: households(desk, HouseholdFilter("m")),
    "dossiers that begin so": lambda desk: cases(desk, CaseFilter(text="mar")),
}
COUNTED: dict[str, Ask] = {
    "dossiers": count_cases,
    "signalements": count_intakes,
    "orientations": count_referrals,
    "Accueil, mine": lambda desk: home(desk, mine=True),
    "Accueil, all": lambda desk: home(desk, mine=False),
    "Accueil, counts of mine": lambda desk: counts(desk, mine=True),
    "Accueil, counts of all": lambda desk: counts(desk, mine=False),
    "the search box": lambda desk: search(desk, "martin le"),
    "families": count_households,
    "families by a word": lambda desk: households(desk, HouseholdFilter("martin le")),
    "the search box by number": lambda desk: search(desk, "42"),
    "what I had open": recent,
    "what calls attention, mine": lambda desk: watch(desk, mine=True),
    "what calls attention, all": lambda desk: watch(desk, mine=False),
}


@pytest.mark.parametrize(("name", "ask"), SORTED.items(), ids=SORTED.keys())
def test_a_list_is_read_in_the_order_of_an_index(desk: Desk, name: str, ask: Ask) -> None:
    found = plans(desk, ask)
    assert not [line for line in found if GATHERS.search(line)]
    walked = [line for line in found if WHOLE_TABLE.search(line)]
    assert not walked or (name.rpartition(" ")[0] in IN_ORDER and len(walked) == 1)


DAY, ROW = "2019-07-28", 7_777
FOLLOWING: dict[str, tuple[Ask, object]] = {
    f"{name} by {sort} {'down' if down else 'up'}": (
        lambda desk, page=page, sort=sort, down=down, value=value: page(
            desk, sort=sort, descending=down, after=(0, str(value), ROW)
        ),
        value,
    )
    for name, page, sorts in (
        ("dossiers", cases, {
            CaseSort.NAME: "m", CaseSort.NUMBER: ROW, CaseSort.BIRTH: DAY, CaseSort.OPENED: DAY,
            CaseSort.REVIEW: DAY, CaseSort.STATUS: "m", CaseSort.GROUP: "m",
        }),
        ("signalements", intakes, {
            IntakeSort.WAITING: DAY, IntakeSort.NUMBER: ROW, IntakeSort.YOUTH: "m",
            IntakeSort.BIRTH: DAY, IntakeSort.RECEIVED: DAY, IntakeSort.STATUS: DAY,
        }),
        ("familles", households, {HouseholdSort.NAME: "m", HouseholdSort.ELDEST: DAY}),
        ("orientations", referrals, {
            sort: ROW if sort in {ReferralSort.NUMBER, ReferralSort.STATUS} else DAY
            for sort in ReferralSort
        }),
    )
    for sort, value in sorts.items()
    for down in (False, True)
}  # fmt: skip


@pytest.mark.parametrize(("ask", "value"), FOLLOWING.values(), ids=FOLLOWING.keys())
def test_a_page_that_follows_is_found_and_not_reached_by_reading_those_before(
    desk: Desk, ask: Ask, value: object
) -> None:
    found = plans(desk, ask, holding=value)
    assert found[0].startswith("SEARCH")
    assert not [line for line in found if line.startswith("SCAN") or GATHERS.search(line)]


OF_FEW = CaseFilter(ages=(10, 12), neighbourhood_ids=frozenset({1}))
NARROWED: dict[str, Ask] = {
    **{
        f"orientations of few dossiers by {sort}": partial(
            referrals, kept=ReferralFilter(of=OF_FEW), sort=sort
        )
        for sort in ReferralSort
    },
    **{
        f"families of few dossiers by {sort}": partial(
            households, kept=HouseholdFilter(of=OF_FEW, members=2), sort=sort
        )
        for sort in HouseholdSort
    },
    "orientations by a word": lambda desk: referrals(desk, ReferralFilter(text="mar")),
    "orientations of few, counted": lambda desk: count_referrals(desk, ReferralFilter(of=OF_FEW)),
    "families of few, counted": lambda desk: count_households(desk, HouseholdFilter(of=OF_FEW)),
    "families with a dossier": lambda desk: households(desk, HouseholdFilter(own_case=True)),
    "partners one addresses to": lambda desk: partners(desk, PartnerFilter(referred=True)),
}


@pytest.mark.parametrize("ask", NARROWED.values(), ids=NARROWED.keys())
def test_what_few_dossiers_lead_to_is_read_from_them(desk: Desk, ask: Ask) -> None:
    """One pass through the index of the dossiers; all the rest is found by numbers."""
    found = plans(desk, ask)
    assert not [line for line in found if WHOLE_TABLE.search(line) or "MULTI-INDEX" in line]
    passes = [line for line in found if re.match(rf"SCAN ({GROWING})\b", line)]
    assert set(passes) <= {"SCAN case_file USING COVERING INDEX ix_case_file_sort_key"}
    assert len(passes) <= 1


OF_MANY: dict[str, Ask] = {
    "dossiers to watch": lambda desk: count_cases(
        desk, CaseFilter(alerts=frozenset({AlertKind.NO_CONTACT}))
    ),
    **{
        f"orientations of a group by {sort}": partial(
            referrals, kept=ReferralFilter(of=CaseFilter(group_id=1), current=True), sort=sort
        )
        for sort in ReferralSort
    },
    **{
        f"families of a group by {sort}": partial(
            households, kept=HouseholdFilter(of=CaseFilter(group_id=1), members=2), sort=sort
        )
        for sort in HouseholdSort
    },
    "families without a dossier that goes on": (
        lambda desk: households(desk, HouseholdFilter(none_open=True))
    ),
}


@pytest.mark.parametrize("ask", OF_MANY.values(), ids=OF_MANY.keys())
def test_of_many_dossiers_a_list_is_read_in_the_order_of_an_index(
    desk: Desk, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases_filter, "FEW", -1)
    found = plans(desk, ask)
    assert not [line for line in found if GATHERS.search(line)]
    walked = [line for line in found if WHOLE_TABLE.search(line)]
    assert not walked or walked == ["SCAN referral"]  # by number: in the order of the rows


SIFTED = CaseFilter(ages=(10, 12), overdue=True, statuses=frozenset({CaseStatus.ACTIVE}))


@pytest.mark.parametrize("sort", CaseSort)
def test_filters_that_combine_cost_one_pass_through_one_index(desk: Desk, sort: CaseSort) -> None:
    """No row is read to be filtered or sorted; only those of the page are, by their numbers."""
    found = plans(desk, lambda desk: cases(desk, SIFTED, sort=sort))
    passes = [line for line in found if line.startswith("SCAN case_file")]
    assert passes == ["SCAN case_file USING COVERING INDEX ix_case_file_sort_key"]
    counted = plans(desk, lambda desk: count_cases(desk, SIFTED))
    assert counted == passes


@pytest.mark.parametrize("ask", COUNTED.values(), ids=COUNTED.keys())
def test_nothing_that_waits_for_a_person_reads_a_whole_table(desk: Desk, ask: Ask) -> None:
    found = plans(desk, ask)
    assert not [line for line in found if WHOLE_TABLE.search(line) or "MULTI-INDEX OR" in line]


def test_the_few_records_that_one_reaches_are_listed_by_indexes(office: Office) -> None:
    plant_case(office)
    desk = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    found = plans(desk, lambda desk: search(desk, "martin le"))
    assert [line for line in found if "ix_case_file_group_id" in line]
    assert [line for line in found if line.startswith("SCAN json_each")]
    assert not [line for line in found if WHOLE_TABLE.search(line)]  # so few may be sorted


def test_the_rule_sees_a_list_that_would_gather_and_sort(desk: Desk) -> None:
    def gathers(desk: Desk) -> None:
        with desk.read() as work:
            connection = work.session.connection()
            connection.exec_driver_sql(
                "SELECT id FROM case_file WHERE lead_officer_id = 1 OR group_id = 1 "
                "ORDER BY opened_on, id"
            )
            connection.exec_driver_sql("SELECT programme FROM case_file")

    found = plans(desk, gathers)
    assert [line for line in found if GATHERS.search(line)]
    assert [line for line in found if WHOLE_TABLE.search(line)]
