"""A backup is the vault at one instant, or nothing at all."""

import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Cancelled, UserFacingError
from app.models.enums import Role
from app.services import accounts, backups, entrance
from app.services.accounts import AccountEntry
from app.services.backup_list import list_backups
from app.services.rules.backup_rotation import Kind
from app.services.vault import backup, backup_check, backup_folder, rotation
from app.services.vault.backup_errors import (
    BackupBusy,
    BackupUnsound,
)
from app.services.vault.backup_names import parse
from app.services.vault.keyfile import KeyFile
from app.services.vault.opening import unlock
from tests.helpers.traces import traces
from tests.helpers.vaults import contents
from tests.unit.backups.made import made_in
from tests.unit.office.conftest import OTHER, PASSWORD, TERMS, Town, journal_of

CLAIRE = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))


def beside(town: Town) -> Path:
    return town.folder.with_name("ville sauvegardes")


def test_a_backup_opens_with_the_passwords_of_its_time_and_holds_what_was_there(
    town: Town,
) -> None:
    backups.make_backup(town.desk)
    (path,) = made_in(beside(town))
    accounts.add_account(town.desk, CLAIRE, OTHER)
    assert sorted(file.name for file in path.iterdir()) == [
        "cles.copie.json", "cles.json", "coffre.db",
    ]  # fmt: skip
    desk = entrance.enter(path, login="a.bernard", password=PASSWORD, terms=TERMS)
    assert [row.login for row in accounts.accounts(desk)] == ["a.bernard"]
    assert desk.vault is not None
    desk.vault.close()
    with pytest.raises(UserFacingError):
        entrance.enter(path, login="c.delmas", password=OTHER, terms=TERMS)


def test_its_name_is_the_vault_and_the_hour_of_the_office(town: Town) -> None:
    backups.make_backup(town.desk)
    (path,) = made_in(beside(town))
    local = town.clock.now().astimezone()
    assert path.name == f"ville_{local:%Y-%m-%d_%Hh%Mm%S}.vigie"
    named = parse(path.name)
    assert named is not None
    assert named.kind is Kind.BACKUP


def test_two_backups_of_one_second_are_two(town: Town) -> None:
    first = backup.carry_out(backups.order(town.desk), backups.nothing_said)
    second = backup.carry_out(backups.order(town.desk), backups.nothing_said)
    assert first.backup
    assert second.backup
    assert first.backup.name != second.backup.name
    # Of one hour, the newest is kept.
    assert [path.name for path in made_in(beside(town))] == [second.backup.name]


def test_what_came_of_it_is_recorded_and_journalled(town: Town) -> None:
    backups.make_backup(town.desk)
    (known,) = backups.whereabouts(town.desk).records
    assert known.problem is None
    assert known.verified_at == known.made_at == town.clock.now()
    assert known.size > 100_000
    assert journal_of(town.desk)[-1] == ("BACKUP", "verified")


def test_what_is_written_meanwhile_does_not_enter_the_copy(town: Town) -> None:
    labels: list[str] = []

    def step(_done: int, _total: int, label: str) -> None:
        if label == "Copie" and label not in labels:
            entrance.note(town.desk, backups.JournalAction.LOCK)
        labels.append(label)

    made = backup.carry_out(backups.order(town.desk), step)
    assert "Copie" in labels
    assert made.refusal is None
    assert made.backup is not None
    assert made.backup.holding is not None
    before = [action for action, _ in journal_of(town.desk)]
    assert made.backup.holding.journal_id == before.index("LOCK")


def test_giving_up_leaves_nothing_and_wipes_the_key(town: Town) -> None:
    for number in range(12):
        calls = 0

        def step(_done: int, _total: int, _label: str, last: int = number) -> None:
            nonlocal calls
            calls += 1
            if calls > last * 8:
                raise Cancelled

        given = backups.order(town.desk)
        with pytest.raises(Cancelled):
            backup.carry_out(given, step)
        assert not any(given.data_key)
        assert made_in(beside(town)) == []


def test_the_key_is_wiped_when_it_went_well_too(town: Town) -> None:
    given = backups.order(town.desk)
    assert any(given.data_key)
    backup.carry_out(given, backups.nothing_said)
    assert not any(given.data_key)
    assert town.desk.vault is not None
    assert any(town.desk.vault.data_key)


def test_what_an_interrupted_backup_left_is_never_a_backup_and_is_tidied(town: Town) -> None:
    backups.make_backup(town.desk)
    (good,) = made_in(beside(town))
    town.clock.advance(timedelta(hours=2))
    half = good.with_name("ville_2026-11-23_10h00m00.vigie.tmp")
    shutil.copytree(good, half)
    empty = good.with_name("ville_2026-11-23_10h00m01.vigie.tmp")
    empty.mkdir()
    cut = good.with_name("ville_2026-11-23_10h00m02.vigie.tmp")
    cut.mkdir()
    (cut / "cles.json").write_bytes((good / "cles.json").read_bytes()[:50])
    stranger = good.with_name("autre_2026-11-23_10h00m01.vigie.tmp")
    stranger.mkdir()
    assert [row.path for row in list_backups(backups.whereabouts(town.desk))] == [good]
    backups.make_backup(town.desk)
    assert not half.exists()
    assert not empty.exists()
    assert not cut.exists()
    assert stranger.exists()


