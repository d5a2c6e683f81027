"""What tests of pages share: a town in an encrypted vault, and seats at its desk."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app import loading
from app.services.desk import Desk
from app.ui import theme
from tests.helpers.cases import plant_case
from tests.helpers.office import Office, make_office
from tests.helpers.seats import Seat, Sit

FULL_EVERY = 30  # collections of the middle generation before a whole one, which is slow


@pytest.fixture(scope="session", autouse=True)
def _built_here() -> None:
    """As at a start of the program: no class of Qt is built by two threads at once."""
    for _ in loading.classes():
        pass


@pytest.fixture(autouse=True)
def _collected_here(qapp: QApplication) -> Iterator[None]:
    """An application for each test, even one that runs alone; nothing of it is left to the next.

    What it leaves ends here, in this thread: deleted widgets, then garbage.

    A widget caught in a cycle and collected in the database thread takes Qt down, maybe in a
    test that did nothing wrong; a window left locked hides those of the tests that follow.
    """
    gc.disable()
    yield
    for window in qapp.topLevelWidgets():
        if window.parent() is None:
            window.hide()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect(2 if gc.get_count()[2] > FULL_EVERY else 1)


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

    def at(desk: Desk) -> Seat:
        seats.append(Seat(desk))
        return seats[-1]

    yield at
    for seat in seats:
        seat.close()


@pytest.fixture
def case_id(town: Office) -> int:
    return plant_case(town)


@pytest.fixture
def seat(town: Office, sit: Sit) -> Seat:
    return sit(town.desk())
