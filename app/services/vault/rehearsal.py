"""Whether a recovery key opens the vault, asked without opening it."""

from app.services.vault.errors import WrongRecoveryKey
from app.services.vault.kdf import from_recovery_key
from app.services.vault.open_vault import OpenVault
from app.services.vault.recovery import RecoveryKey
from app.services.vault.secrets import wipe
from app.services.vault.slots import BrokenSlot, SlotKind, find_slot, open_slot


def rehearse(vault: OpenVault, typed: str) -> None:
    """Unseal the data key with what is typed, compare it with the one in use, forget it.

    Takes milliseconds, writes nothing. Raises `UnreadableRecoveryKey` (which group),
    `WrongRecoveryKey`.
    """
    keys = vault.keys
    recovery = RecoveryKey.parse(typed)
    derived = from_recovery_key(key=recovery.secret, vault_id=keys.header.vault_id)
    slot = find_slot(keys.slots, SlotKind.RECOVERY, derived)
    if slot is None:
        wipe(derived.wrap)
        raise WrongRecoveryKey
    try:
        present, coming = open_slot(keys.header, slot, derived)
    except BrokenSlot:
        raise WrongRecoveryKey from None
    held = (present, *([] if coming is None else [coming]))
    same = vault.data_key in held
    wipe(*held)
    if not same:
        raise WrongRecoveryKey
