"""Opening a vault: find the slot, authenticate the keys, try the database, say what is wrong."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.errors import UserFacingError
from app.models.dialect import Compiled
from app.models.engine import create_engine
from app.services.failures import DamagedDatabase, NotWritable, explained, translate
from app.services.vault import keystore, rotation, swap
from app.services.vault.after_crash import demand_own_log
from app.services.vault.database import Pages, accepts
from app.services.vault.errors import (
    FolderNotWritable,
    MissingDatabase,
    NotAVault,
    WeakKeyFile,
    WrongPassword,
    WrongRecoveryKey,
)
from app.services.vault.kdf import (
    CEILING,
    FLOOR,
    Derived,
    KdfCost,
    from_password,
    from_recovery_key,
)
from app.services.vault.keyfile import KeyFile, is_authentic
from app.services.vault.layout import DATABASE, is_vault
from app.services.vault.lock import WriterLock
from app.services.vault.open_vault import OpenVault
from app.services.vault.place import refuse_network
from app.services.vault.recovery import RecoveryKey
from app.services.vault.rewrite import discard_unfinished
from app.services.vault.secrets import wipe
from app.services.vault.slots import BrokenSlot, Slot, SlotKind, find_slot, open_slot
from app.services.vault.wiped import has_wiped_page


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms vaults are opened.

    `prepare` brings the tables up to date (nothing is prepared when reading only), `keep` first
    copies the vault when they are about to change. `floor` is the weakest derivation accepted:
    tests alone lower it. `memory_security` and `compiled` as `create_engine`.
    """

    prepare: Callable[[sa.Engine], object]
    keep: Callable[[OpenVault], None] = lambda _vault: None
    floor: KdfCost = FLOOR
    memory_security: bool = True
    compiled: Compiled | None = None


def look_ahead(folder: Path) -> None:
    """Read the vault's file through while its password is typed: opening it is then quicker.

    Whatever is wrong is left for the opening to say.
    """
    with suppress(OSError):
        has_wiped_page(folder / DATABASE)


def unlock(
    folder: Path, *, login: str, password: str, terms: Terms, read_only: bool = False
) -> OpenVault:
    """Open the vault in `folder`; half a second, for the derivation.

    With `read_only`, beside another process that writes, without the lock; also on a share, where
    backups may be.
    Raises a `UserFacingError` of `vault.errors` or `services.failures`; nothing has then been
    changed on the disk, and the lock is free.
    """

    def derive(keys: KeyFile) -> Derived:
        header = keys.header
        return from_password(
            login=login, password=password, vault_id=header.vault_id, cost=header.cost
        )

    way = _Way(SlotKind.ACCOUNT, derive, WrongPassword)
    return _open(folder, way, terms, read_only=read_only)


def unlock_with_recovery_key(
    folder: Path, *, key: str, terms: Terms, read_only: bool = False
) -> OpenVault:
    """Open with what stands on the recovery sheet, as typed.

    The vault's `by_recovery` is then true: give an account a new password before anything else.
    `read_only` as for `unlock`.
    Raises `UnreadableRecoveryKey` (which group), `WrongRecoveryKey`, and what `unlock` does.
    """
    recovery = RecoveryKey.parse(key)

    def derive(keys: KeyFile) -> Derived:
        return from_recovery_key(key=recovery.secret, vault_id=keys.header.vault_id)

    way = _Way(SlotKind.RECOVERY, derive, WrongRecoveryKey)
    return _open(folder, way, terms, read_only=read_only)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one gets in: by which kind of slot, with what, and what is said when it is not it."""

    kind: SlotKind
    derive: Callable[[KeyFile], Derived]
    refusal: Callable[[], UserFacingError]


def _open(folder: Path, way: _Way, terms: Terms, *, read_only: bool = False) -> OpenVault:
    with explained():
        if not read_only:
            refuse_network(folder)
            swap.finish(folder)
        if not is_vault(folder):
            raise NotAVault
        lock = None if read_only else WriterLock(folder)
        if lock is not None:
            try:
                lock.acquire()
            except OSError as error:
                if isinstance(translate(error), NotWritable):
                    raise FolderNotWritable from None
                raise
        try:
            if lock is not None:
                swap.tidy(folder)
            return _open_locked(folder, way, terms, lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise


def _open_locked(folder: Path, way: _Way, terms: Terms, lock: WriterLock | None) -> OpenVault:
    keys = keystore.read(folder)
    if not (folder / DATABASE).is_file():
        raise MissingDatabase
    if not keys.header.cost.within(floor=terms.floor, ceiling=CEILING):
        raise WeakKeyFile
    slot, present, coming = _enter(folder, keys, way)
    try:
        engine, key = _database(folder, keys, (present, coming), terms, read_only=lock is None)
    except BaseException:
        wipe(present, coming or bytearray())
        raise
    wipe(present)
    vault = OpenVault(folder, engine, keys, slot, key, lock, coming_key=coming)
    if lock is None:
        return vault
    try:
        with suppress(UserFacingError):  # no room to finish now: it opens all the same
            rotation.resume(vault)
        terms.keep(vault)
        terms.prepare(vault.engine)
    except BaseException:
        vault.close()
        raise
    discard_unfinished(folder)
    keystore.refresh_copy(folder)
    return vault


def _enter(folder: Path, keys: KeyFile, way: _Way) -> tuple[Slot, bytearray, bytearray | None]:
    """The slot, the data key in it and the next one if it is being changed.

    The tag says whether the password is right; what does not authenticate after that is the
    file's fault.
    """
    derived = way.derive(keys)
    slot = find_slot(keys.slots, way.kind, derived)
    if slot is None:
        wipe(derived.wrap)
        raise keystore.foreign(folder) if keystore.is_foreign(folder, keys) else way.refusal()
    try:
        present, coming = open_slot(keys.header, slot, derived)
    except BrokenSlot:
        raise keystore.damaged(folder) from None
    if not is_authentic(keys, present):
        wipe(present, coming or bytearray())
        raise keystore.damaged(folder)
    return slot, present, coming


def _database(
    folder: Path,
    keys: KeyFile,
    candidates: tuple[bytearray, bytearray | None],
    terms: Terms,
    *,
    read_only: bool,
) -> tuple[sa.Engine, bytearray]:
    """The engine over the database and the key that opens it, an array of its own.

    A key no page was written with is never handed to SQLite, which might tidy the journal of a
    database that is not ours to touch.
    """
    path = folder / DATABASE
    known = [key for key in candidates if key is not None]
    pages = Pages(path, known, keys.database_salt)
    if not pages.any_authentic():
        if keystore.is_foreign(folder, keys):
            raise keystore.foreign(folder)
        raise keystore.outdated(folder) if pages.several else DamagedDatabase()
    if has_wiped_page(path):
        raise DamagedDatabase
    if not read_only:
        demand_own_log(path, known, pages, memory_security=terms.memory_security)
    for candidate in known:
        key = bytearray(candidate)
        engine = create_engine(
            path,
            key,
            read_only=read_only,
            memory_security=terms.memory_security,
            compiled=terms.compiled,
        )
        if accepts(engine):
            return engine, key
        engine.dispose()
        wipe(key)
    raise DamagedDatabase
