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
from app.services.vault.rotation import conclude
from app.services.vault.secrets import wipe
from app.services.vault.slots import Slot, SlotKind, find_slot, make_slot, with_next


def add_slot(vault: OpenVault, *, login: str, password: str) -> str:
    """A way in for a new account; its slot id (32 hexadecimal digits).

    Raises `ValueError` when the vault has 500 slots, and what the disk says.
    """
    if len(vault.keys.slots) >= MAX_SLOTS:
        raise ValueError("too many slots")
    derived = _derive(vault, login, password)
    slot = _slot(vault, SlotKind.ACCOUNT, derived, slot_id=None)
    _write(vault, (*vault.keys.slots, slot))
    return slot.id.hex()


def is_own_password(vault: OpenVault, *, login: str, password: str) -> bool:
    """Whether these open the slot in use: to unlock a window whose vault stayed open."""
    derived = _derive(vault, login, password)
    slot = find_slot(vault.keys.slots, SlotKind.ACCOUNT, derived)
    wipe(derived.wrap)
    return slot is not None and slot.id == vault.slot.id


def change_password(vault: OpenVault, *, login: str, old: str, new: str) -> None:
    """The account that holds the vault open changes its own password.

    Raises `WrongPassword` when `login` and `old` are not those of the slot in use. The data key
    stays: who copied the old `cles.json` and knows the old password still opens old copies, and
    this one until `rotation.revoke(vault, [])`.
    """
    if not is_own_password(vault, login=login, password=old):
        raise WrongPassword
    replace_slot(vault, vault.slot_id, login=login, password=new)


def replace_slot(vault: OpenVault, slot_id: str, *, login: str, password: str) -> None:
    """A new password (and login, if it changes) for an existing account, whose slot id stays.

    For whoever came in with the recovery key, and for an administrateur when a colleague has
    forgotten theirs. Raises `KeyError` for a slot that is not an account's of this vault.
    """
    if slot_id not in vault.slot_ids():
        raise KeyError("unknown slot")
    derived = _derive(vault, login, password)
    _put(vault, _slot(vault, SlotKind.ACCOUNT, derived, slot_id=bytes.fromhex(slot_id)))


def new_recovery_key(vault: OpenVault) -> RecoveryKey:
    """A new recovery sheet; the old one opens nothing any more."""
    recovery = RecoveryKey.new()
    derived = from_recovery_key(key=recovery.secret, vault_id=vault.keys.header.vault_id)
    # The id stays, so that a vault opened by recovery still knows its own slot.
    old = next(slot for slot in vault.keys.slots if slot.kind is SlotKind.RECOVERY)
    _put(vault, _slot(vault, SlotKind.RECOVERY, derived, slot_id=old.id))
    return recovery


def _slot(vault: OpenVault, kind: SlotKind, derived: Derived, *, slot_id: bytes | None) -> Slot:
    """A slot for the present data key, and for the next one if it waits to be put in force.

    A change of key that waits is not finished here: callers may be in a transaction.
    """
    conclude(vault)
    header = vault.keys.header
    slot = make_slot(header, kind, derived, vault.data_key, slot_id=slot_id)
    return slot if vault.coming_key is None else with_next(header, slot, vault.coming_key)


def _put(vault: OpenVault, slot: Slot) -> None:
    """Write `slot` in place of the one of the same id."""
    _write(vault, tuple(slot if kept.id == slot.id else kept for kept in vault.keys.slots))


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
    vault.adopt(keys)
