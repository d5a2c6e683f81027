"""Making a backup: copied, synced, opened and compared, and only then given its name.

Nothing here runs on the thread that owns the database, nor waits for it: the order holds a copy
of the keys, and the copy is made through a connection of its own.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from app.errors import UserFacingError
from app.services.rules.backup_rotation import Kind
from app.services.vault import backup_folder, keyfile
from app.services.vault.backup_check import (
    Holding,
    Step,
    demand_sound_pages,
    keys_open,
    problem_of,
)
from app.services.vault.backup_copy import copy_database
from app.services.vault.backup_errors import (
    BackupDiskFull,
    BackupFolderGone,
    BackupInsideVault,
    BackupUnsound,
    backup_explained,
)
from app.services.vault.backup_names import UNFINISHED, default_folder, free_name, stem
from app.services.vault.files import create_empty
from app.services.vault.keyfile import KeyFile, signed
from app.services.vault.layout import DATABASE, FOLDER_MODE, KEYS, KEYS_COPY
from app.services.vault.open_vault import OpenVault
from app.services.vault.secrets import wipe
from app.services.vault.slots import with_only

#: Bytes of room asked for beyond the size of the database.
_MARGIN: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """All that a backup needs. `data_key` is the order's own and is wiped when it is carried out.

    `folder` none: the folder beside the vault, created when it is missing. `unsound` and `known`
    are names of backups found damaged, and of those verified at all (none: the others are not).
    """

    vault: Path
    folder: Path | None
    keys: KeyFile
    at: datetime
    data_key: bytearray = field(repr=False)
    kind: Kind = Kind.BACKUP
    unsound: frozenset[str] = frozenset()
    known: frozenset[str] | None = None

    @property
    def place(self) -> Path:
        """The folder that the backup goes to."""
        return default_folder(self.vault) if self.folder is None else self.folder.absolute()


@dataclass(frozen=True, slots=True)
class Verified:
    """A backup that was opened: what it holds, or what is wrong with it."""

    name: str
    made_at: datetime
    size: int
    holding: Holding | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """How an order ended. `backup` is the new one, none when `refusal` says why not.

    `removed` left with the rotation; `present` are the copies now in the folder, none when it
    could not be read; `checked` one that another program had made there.
    """

    at: datetime
    backup: Verified | None
    refusal: UserFacingError | None = None
    removed: tuple[str, ...] = ()
    present: frozenset[str] | None = None
    checked: Verified | None = None


def order(
    vault: OpenVault,
    folder: Path | None,
    at: datetime,
    *,
    kind: Kind = Kind.BACKUP,
    unsound: frozenset[str] = frozenset(),
    known: frozenset[str] | None = None,
) -> Order:
    """What to carry out, from an open vault; `at` is aware. Call `forget` if it is not."""
    keys, key = vault.keys, bytearray(vault.data_key)
    if vault.coming_key is not None and vault.coming_key == vault.data_key:
        # A change of key whose last step waits: the copy is written as that step will leave it.
        slots = tuple(with_only(keys.header, slot, key) for slot in keys.slots)
        keys = signed(replace(keys, slots=slots), key)
    return Order(vault.folder.absolute(), folder, keys, at, key, kind, unsound, known)


def forget(given: Order) -> None:
    """Wipe the key of an order that will not be carried out."""
    wipe(given.data_key)


def carry_out(given: Order, step: Step) -> Made:
    """Make the backup, then let those leave whose time has come. On any thread; takes seconds.

    What the world refuses is in the answer. Raises `Cancelled` from `step`. Whatever happens,
    nothing half made is left under a backup's name, and the key of the order is wiped.
    """
    removed: tuple[str, ...] = ()
    try:
        # What stands beside the vault leaves in time even where no backup can be made.
        removed = _rotated(given, None)
        with backup_explained(given.vault, given.place):
            demand_place(given.vault, given.folder)
            with backup_folder.alone(given.place, given.keys.header.vault_id):
                made = _made(given, step)
                return replace(made, removed=removed + made.removed)
    except UserFacingError as refusal:
        return Made(given.at, None, refusal, removed)
    finally:
        forget(given)


def demand_place(vault: Path, folder: Path | None) -> None:
    """The folder of the backups, there and outside the vault; the one beside it is created.

    Raises `BackupInsideVault`, `BackupFolderGone`, `OSError`.
    """
    place = default_folder(vault) if folder is None else folder.absolute()
    inside = place.resolve()
    if vault.resolve() in (inside, *inside.parents):
        raise BackupInsideVault
    if folder is None:
        with suppress(FileExistsError):
            place.mkdir(mode=FOLDER_MODE)
    if not place.is_dir():
        raise BackupFolderGone


def _made(given: Order, step: Step) -> Made:
    vault_id, place = given.keys.header.vault_id, given.place
    backup_folder.tidy(place, vault_id, stem(given.vault))
    removed = _rotated(
        given, place
    )  # before too: what must leave does, even if no backup can be made
    demand_room(given.vault, place)
    name = free_name(place, given.vault, given.kind, given.at)
    built = _built(given, place / f"{name}{UNFINISHED}", step)
    backup = replace(built, name=name)
    if backup.problem is not None:
        return Made(given.at, backup, BackupUnsound(backup.problem), removed)
    removed += _rotated(given, place)
    present = frozenset(one.path.name for one in backup_folder.copies(place, vault_id))
    unknown = frozenset() if given.known is None else present - given.known - {name}
    checked = _checked(given, unknown, step) if unknown else None
    return Made(given.at, backup, None, removed, present, checked)


def _rotated(given: Order, folder: Path | None) -> tuple[str, ...]:
    if given.kind is not Kind.BACKUP:
        return ()  # a copy before an upgrade may go beside the vault, where nothing is rotated
    now = given.at.astimezone().replace(tzinfo=None)
    vault_id = given.keys.header.vault_id
    return backup_folder.rotate(folder, given.vault, vault_id, now, given.unsound)


def _built(given: Order, building: Path, step: Step) -> Verified:
    """Build the copy, and name it when it is sound."""
    built = build(given, building, step)
    if built.problem is None:
        try:
            building.rename(building.with_name(building.name.removesuffix(UNFINISHED)))
            backup_folder.settle(building.parent)
        except BaseException:
            _give_up(building)
            raise
    return built


def build(given: Order, building: Path, step: Step) -> Verified:
    """Write the copy into the new folder `building`, on the disk when this returns, and verify it.

    One that is not sound is removed, as after any error. The key of the order is left to use.
    Raises `DamagedDatabase` when it is the source that is not sound.
    """
    key = given.data_key
    demand_sound_pages(given.vault / DATABASE, key, step)
    try:
        building.mkdir(mode=FOLDER_MODE)
        _write_keys(building, given.keys)
        expected = copy_database(
            given.vault / DATABASE, building / DATABASE, key, given.keys.database_salt, step
        )
        backup_folder.settle(building)
        problem = problem_of(building, key, step, expected)
        size = sum(file.stat().st_size for file in building.iterdir())
        if problem is not None:
            building.stat()  # unsound, or gone with the stick that held it
            _give_up(building)
    except BaseException:
        _give_up(building)
        raise
    return Verified(building.name, given.at, size, expected, problem)


def _write_keys(building: Path, keys: KeyFile) -> None:
    """`cles.json` first: it says whose copy this is, should it never be finished."""
    for name in (KEYS, KEYS_COPY):
        create_empty(building / name)
        with (building / name).open("rb+") as stream:
            stream.write(keyfile.dump(keys))
            stream.flush()
            os.fsync(stream.fileno())


def _give_up(building: Path) -> None:
    with suppress(OSError):  # what went wrong first is what is said; the next run tidies
        backup_folder.discard(building)


def _checked(given: Order, names: frozenset[str], step: Step) -> Verified | None:
    """Verify the newest backup of the folder that this vault knows nothing of."""
    found = backup_folder.copies(given.place, given.keys.header.vault_id)
    unknown = (one for one in found if one.path.name in names and one.kind is Kind.BACKUP)
    for one in unknown:
        if one.in_use or not keys_open(one.path, given.data_key):
            continue  # of another data key, or damaged: nothing can be said of what it holds
        problem = problem_of(one.path, given.data_key, step, None)
        return Verified(one.path.name, one.made_at.astimezone(), one.size, None, problem)
    return None


def demand_room(vault: Path, place: Path) -> None:
    """Raise `BackupDiskFull` unless a copy of `vault` fits in `place`, with a margin."""
    database = vault / DATABASE
    needed = database.stat().st_size + _MARGIN
    with suppress(FileNotFoundError):
        needed += database.with_name(f"{DATABASE}-wal").stat().st_size
    if shutil.disk_usage(place).free < needed:
        raise BackupDiskFull
