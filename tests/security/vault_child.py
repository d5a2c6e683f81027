"""What tests run as another process, on a vault of theirs: `-m tests.security.vault_child`."""
# ruff: noqa: T201 - its words are its answer

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.errors import UserFacingError
from app.services.failures import explained
from app.services.vault import accounts, database, keystore, rotation
from app.services.vault.opening import unlock
from tests.helpers.vaults import (
    LOGIN,
    PASSWORD,
    add_note,
    cheap_terms,
    make_vault,
    notes,
    read_notes,
)

NEW = "un nouveau mot de passe"


def hold(folder: Path) -> None:
    """Open, say so, wait to be killed."""
    vault = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())
    add_note(vault.engine, "écrit par l’autre")
    print("open", flush=True)
    sys.stdin.read()


def die_at(step: int) -> None:
    """Kill this process by SIGKILL just before the `step`-th write that counts."""
    seen = 0

    def counted(call: Any) -> Any:
        def wrapper(*arguments: Any, **named: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return wrapper

    for module, name in (
        (keystore, "write_whole"),
        (rotation, "change_key"),
        (database, "checkpoint"),
    ):
        setattr(module, name, counted(getattr(module, name)))
    Path.replace = counted(Path.replace)  # type: ignore[method-assign]  # the step to die at


def revoke(folder: Path, step: int) -> None:
    """Revoke the second account, dying at `step`."""
    vault = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())
    leaving = sorted(vault.slot_ids() - {vault.slot_id})
    die_at(step)
    try:
        rotation.revoke(vault, leaving)
    except UserFacingError as error:
        print(error.code, len(read_notes(vault.engine)))
        vault.close()


def succeed(folder: Path, how: int) -> None:
    """Open, replace the process (after closing, unless `how` is 0), and open in its successor."""
    vault = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())
    if how:
        vault.close()
    command = [sys.executable, "-m", "tests.security.vault_child", "hold", str(folder)]
    os.execv(sys.executable, command)  # noqa: S606 - what is tested


def change(folder: Path, step: int) -> None:
    """Change the password, dying at `step`."""
    vault = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())
    die_at(step)
    accounts.change_password(vault, login=LOGIN, old=PASSWORD, new=NEW)


def create(folder: Path) -> None:
    """Create a vault and say the code of what went wrong."""
    make_vault(folder).vault.close()
    print("created")


def overfill(folder: Path) -> None:
    """Create a vault whose first tables take 20 MB."""

    def much(engine: sa.Engine) -> None:
        notes(engine)
        with engine.begin() as connection:
            for _ in range(200):
                connection.exec_driver_sql("INSERT INTO note (body) VALUES (?)", ("x" * 100_000,))

    make_vault(folder, prepare=much).vault.close()
    print("created")


def fill(folder: Path) -> None:
    """Write until the disk is full, say the code, write the number of notes that were kept."""
    vault = unlock(folder, login=LOGIN, password=PASSWORD, terms=cheap_terms())
    kept = 0
    try:
        while True:
            with explained():
                add_note(vault.engine, "x" * 20_000)
            kept += 1
    except UserFacingError as error:
        print(error.code, kept, flush=True)
    try:
        accounts.add_slot(vault, login="k.benali", password=PASSWORD)
    except UserFacingError as error:
        print(error.code, flush=True)
    else:
        print("added", flush=True)
    vault.close()


def main(command: str, folder: str, *rest: str) -> None:
    """Run one of the above."""
    commands: dict[str, Callable[..., None]] = {
        "hold": hold,
        "revoke": revoke,
        "change": change,
        "succeed": succeed,
        "create": create,
        "overfill": overfill,
        "fill": fill,
    }
    limit = os.environ.get("VAULT_CHILD_FSIZE")
    if limit:
        import resource  # noqa: PLC0415 - does not exist on Windows

        # Without SIG_IGN the kernel kills the process in the very write that passes the limit.
        fatal = "VAULT_CHILD_FATAL" in os.environ
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if fatal else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    try:
        commands[command](Path(folder), *map(int, rest))
    except UserFacingError as error:
        print(error.code)


if __name__ == "__main__":
    main(*sys.argv[1:])
