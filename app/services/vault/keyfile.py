"""`cles.json` as text: written canonically, read strictly, authenticated under the data key."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.services.vault.kdf import TAG_BYTES, KdfCost
from app.services.vault.slots import (
    ID_BYTES,
    PRIVATE_BYTES,
    SEALED_BYTES,
    Header,
    Slot,
    SlotKind,
)

FORMAT: Final = 1
MAX_BYTES: Final = 1024 * 1024
MAX_SLOTS: Final = 500
_VAULT_ID_BYTES: Final = 16
_SALT_BYTES: Final = 16
_MAC_BYTES: Final = 32

_SLOT_SIZES: Final = {
    "id": ID_BYTES,
    "tag": TAG_BYTES,
    "public_key": 32,
    "private_key": PRIVATE_BYTES,
    "data_key": SEALED_BYTES,
    "next_data_key": SEALED_BYTES,
}


class Malformed(Exception):
    """The text is not a key file of this format."""


class Newer(Exception):
    """The text says it is of a later format."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key file's contents.

    `database_salt` is the first 16 bytes of the database it goes with: it tells a file of
    another vault, and helps tell damage. `mac` covers all the rest.
    """

    header: Header
    database_salt: bytes
    slots: tuple[Slot, ...]
    mac: bytes = b""


def signed(keys: KeyFile, data_key: bytearray) -> KeyFile:
    """The same contents with the MAC of `data_key`, slots in the order of their random id."""
    ordered = replace(keys, slots=tuple(sorted(keys.slots, key=lambda slot: slot.id)))
    return replace(ordered, mac=_mac(ordered, data_key))


def is_authentic(keys: KeyFile, data_key: bytearray) -> bool:
    """Whether the contents were written by a holder of `data_key`."""
    return hmac.compare_digest(keys.mac, _mac(keys, data_key))


def _mac(keys: KeyFile, data_key: bytearray) -> bytes:
    vault_id = keys.header.vault_id
    key = HKDF(SHA256(), 32, salt=vault_id, info=b"vigie/1/slot-list").derive(data_key)
    return hmac.digest(key, _canonical(_contents(keys)), sha256)


def _canonical(contents: Mapping[str, object]) -> bytes:
    """RFC 8785: names sorted, no blanks. Only ASCII texts and integers occur."""
    return json.dumps(contents, sort_keys=True, separators=(",", ":")).encode("ascii")


def _contents(keys: KeyFile) -> dict[str, object]:
    cost = keys.header.cost
    return {
        "format": FORMAT,
        "program": "vigie",
        "vault": keys.header.vault_id.hex(),
        "database_salt": keys.database_salt.hex(),
        "argon2id": {
            "memory_kib": cost.memory_kib,
            "iterations": cost.iterations,
            "lanes": cost.lanes,
        },
        "slots": [_slot_contents(slot) for slot in keys.slots],
    }


def _slot_contents(slot: Slot) -> dict[str, str]:
    contents = {
        "id": slot.id.hex(),
        "kind": slot.kind.value,
        "tag": slot.tag.hex(),
        "public_key": slot.public_key.hex(),
        "private_key": slot.private_key.hex(),
        "data_key": slot.data_key.hex(),
    }
    if slot.next_data_key is not None:
        contents["next_data_key"] = slot.next_data_key.hex()
    return contents


def dump(keys: KeyFile) -> bytes:
    """The file's bytes: indented for the eye, one line feed at the end."""
    contents = {**_contents(keys), "mac": keys.mac.hex()}
    return json.dumps(contents, indent=1).encode("ascii") + b"\n"


def parse(data: bytes) -> KeyFile:
    """Read what `dump` wrote. Raises `Newer` for a later format, `Malformed` otherwise."""
    if len(data) > MAX_BYTES:
        raise Malformed
    try:
        contents = json.loads(data.decode("ascii"))
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(contents, dict) or contents.get("program") != "vigie":
        raise Malformed
    if _integer(contents.get("format")) > FORMAT:
        raise Newer
    _demand_names(
        contents, {"format", "program", "vault", "database_salt", "argon2id", "slots", "mac"}
    )
    if contents["format"] != FORMAT:
        raise Malformed
    header = Header(_hex(contents["vault"], _VAULT_ID_BYTES), _cost(contents["argon2id"]))
    return KeyFile(
        header,
        _hex(contents["database_salt"], _SALT_BYTES),
        _slots(contents["slots"]),
        _hex(contents["mac"], _MAC_BYTES),
    )


def _cost(value: object) -> KdfCost:
    if not isinstance(value, dict):
        raise Malformed
    _demand_names(value, {"memory_kib", "iterations", "lanes"})
    return KdfCost(
        memory_kib=_integer(value["memory_kib"]),
        iterations=_integer(value["iterations"]),
        lanes=_integer(value["lanes"]),
    )


def _slots(value: object) -> tuple[Slot, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MAX_SLOTS:
        raise Malformed
    slots = tuple(_slot(item) for item in value)
    if len({slot.id for slot in slots}) != len(slots):
        raise Malformed
    if len({slot.next_data_key is None for slot in slots}) != 1:
        raise Malformed  # the data key is being changed for all, or for none
    return slots


def _slot(value: object) -> Slot:
    if not isinstance(value, dict):
        raise Malformed
    names = {"kind", *_SLOT_SIZES}
    _demand_names(value, names if "next_data_key" in value else names - {"next_data_key"})
    parts = {name: _hex(value[name], _SLOT_SIZES[name]) for name in value if name != "kind"}
    if value["kind"] not in [kind.value for kind in SlotKind]:
        raise Malformed
    return Slot(kind=SlotKind(str(value["kind"])), **parts)


def _demand_names(value: Mapping[str, object], names: set[str]) -> None:
    if set(value) != names:
        raise Malformed


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise Malformed
    return value


def _hex(value: object, size: int) -> bytes:
    """Lower-case hexadecimal of exactly `size` bytes: one text for one value."""
    if not isinstance(value, str) or len(value) != 2 * size or set(value) - set("0123456789abcdef"):
        raise Malformed
    return bytes.fromhex(value)
