"""Filters of the list of dossiers that combine: what each keeps, for whom, counted alike."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.case import CaseFile
from app.models.enums import CaseStatus, IntakeReason, IntakeStatus, Role, Situation
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.organisation import Neighbourhood
from app.models.youth import Schooling, Youth
from app.services.cases_list import CaseFilter, CaseSort, cases, count_cases
from app.services.desk import Desk
from app.services.rules.ages import age_on, born_by
from tests.helpers.cases import plant_case, plant_family_case
from tests.helpers.office import Office, make_office

ONE = frozenset


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Four young people and a family; the last two dossiers are of the south group."""
    one = make_office(tmp_path_factory.mktemp("office"))
    stamp = {"created_at": one.clock.now(), "updated_at": one.clock.now()}
    made = {
        "ÉTIENNE": plant_case(
            one, last_name="Étienne", born=date(2010, 5, 1), sort_key="etienne yanis"
        ),
        "ROY": plant_case(one, last_name="ROY", born=date(2014, 1, 1), born_by=date(2014, 12, 31)),
        "ZOLA": plant_case(one, last_name="ZOLA", status=CaseStatus.CLOSED),
        "SUD": plant_case(one, last_name="SUD", group_id=one.south),
    }
    plant_family_case(one, "Famille Abadie", group_id=one.south)
    with Session(one.engine) as session, session.begin():
        plateau = Neighbourhood(name="Le Plateau", **stamp)
        session.add(plateau)
        session.flush()
        youths = {name: session.get_one(CaseFile, number).youth_id for name, number in made.items()}
        for name in ("ÉTIENNE", "ROY"):
            session.get_one(Youth, youths[name]).neighbourhood_id = plateau.id
        for name, situation in (("ÉTIENNE", Situation.NEET), ("SUD", Situation.COLLEGE)):
            session.add(
                Schooling(youth_id=youths[name], situation=situation, started_on=date(2026, 9, 1))
            )
        for name in ("ÉTIENNE", "SUD"):
            session.add(
                IntakeReport(
                    number=f"S-{name}", status=IntakeStatus.ADMISSIBLE, case_id=made[name],
                    received_on=date(2026, 9, 1), sort_key="", group_id=one.south,
                    reasons=[IntakeReportReason(reason=IntakeReason.DROPOUT)], **stamp,
                )
            )  # fmt: skip
        late = date(2026, 11, 2)
        session.execute(
            update(CaseFile).where(CaseFile.id == made["ROY"]).values(next_review_on=late)
        )
        session.execute(
            update(CaseFile).where(CaseFile.id == made["SUD"]).values(hidden_action_due_on=late)
        )
    yield one
    one.close()


def names(desk: Desk, kept: CaseFilter, sort: CaseSort = CaseSort.NAME) -> list[str]:
    """Who is listed; the count says as many."""
    rows, _ = cases(desk, kept, sort=sort)
    assert count_cases(desk, kept) == len(rows)
    return [row.name.split()[0] for row in rows]


@pytest.fixture(scope="module")
def desk(office: Office) -> Desk:
    return office.desk()


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (CaseFilter(neighbourhood_ids=ONE({1})), ["ÉTIENNE", "ROY"]),
        (CaseFilter(situations=ONE({Situation.NEET, Situation.COLLEGE})), ["ÉTIENNE", "SUD"]),
        (CaseFilter(reasons=ONE({IntakeReason.DROPOUT})), ["ÉTIENNE", "SUD"]),
        (CaseFilter(reasons=ONE({IntakeReason.VICTIM})), []),
        (CaseFilter(ages=(16, 16)), ["ÉTIENNE"]),
        (CaseFilter(ages=(12, 12)), ["ROY"]),
        (CaseFilter(ages=(11, 11)), ["ROY"]),
        (CaseFilter(ages=(13, 14)), []),
        (CaseFilter(statuses=ONE({CaseStatus.CLOSED, CaseStatus.REVIEW})), ["ZOLA"]),
        (CaseFilter(overdue=True), ["ROY", "SUD"]),
        (CaseFilter(action_late=True), ["SUD"]),
        (CaseFilter(overdue=True, neighbourhood_ids=ONE({1})), ["ROY"]),
        (
            CaseFilter(
                neighbourhood_ids=ONE({1}), situations=ONE({Situation.NEET}), ages=(15, 17),
                reasons=ONE({IntakeReason.DROPOUT}), followed=True, text="eti",
            ),
            ["ÉTIENNE"],
        ),
    ],
)  # fmt: skip
def test_filters_combine_and_the_count_is_that_of_the_list(
    desk: Desk, kept: CaseFilter, expected: list[str]
) -> None:
    assert names(desk, kept) == expected


