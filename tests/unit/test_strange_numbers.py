"""A number that is no row's is refused with a sentence, in every field that takes one.

Nothing of the window offers such a number, but what was offered may have gone meanwhile.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from app.errors import Invalid, Refused
from app.services.choices import Role
from app.services.desk import Desk
from tests.helpers.office import Office
from tests.unit import test_every_service_authorises as walk
from tests.unit.test_every_service_authorises import MISSING, USE_CASES, Town

office, town = walk.office, walk.town
LISTS = walk.EMPTY.keys() | walk.OPEN_TO_ALL.keys()


@pytest.fixture(scope="module")
def desk(office: Office) -> Desk:
    """Whoever may do everything: only the number can be refused."""
    return office.desk(*Role, groups=(office.north, office.south), account_id=office.coordinator_id)


def strange(given: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same arguments with one number made strange, and which."""
    for name, value in given.items():
        if name.endswith("_id") and value is not None:
            yield name, {**given, name: MISSING}
        if not is_dataclass(value) or isinstance(value, type) or not name.startswith("entry"):
            continue
        for one in fields(value):
            if one.name == "id" or one.name.endswith("_id"):
                yield f"{name}.{one.name}", {**given, name: replace(value, **{one.name: MISSING})}
            if one.name.endswith("_ids"):
                several = type(getattr(value, one.name))((MISSING,))
                yield f"{name}.{one.name}", {**given, name: replace(value, **{one.name: several})}


@pytest.mark.parametrize("name", sorted(USE_CASES.keys() - LISTS))
def test_a_number_that_is_no_row_s_is_refused(town: Town, desk: Desk, name: str) -> None:
    accepted, given = [], town.arguments(USE_CASES[name])
    if name == "intake_write.save_intake":
        given["complete"] = False  # else an answer that is missing would be what is refused
    for field, changed in strange(given):
        with suppress(Refused, Invalid):
            USE_CASES[name](desk, **changed)
            accepted.append(field)
    assert accepted == []
