"""A disk that fails takes nothing from the form: it says so, and saving works once it can."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.models.connection import connect
from app.services.drafts import DraftKey, find_draft, keep_draft
from app.services.failures import DiskFull
from app.services.observations import observations
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.observations import observation_form
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WORDS = "Entretien avec la famille, très long. " * 24


def pragma(town: Office, words: str) -> None:
    with town.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {words}")
        connection.rollback()


@contextmanager
def full(town: Office, _folder: Path) -> Iterator[None]:
    with town.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.rollback()
    pragma(town, f"max_page_count = {pages}")
    for size in (2_000, 200, 20):  # until the pages that are there have no room left
        with suppress(DiskFull):
            for number in count():
                keep_draft(town.desk(), DraftKey(f"plein.{size}.{number}"), {"x": "x" * size})
    yield
    pragma(town, "max_page_count = 1000000")


@contextmanager
def busy(town: Office, _folder: Path) -> Iterator[None]:
    pragma(town, "busy_timeout = 10")
    other = connect(town.path, town.key)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def gone(town: Office, folder: Path) -> Iterator[None]:
    aside = folder / "ailleurs.db"
    town.path.rename(aside)
    yield
    aside.rename(town.path)


def opened(seat: Seat, case_id: int) -> InlineForm:
    made: list[InlineForm] = []

    def build(_context: object) -> InlineForm:
        made.append(observation_form(seat.context, case_id))
        return made[0]

    seat.host(build)
    return made[0]


@pytest.mark.parametrize("failure", [full, busy, gone])
def test_the_form_keeps_everything_says_why_and_saves_once_it_can(
    town: Office, sit: Sit, tmp_path: Path, failure: Callable[..., object]
) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    form = opened(seat, case_id)
    form.form.cells["kind"].editor.load("INTERVIEW")
    form.form.cells["text"].editor.set_raw(WORDS)
    with failure(town, tmp_path):
        form.save(lambda: None)
        seat.settle()
        problem = seat.messages.problem_shown
        assert problem is not None
        assert problem.remedy
        assert form.form.cells["text"].editor.raw() == WORDS
        assert form.has_changes()
        assert form.primary.isEnabled()
    form.save(lambda: None)
    seat.settle()
    (row,) = observations(desk, case_id)
    assert row.text == WORDS.strip()
    assert find_draft(desk, DraftKey("observation", str(case_id))) is None


def test_a_draft_that_could_not_be_written_is_written_once_it_can(
    town: Office, sit: Sit, tmp_path: Path, qtbot: QtBot
) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    form = opened(seat, case_id)
    with busy(town, tmp_path):
        form.form.cells["text"].editor.set_raw("Vu ce matin")
        form.keeper.write()
        seat.settle()
        assert seat.messages.problem_shown is not None
        assert form.state.text() == "Brouillon non enregistré"
    key = DraftKey("observation", str(case_id))
    qtbot.waitUntil(lambda: find_draft(desk, key) is not None, timeout=5000)
    seat.settle()
    assert seat.messages.problem_shown is None
    assert form.state.text().startswith("Brouillon enregistré")


def test_a_vault_that_fails_right_after_the_saving_neither_says_unsaved_nor_keeps_the_draft(
    town: Office, sit: Sit
) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    form = opened(seat, case_id)
    form.form.cells["kind"].editor.load("INTERVIEW")
    form.form.cells["text"].editor.set_raw(WORDS)
    pragma(town, "busy_timeout = 10")
    other = connect(town.path, town.key)

    def lock_once_saved(_session: Session) -> None:
        if other.execute("SELECT count(*) FROM observation").fetchone()[0]:
            other.execute("BEGIN IMMEDIATE")

    event.listen(Session, "after_commit", lock_once_saved)
    try:
        form.save(lambda: None)
        seat.settle()
    finally:
        event.remove(Session, "after_commit", lock_once_saved)
        other.execute("ROLLBACK")
        other.close()
    assert seat.messages.problem_shown is None
    assert not form.has_changes()
    assert len(observations(desk, case_id)) == 1
    assert find_draft(desk, DraftKey("observation", str(case_id))) is None
