"""Bringing a backup back: a look inside that changes nothing, then the vault it becomes."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from app.errors import UserFacingError
from app.models.engine import create_engine
from app.services.failures import DamagedDatabase, explained
from app.services.vault import backup, backup_folder, keystore, opening, swap
from app.services.vault.backup import Order
from app.services.vault.backup_check import Step
from app.services.vault.backup_errors import BackupDiskFull
from app.services.vault.database import checkpoint
from app.services.vault.errors import FolderTaken
from app.services.vault.keyfile import is_authentic
from app.services.vault.layout import DATABASE, is_vault
from app.services.vault.lock import WriterLock
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import Terms
from app.services.vault.place import refuse_network
from app.services.vault.secrets import wipe

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WayIn:
    """What opens a backup: a login and its password of that time, or the recovery key."""

    login: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    recovery: str = field(default="", repr=False)

    def open(self, folder: Path, terms: Terms) -> OpenVault:
        """Open for reading only, changing nothing. Raises what `opening.unlock` does."""
        if self.recovery:
            return opening.unlock_with_recovery_key(
                folder, key=self.recovery, terms=terms, read_only=True
            )
        return opening.unlock(
            folder, login=self.login, password=self.password, terms=terms, read_only=True
        )


class NotRestored(UserFacingError):
    """The vault was not replaced, for the reason `why`; everything is as it was."""

    def __init__(self, why: UserFacingError) -> None:
        super().__init__(
            f"La sauvegarde n’a pas été restaurée, et le coffre est resté ce qu’il était. "
            f"{why.sentence}",
            remedy=why.remedy,
            code=why.code,
        )


class UnsoundSource(UserFacingError):
    """What is to be restored was read whole, and is not sound."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            "Cette sauvegarde est endommagée\u202f: elle ne peut pas remplacer le coffre.",
            remedy="Choisissez-en une autre. Celle-ci est gardée telle quelle.",
            code=f"restore_{problem}",
        )


class RestoreOntoItself(UserFacingError):
    """The chosen backup is the vault itself."""

    def __init__(self) -> None:
        super().__init__(
            "C’est le coffre lui-même, et non une de ses sauvegardes.",
            remedy="Choisissez une sauvegarde dans la liste.",
            code="restore_onto_itself",
        )


class NoRoomToRestore(UserFacingError):
    """The disk of the vault has no room for the restored one beside the current one."""

    def __init__(self) -> None:
        super().__init__(
            "Il n’y a pas assez de place à côté du coffre.",
            remedy="Le coffre actuel est mis de côté et non effacé\u202f: il faut la place des "
            "deux. Libérez-en sur ce disque, puis recommencez.",
            code="restore_disk_full",
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """`aside` is where the former vault is now, none when there was none."""

    vault: Path
    aside: Path | None


def restore(
    source: OpenVault,
    vault: Path,
    way: WayIn,
    *,
    terms: Terms,
    at: datetime,
    read: Callable[[sa.Engine], T],
    complete: Callable[[sa.Engine, T | None], None],
    step: Step,
) -> Restored:
    """Make of `source`, a backup opened for reading, the vault in the folder `vault`.

    `read` is called on the current vault if it can be opened (with the data key of the backup,
    else with `way`); `complete(engine, what it answered)`, none when it could not, on the
    restored one before it is put in place. On any thread; takes seconds.
    Raises `UnsoundSource`, `NotRestored` with another reason, `Cancelled`; everything is then as it
    was. `OutOfPlace` says where it is when the disk failed between the two renames.
    """
    place = vault.absolute()
    try:
        with explained():
            refuse_network(place)
            if source.folder.resolve() == place.resolve():
                raise RestoreOntoItself
            swap.finish(place)
            lock = _lock(place)
            try:
                swap.tidy(place)
                told = None if lock is None else _told(place, source, way, terms, read)
                _ready(
                    backup.order(source, None, at),
                    place,
                    lambda engine: complete(engine, told),
                    step,
                    memory_security=terms.memory_security,
                )
                return Restored(place, swap.put(place, at, lock))
            finally:
                if lock is not None:
                    lock.release()
    except (UnsoundSource, swap.OutOfPlace):
        raise
    except UserFacingError as why:
        raise NotRestored(why) from None


def _lock(place: Path) -> WriterLock | None:
    """The lock of the vault to replace, held; none when there is none to replace."""
    if not os.path.lexists(place):
        return None
    if not is_vault(place):
        with suppress(OSError):
            place.rmdir()
            return None
        raise FolderTaken
    lock = WriterLock(place)
    lock.acquire()
    return lock


def _told(
    place: Path, source: OpenVault, way: WayIn, terms: Terms, read: Callable[[sa.Engine], T]
) -> T | None:
    """What the current vault says, none when nothing opens it: damaged, or other passwords."""
    key = bytearray(source.data_key)
    try:
        with suppress(UserFacingError), explained():
            keys = keystore.read(place)
            if keys.header == source.keys.header and is_authentic(keys, key):
                engine = create_engine(
                    place / DATABASE, key, read_only=True, memory_security=terms.memory_security
                )
                try:
                    return read(engine)
                finally:
                    engine.dispose()
    finally:
        wipe(key)
    with suppress(UserFacingError), explained(), way.open(place, terms) as current:
        return read(current.engine)
    return None


def _ready(
    given: Order,
    place: Path,
    complete: Callable[[sa.Engine], None],
    step: Step,
    *,
    memory_security: bool,
) -> None:
    """Build the restored vault beside its place, complete it, and say that it is whole."""
    building = swap.building(place)
    try:
        _copied(given, place.parent, building, step)
        engine = create_engine(building / DATABASE, given.data_key, memory_security=memory_security)
        try:
            complete(engine)
            checkpoint(engine)
        finally:
            engine.dispose()
        building.rename(swap.ready(place))
    except BaseException:
        with suppress(OSError):
            backup_folder.discard(building)
        raise
    finally:
        backup.forget(given)


def _copied(given: Order, folder: Path, building: Path, step: Step) -> None:
    try:
        with explained():
            backup.demand_room(given.vault, folder)
            built = backup.build(given, building, step)
    except BackupDiskFull:
        raise NoRoomToRestore from None
    except DamagedDatabase:
        raise UnsoundSource("unreadable") from None
    if built.problem is not None:
        raise UnsoundSource(built.problem)
