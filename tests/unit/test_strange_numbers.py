"""A number that is no row's is refused with a sentence, in every field that takes one.

Nothing of the window offers such a number, but what was offered may have gone meanwhile.
"""

import inspect
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from app.errors import Invalid, Refused
from app.services.choices import Role
from app.services.desk import Desk
from tests.helpers.office import Office, make_office
from tests.helpers.use_cases import USE_CASES
from tests.helpers.whole_town import MISSING, Town, whole_town


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: what is refused changes nothing."""
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def town(office: Office) -> Town:
    """A row in every table."""
    return whole_town(office)


@pytest.fixture(scope="module")
def desk(office: Office) -> Desk:
    """Whoever may do everything: only the number can be refused."""
    return office.desk(*Role, groups=(office.north, office.south), account_id=office.coordinator_id)


def strange(given: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same arguments with one number made strange, and which."""
    for name, value in given.items():
        if name.endswith("_id") and value is not None:
            yield name, {**given, name: MISSING}
        if name != "entry" or not is_dataclass(value) or isinstance(value, type):
            continue
        for one in fields(value):
            if one.name == "id" or one.name.endswith("_id"):
                yield f"{name}.{one.name}", {**given, name: replace(value, **{one.name: MISSING})}
            if one.name.endswith("_ids"):
                several = type(getattr(value, one.name))((MISSING,))
                yield f"{name}.{one.name}", {**given, name: replace(value, **{one.name: several})}


def taking_numbers() -> list[str]:
    """The use cases that take a number, or what is typed."""
    return sorted(
        name
        for name, one in USE_CASES.items()
        if any(it == "entry" or it.endswith("_id") for it in inspect.signature(one).parameters)
    )


@pytest.mark.parametrize("name", taking_numbers())
def test_a_number_that_is_no_row_s_is_refused(town: Town, desk: Desk, name: str) -> None:
    accepted, given = [], town.arguments(USE_CASES[name])
    if name == "intake_write.save_intake":
        given["complete"] = False  # else an answer that is missing would be what is refused
    for field, changed in strange(given):
        with suppress(Refused, Invalid):
            USE_CASES[name](desk, **changed)
            accepted.append(field)
    assert accepted == []
