"""What the tests of this folder share."""

import pytest

from app.services.desk import Desk
from tests.helpers.cases import plant_case
from tests.helpers.office import Office


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk()


@pytest.fixture
def case_id(office: Office) -> int:
    return plant_case(office)
