"""Real encrypted vaults that open in milliseconds: only the derivation is made cheap."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from app.models.connection import connect, key_literal
from app.services.vault.creation import create
from app.services.vault.kdf import KdfCost
from app.services.vault.layout import DATABASE
from app.services.vault.open_vault import Created
from app.services.vault.opening import Terms

#: Never accepted by the ordinary opening, whose floor is a thousand times higher.
CHEAP = KdfCost(memory_kib=8, iterations=1, lanes=1)
#: A file of each released version, of a fictional town, and the key they all have.
KEPT_FILES = Path(__file__).parents[1] / "migrations" / "files"
KEPT_KEY = bytes(range(1, 33))
LOGIN = "m.lefebvre"
PASSWORD = "sept mots pour un coffre de test"


def notes(engine: sa.Engine) -> None:
    """The least a vault can hold: one table of texts."""
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"
        )


def cheap_terms(prepare: Callable[[sa.Engine], object] = notes) -> Terms:
    """Terms that accept `CHEAP`; freed memory is not wiped, which takes half the time."""
    return Terms(prepare=prepare, floor=CHEAP, memory_security=False)


def make_vault(
    folder: Path,
    *,
    login: str = LOGIN,
    password: str = PASSWORD,
    prepare: Callable[[sa.Engine], object] = notes,
) -> Created:
    """A new vault, open. Close it, or use `with made.vault:`."""
    return create(folder, login=login, password=password, terms=cheap_terms(prepare), cost=CHEAP)


def cheap(terms: Terms) -> Terms:
    """The same terms, that accept `CHEAP`."""
    return replace(terms, floor=CHEAP, memory_security=False)


def former_vault(folder: Path, version: str) -> Path:
    """A closed vault in `folder` as a released version left it, with a fictional town."""
    with make_vault(folder).vault as vault:
        key, salt = vault.data_key, vault.keys.database_salt
        (folder / DATABASE).write_bytes(b"")
        with closing(connect(KEPT_FILES / f"{version}.db", bytearray(KEPT_KEY))) as old:
            old.execute(
                "ATTACH DATABASE ? AS fresh KEY ?",
                (str(folder / DATABASE), key_literal(key, salt=salt).decode()),
            )
            old.execute("SELECT sqlcipher_export('fresh')").fetchall()
    return folder


def add_note(engine: sa.Engine, body: str) -> None:
    """Write one text."""
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note (body) VALUES (?)", (body,))


def read_notes(engine: sa.Engine) -> list[str]:
    """All texts, oldest first."""
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT body FROM note ORDER BY id").scalars())


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of what matters in the folder: all but the lock and its holder."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if not path.name.startswith("verrou")
    }
