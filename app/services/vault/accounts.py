"""Slots come and change: a colleague arrives, a password is changed, lost or given anew.

Who may do it is decided above; here one only needs the vault open. Password strength too.
Each takes one derivation (half a second), `change_password` two, and rewrites `cles.json`.
"""

from dataclasses import replace

from app.services.failures import explained
from app.services.vault import keystore
from app.services.vault.errors import WrongPassword
from app.services.vault.kdf import Derived, from_password, from_recovery_key
from app.services.vault.keyfile import MAX_SLOTS, signed
from app.services.vault.open_vault import OpenVault
from app.services.vault.recovery import RecoveryKey
from app.services.vault.rotation import resume
from app.services.vault.secrets import wipe
from app.services.vault.slots import (
    BrokenSlot,
    Slot,
    SlotKind,
    find_slot,
    make_slot,
    open_slot,
)


def add_slot(vault: OpenVault, *, login: str, password: str) -> str:
    """A way in for a new account; its slot id (32 hexadecimal digits).

    Raises `ValueError` when the vault has 500 slots, and what the disk says.
    """
    resume(vault)
    if len(vault.keys.slots) >= MAX_SLOTS:
        raise ValueError("too many slots")
    slot = make_slot(
        vault.keys.header, SlotKind.ACCOUNT, _derive(vault, login, password), vault.data_key
    )
    _write(vault, (*vault.keys.slots, slot))
    return slot.id.hex()


def change_password(vault: OpenVault, *, login: str, old: str, new: str) -> None:
    """The account that holds the vault open changes its own password.

    Raises `WrongPassword` when `login` and `old` are not those of the slot in use. The data key
    stays: who copied the old `cles.json` and knows the old password still opens old copies, and
    this one until `rotation.revoke(vault, [])`.
    """
    header = vault.keys.header
    derived = _derive(vault, login, old)
    slot = find_slot(vault.keys.slots, SlotKind.ACCOUNT, derived)
    if slot is None or slot.id != vault.slot.id:
        wipe(derived.wrap)
        raise WrongPassword
    try:
        for key in open_slot(header, slot, derived):
            wipe(key or bytearray())
    except BrokenSlot:
        raise keystore.damaged(vault.folder) from None
    replace_slot(vault, slot.id.hex(), login=login, password=new)


def replace_slot(vault: OpenVault, slot_id: str, *, login: str, password: str) -> None:
    """A new password (and login, if it changes) for an existing account, whose slot id stays.

    For whoever came in with the recovery key, and for an administrateur when a colleague has
    forgotten theirs. Raises `KeyError` for a slot that is not an account's of this vault.
    """
    resume(vault)
    if slot_id not in vault.slot_ids():
        raise KeyError("unknown slot")
    slot = make_slot(
        vault.keys.header,
        SlotKind.ACCOUNT,
        _derive(vault, login, password),
        vault.data_key,
        slot_id=bytes.fromhex(slot_id),
    )
    _write(vault, tuple(slot if kept.id == slot.id else kept for kept in vault.keys.slots))


def new_recovery_key(vault: OpenVault) -> RecoveryKey:
    """A new recovery sheet; the old one opens nothing any more."""
    resume(vault)
    recovery = RecoveryKey.new()
    header = vault.keys.header
    derived = from_recovery_key(key=recovery.secret, vault_id=header.vault_id)
    # The id stays, so that a vault opened by recovery still knows its own slot.
    old = next(slot for slot in vault.keys.slots if slot.kind is SlotKind.RECOVERY)
    slot = make_slot(header, SlotKind.RECOVERY, derived, vault.data_key, slot_id=old.id)
    _write(vault, tuple(slot if kept.id == slot.id else kept for kept in vault.keys.slots))
    return recovery


def _derive(vault: OpenVault, login: str, password: str) -> Derived:
    header = vault.keys.header
    with explained():
        return from_password(
            login=login, password=password, vault_id=header.vault_id, cost=header.cost
        )


def _write(vault: OpenVault, slots: tuple[Slot, ...]) -> None:
    """Put the slots on the disk, then in the open vault: if the disk refuses, nothing changed."""
    keys = signed(replace(vault.keys, slots=slots), vault.data_key)
    with explained():
        keystore.write(vault.folder, keys)
    vault.keys = keys
    vault.slot = next(slot for slot in slots if slot.id == vault.slot.id)
