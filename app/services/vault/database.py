"""The encrypted file beneath the engine: is this its key, change its key, is it damaged."""

import hmac
import os
import shutil
from collections.abc import Iterable
from hashlib import pbkdf2_hmac, sha512
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from app.models.connection import key_literal
from app.services.failures import DamagedDatabase, DiskFailure, DiskFull, translate
from app.services.vault.secrets import wipe

PAGE: Final = 4096
_MAC: Final = 64  # HMAC-SHA-512 at the very end of each page
_SALT: Final = 16
_SAMPLES: Final = 64


def accepts(engine: sa.Engine) -> bool:
    """Whether the engine's key is the file's: its first page authenticates and reads.

    Raises what the disk says. A damaged first page answers False too: `Pages` and the key
    slot, which authenticates by itself, are what tell the two apart.
    """
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    except (DBAPIError, sqlcipher.Error) as error:
        if isinstance(translate(error), DamagedDatabase):
            engine.dispose()  # SQLCipher remembers a failed key: the connection is of no use
            return False
        raise
    return True


def checkpoint(engine: sa.Engine) -> None:
    """Move the write-ahead log into the file and empty it. Raises the driver's errors."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def change_key(path: Path, engine: sa.Engine, key: bytearray, new: bytearray) -> None:
    """Re-encrypt the whole file under `new`, in one transaction, and make it the engine's key.

    `key` is the array the engine reads: it is overwritten in place. The file's salt stays. The
    log grows by the size of the file: raises `DiskFull` beforehand when there is no room, and
    the driver's errors; the file then still has the old key.
    """
    checkpoint(engine)
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size + PAGE * 256:
        raise DiskFull
    failure = _reencrypt(engine, new)
    old = bytearray(key)
    key[:] = new
    try:
        changed = accepts(engine)
    except BaseException:
        key[:] = old
        raise
    if not changed:
        key[:] = old
        raise failure or DiskFailure
    wipe(old)
    checkpoint(engine)


def _reencrypt(engine: sa.Engine, new: bytearray) -> sqlcipher.Error | None:
    """Ask SQLCipher for the change; what it said, if it failed.

    Its call answers nothing when the disk refuses: the next statement on the same connection
    does, and only a new connection tells which key the file has.
    """
    literal = key_literal(new)
    pooled = engine.raw_connection()
    try:
        driver = pooled.driver_connection
        if driver is None:
            raise LookupError("a pooled connection without a connection")
        driver.reset_key(literal)
        driver.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.Error as error:
        return error
    finally:
        wipe(literal)
        pooled.invalidate()
        pooled.close()
    return None


class Pages:
    """Which pages were written under one of `keys`, as SQLCipher checks each page it reads.

    `path` is the database; the salt it begins with counts, and so does `salt`, that of the key
    file, for the day the beginning is damaged.
    """

    def __init__(self, path: Path, keys: Iterable[bytearray], salt: bytes) -> None:
        self._path = path
        with path.open("rb") as stream:
            salts = {stream.read(_SALT), salt} - {b""}
        self._mac_keys = [_mac_key(key, one) for key in keys for one in salts]

    def authentic(self, number: int, page: bytes) -> bool:
        """Whether this is page `number`, the first being 1, under one of the keys."""
        start = _SALT if number == 1 else 0
        covered = page[start:-_MAC] + number.to_bytes(4, "little")
        return any(
            hmac.compare_digest(hmac.digest(mac_key, covered, sha512), page[-_MAC:])
            for mac_key in self._mac_keys
        )

    @property
    def several(self) -> bool:
        """Whether there are more pages than one damage of a disk spoils."""
        return self._path.stat().st_size >= 4 * PAGE

    def any_authentic(self) -> bool:
        """Whether at least one page of a sample of at most 64, spread over the file, is.

        A key that none of them knows is another vault's, one that some know is the right key of
        a damaged file.
        """
        with self._path.open("rb") as stream:
            pages = os.fstat(stream.fileno()).st_size // PAGE
            for index in range(0, pages, max(1, pages // _SAMPLES)):
                stream.seek(index * PAGE)
                if self.authentic(index + 1, stream.read(PAGE)):
                    return True
        return False


def _mac_key(key: bytearray, salt: bytes) -> bytes:
    """SQLCipher 4: two rounds of PBKDF2 over the key, with the salt's bytes flipped by 0x3a."""
    return pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
