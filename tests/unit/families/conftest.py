"""What the tests of this folder share."""

import pytest

from app.models.enums import Relationship
from app.services.guardians import link_guardian, save_guardian
from app.services.households import enter_household, found_household
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.unit.families.followed import MOTHER, Family


@pytest.fixture
def family(office: Office) -> Family:
    desk = office.desk()
    yanis, lina = plant_case(office), plant_case(office, first_name="Lina")
    home = found_household(desk, yanis, "Famille Kaddour").ref
    enter_household(desk, lina, home)
    save_guardian(desk, yanis, MOTHER)
    found = Family(office, desk, yanis, lina, home, 1)
    link_guardian(desk, lina, 1, Relationship.MOTHER)
    return found
