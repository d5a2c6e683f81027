"""The derivation is the one of the format, and one run serves any number of accounts."""

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.services.vault import kdf, opening
from app.services.vault.kdf import (
    CEILING,
    FLOOR,
    KdfCost,
    from_password,
    from_recovery_key,
    normalised_login,
)
from tests.helpers.vaults import CHEAP

VAULT = bytes(range(16))


def test_the_floor_is_what_the_cnil_and_the_design_ask() -> None:
    assert FLOOR.memory_kib >= 64 * 1024
    assert FLOOR.iterations >= 3


@pytest.mark.parametrize(
    ("cost", "accepted"),
    [
        (FLOOR, True),
        (CEILING, True),
        (KdfCost(FLOOR.memory_kib - 1, 3, 4), False),
        (KdfCost(FLOOR.memory_kib, 2, 4), False),
        (KdfCost(FLOOR.memory_kib, 3, 17), False),
        (KdfCost(CEILING.memory_kib + 1, 3, 4), False),
    ],
)
def test_bounds_hold_for_each_parameter(cost: KdfCost, *, accepted: bool) -> None:
    assert cost.within(floor=FLOOR, ceiling=CEILING) is accepted


def test_the_ordinary_opening_has_the_floor() -> None:
    assert opening.Terms(prepare=lambda _: None).floor is FLOOR


@pytest.mark.parametrize(
    ("typed", "normalised"),
    [(" Élise ", "élise"), ("E\u0301LISE", "élise"), ("STRASSE", "strasse"), ("Straße", "strasse")],
)
def test_logins_are_compared_folded(typed: str, normalised: str) -> None:
    assert normalised_login(typed) == normalised


def test_password_and_login_and_vault_each_change_everything() -> None:
    cases = [
        {"login": "a", "password": "p", "vault_id": VAULT},
        {"login": "b", "password": "p", "vault_id": VAULT},
        {"login": "a", "password": "q", "vault_id": VAULT},
        {"login": "a", "password": "p", "vault_id": VAULT[::-1]},
    ]
    # Waived below: one dictionary holds texts and bytes
    derived = [from_password(cost=CHEAP, **case) for case in cases]  # type: ignore[arg-type]
    assert len({bytes(d.wrap) for d in derived}) == 4
    assert len({d.tag for d in derived}) == 4


def test_the_tag_does_not_hold_the_key() -> None:
    derived = from_password(login="a", password="p", vault_id=VAULT, cost=CHEAP)
    salt = sha256(f"vigie/1/salt|{VAULT.hex()}|a".encode()).digest()
    root = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=8).derive(b"p")
    assert derived.tag not in root
    assert derived.tag not in bytes(derived.wrap)


def test_the_recovery_key_is_bound_to_its_vault() -> None:
    key = bytes(range(20))
    here = from_recovery_key(key=key, vault_id=VAULT)
    there = from_recovery_key(key=key, vault_id=VAULT[::-1])
    assert here.tag != there.tag
    assert here.wrap != there.wrap


def test_a_slow_pc_gets_less_memory_but_never_fewer_passes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kdf, "_seconds", lambda cost: cost.memory_kib / 65536)
    assert kdf.calibrate() == KdfCost(64 * 1024, 3, 4)


def test_a_fast_pc_gets_more_passes_within_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_seconds", lambda _: 0.1)
    assert kdf.calibrate() == KdfCost(128 * 1024, 15, 4)
    monkeypatch.setattr(kdf, "_seconds", lambda _: 0.001)
    assert kdf.calibrate().iterations == 32
