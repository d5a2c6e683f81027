"""A vault of an earlier version, when it is opened: kept as it was, then brought up to date.

How far it is goes to `step(done, total, label)`, which stops it by raising `Cancelled`: the vault
is then as it was, whichever statement was next.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from functools import partial
from typing import Final

from sqlalchemy import Engine

from app.models.engine import in_bulk
from app.models.migrations import upgrade
from app.services import duplicates_keys, search_due, upgrade_copy
from app.services.backups import nothing_said
from app.services.vault.backup_check import Step
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import Terms

#: Of a hundred: what each part takes once the copy is made.
_TABLES, _NAMES, _WHOLE = 75, 90, 100
_PARTS: Final[Mapping[str, str]] = {
    "4_search": "la recherche",
    "5_filters": "les listes et leurs filtres",
    "7_attendance": "les dossiers à surveiller",
}


def terms(step: Step = nothing_said) -> Terms:
    """How the program opens vaults; `step` hears of an upgrade, and of nothing otherwise."""
    return Terms(prepare=partial(_prepare, step=step), keep=partial(_keep, step=step))


def _keep(vault: OpenVault, *, step: Step) -> None:
    def copied(done: int, total: int, label: str) -> None:
        step(done, total, f"Copie du coffre tel qu’il est\u202f: {label.lower()}")

    upgrade_copy.keep(vault, step=copied)


def _prepare(engine: Engine, *, step: Step) -> None:
    """Bring the tables up to date, then the keys of names and the words they are found by."""

    def told(done: int, total: int, part: str) -> None:
        step(done * _TABLES // max(total, 1), _WHOLE, _label(_PARTS.get(part, "les tables")))

    changed = upgrade(engine, told)
    with in_bulk(engine) if changed else nullcontext():
        if changed:
            step(_TABLES, _WHOLE, _label("les noms tels qu’on les entend"))
        duplicates_keys.refresh(engine)
        if changed:
            step(_NAMES, _WHOLE, _label("les signalements"))
        search_due.settle_vault(engine)


def _label(what: str) -> str:
    return f"La copie est faite. Maintenant\u202f: {what}"
