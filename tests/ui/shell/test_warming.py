"""What is done while the password is typed serves the vault that opens."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import preload, warming, workplace
from app.clock import FixedClock
from app.models.dialect import Compiled, statements
from app.models.engine import create_engine
from app.models.enums import Role
from app.services import entrance, organisation, seats, upgrading
from app.services.cases import read_case
from app.services.cases_list import cases
from app.services.demo.in_memory import town_in_memory
from app.services.desk import Actor, Desk
from app.services.entrance import Founding
from app.ui.operations.home_reading import read_board, read_state
from tests.helpers.office import make_office
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD, cheap


@pytest.fixture(scope="module")
def known() -> Compiled:
    warming.warm()
    return warming.known()


def test_what_entering_and_accueil_ask_of_a_vault_is_written_before_it_opens(
    known: Compiled, tmp_path: Path
) -> None:
    office = make_office(tmp_path)
    engine = create_engine(office.path, office.key, memory_security=False, compiled=known)
    actor = Actor(office.coordinator_id, "A. Bernard", frozenset({Role.COORDINATOR}))
    desk = Desk(engine, actor, office.clock)
    before = len(known)
    entrance.erase_past_term(desk.engine, desk.clock)
    organisation.read_settings(desk)
    seats.last_seat(desk)
    for mine in (False, True):
        read_board(desk, mine=mine, limit=8)
        read_state(desk, mine=mine)
    cases(desk)
    # what only an empty town asks (« is there any? ») is left
    assert 0 <= len(known) - before < before / 10
    engine.dispose()
    office.close()


def test_a_vault_adds_its_statements_to_its_own_and_leaves_the_others_as_they_were(
    known: Compiled,
) -> None:
    known["asked of one vault"] = "with a name in it"
    assert "asked of one vault" not in warming.known()


def test_the_vault_that_opens_has_what_was_written_while_the_password_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Founding("Valmont", "Cellule", "Anne", "Bernard", LOGIN, PASSWORD)
    made = entrance.found(tmp_path / "ville.vigie", town, terms=cheap(entrance.TERMS), cost=CHEAP)
    assert made.desk.vault is not None
    made.desk.vault.close()
    whole = upgrading.terms
    monkeypatch.setattr(upgrading, "terms", lambda step: cheap(whole(step)))
    preload.load(tmp_path / "ville.vigie")
    written = set(warming.known())
    place = workplace.enter(tmp_path / "ville.vigie", LOGIN, PASSWORD)
    cache = place.desk.engine.get_execution_options()["compiled_cache"]
    assert written
    assert written <= set(cache)
    place.close()


def test_the_fictional_town_is_nowhere_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    clock = FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    with town_in_memory(statements(), clock) as desk:
        rows, _more = cases(desk)
        assert read_case(desk, rows[0].id).header.number == rows[0].number
        assert list(tmp_path.iterdir()) == []
