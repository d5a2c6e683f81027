"""The folder of the backups: which of its folders are this vault's copies, and deleting them.

Only a folder whose name is a copy's and whose `cles.json` bears this vault's id is ever touched,
and in it only the files that a vault consists of.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from app.services.rules.backup_rotation import Copy, Kind, is_over, leaving
from app.services.vault import keyfile
from app.services.vault.backup_errors import BackupBusy
from app.services.vault.backup_names import UNFINISHED, parse
from app.services.vault.errors import AlreadyOpen
from app.services.vault.files import sync_folder
from app.services.vault.layout import (
    DATABASE,
    DATABASE_FRESH,
    FILE_MODE,
    KEYS,
    KEYS_ASIDE,
    LOCK,
    OURS,
)
from app.services.vault.lock import WriterLock

#: What a share or a stick may answer to what it does not know: locking, syncing a folder.
_NOT_OFFERED: Final = frozenset(
    {errno.EINVAL, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.ENOLCK}
    | {getattr(errno, name, errno.EINVAL) for name in ("ENOTSUP", "EOPNOTSUPP", "EPERM")}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A copy on the disk. `size` in bytes; `in_use` when it was opened as a vault since."""

    path: Path
    kind: Kind
    made_at: datetime
    size: int
    in_use: bool


def copies(folder: Path, vault_id: bytes | None) -> tuple[Found, ...]:
    """The whole copies of this vault in `folder`, newest first; none when there is no folder.

    Without `vault_id`, those of any vault: to choose one when the vault itself is lost.

    Raises `OSError` when the folder does not answer.
    """
    found = []
    for path in _entries(folder):
        named = parse(path.name)
        if named is None or not is_of(path, vault_id):
            continue
        size = sum(file.stat().st_size for file in path.iterdir() if file.is_file())
        in_use = named.kind is Kind.BACKUP and (path / LOCK).exists()
        found.append(Found(path, named.kind, named.made_at, size, in_use))
    return tuple(sorted(found, key=_newest_last, reverse=True))


def every_copy(folder: Path, vault: Path, vault_id: bytes | None) -> tuple[Found, ...]:
    """As `copies` of the folder of the backups, and what was set aside beside `vault`.

    Raises `OSError` when a folder does not answer.
    """
    found = {one.path: one for one in copies(folder, vault_id)}
    for one in copies(vault.absolute().parent, vault_id):
        if one.kind is not Kind.BACKUP and one.path != vault.absolute():
            found.setdefault(one.path, one)
    return tuple(sorted(found.values(), key=_newest_last, reverse=True))


def is_of(folder: Path, vault_id: bytes | None) -> bool:
    """Whether `folder` is a copy of the vault of this id (none: of any), by its `cles.json`."""
    try:
        with (folder / KEYS).open("rb") as stream:
            keys = keyfile.parse(stream.read(keyfile.MAX_BYTES + 1))
        own = vault_id is None or keys.header.vault_id == vault_id
        return own and (folder / DATABASE).is_file()
    except (OSError, keyfile.Malformed, keyfile.Newer):
        return False


def rotate(
    folder: Path | None, vault: Path, vault_id: bytes, now: datetime, unsound: frozenset[str]
) -> tuple[str, ...]:
    """Delete the copies whose time has come; their names.

    `folder`: that of the backups, none to see only to the vaults set aside beside `vault`. `now`
    is naive, in the office's time; `unsound` the names of those found damaged. What the disk
    refuses to delete stays for the next time.

    A backup that somebody opened and worked in is not thinned out. It leaves three months after
    the last work, unless it is open: those eliminated meanwhile must not live on in it.
    """
    place = None if folder is None else folder.absolute()
    known: dict[str, Found] = {}
    for where in (place, vault.absolute().parent):
        if where is None:
            continue
        with suppress(OSError):
            for one in copies(where, vault_id):
                wanted = where == place or one.kind is not Kind.BACKUP
                if wanted and one.path != vault.absolute():
                    known[str(one.path)] = one
    gone = leaving(
        (
            Copy(key, one.made_at, one.kind, sound=one.path.name not in unsound)
            for key, one in known.items()
            if not one.in_use
        ),
        now,
    ) | {key for key, one in known.items() if one.in_use and _is_left(one, now)}
    return tuple(known[key].path.name for key in sorted(gone) if _delete(known[key].path))


