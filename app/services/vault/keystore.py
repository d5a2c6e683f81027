"""The key file on the disk, and the copy of it that is kept beside."""

from contextlib import suppress
from pathlib import Path

from app.errors import NewerVault
from app.services.failures import explained
from app.services.vault import keyfile
from app.services.vault.errors import (
    DamagedKeyFile,
    ForeignKeyFile,
    KeyFileProblem,
    MissingKeyFile,
    OldKeyFile,
)
from app.services.vault.files import write_whole
from app.services.vault.keyfile import KeyFile
from app.services.vault.layout import DATABASE, KEYS, KEYS_ASIDE, KEYS_COPY


def read(folder: Path) -> KeyFile:
    """The vault's key file, not yet authenticated: that needs the data key.

    Raises `MissingKeyFile`, `DamagedKeyFile`, `NewerVault`, or what the disk says.
    """
    with explained():
        try:
            return keyfile.parse(_bytes(folder / KEYS))
        except FileNotFoundError:
            raise MissingKeyFile(copy_usable=copy_usable(folder)) from None
        except keyfile.Malformed:
            raise damaged(folder) from None
        except keyfile.Newer:
            raise NewerVault from None


def write(folder: Path, keys: KeyFile) -> None:
    """Write `cles.json`, then its copy. Raises `OSError`: nothing was then changed.

    Killed between the two, or if the disk has no room for the copy, the copy is one version
    late until the next opening puts it right.
    """
    data = keyfile.dump(keys)
    write_whole(folder / KEYS, data)
    with suppress(OSError):
        write_whole(folder / KEYS_COPY, data)
        # What was set aside one day may still open to a password that has just been changed.
        (folder / KEYS_ASIDE).unlink(missing_ok=True)


def refresh_copy(folder: Path) -> None:
    """Make the copy what `cles.json` is, and clear what interrupted writes left.

    A disk that refuses does not stop the opening.
    """
    with suppress(OSError):
        for name in (KEYS, KEYS_COPY):
            (folder / f"{name}.tmp").unlink(missing_ok=True)
        data = _bytes(folder / KEYS)
        current = b""
        with suppress(FileNotFoundError):
            current = _bytes(folder / KEYS_COPY)
        if current != data:
            write_whole(folder / KEYS_COPY, data)


def copy_usable(folder: Path) -> bool:
    """Whether the copy reads, differs from `cles.json` and goes with this database."""
    try:
        data = _bytes(folder / KEYS_COPY)
        keys = keyfile.parse(data)
        with suppress(FileNotFoundError):
            if _bytes(folder / KEYS) == data:
                return False
        return keys.database_salt == database_salt(folder)
    except (OSError, keyfile.Malformed, keyfile.Newer):
        return False


def restore_copy(folder: Path) -> None:
    """Put the copy in place of `cles.json`, which is set aside and never deleted.

    Raises `MissingKeyFile` when there is no copy to put back, or what the disk says.
    """
    if not copy_usable(folder):
        raise MissingKeyFile
    with explained():
        data = _bytes(folder / KEYS_COPY)
        with suppress(FileNotFoundError):
            write_whole(folder / KEYS_ASIDE, (folder / KEYS).read_bytes())
        write_whole(folder / KEYS, data)


def database_salt(folder: Path) -> bytes:
    """The first 16 bytes of the database, which SQLCipher leaves in clear. Raises `OSError`."""
    with (folder / DATABASE).open("rb") as stream:
        return stream.read(16)


def is_foreign(folder: Path, keys: KeyFile) -> bool:
    """Whether the database beside `keys` starts as another one does."""
    try:
        return database_salt(folder) != keys.database_salt
    except OSError:
        return False


def damaged(folder: Path) -> KeyFileProblem:
    """The error for a key file that is not what was written."""
    return DamagedKeyFile(copy_usable=copy_usable(folder))


def foreign(folder: Path) -> KeyFileProblem:
    """The error for a key file of another vault."""
    return ForeignKeyFile(copy_usable=copy_usable(folder))


def outdated(folder: Path) -> KeyFileProblem:
    """The error for keys that no page of this vault's own database was written under."""
    return OldKeyFile(copy_usable=copy_usable(folder))


def _bytes(path: Path) -> bytes:
    """The file's bytes, up to one more than a key file may have."""
    with path.open("rb") as stream:
        return stream.read(keyfile.MAX_BYTES + 1)
