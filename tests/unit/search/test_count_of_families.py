"""The figure above the families is that of the list, whoever looks and whatever is at its term."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.models.enums import CaseStatus, PartnerType, Role
from app.services.desk import Desk
from app.services.family_case import FamilyOpeningEntry, open_family_case
from app.services.households import found_household
from app.services.households_list import (
    HouseholdFilter,
    HouseholdSort,
    count_households,
    households,
)
from tests.helpers.cases import plant_case
from tests.helpers.office import Office


def shown(desk: Desk) -> int:
    rows, _ = households(desk)
    return len(rows)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CASE_OFFICER, Role.AUDITOR], ids=str)
def test_families_all_of_whose_dossiers_are_at_their_term_are_not_counted(
    office: Office, role: Role
) -> None:
    past = office.clock.today() - timedelta(days=1)
    for name, values in (
        ("Alix", {}), ("Brice", {"elimination_due_on": past}), ("Chloé", {}),
        ("David", {"status": CaseStatus.DUE}), ("Elsa", {"group_id": office.south}),
    ):  # fmt: skip
        number = plant_case(office, first_name=name, last_name=name.upper())
        found_household(office.desk(), number, f"Famille {name}")
        with office.engine.begin() as connection:
            for column, value in values.items():
                connection.exec_driver_sql(
                    f"UPDATE case_file SET {column} = ? WHERE id = ?", (str(value), number)
                )
    desk = office.desk(role, groups=(office.north,))
    wanted = {Role.COORDINATOR: 3, Role.CASE_OFFICER: 2, Role.AUDITOR: 0}[role]
    assert count_households(desk) == shown(desk) == wanted


def test_a_family_that_has_nothing_but_its_own_dossier_is_listed_and_counted(
    office: Office,
) -> None:
    desk = office.desk()
    homes = {}
    for at, name in enumerate(("Alix", "Brice")):
        number = plant_case(office, first_name=name, last_name=name, file_number=f"2025-000{at}")
        homes[name] = found_household(desk, number, f"Famille {name}").ref
    entry = FamilyOpeningEntry(PartnerType.LANDLORD, office.north, None)
    for household_id in homes.values():
        open_family_case(desk, household_id, entry)
    with office.engine.begin() as connection:  # nobody followed has ever lived there
        gone = "DELETE FROM household_membership WHERE household_id = :home"
        connection.execute(text(gone), {"home": homes["Alix"]})
    assert count_households(desk) == shown(desk) == 2
    assert [one.name for one in households(desk, HouseholdFilter("alix"))[0]] == ["Famille Alix"]
    assert count_households(desk, HouseholdFilter("alix")) == 1
    by_birth, _ = households(desk, sort=HouseholdSort.ELDEST)
    assert [one.name for one in by_birth] == ["Famille Brice", "Famille Alix"]
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    assert count_households(elsewhere) == shown(elsewhere) == 0
