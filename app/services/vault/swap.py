"""A restored vault takes the place of the current one, which is set aside under another name.

The restored one is built beside as `.<nom>.restauration.tmp`, and becomes `.<nom>.restauration`
once it is whole. Then two renames: the current vault to its name of set aside, the new one to the
vault's. Killed before them, the old vault is there; between them, the next opening finishes.
"""

import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.errors import UserFacingError
from app.services.rules.backup_rotation import Kind
from app.services.vault.backup_folder import discard, settle
from app.services.vault.backup_names import UNFINISHED, free_name
from app.services.vault.layout import HOLDER, is_vault
from app.services.vault.lock import WriterLock


class OutOfPlace(UserFacingError):
    """The old vault was set aside, and neither it nor the restored one could take the name."""

    def __init__(self) -> None:
        super().__init__(
            "Le disque a cessé de répondre au milieu de la restauration\u202f: le coffre n’est "
            "plus à sa place, mais il est entier, dans le même dossier, et son nom contient "
            "«\u202fecarte\u202f».",
            remedy="Rouvrez Vigie\u202f: la restauration s’achèvera. Pour y renoncer, rendez "
            "d’abord à ce dossier le nom du coffre.",
            code="restore_out_of_place",
        )


def ready(vault: Path) -> Path:
    """Where a restored vault waits, whole."""
    return vault.absolute().with_name(f".{vault.name}.restauration")


def building(vault: Path) -> Path:
    """Where a restored vault is written."""
    whole = ready(vault)
    return whole.with_name(f"{whole.name}{UNFINISHED}")


def put(vault: Path, at: datetime, lock: WriterLock | None) -> Path | None:
    """Put what is `ready` in place of `vault`, whose `lock` is held; where the old one went.

    None when there was no vault. The lock is given back. Raises `OSError`; the old vault is then
    where it was. `OutOfPlace` when it could not be put back there.
    """
    settle(vault.parent)
    aside = None
    try:
        if lock is not None:
            aside = vault.parent / free_name(vault.parent, vault, Kind.ASIDE, at)
            if sys.platform == "win32":
                lock.release()  # a folder of which a file is open is not renamed there
            vault.rename(aside)
            with suppress(OSError):  # it decides nothing
                (aside / HOLDER).unlink(missing_ok=True)
        try:
            finish(vault)
        except OSError:
            if not os.path.lexists(vault):
                _put_back(aside, vault)
                raise
    finally:
        if lock is not None:
            lock.release()
    return aside


def _put_back(aside: Path | None, vault: Path) -> None:
    if aside is not None:
        try:
            aside.rename(vault)
        except OSError:
            raise OutOfPlace from None


def finish(vault: Path) -> None:
    """Give the vault's name to a restored one that waits, when nothing bears it.

    Raises `OSError`. Done by another process meanwhile, it is done.
    """
    whole = ready(vault)
    if os.path.lexists(vault) or not is_vault(whole):
        return
    try:
        whole.rename(vault)
    except FileNotFoundError:
        if not is_vault(vault):
            raise
    settle(vault.parent)


def tidy(vault: Path) -> None:
    """Remove what a restore that was killed left beside a vault that is there, and locked by us.

    A disk that refuses does not stop the opening: the next one tries again.
    """
    for left in (building(vault), ready(vault)):
        if left.exists():
            with suppress(OSError):
                discard(left)
