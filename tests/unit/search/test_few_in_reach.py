"""Whoever reaches few dossiers is answered from these: as from all, whatever the rights."""

from datetime import date, timedelta

import pytest

from app.models.enums import CaseStatus, ObservationKind, Role, SharingScope
from app.services.desk import Desk
from app.services.households import found_household
from app.services.observations import ObservationEntry, save_observation
from app.services.search import Searcher, SearchHit
from app.services.search_index import Found
from tests.helpers.cases import plant_case, plant_family_case
from tests.helpers.office import Office

TYPED = ("martel", "mart", "famille", "martel yan", "martle", "2011", "entretien", "entre", "zzzz")
ALL, FEW = -1, 100


def note(office: Office, case_id: int, scope: SharingScope = SharingScope.CELL) -> None:
    text = f"Entretien avec la famille, {scope}"
    entry = ObservationEntry(ObservationKind.CALL, date(2026, 11, 2), text, scope)
    save_observation(office.desk(), case_id, entry)


@pytest.fixture
def town(office: Office) -> Office:
    """A dossier of each sort: of the south group, of nobody's, restricted, at its term, named."""
    past = office.clock.today() - timedelta(days=1)
    me = office.account(Role.CASE_OFFICER, login="me")
    for first, values in (
        ("Alix", {"group_id": office.south}), ("Brice", {"group_id": None}),
        ("Chloé", {"group_id": office.south, "processing_restricted": True}),
        ("David", {"lead_officer_id": me}), ("Elsa", {"second_officer_id": me, "group_id": None}),
        ("Fanny", {"lead_officer_id": me, "elimination_due_on": past}),
        ("Gaël", {"group_id": office.south, "status": CaseStatus.DUE}),
    ):  # fmt: skip
        number = plant_case(office, last_name="MARTEL", first_name=first)
        found_household(office.desk(), number, f"Famille Martel {first}")
        note(office, number)
        note(office, number, SharingScope.COORDINATOR_ONLY)
        with office.engine.begin() as connection:
            for column, value in values.items():
                stored = value if value is None or isinstance(value, int) else str(value)
                connection.exec_driver_sql(
                    f"UPDATE case_file SET {column} = ? WHERE id = ?", (stored, number)
                )
    own = plant_family_case(office, "Famille Martel Yanis", group_id=office.south)
    note(office, own)
    return office


def found(desk: Desk, few: int) -> list[tuple[SearchHit, ...]]:
    searcher = Searcher(desk, few=few)
    return [searcher.find(typed) for typed in TYPED]


def me(town: Office) -> int:
    with town.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM account WHERE login = 'me'")
        return int(rows.scalar_one())


@pytest.mark.parametrize(
    ("roles", "grouped", "named"),
    [
        ((Role.CASE_OFFICER,), False, True),
        ((Role.CASE_OFFICER,), True, True),
        ((Role.CASE_OFFICER,), True, False),
        ((Role.CASE_OFFICER,), False, False),
        ((Role.CLERK,), True, False),
        ((Role.AUDITOR,), True, False),
        ((Role.COORDINATOR,), False, False),
        ((Role.CASE_OFFICER, Role.COORDINATOR), True, True),
    ],
)
def test_the_two_ways_answer_the_same(
    town: Office, roles: tuple[Role, ...], *, grouped: bool, named: bool
) -> None:
    groups = (town.south,) if grouped else ()
    account = me(town) if named else town.account(*roles, groups=groups)
    desk = town.desk(*roles, groups=groups, account_id=account)
    assert found(desk, FEW) == found(desk, ALL)
    some = (grouped or named or Role.COORDINATOR in roles) and Role.AUDITOR not in roles
    kinds = {hit.kind for hits in found(desk, FEW) for hit in hits}
    notes = set() if Role.CLERK in roles else {Found.OBSERVATION}
    assert kinds == ({Found.CASE, Found.HOUSEHOLD} | notes if some else set())


def test_a_dossier_given_or_taken_away_while_one_searches_is_found_or_no_more(town: Office) -> None:
    number = me(town)
    desk = town.desk(Role.CASE_OFFICER, account_id=number)
    searcher = Searcher(desk)

    def names() -> set[str]:
        return {hit.title for hit in searcher.find("brice") if hit.kind is Found.CASE}

    assert names() == set()
    for officer, wanted in ((number, {"MARTEL Brice"}), (None, set())):
        with town.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE case_file SET lead_officer_id = ? WHERE id = 2", (officer,)
            )
        assert names() == wanted


def test_past_that_number_of_dossiers_all_are_looked_at_and_none_is_lost(town: Office) -> None:
    """Three are of this person's, one of them at its term: on each side of the limit."""
    desk = town.desk(Role.CASE_OFFICER, account_id=me(town))
    answers = [found(desk, most) for most in (ALL, 0, 2, 3, FEW)]
    assert all(one == answers[0] for one in answers)
