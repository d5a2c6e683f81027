"""Each way a disk or a database fails has its sentence; a bug has none."""

import errno
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.errors import UserFacingError
from app.models.connection import connect
from app.services.failures import (
    Busy,
    DiskFailure,
    DiskFull,
    NotWritable,
    OutOfMemory,
    Unreachable,
    explained,
    translate,
)
from tests.helpers.vaults import add_note, make_vault


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, NotWritable),
        (errno.EACCES, NotWritable),
        (errno.ENOENT, Unreachable),
        (errno.EIO, DiskFailure),
        (errno.EBUSY, Busy),
        (errno.ENOMEM, OutOfMemory),
    ],
)
def test_the_systems_refusals_have_sentences(number: int, kind: type[UserFacingError]) -> None:
    with pytest.raises(kind) as refusal, explained():
        raise OSError(number, "secret", "/home/durand/coffre")
    assert refusal.value.sentence
    assert refusal.value.remedy
    assert "durand" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_a_full_database_is_a_full_disk(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        with vault.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 3")
        with pytest.raises(DiskFull), explained():
            add_note(vault.engine, "x" * 100_000)
        with vault.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        add_note(vault.engine, "de nouveau possible")


def test_a_database_held_by_another_writer_is_busy(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        with vault.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        held = connect(vault.folder / "coffre.db", vault.data_key)
        held.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy), explained():
            add_note(vault.engine, "attend")
        held.close()
        add_note(vault.engine, "passe")


def test_a_broken_constraint_is_a_bug_not_a_sentence(tmp_path: Path) -> None:
    with (
        make_vault(tmp_path / "v").vault as vault,
        pytest.raises(sa.exc.IntegrityError),
        explained(),
        vault.engine.begin() as connection,
    ):
        connection.exec_driver_sql("INSERT INTO note (body) VALUES (NULL)")


def test_an_ordinary_exception_is_nobodys_sentence() -> None:
    assert translate(KeyError("x")) is None
    assert isinstance(translate(MemoryError()), OutOfMemory)
