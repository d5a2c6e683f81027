"""Key slots: a private key behind a password, the data key sealed to its public key.

Sealing needs only public keys: the data key can be changed for everyone who stays without
anybody's password. Layouts to the byte: docs/FORMAT.md.
"""

import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.services.vault.kdf import Derived, KdfCost
from app.services.vault.secrets import KEY_BYTES, wipe

ID_BYTES: Final = 16
NONCE_BYTES: Final = 12
PRIVATE_BYTES: Final = NONCE_BYTES + 32 + 16  # nonce, X25519 scalar, GCM tag
SEALED_BYTES: Final = 32 + KEY_BYTES + 16  # HPKE encapsulation, data key, GCM tag

_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class BrokenSlot(Exception):
    """A slot's contents do not authenticate: the key file was damaged or altered."""


class SlotKind(StrEnum):
    """Whose slot it is."""

    ACCOUNT = "account"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Header:
    """What is common to the slots of a vault and bound into each."""

    vault_id: bytes
    cost: KdfCost


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in. Byte strings as they stand in the file, none of them in clear.

    `next_data_key` exists only while the data key is being changed.
    """

    id: bytes
    kind: SlotKind
    tag: bytes
    public_key: bytes
    private_key: bytes
    data_key: bytes
    next_data_key: bytes | None = None


def _bound(purpose: str, header: Header, slot_id: bytes, kind: SlotKind, public: bytes) -> bytes:
    """The associated data of everything encrypted in a slot."""
    cost = header.cost
    return (
        f"vigie/1/{purpose}|{header.vault_id.hex()}|{slot_id.hex()}|{kind.value}"
        f"|{cost.memory_kib}|{cost.iterations}|{cost.lanes}|{public.hex()}"
    ).encode("ascii")


def make_slot(
    header: Header,
    kind: SlotKind,
    derived: Derived,
    data_key: bytearray,
    *,
    slot_id: bytes | None = None,
) -> Slot:
    """A slot with a new key pair, openable with `derived`, holding `data_key`.

    The pair is always new: an old private key, once somebody had the old password, would
    otherwise open every data key to come. `derived.wrap` is wiped.
    """
    identifier = os.urandom(ID_BYTES) if slot_id is None else slot_id
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    nonce = os.urandom(NONCE_BYTES)
    wrapped = AESGCM(derived.wrap).encrypt(
        nonce,
        private.private_bytes_raw(),
        _bound("private-key", header, identifier, kind, public),
    )
    wipe(derived.wrap)
    slot = Slot(identifier, kind, derived.tag, public, nonce + wrapped, b"")
    return replace(slot, data_key=_seal(header, slot, data_key, "data-key"))


def find_slot(slots: Iterable[Slot], kind: SlotKind, derived: Derived) -> Slot | None:
    """The slot whose tag is `derived`'s; every tag is compared, in constant time."""
    found = None
    for slot in slots:
        if hmac.compare_digest(slot.tag, derived.tag) and slot.kind is kind:
            found = slot
    return found


def open_slot(header: Header, slot: Slot, derived: Derived) -> tuple[bytearray, bytearray | None]:
    """The data key, and the next one while it is being changed. `derived.wrap` is wiped.

    Raises `BrokenSlot`: the tag was found, so the password was right and the file is not.
    """
    bound = _bound("private-key", header, slot.id, slot.kind, slot.public_key)
    nonce, wrapped = slot.private_key[:NONCE_BYTES], slot.private_key[NONCE_BYTES:]
    try:
        raw = AESGCM(derived.wrap).decrypt(nonce, wrapped, bound)
    except InvalidTag:
        raise BrokenSlot from None
    finally:
        wipe(derived.wrap)
    private = X25519PrivateKey.from_private_bytes(raw)
    current = _unseal(header, slot, slot.data_key, private, "data-key")
    if slot.next_data_key is None:
        return current, None
    return current, _unseal(header, slot, slot.next_data_key, private, "next-data-key")


def with_next(header: Header, slot: Slot, next_key: bytearray) -> Slot:
    """The slot holding the next data key beside the present one."""
    return replace(slot, next_data_key=_seal(header, slot, next_key, "next-data-key"))


def with_only(header: Header, slot: Slot, data_key: bytearray) -> Slot:
    """The slot holding `data_key` alone."""
    return replace(slot, data_key=_seal(header, slot, data_key, "data-key"), next_data_key=None)


def _seal(header: Header, slot: Slot, data_key: bytearray, purpose: str) -> bytes:
    info = _bound(purpose, header, slot.id, slot.kind, slot.public_key)
    return _SUITE.encrypt(data_key, X25519PublicKey.from_public_bytes(slot.public_key), info=info)


def _unseal(
    header: Header, slot: Slot, sealed: bytes, private: X25519PrivateKey, purpose: str
) -> bytearray:
    info = _bound(purpose, header, slot.id, slot.kind, slot.public_key)
    try:
        key = bytearray(_SUITE.decrypt(sealed, private, info=info))
    except (InvalidTag, ValueError):  # ValueError: an encapsulation of small order
        raise BrokenSlot from None
    if len(key) != KEY_BYTES or not any(key):
        raise BrokenSlot
    return key
