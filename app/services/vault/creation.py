"""Creating a vault: built beside its place, then renamed, whole or not at all."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from app.errors import UserFacingError
from app.models.engine import create_engine
from app.services.failures import DiskFull, NotWritable, explained
from app.services.vault import keystore
from app.services.vault.database import checkpoint
from app.services.vault.errors import (
    FolderNotWritable,
    FolderTaken,
    NotCreated,
)
from app.services.vault.files import create_empty, sync_folder
from app.services.vault.kdf import KdfCost, calibrate, from_password, from_recovery_key
from app.services.vault.keyfile import KeyFile, signed
from app.services.vault.layout import DATABASE, FOLDER_MODE, OURS
from app.services.vault.lock import WriterLock
from app.services.vault.open_vault import Created, OpenVault
from app.services.vault.opening import Terms
from app.services.vault.place import refuse_network
from app.services.vault.recovery import RecoveryKey
from app.services.vault.secrets import new_key, wipe
from app.services.vault.slots import Header, Slot, SlotKind, make_slot
from app.services.vault.synced import refuse_synced

#: Bytes of room asked for before starting: SQLite names a disk that is full to the last page
#: an input or output error.
ROOM: Final = 4 * 1024 * 1024


def create(
    folder: Path, *, login: str, password: str, terms: Terms, cost: KdfCost | None = None
) -> Created:
    """A new vault in `folder` (absent or empty), open, with its first account and recovery key.

    `cost` is calibrated on this PC when not given (about two seconds in all). Raises
    `NetworkFolder`, `SyncedFolder`, `FolderTaken`, `FolderNotWritable`, or `NotCreated` with the
    reason's sentence and code; nothing then stays on the disk. A kill leaves a folder
    `.<nom>.creation` that the next attempt removes.
    """
    place = folder.absolute()
    refuse_network(place)
    refuse_synced(place)
    building = place.with_name(f".{place.name}.creation")
    try:
        with explained():
            _refuse_taken(place)
            if shutil.disk_usage(place.parent).free < ROOM:
                raise DiskFull
            _clear(building)
            try:
                recovery, key, keys, slot = _build(building, login, password, terms, cost)
                _put(building, place)
                return Created(_open(place, terms, keys, slot, key), recovery)
            except BaseException:
                with suppress(OSError):  # what went wrong first is what is said
                    _discard(building)
                raise
    except NotWritable:
        raise FolderNotWritable from None
    except FolderTaken:
        raise
    except UserFacingError as why:
        raise NotCreated(why) from None


def demand_place(folder: Path) -> None:
    """Ask the place alone what `create` would say of it, by making a folder and removing it.

    Raises `NetworkFolder`, `SyncedFolder`, `FolderTaken`, `FolderNotWritable`, `DiskFull`;
    leaves nothing there.
    """
    place = folder.absolute()
    refuse_network(place)
    refuse_synced(place)
    try:
        with explained():
            _refuse_taken(place)
            if shutil.disk_usage(place.parent).free < ROOM:
                raise DiskFull
            building = place.with_name(f".{place.name}.creation")
            _clear(building)
            _discard(building)
    except NotWritable:
        raise FolderNotWritable from None


def _refuse_taken(place: Path) -> None:
    """Raise `FolderTaken` unless there is nothing there, or an empty folder."""
    try:
        taken = not place.is_dir() or any(place.iterdir()) if os.path.lexists(place) else False
    except PermissionError:
        taken = True
    if taken:
        raise FolderTaken


def _build(
    building: Path, login: str, password: str, terms: Terms, cost: KdfCost | None
) -> tuple[RecoveryKey, bytearray, KeyFile, Slot]:
    """Everything a vault holds, written and synced, with nothing left open."""
    header = Header(os.urandom(16), cost or calibrate())
    key = new_key()
    recovery = RecoveryKey.new()
    first = make_slot(
        header,
        SlotKind.ACCOUNT,
        from_password(login=login, password=password, vault_id=header.vault_id, cost=header.cost),
        key,
    )
    spare = make_slot(
        header,
        SlotKind.RECOVERY,
        from_recovery_key(key=recovery.secret, vault_id=header.vault_id),
        key,
    )
    database = building / DATABASE
    create_empty(database)
    engine = create_engine(database, key, memory_security=terms.memory_security)
    try:
        terms.prepare(engine)
        checkpoint(engine)
    finally:
        engine.dispose()
    keys = signed(KeyFile(header, keystore.database_salt(building), (first, spare)), key)
    keystore.write(building, keys)
    return recovery, key, keys, first


def _put(building: Path, place: Path) -> None:
    """Give the finished folder its name."""
    with suppress(FileNotFoundError):
        place.rmdir()  # Windows does not rename onto an empty folder
    building.rename(place)
    sync_folder(place.parent)


def _open(place: Path, terms: Terms, keys: KeyFile, slot: Slot, key: bytearray) -> OpenVault:
    lock = WriterLock(place)
    try:
        lock.acquire()
    except BaseException:
        wipe(key)
        _discard(place)
        raise
    engine = create_engine(place / DATABASE, key, memory_security=terms.memory_security)
    return OpenVault(place, engine, keys, slot, key, lock)


def _clear(building: Path) -> None:
    """An empty folder to build in, where a killed attempt may have left its own."""
    try:
        _discard(building)
        building.mkdir(mode=FOLDER_MODE)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:  # somebody else's files are in it
            raise FolderTaken from None
        raise


def _discard(building: Path) -> None:
    """Remove an unfinished vault: only files we write, so that nothing else is ever lost."""
    for name in OURS:
        with suppress(FileNotFoundError, NotADirectoryError):
            (building / name).unlink()
    with suppress(FileNotFoundError):
        building.rmdir()