@pytest.mark.parametrize("tampering", ["row", "page", "keys", "copy", "absent"])
def test_a_copy_that_is_not_faithful_is_not_kept_and_said(
    town: Town, monkeypatch: pytest.MonkeyPatch, tampering: str
) -> None:
    """The medium lies: what was written is not what is read back."""
    real = backup.copy_database

    def lying(source: Path, target: Path, *rest: object) -> object:
        held = real(source, target, *rest)  # type: ignore[arg-type]  # passed through as given
        if tampering == "row":
            key = next(one for one in rest if isinstance(one, bytearray))
            other = backup_check.connect(target, key)
            other.execute("DELETE FROM journal_entry")
            other.execute("PRAGMA journal_mode = DELETE").fetchall()
            other.close()
        elif tampering == "page":
            data = bytearray(target.read_bytes())
            data[len(data) // 2] ^= 1
            target.write_bytes(data)
        elif tampering == "absent":
            target.write_bytes(b"")
        else:
            name = "cles.json" if tampering == "keys" else "cles.copie.json"
            (target.parent / name).write_bytes(b"{}")
        return held

    monkeypatch.setattr(backup, "copy_database", lying)
    with pytest.raises(BackupUnsound) as refused:
        backups.make_backup(town.desk)
    assert "n’a pas été gardée" in refused.value.sentence
    assert made_in(beside(town)) == []
    (known,) = backups.whereabouts(town.desk).records
    assert known.problem in {"journal", "cipher", "keys", "unreadable"}


def test_a_damaged_vault_is_not_backed_up_as_if_it_were_whole(town: Town) -> None:
    backups.make_backup(town.desk)
    kept = made_in(beside(town))
    town.leave()
    file = town.folder / "coffre.db"
    whole = file.read_bytes()
    with unlock(
        town.folder, login="a.bernard", password=PASSWORD, terms=TERMS, read_only=True
    ) as vault:
        pages = len(whole) // 4096
        for page in range(2, pages, pages // 12):
            for harm in (bytes(4096), b"x" * 4096):  # SQLCipher reads zeros as an empty page
                at = page * 4096
                file.write_bytes(whole[:at] + harm + whole[at + 4096 :])
                given = backup.order(vault, None, town.clock.now() + timedelta(hours=1))
                made = backup.carry_out(given, backups.nothing_said)
                assert made.refusal is not None, page
                assert made.refusal.code == "database_damaged"
                assert made_in(beside(town)) == kept
    file.write_bytes(whole)


def test_one_backup_of_a_vault_at_a_time(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)
    assert town.desk.vault is not None
    with backup_folder.alone(disk, town.desk.vault.keys.header.vault_id):
        with pytest.raises(BackupBusy):
            backups.make_backup(town.desk)
        with backup_folder.alone(disk, b"another vault id"):  # on the same share
            pass


def test_the_vault_itself_is_not_touched(town: Town, disk: Path) -> None:
    backups.choose_folder(town.desk, disk)

    def held() -> dict[str, bytes]:  # but for where readers of the log note that they read
        return {k: v for k, v in contents(town.folder).items() if k != "coffre.db-shm"}

    before = held()
    backup.carry_out(backups.order(town.desk), backups.nothing_said)
    assert held() == before


def test_a_backup_during_a_change_of_key_that_waits_opens_all_the_same(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = town.desk.vault
    assert vault is not None
    real = rotation.keystore.write
    writes: list[Path] = []

    def refusing(folder: Path, keys: KeyFile) -> None:
        writes.append(folder)
        if len(writes) > 1:  # the database has the new key, cles.json still holds both
            raise OSError(28, "full")
        real(folder, keys)

    monkeypatch.setattr(rotation.keystore, "write", refusing)
    with pytest.raises(UserFacingError):
        rotation.revoke(vault, [])
    assert vault.coming_key is not None
    backups.make_backup(town.desk)
    (path,) = made_in(beside(town))
    with unlock(path, login="a.bernard", password=PASSWORD, terms=TERMS, read_only=True) as copy:
        assert copy.coming_key is None
        assert copy.data_key == vault.data_key


def test_nothing_typed_is_readable_in_a_backup(town: Town) -> None:
    marks = ("Zorgl\u00e9van", "c.delmas", PASSWORD)
    accounts.add_account(town.desk, replace(CLAIRE, last_name="Zorgl\u00e9van"), OTHER)
    backups.make_backup(town.desk)
    town.clock.advance(timedelta(hours=1))
    given = backups.order(town.desk)
    calls = 0

    def step(_done: int, _total: int, _label: str) -> None:
        nonlocal calls
        calls += 1
        assert calls % 10 or not traces([beside(town)], marks)  # while it is written too
        if calls > 60:
            raise Cancelled

    with suppress(Cancelled):
        backup.carry_out(given, step)
    assert traces([beside(town), town.folder], marks) == []
