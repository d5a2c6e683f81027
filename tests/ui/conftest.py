"""What tests of pages share: a town in an encrypted vault, and seats at its desk."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from app.ui import theme
from tests.helpers.office import Office, make_office
from tests.helpers.seats import Seat


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    """A town with two groups and a coordonnateur."""
    one = make_office(tmp_path)
    yield one
    one.close()


@pytest.fixture
def sit(qapp: QApplication, town: Office) -> Iterator[Callable[[Desk], Seat]]:
    """`sit(desk)`: someone sits down at that desk."""
    theme.apply(qapp)
    seats: list[Seat] = []
    # as the window's own collector does: a widget collected in the database thread takes Qt down
    gc.disable()

    def at(desk: Desk) -> Seat:
        seats.append(Seat(desk))
        return seats[-1]

    yield at
    for seat in seats:
        seat.close()
    gc.enable()
