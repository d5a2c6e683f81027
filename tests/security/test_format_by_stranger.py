"""A stranger opens a vault with docs/FORMAT.md, another SQLCipher and primitives.

`app` writes the vault; what reads it, between the two lines, imports nothing from `app`.
"""

import hmac
import json
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from tests.helpers.vaults import LOGIN, PASSWORD, add_note, make_vault

# ---- reading, from the page alone -------------------------------------------------------------


def expand(root: bytes, info: bytes, size: int) -> bytes:
    return HKDFExpand(SHA256(), size, info=info).derive(root)


def root_of_password(keys: dict[str, Any], login: str, password: str) -> bytes:
    login = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold()).strip()
    cost = keys["argon2id"]
    return Argon2id(
        salt=sha256(f"vigie/1/salt|{keys['vault']}|{login}".encode()).digest(),
        length=32,
        iterations=cost["iterations"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    ).derive(unicodedata.normalize("NFC", password).encode())


def root_of_sheet(keys: dict[str, Any], sheet: str) -> bytes:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    bits = ""
    for number, group in enumerate(sheet.split("-"), start=1):
        values = [alphabet.index(character) for character in group]
        check = number
        for value in values[:4]:
            check = times_x(check) ^ value
        assert times_x(check) == values[4]
        bits += "".join(f"{value:05b}" for value in values[:4])
    key = int(bits, 2).to_bytes(20, "big")
    vault = bytes.fromhex(keys["vault"])
    return HKDF(SHA256(), 32, salt=vault, info=b"vigie/1/recovery").derive(key)


def times_x(value: int) -> int:
    value *= 2
    return value ^ 0b100101 if value > 31 else value


def data_key(keys: dict[str, Any], root: bytes, kind: str) -> bytes:
    tag = expand(root, b"vigie/1/find", 16).hex()
    (slot,) = [s for s in keys["slots"] if s["kind"] == kind and s["tag"] == tag]
    cost = keys["argon2id"]
    place = (
        f"|{keys['vault']}|{slot['id']}|{kind}|{cost['memory_kib']}|{cost['iterations']}"
        f"|{cost['lanes']}|{slot['public_key']}"
    )
    wrapped = bytes.fromhex(slot["private_key"])
    private = AESGCM(expand(root, b"vigie/1/wrap", 32)).decrypt(
        wrapped[:12], wrapped[12:], f"vigie/1/private-key{place}".encode()
    )
    suite = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
    return suite.decrypt(
        bytes.fromhex(slot["data_key"]),
        X25519PrivateKey.from_private_bytes(private),
        info=f"vigie/1/data-key{place}".encode(),
    )


def demand_authentic(keys: dict[str, Any], key: bytes) -> None:
    covered = {name: value for name, value in keys.items() if name != "mac"}
    text = json.dumps(covered, sort_keys=True, separators=(",", ":")).encode()
    mac_key = HKDF(
        SHA256(), 32, salt=bytes.fromhex(keys["vault"]), info=b"vigie/1/slot-list"
    ).derive(key)
    assert hmac.new(mac_key, text, sha256).hexdigest() == keys["mac"]


def query(database: Path, key: bytes, sql: str) -> list[tuple[Any, ...]]:
    connection = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


# ---- end of reading ---------------------------------------------------------------------------


def test_a_stranger_reads_a_vault_with_a_password_and_with_the_sheet(tmp_path: Path) -> None:
    made = make_vault(tmp_path / "v.vigie")
    with made.vault as vault:
        add_note(vault.engine, "pour dans trente ans")
    keys = json.loads((tmp_path / "v.vigie" / "cles.json").read_text(encoding="ascii"))
    by_password = data_key(keys, root_of_password(keys, LOGIN, PASSWORD), "account")
    by_sheet = data_key(keys, root_of_sheet(keys, made.recovery.text), "recovery")
    assert by_password == by_sheet
    demand_authentic(keys, by_password)
    database = tmp_path / "v.vigie" / "coffre.db"
    assert query(database, by_password, "SELECT body FROM note") == [("pour dans trente ans",)]
    assert database.read_bytes()[:16].hex() == keys["database_salt"]


def test_a_stranger_reads_what_a_kill_left_in_the_log(tmp_path: Path) -> None:
    vault = make_vault(tmp_path / "v.vigie").vault
    add_note(vault.engine, "dans le journal")
    copied = tmp_path / "copie"
    copied.mkdir()
    for name in ("coffre.db", "coffre.db-wal", "cles.json"):
        (copied / name).write_bytes((tmp_path / "v.vigie" / name).read_bytes())
    vault.close()
    keys = json.loads((copied / "cles.json").read_text(encoding="ascii"))
    key = data_key(keys, root_of_password(keys, LOGIN, PASSWORD), "account")
    assert query(copied / "coffre.db", key, "SELECT body FROM note") == [("dans le journal",)]


def test_the_example_of_the_page_is_true() -> None:
    line = next(
        word.strip("`.")
        for word in (Path(__file__).parents[2] / "docs" / "FORMAT.md")
        .read_text(encoding="utf-8")
        .split()
        if word.startswith("`000G0-")
    )
    keys = {"vault": "00" * 16}
    expected = HKDF(SHA256(), 32, salt=bytes(16), info=b"vigie/1/recovery").derive(bytes(range(20)))
    assert root_of_sheet(keys, line) == expected
