"""The connection is set as the vault's safety needs, whoever asks for it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.models import engine as engine_module
from app.models.connection import PREPARED, MalformedKeyError, key_literal
from app.models.engine import create_engine, for_reading, in_bulk
from app.services.entrance import TERMS
from tests.helpers.vaults import add_note, make_vault, read_notes

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    """An encrypted database of its own, not yet in a vault."""
    path = tmp_path / "é #1%.db"
    path.touch()
    return create_engine(path, bytearray(range(32)))


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cipher_log_level", "NONE"),
        ("cipher_page_size", "4096"),
        ("kdf_iter", "256000"),
        ("cipher_hmac_algorithm", "HMAC_SHA512"),
        ("cipher_plaintext_header_size", "0"),
    ],
)
def test_every_connection_is_set_so(engine: sa.Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    engine.dispose()


def test_freed_memory_is_wiped_and_a_commit_waits_for_the_disk(tmp_path: Path) -> None:
    """In a process of its own: those of the tests spare themselves both (tests/lightened.py)."""
    (tmp_path / "one.db").touch()
    code = (
        "from pathlib import Path; from app.models.engine import create_engine\n"
        "with create_engine(Path('one.db'), bytearray(range(32))).connect() as one:\n"
        "    for pragma in ('cipher_memory_security', 'synchronous'):\n"
        "        print(one.exec_driver_sql(f'PRAGMA {pragma}').scalar())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "2"]
    assert TERMS.memory_security


@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 33, bytes(32), b"x'" + b"0" * 64 + b"'"])
def test_a_key_that_sqlcipher_would_take_for_a_passphrase_is_refused(key: bytes) -> None:
    with pytest.raises(MalformedKeyError) as refusal:
        key_literal(key)
    assert key.hex() not in str(refusal.value) or not key


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    engine = create_engine(tmp_path / "absent.db", bytearray(range(32)))
    with pytest.raises(sa.exc.OperationalError):
        engine.connect()
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_committed_is_not_kept(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        with vault.engine.connect() as connection:
            connection.exec_driver_sql("INSERT INTO note (body) VALUES ('perdu')")
        assert read_notes(vault.engine) == []


def test_writing_takes_the_lock_at_once_and_reading_does_not(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        other = create_engine(vault.folder / "coffre.db", bytearray(vault.data_key))
        with other.connect() as connection:
            connection.exec_driver_sql("SELECT 1")  # BEGIN IMMEDIATE
            with for_reading(vault.engine).connect() as reader:
                assert reader.exec_driver_sql("SELECT count(*) FROM note").scalar() == 0
        other.dispose()


def test_statements_with_their_values_stay_out_of_errors(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        with (
            pytest.raises(sa.exc.IntegrityError) as refusal,
            vault.engine.begin() as connection,
        ):
            connection.execute(
                sa.text("INSERT INTO note (id, body) VALUES (:id, NULL)"), {"id": 424242}
            )
        assert "424242" not in str(refusal.value)


def test_the_one_connection_serves_another_thread(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault, ThreadPoolExecutor(1) as pool:
        pool.submit(add_note, vault.engine, "ailleurs").result()
        assert read_notes(vault.engine) == ["ailleurs"]


def test_in_bulk_nothing_is_kept_prepared_and_then_everything_again(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept statements make each value of very many rows ten times slower."""
    kept: list[int] = []
    whole = engine_module.connect

    def heard(*given: Any, **how: Any) -> Any:
        kept.append(how["prepared"])
        return whole(*given, **how)

    monkeypatch.setattr(engine_module, "connect", heard)
    add = "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"
    with in_bulk(engine), engine.begin() as connection:
        connection.exec_driver_sql(add)
    add_note(engine, "après")
    assert read_notes(engine) == ["après"]
    assert kept == [0, PREPARED]
    engine.dispose()
