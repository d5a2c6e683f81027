"""Nothing written in a vault can be read on the disk, while it is open or afterwards."""

import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.services.vault import rotation
from app.services.vault.accounts import change_password
from tests.helpers.vaults import LOGIN, PASSWORD, add_note, make_vault

MARKER = "ZzMarqueurDurand"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks through /proc")


def everything(folder: Path) -> bytes:
    """All bytes of all files under the folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_text_is_readable_at_any_moment_of_a_vaults_life(tmp_path: Path) -> None:
    made = make_vault(tmp_path / "v", login=f"{MARKER}.login", password=f"{MARKER} secret")
    with made.vault as vault:
        for _ in range(50):
            add_note(vault.engine, MARKER * 20)
        assert MARKER.encode() not in everything(tmp_path)  # the log is full
        rotation.revoke(vault, [])
        assert MARKER.encode() not in everything(tmp_path)
    assert MARKER.encode() not in everything(tmp_path)


def test_no_key_stands_in_the_folder(tmp_path: Path) -> None:
    made = make_vault(tmp_path / "v")
    with made.vault as vault:
        change_password(vault, login=LOGIN, old=PASSWORD, new="une autre phrase assez longue")
        key = bytes(vault.data_key)
        data = everything(tmp_path)
    for secret in (key, key.hex().encode(), made.recovery.secret, made.recovery.text.encode()):
        assert secret not in data


def test_the_database_looks_random_from_its_first_byte(tmp_path: Path) -> None:
    with make_vault(tmp_path / "v").vault as vault:
        add_note(vault.engine, "x")
    data = (tmp_path / "v" / "coffre.db").read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert len(set(data)) == 256


def deleted_files() -> bytes:
    """What this process holds open without a name: where SQLite spills."""
    found = b""
    for link in Path("/proc/self/fd").iterdir():
        try:
            if str(link.readlink()).endswith("(deleted)"):
                found += link.read_bytes()
        except OSError:
            continue  # the listing's own descriptor
    return found


@LINUX
@pytest.mark.parametrize(("store", "spilled"), [(None, False), ("FILE", True)])
def test_a_sort_too_big_for_the_cache_spills_no_clear_text(
    tmp_path: Path, store: str | None, *, spilled: bool
) -> None:
    """With FILE, as a control, it does: the test would see it."""
    with make_vault(tmp_path / "v").vault as vault:
        with vault.engine.begin() as connection:
            connection.execute(
                sa.text(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                    " WHERE i < 30000) INSERT INTO note (body)"
                    " SELECT :text || ((i * 7919) % 30011) FROM n"
                ),
                {"text": MARKER * 30},
            )
        with vault.engine.connect() as connection:
            if store:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql(f"PRAGMA temp_store = {store}")
            rows = connection.exec_driver_sql(
                "SELECT body, max(body) OVER () FROM note ORDER BY body DESC"
            )
            row = rows.fetchone()
            assert row is not None
            assert str(row[0]).startswith(MARKER)
            assert (MARKER.encode() in deleted_files()) is spilled
            rows.close()
