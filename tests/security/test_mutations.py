"""Damaged, swapped, aged files of a full vault: refused or opened intact, and never made worse.

Short in the whole suite, a thousand draws in `make torture`.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.errors import UserFacingError
from app.models.organisation import WorkingGroup
from app.services import accounts, drafts, entrance, observations, territory
from app.services.accounts import AccountEntry
from app.services.choices import GroupKind, ObservationKind, Role
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.entrance import Founding
from app.services.failures import explained
from app.services.observations import ObservationEntry
from app.services.territory import GroupEntry
from app.services.vault import keystore
from app.services.vault.database import checkpoint
from app.services.vault.errors import KeyFileProblem
from app.services.vault.layout import KEYS, KEYS_ASIDE
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import unlock
from tests.helpers.office import MONDAY, Office
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD, contents
from tests.helpers.whole_town import whole_town
from tests.ordeal import Ordeal
from tests.security.backup_child import TERMS
from tests.security.mutations import MUTATIONS, Stock

CLOCK = FixedClock(MONDAY)
OTHER_PASSWORD = "Rivage-lampe-58-Tilleul"
LONG = "Il dit qu’il reviendra lundi. " * 400
"""A text of several pages: its end is in a page that no table reads otherwise."""


@dataclass(frozen=True)
class Model:
    """A vault as a power cut leaves it, with a log; what may be read there; what else there was."""

    files: dict[str, bytes]
    states: frozenset[str]
    stocks: tuple[Stock, ...]


def state(engine: Engine) -> str:
    """A digest of every row of every table."""
    digest = hashlib.sha256()
    with engine.connect() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            " ORDER BY name"
        ).scalars()
        for table in tables.all():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                digest.update(repr((table, *row)).encode())
    return digest.hexdigest()


def opened(folder: Path) -> OpenVault:
    return unlock(folder, login=LOGIN, password=PASSWORD, terms=TERMS)


def founded(folder: Path) -> Desk:
    """A vault where every table has a row, and a long text."""
    town = Founding("Valmont", "Cellule", "Anne", "Bernard", LOGIN, PASSWORD)
    desk = entrance.found(folder, town, clock=CLOCK, terms=TERMS, cost=CHEAP).desk
    for name in ("Groupe Nord", "Groupe Sud"):
        territory.save_group(desk, GroupEntry(name, GroupKind.TERRITORIAL))
    accounts.add_account(desk, colleague("k.benali"), OTHER_PASSWORD)
    assert desk.vault is not None
    with Session(desk.engine) as session:
        north, south = (one.id for one in session.query(WorkingGroup).order_by(WorkingGroup.id))
    desk.vault.close()
    with opened(folder) as vault:
        office = Office(
            folder / "coffre.db",
            bytearray(vault.data_key),
            CLOCK,
            north,
            south,
            desk.actor.account_id,
        )
        whole_town(office)
        office.close()
    return entrance.enter(folder, login=LOGIN, password=PASSWORD, clock=CLOCK, terms=TERMS)


def colleague(login: str) -> AccountEntry:
    return AccountEntry(login, "Karim", "Benali", frozenset({Role.CASE_OFFICER}))


def call(desk: Desk, number: int) -> None:
    entry = ObservationEntry(ObservationKind.CALL, MONDAY.date(), f"Rappel {number}.")
    observations.save_observation(desk, 1, entry)


def draft(desk: Desk, number: int) -> None:
    drafts.keep_draft(desk, DraftKey("observation", str(number)), {"text": LONG})


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    place = tmp_path_factory.mktemp("modele")
    desk = founded(place / "w")
    other = contents(place / "w")
    assert desk.vault is not None
    desk.vault.close()

    folder = place / "v"
    desk = founded(folder)
    draft(desk, 1)
    earlier = [contents(folder)]
    accounts.revoke_account(desk, 2)  # the data key changes
    draft(desk, 2)
    earlier.append(contents(folder))
    accounts.add_account(desk, colleague("l.benali"), OTHER_PASSWORD)
    checkpoint(desk.engine)
    states = {state(desk.engine)}
    for number in (3, 4, 5):
        for act in (call, draft):
            act(desk, number)
            states.add(state(desk.engine))
    files = contents(folder)
    assert desk.vault is not None
    desk.vault.close()
    return Model(files, frozenset(states), tuple(Stock(one, other) for one in earlier))


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where to damage vaults: in memory if possible, a disk takes ten times as long to say so."""
    memory = Path("/dev/shm")  # noqa: S108 - a fresh folder in it
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        yield Path(place)


def put(folder: Path, files: dict[str, bytes]) -> None:
    """These files, and no other."""
    for path in list(folder.iterdir()):
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def attempt(folder: Path) -> str | UserFacingError:
    """What opening and reading everything gives: a state, or a refusal that has all it needs."""
    before = contents(folder)
    vault = None
    try:
        with explained(), opened(folder) as vault:
            return state(vault.engine)
    except UserFacingError as error:
        refusal = error
    assert refusal.sentence.endswith(".")
    assert refusal.remedy
    if vault is None:
        assert contents(folder) == before, "a refusal leaves every byte as it was"
    return refusal


def try_offer(folder: Path, refusal: UserFacingError) -> str | UserFacingError | None:
    """Take the offer of putting the copy back, if it is made: nothing of the old keys is lost."""
    if not (isinstance(refusal, KeyFileProblem) and refusal.copy_usable):
        return None
    old = (folder / KEYS).read_bytes() if (folder / KEYS).exists() else None
    keystore.restore_copy(folder)
    if old is not None:
        assert (folder / KEYS_ASIDE).read_bytes() == old
    return attempt(folder)


def mutated(
    model: Model, folder: Path, draw: random.Random
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """One mutation after the other, evenly; the files that it left."""
    while True:
        for name, mutation in MUTATIONS.items():
            put(folder, model.files)
            mutation(draw, folder, draw.choice(model.stocks))
            yield name, contents(folder)


@pytest.mark.parametrize("half", [1, 2])  # one for each core
def test_a_mutated_vault_is_refused_or_opens_intact_and_is_never_made_worse(
    model: Model, folder: Path, ordeal: Ordeal, half: int
) -> None:
    drawn = mutated(model, folder, ordeal.draw)
    for number in range(ordeal.times(19, 510)):
        name, damaged = next(drawn)
        where = f"{number}: {name}"
        found = attempt(folder)
        if isinstance(found, str):
            assert found in model.states, where
            assert attempt(folder) == found, where
        elif (mended := try_offer(folder, found)) is not None:
            assert isinstance(mended, UserFacingError) or mended in model.states, where
        for file in model.files.keys() | damaged.keys():
            if damaged.get(file) != model.files.get(file):  # the sound file is put back
                (folder / file).unlink(missing_ok=True)
                if file in model.files:
                    (folder / file).write_bytes(model.files[file])
        assert attempt(folder) in model.states, where
        ordeal.did("mutations")
