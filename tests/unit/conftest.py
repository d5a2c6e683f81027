"""Fixtures of the tests that never import Qt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.office import Office, make_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A town with two groups and a coordonnateur, in an encrypted vault."""
    one = make_office(tmp_path)
    yield one
    one.close()
