"""A vault that is open: the engine, the keys and the lock, until `close()`."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from app.services.vault.database import checkpoint
from app.services.vault.keyfile import KeyFile
from app.services.vault.lock import WriterLock
from app.services.vault.recovery import RecoveryKey
from app.services.vault.secrets import wipe
from app.services.vault.slots import Slot, SlotKind


@dataclass(slots=True, eq=False, repr=False)
class OpenVault:
    """What the rest of the program has of the vault.

    `slot` is the one it was opened with; `data_key` (32 bytes) is wiped by `close()`.
    `lock` is None when it was opened for reading only. `coming_key` is the next data key while a
    change of it, interrupted, waits to be finished.
    """

    folder: Path
    engine: sa.Engine
    keys: KeyFile
    slot: Slot
    data_key: bytearray
    lock: WriterLock | None
    coming_key: bytearray | None = None

    @property
    def vault_id(self) -> str:
        """32 hexadecimal digits, the same for the vault's whole life."""
        return self.keys.header.vault_id.hex()

    @property
    def slot_id(self) -> str:
        """32 hexadecimal digits: the slot of whoever opened, which the account refers to."""
        return self.slot.id.hex()

    @property
    def by_recovery(self) -> bool:
        """Whether the recovery key opened it: a new password must then be given to an account."""
        return self.slot.kind is SlotKind.RECOVERY

    @property
    def read_only(self) -> bool:
        """Whether nothing may be written."""
        return self.lock is None

    def adopt(self, keys: KeyFile) -> None:
        """Take `keys` for what now stands in `cles.json`."""
        self.keys = keys
        self.slot = next(slot for slot in keys.slots if slot.id == self.slot.id)

    def slot_ids(self) -> frozenset[str]:
        """The slots of all accounts."""
        return frozenset(s.id.hex() for s in self.keys.slots if s.kind is SlotKind.ACCOUNT)

    def close(self) -> None:
        """Empty the journal into the database, close, release the lock, forget the key.

        From any thread once no work is under way; a second call does nothing. A failure of the
        disk loses nothing (the journal is read at the next opening) and does not stop the rest.
        """
        try:
            if self.lock is not None and any(self.data_key):
                with suppress(DBAPIError, sqlcipher.Error):
                    checkpoint(self.engine)
        finally:
            self.engine.dispose()
            wipe(self.data_key)
            if self.coming_key is not None:
                wipe(self.coming_key)
            if self.lock is not None:
                self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, open, and the recovery key that is shown and printed once."""

    vault: OpenVault
    recovery: RecoveryKey
