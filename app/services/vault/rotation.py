"""Changing the data key when somebody leaves; a kill at any point leaves a vault that opens.

First the slots of those who stay hold both keys; then the file is re-encrypted, in one
transaction; then the slots hold the new key alone. Those who leave are in none of these files.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.services.failures import explained
from app.services.vault import keystore
from app.services.vault.database import change_key
from app.services.vault.errors import OwnSlot
from app.services.vault.keyfile import signed
from app.services.vault.layout import DATABASE
from app.services.vault.open_vault import OpenVault
from app.services.vault.secrets import new_key, wipe
from app.services.vault.slots import SlotKind, with_next, with_only


def revoke(vault: OpenVault, slot_ids: Iterable[str]) -> None:
    """Take these accounts' slots out and change the data key.

    `slot_ids` as `OpenVault.slot_id`; those already gone are ignored, and with none the key is
    changed all the same. Re-encrypts the whole file (about a second for 100 MB).
    Raises `OwnSlot` for the slot in use and `ValueError` for the recovery slot (see
    `accounts.new_recovery_key`), `DiskFull` and the like: they then leave a vault that opens,
    where those accounts have no slot and the change is finished at the next occasion.
    """
    resume(vault)
    leaving = frozenset(slot_ids)
    if vault.slot_id in leaving:
        raise OwnSlot
    if any(s.kind is SlotKind.RECOVERY and s.id.hex() in leaving for s in vault.keys.slots):
        raise ValueError("the recovery slot is replaced, not revoked")
    header = vault.keys.header
    coming = new_key()
    staying = tuple(
        with_next(header, slot, coming) for slot in vault.keys.slots if slot.id.hex() not in leaving
    )
    keys = signed(replace(vault.keys, slots=staying), vault.data_key)
    try:
        with explained():
            keystore.write(vault.folder, keys)
    except BaseException:
        wipe(coming)
        raise
    vault.adopt(keys)
    vault.coming_key = coming
    resume(vault)


def resume(vault: OpenVault) -> None:
    """Finish a change of data key that was interrupted; without one, do nothing.

    Raises `DiskFull` and the like; the vault stays open and the change waits.
    """
    coming = vault.coming_key
    if coming is None:
        return
    if vault.data_key != coming:
        with explained():
            change_key(vault.folder / DATABASE, vault.engine, vault.data_key, coming)
    conclude(vault)


def conclude(vault: OpenVault) -> None:
    """Drop the old key from the slots once the database has the new one; else do nothing.

    Needs no connection, so that it may be called in the middle of a transaction.
    """
    coming = vault.coming_key
    if coming is None or vault.data_key != coming:
        return
    header = vault.keys.header
    slots = tuple(with_only(header, slot, vault.data_key) for slot in vault.keys.slots)
    keys = signed(replace(vault.keys, slots=slots), vault.data_key)
    with explained():
        keystore.write(vault.folder, keys)
    vault.adopt(keys)
    vault.coming_key = None
    wipe(coming)
