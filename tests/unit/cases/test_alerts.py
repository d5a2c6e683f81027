"""What a dossier calls attention to; the figures of Accueil and the chips of a dossier agree."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.models.enums import CaseStatus, ObservationKind, Role, SharingScope, Situation
from app.services.alerts import WATCHED, watch, watched
from app.services.cases import read_case
from app.services.cases_list import CaseFilter, CaseSort, cases, count_cases
from app.services.observations import ObservationEntry, save_observation
from app.services.rules.alerts import Alert, AlertKind, CaseFacts, alerts
from app.services.rules.month_arithmetic import add_months, last_with
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry, add_situation
from app.services.trash import restore, throw_away
from tests.helpers.cases import plant_case, plant_family_case
from tests.helpers.office import MONDAY, Office, make_office

TODAY = MONDAY.date()
BORN = date(2012, 6, 15)  # 14: no age is near


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def told(**facts: object) -> dict[AlertKind, date]:
    known: dict[str, object] = {
        "followed": True, "suspended": False, "opened_on": ago(10),
        "birth": PartialDate.exactly(BORN), **facts,
    }  # fmt: skip
    found: tuple[Alert, ...] = alerts(CaseFacts(**known), TODAY, no_contact_days=60)  # type: ignore[arg-type]  # by name
    return {one.kind: one.on for one in found}


def turning(age: int, in_days: int) -> PartialDate:
    return PartialDate.exactly((TODAY + timedelta(days=in_days)).replace(year=TODAY.year - age))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, set()),
        ({"birth": turning(16, 20)}, {AlertKind.SIXTEEN}),
        ({"birth": turning(16, -20)}, {AlertKind.SIXTEEN}),
        ({"birth": turning(16, -31)}, set()),
        ({"birth": turning(18, 0)}, {AlertKind.MAJORITY}),
        ({"birth": turning(15, 20)}, set()),
        ({"birth": turning(15, 20), "completed_3e": True}, {AlertKind.CONTRACT}),
        ({"opened_on": ago(60)}, {AlertKind.NO_CONTACT}),
        ({"opened_on": ago(60), "last_contact_on": ago(59)}, set()),
        ({"opened_on": ago(60), "suspended": True}, set()),
        ({"next_review_on": TODAY}, {AlertKind.REVIEW_DUE}),
        ({"next_review_on": TODAY + timedelta(days=1)}, set()),
        ({"opened_on": date(2025, 11, 23), "last_contact_on": TODAY}, {AlertKind.NO_REVIEW}),
        ({"opened_on": date(2025, 11, 24), "last_contact_on": TODAY}, set()),
        ({"opened_on": date(2025, 5, 23), "last_contact_on": TODAY}, {AlertKind.CLOSURE_PROPOSED}),
        (
            {"opened_on": date(2024, 1, 5), "last_contact_on": TODAY, "last_review_on": ago(9)},
            set(),
        ),
        ({"to_inform": True, "information_due_on": TODAY + timedelta(days=7)}, {AlertKind.INFORM}),
        ({"to_inform": True, "information_due_on": TODAY + timedelta(days=8)}, set()),
        ({"birth": PartialDate.exactly(date(2002, 5, 23))}, {AlertKind.AGE_LIMIT}),
        ({"birth": PartialDate.exactly(date(2002, 5, 24))}, set()),
        (
            {"followed": False, "elimination_due_on": TODAY + timedelta(days=61)},
            {AlertKind.TERM},
        ),
        ({"followed": False, "elimination_due_on": TODAY + timedelta(days=62)}, set()),
        ({"followed": False, "opened_on": ago(900), "next_review_on": ago(1)}, set()),
    ],
)
def test_each_thing_calls_attention_in_its_own_days(
    facts: dict[str, object], expected: set[AlertKind]
) -> None:
    assert told(**facts).keys() == expected


def test_an_age_counts_from_the_latest_birth_date_and_a_term_from_the_earliest() -> None:
    born = PartialDate(date(2001, 12, 1), date(2008, 12, 1))
    assert told(birth=born) == {
        AlertKind.AGE_LIMIT: date(2026, 12, 1),
        AlertKind.MAJORITY: date(2026, 12, 1),
    }


@pytest.mark.parametrize("months", [-6, 1, 12, 18])
def test_the_last_day_that_leads_to_another_is_found_whatever_the_months_lengths(
    months: int,
) -> None:
    for away in range(800):
        day = date(2027, 1, 1) + timedelta(days=away)
        last = last_with(day, months)
        assert add_months(last, months) <= day < add_months(last + timedelta(days=1), months)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Office]:
    """A town of its own, for what would change the figures of the other tests."""
    one = make_office(tmp_path)
    yield one
    one.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A town in which every alert is given, some of them beside another."""
    one = make_office(tmp_path_factory.mktemp("office"))
    one.clock = FixedClock(MONDAY)
    for months in range(0, 26, 5):
        for born in (turning(16, 20), turning(18, -5), turning(15, 3), turning(16, -40)):
            opened = add_months(TODAY, -months)
            case_id = plant_case(
                one, born=born.earliest, opened_on=opened, lead_officer_id=one.coordinator_id,
                next_review_on=add_months(opened, 6), status=CaseStatus.ACTIVE,
                notice_sent_on=opened,
            )  # fmt: skip
            entry = SchoolingEntry(Situation.COLLEGE, opened, completed_3e=months % 2 == 0)
            add_situation(one.desk(), case_id, entry)
            if months % 10 == 0:
                observe(one, case_id, ago(months))
    plant_case(one, born=date(2002, 1, 9), elimination_due_on=date(2027, 1, 9), opened_on=ago(1))
    plant_case(one, born=BORN, status=CaseStatus.SUSPENDED, opened_on=ago(90))
    plant_case(one, born=BORN, status=CaseStatus.CLOSED, opened_on=ago(900), closed_on=ago(2))
    plant_family_case(one, opened_on=ago(70))
    yield one
    one.close()


