"""From a password, or the recovery key, to the two things a slot needs.

One Argon2id run (RFC 9106) for a login and a password, whatever the number of accounts: its
salt comes from the vault's identifier and the login, its result yields the key that unwraps
the slot and the tag that finds it.
"""

import time
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from app.services.vault.secrets import wipe

ROOT_BYTES: Final = 32
TAG_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    iterations: int
    lanes: int

    def within(self, *, floor: "KdfCost", ceiling: "KdfCost") -> bool:
        """Whether every parameter lies between the two, bounds included."""
        return (
            floor.memory_kib <= self.memory_kib <= ceiling.memory_kib
            and floor.iterations <= self.iterations <= ceiling.iterations
            and floor.lanes <= self.lanes <= ceiling.lanes
            and self.memory_kib >= 8 * self.lanes  # RFC 9106 § 3.1
        )


#: Below this a key file was not written by Vigie (CNIL 2022-100 and RFC 9106 both ask less).
FLOOR: Final = KdfCost(memory_kib=64 * 1024, iterations=3, lanes=1)
#: Above this, opening would stall the PC: a forged file, not a choice.
CEILING: Final = KdfCost(memory_kib=1024 * 1024, iterations=64, lanes=16)

_MEMORY_KIB: Final = 128 * 1024
_SMALL_MEMORY_KIB: Final = 64 * 1024
_LANES: Final = 4
_TARGET_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Derived:
    """What opens one slot: `wrap` (32 bytes, to be wiped) and `tag` (16, finds the slot)."""

    wrap: bytearray = field(repr=False)
    tag: bytes = field(repr=False)


def normalised_login(login: str) -> str:
    """The login as it counts: NFKC, case folded, without outer blanks."""
    folded = unicodedata.normalize("NFKC", login).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def from_password(*, login: str, password: str, vault_id: bytes, cost: KdfCost) -> Derived:
    """One Argon2id run. The password counts in Unicode form NFC, so that every keyboard agrees.

    Raises `MemoryError` where this PC cannot give the memory.
    """
    salt = sha256(_utf8(f"vigie/1/salt|{vault_id.hex()}|{normalised_login(login)}")).digest()
    root = bytearray(ROOT_BYTES)
    Argon2id(
        salt=salt,
        length=ROOT_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive_into(_utf8(unicodedata.normalize("NFC", password)), root)
    return _expand(root)


def from_recovery_key(*, key: bytes, vault_id: bytes) -> Derived:
    """No stretching: the recovery key is 160 random bits already."""
    root = bytearray(ROOT_BYTES)
    HKDF(SHA256(), ROOT_BYTES, salt=vault_id, info=b"vigie/1/recovery").derive_into(key, root)
    return _expand(root)


def _utf8(text: str) -> bytes:
    """UTF-8 of any text: a lone surrogate must not raise an error that quotes the password."""
    return text.encode("utf-8", "surrogatepass")


def _expand(root: bytearray) -> Derived:
    wrap = bytearray(32)
    HKDFExpand(SHA256(), 32, info=b"vigie/1/wrap").derive_into(root, wrap)
    tag = HKDFExpand(SHA256(), TAG_BYTES, info=b"vigie/1/find").derive(root)
    wipe(root)
    return Derived(wrap, tag)


def calibrate() -> KdfCost:
    """The cost of about half a second on this PC: 128 MiB (64 on a slow one), at least 3 passes."""
    for memory in (_MEMORY_KIB, _SMALL_MEMORY_KIB):
        trial = KdfCost(memory, FLOOR.iterations, _LANES)
        elapsed = min(_seconds(trial), _seconds(trial))
        if elapsed <= 2 * _TARGET_SECONDS:
            break
    passes = round(trial.iterations * _TARGET_SECONDS / elapsed)
    return KdfCost(trial.memory_kib, min(max(passes, FLOOR.iterations), 32), _LANES)


def _seconds(cost: KdfCost) -> float:
    start = time.perf_counter()
    from_password(login="", password="", vault_id=bytes(16), cost=cost)
    return time.perf_counter() - start