@pytest.mark.parametrize("sort", CaseSort)
@pytest.mark.parametrize("down", [False, True])
def test_a_filtered_list_is_in_the_order_of_the_whole_one_and_goes_on_page_by_page(
    desk: Desk, sort: CaseSort, *, down: bool
) -> None:
    kept = CaseFilter(statuses=ONE(CaseStatus) - {CaseStatus.DUE}, followed=False)
    assert kept.sifts
    whole = [row.id for row in cases(desk, sort=sort, descending=down)[0]]
    found: list[int] = []
    after = None
    while True:
        rows, after = cases(desk, kept, sort=sort, descending=down, after=after, limit=1)
        found += [row.id for row in rows]
        if after is None:
            break
    assert found == whole


def test_names_are_in_french_order(desk: Desk) -> None:
    kept = CaseFilter(statuses=ONE({CaseStatus.ACTIVE, CaseStatus.CLOSED}))
    assert names(desk, kept) == ["ÉTIENNE", "Famille", "ROY", "SUD", "ZOLA"]


def test_what_one_may_not_read_filters_nothing_in(office: Office) -> None:
    south = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    assert names(south, CaseFilter(reasons=ONE({IntakeReason.DROPOUT}))) == ["SUD"]
    # the action is for the coordonnateur alone
    assert names(south, CaseFilter(overdue=True)) == []
    north = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    # the dossier is in reach, its signalement is another group's
    assert names(north, CaseFilter(reasons=ONE({IntakeReason.DROPOUT}))) == []
    clerk = office.desk(Role.CLERK, groups=(office.south,))
    assert names(clerk, CaseFilter(situations=ONE({Situation.COLLEGE}))) == ["SUD"]
    assert names(clerk, CaseFilter(reasons=ONE({IntakeReason.DROPOUT}))) == []


def test_a_restricted_dossier_is_not_among_what_leaves(office: Office, desk: Desk) -> None:
    with Session(office.engine) as session, session.begin():
        session.execute(
            update(CaseFile).where(CaseFile.sort_key == "zola yanis")
            .values(processing_restricted=True)
        )  # fmt: skip
    closed = ONE({CaseStatus.CLOSED})
    assert names(desk, CaseFilter(statuses=closed)) == ["ZOLA"]
    assert names(desk, CaseFilter(statuses=closed, leaving=True)) == []
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north, office.south))
    assert names(officer, CaseFilter(leaving=True)) == []
    # what is restricted elsewhere hides no motif
    assert names(officer, CaseFilter(reasons=ONE({IntakeReason.DROPOUT}))) == ["ÉTIENNE", "SUD"]
    with Session(office.engine) as session, session.begin():
        session.execute(update(CaseFile).values(processing_restricted=False))


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2028, 2, 29), date(2026, 11, 23)])
def test_the_last_born_of_an_age_has_turned_it_and_the_next_day_s_has_not(day: date) -> None:
    for age in range(26):
        last = born_by(age, day)
        around = [date.fromordinal(last.toordinal() + shift) for shift in (-1, 0, 1)]
        turned = [one <= day and age_on(one, day) >= age for one in around]
        assert turned == [True, True, False], (age, day)
    assert all(one > other for one, other in pairwise(born_by(age, day) for age in range(26)))