def empty(folder: Path, vault: Path, vault_id: bytes) -> int:
    """Delete every copy of this vault in `folder`; how many left. Raises `OSError`."""
    found = [one for one in copies(folder, vault_id) if not one.in_use]
    return sum(_delete(one.path) for one in found if one.path != vault.absolute())


def demand_writable(folder: Path, vault_id: bytes) -> None:
    """Make a folder there and remove it. Raises `OSError`."""
    probe = folder / f".vigie-{vault_id.hex()[:8]}{UNFINISHED}"
    probe.mkdir(exist_ok=True)
    probe.rmdir()


def tidy(folder: Path, vault_id: bytes, names: str) -> None:
    """Remove what interrupted backups and deletions of this vault left in `folder`.

    One killed before its `cles.json` was whole goes when its name begins by `names`.
    """
    for path in _entries(folder):
        if not path.name.endswith(UNFINISHED):
            continue
        named = parse(path.name.removesuffix(UNFINISHED))
        if named is None:
            continue
        bears = _bears(path)
        if bears == vault_id or (bears is None and named.stem == names):
            with suppress(OSError):
                discard(path)


def discard(folder: Path) -> None:
    """Remove the files of a vault, `cles.json` last, and their folder if nothing else is in it.

    Raises `OSError` for what the disk refuses.
    """
    others = [name for name in (*OURS, KEYS_ASIDE, DATABASE_FRESH) if name != KEYS]
    for name in (*others, KEYS):
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()


def settle(folder: Path) -> None:
    """Put the names of a folder on the disk, where its system offers that."""
    try:
        sync_folder(folder)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise


@contextmanager
def alone(folder: Path, vault_id: bytes) -> Iterator[None]:
    """Be the only process that makes or deletes backups of this vault in `folder`.

    Raises `BackupBusy`. A share that offers no locks is used without.
    """
    lock = FileLock(
        folder / f".vigie-{vault_id.hex()[:8]}.verrou",
        timeout=0,
        mode=FILE_MODE,
        thread_local=False,
        fallback_to_soft=False,
    )
    try:
        lock.acquire()
    except Timeout:
        raise BackupBusy from None
    except NotImplementedError:
        yield
        return
    except OSError as error:
        if error.errno not in _NOT_OFFERED - {errno.EACCES}:
            raise
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _newest_last(found: Found) -> tuple[datetime, str]:
    return found.made_at, found.path.name


def _is_left(found: Found, now: datetime) -> bool:
    """Whether nobody worked in it for three months, by the dates of its files, nor does now."""
    lock = WriterLock(found.path)
    try:
        files = (found.path / name for name in (DATABASE, f"{DATABASE}-wal"))
        worked = [_local(one.stat().st_mtime) for one in files if one.exists()]
        if not all(is_over(at, now) for at in (found.made_at, *worked)):
            return False
        lock.acquire()
    except (OSError, NotImplementedError, AlreadyOpen):
        return False
    lock.release()
    return True


def _local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone().replace(tzinfo=None)


def _delete(copy: Path) -> bool:
    """Delete one copy; half deleted, it is not taken for one any more."""
    leaving_name = copy.with_name(f"{copy.name}{UNFINISHED}")
    try:
        copy.rename(leaving_name)
        discard(leaving_name)
    except OSError:
        return not copy.exists()
    return True


def _bears(path: Path) -> bytes | None:
    """The vault whose `cles.json` a folder has; none when there is none, or half of one."""
    try:
        return keyfile.parse((path / KEYS).read_bytes()).header.vault_id
    except (OSError, keyfile.Malformed, keyfile.Newer):
        return None


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    except FileNotFoundError:
        return []