def observe(
    office: Office, case_id: int, on: date, scope: SharingScope = SharingScope.CELL
) -> None:
    entry = ObservationEntry(ObservationKind.CALL, on, "Appel.", sharing_scope=scope)
    save_observation(office.desk(), case_id, entry)


def every_case(office: Office) -> list[int]:
    with office.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM case_file ORDER BY id")
        return [row[0] for row in rows]


@pytest.mark.parametrize("kind", WATCHED)
def test_the_figure_the_list_behind_it_and_the_dossiers_say_the_same(
    office: Office, kind: AlertKind
) -> None:
    """Peers, rows 29 and 48: the figure said 21, the list had 19."""
    desk = office.desk()
    given = {
        number: one.on
        for number in every_case(office)
        for one in read_case(desk, number, opening=False).alerts
        if one.kind is kind and not read_case(desk, number, opening=False).header.is_closed
    }
    assert given, "no dossier of the town gives it"
    listed = watched(desk, kind, mine=False, limit=1000)
    assert {one.case_id: one.on for one in listed} == given
    assert watch(desk, mine=False)[kind] == len(given)
    kept = CaseFilter(alerts=frozenset({kind}))
    assert {row.id for row in cases(desk, kept, limit=1000)[0]} == given.keys()
    assert count_cases(desk, kept) == len(given)


def test_mine_keeps_to_the_dossiers_one_is_named_on(office: Office) -> None:
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert watch(officer, mine=True) == {}
    assert watch(officer, mine=False) == watch(office.desk(), mine=False)
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    assert watch(elsewhere, mine=False) == {}
    assert watched(elsewhere, AlertKind.SIXTEEN, mine=False) == ()
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    assert watch(clerk, mine=False) == {}
    kept = CaseFilter(alerts=frozenset(WATCHED))
    assert count_cases(office.desk(), kept) == count_cases(officer, kept) > 0
    assert count_cases(elsewhere, kept) == count_cases(clerk, kept) == 0
    assert cases(elsewhere, kept) == cases(clerk, kept) == ((), None)
    assert count_cases(officer, replace(kept, mine=True)) == 0


def test_alerts_add_up_and_combine_with_the_other_filters(office: Office) -> None:
    desk = office.desk()

    def listed(**asked: object) -> set[int]:
        kept = CaseFilter(**asked)  # type: ignore[arg-type]  # by name
        rows, _ = cases(desk, kept, sort=CaseSort.BIRTH, limit=1000)
        assert count_cases(desk, kept) == len(rows)
        return {row.id for row in rows}

    sixteen, silent = (
        listed(alerts=frozenset({one})) for one in (AlertKind.SIXTEEN, AlertKind.NO_CONTACT)
    )
    both = frozenset({AlertKind.SIXTEEN, AlertKind.NO_CONTACT})
    assert listed(alerts=both) == sixteen | silent
    assert listed(alerts=both, ages=(15, 15)) == listed(ages=(15, 15)) & (sixteen | silent) != set()


def test_what_the_coordinator_alone_reads_is_no_news_to_the_others(alone: Office) -> None:
    case_id = plant_case(alone, born=BORN, opened_on=ago(100))
    observe(alone, case_id, ago(2), SharingScope.COORDINATOR_ONLY)
    kinds = {one.kind for one in read_case(alone.desk(), case_id, opening=False).alerts}
    assert AlertKind.NO_CONTACT not in kinds
    officer = alone.desk(Role.CASE_OFFICER, groups=(alone.north,))
    assert AlertKind.NO_CONTACT in {
        one.kind for one in read_case(officer, case_id, opening=False).alerts
    }
    clerk = alone.desk(Role.CLERK, groups=(alone.north,))
    assert AlertKind.NO_CONTACT not in {
        one.kind for one in read_case(clerk, case_id, opening=False).alerts
    }


def test_an_observation_thrown_away_is_no_news_any_more_until_it_comes_back(
    office: Office,
) -> None:
    desk, case_id = office.desk(), plant_case(office, born=BORN, opened_on=ago(100))

    def silent() -> bool:
        return case_id in {one.case_id for one in watched(desk, AlertKind.NO_CONTACT, mine=False)}

    observe(office, case_id, ago(2))
    assert not silent()
    with office.engine.connect() as connection:
        sql = "SELECT id FROM observation WHERE case_id = ?"
        number = connection.exec_driver_sql(sql, (case_id,)).scalar_one()
    item = throw_away(desk, "observation", number, "Erreur").item_id
    assert silent()
    restore(desk, item)
    assert not silent()


def test_the_organisation_sets_how_long_is_too_long(office: Office) -> None:
    case_id = plant_case(office, born=BORN, opened_on=ago(40))

    def kinds() -> set[AlertKind]:
        return {one.kind for one in read_case(office.desk(), case_id, opening=False).alerts}

    assert AlertKind.NO_CONTACT not in kinds()
    with office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE organisation SET no_contact_days = 30")
    assert AlertKind.NO_CONTACT in kinds()
    with office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE organisation SET no_contact_days = 60")
