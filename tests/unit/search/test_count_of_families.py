"""The figure above the families is that of the list, whoever looks and whatever is at its term."""

from datetime import timedelta

import pytest

from app.models.enums import CaseStatus, Role
from app.services.desk import Desk
from app.services.households import found_household
from app.services.households_list import count_households, households
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
