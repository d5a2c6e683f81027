"""Restoring a backup in place of the vault: choosing it, looking inside, bringing it back.

There is no desk here: the vault is closed, and a backup opens with the passwords of its time or
the recovery key. What was erased since is erased from it before it opens (domain § 2.8).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import Clock, SystemClock
from app.errors import NewerVault, Refused, UserFacingError
from app.models import migrations
from app.models.account import Account, AccountRole
from app.models.enums import JournalAction
from app.services import journal
from app.services.backups import nothing_said
from app.services.entrance import TERMS
from app.services.failures import DamagedDatabase, explained
from app.services.rules.backup_rotation import Kind
from app.services.rules.rights import Record, UseCase, allowed
from app.services.vault import backup_folder, keystore
from app.services.vault import restore as restores
from app.services.vault.backup_check import Step, holding
from app.services.vault.backup_names import default_folder, parse
from app.services.vault.errors import KeyFileProblem, MissingDatabase
from app.services.vault.layout import DATABASE
from app.services.vault.open_vault import OpenVault
from app.services.vault.opening import Terms
from app.services.vault.restore import WayIn
from app.services.vault_continuity import Continuity, carry_over, read_continuity


@dataclass(frozen=True, slots=True)
class Candidate:
    """A copy that may be restored. `made_at` is aware, `size` in bytes."""

    path: Path
    kind: Kind
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Inside:
    """What a backup holds. `last_entry_at`: the last line of its journal; `made_at` by its name.

    `may_restore`: whether the account that opened it may put it in place of the vault.
    """

    cases: int
    reports: int
    accounts: int
    last_entry_at: datetime | None
    made_at: datetime | None
    size: int
    version: str | None
    may_restore: bool


@dataclass(frozen=True, slots=True)
class Restoring:
    """The restored vault. `aside`: where the former one is now, none when there was none.

    `erased`: how many rows were erased again; none when the former vault could not be read:
    what was erased from it since may then be back, and `warning` says so.
    """

    vault: Path
    aside: Path | None
    erased: int | None
    warning: str = ""


def candidates(vault: Path, folder: Path | None = None) -> tuple[Candidate, ...]:
    """The copies of `vault` in `folder` (none: beside it) and those set aside, newest first.

    Where the vault's own `cles.json` is lost, those of any vault. Raises what the disk says.
    """
    place = default_folder(vault) if folder is None else folder
    with explained():
        found = backup_folder.every_copy(place, vault, _vault_id(vault))
    return tuple(Candidate(one.path, one.kind, one.made_at.astimezone(), one.size) for one in found)


def look_inside(backup: Path, way: WayIn, *, terms: Terms = TERMS) -> Inside:
    """Open a copy for reading and say what it holds; no file of it changes, none appears.

    Half a second for the derivation, more for a large one. Raises what `opening.unlock` does,
    `NewerVault` when a later version of the program wrote it.
    """
    with _of_a_copy(), way.open(backup, terms) as source, explained():
        return _inside(source)


def restore(
    backup: Path,
    vault: Path,
    way: WayIn,
    *,
    clock: Clock | None = None,
    terms: Terms = TERMS,
    step: Step = nothing_said,
) -> Restoring:
    """Put a copy in place of `vault`, which is set aside under another name, never overwritten.

    What the former vault registered as erased is erased again first; the journal of the restored
    one says so. Killed at any moment, the former vault is there, or the next opening finishes.
    Raises `Refused` for an account that does not manage backups, `NotRestored`, what `opening`
    says of the copy, `Cancelled` from `step`: everything is then as it was.
    """
    time = clock or SystemClock()
    at = time.now()
    erased: list[int] = []
    with _of_a_copy(), way.open(backup, terms) as source:
        with explained():
            if not _inside(source).may_restore:
                raise Refused

        def complete(engine: sa.Engine, told: Continuity | None) -> None:
            terms.prepare(engine)
            if told is not None:
                erased.append(carry_over(engine, told, at=at))
            detail = "not_replayed" if told is None and vault.exists() else "replayed"
            with Session(engine) as session, session.begin():
                line = journal.Line(at, None, JournalAction.RESTORE, "vault", None, detail)
                journal.append(session, [line])

        done = restores.restore(
            source,
            vault,
            way,
            terms=terms,
            at=at,
            read=read_continuity,
            complete=complete,
            step=step,
        )
    if done.aside is None:
        return Restoring(done.vault, None, 0)
    if erased:
        return Restoring(done.vault, done.aside, erased[0])
    return Restoring(done.vault, done.aside, None, _NOT_REPLAYED)


_NOT_REPLAYED = (
    "L’ancien coffre n’a pas pu être lu\u202f: ce qui en avait été éliminé depuis cette sauvegarde "
    "peut être revenu. Reprenez les procès-verbaux d’élimination et refaites ces éliminations."
)


@contextmanager
def _of_a_copy() -> Iterator[None]:
    """What is said of a damaged vault, and of its last backup, is not said of a backup."""
    try:
        yield
    except DamagedDatabase:
        raise restores.UnsoundSource("unreadable") from None
    except MissingDatabase:
        raise restores.UnsoundSource("database_missing") from None
    except KeyFileProblem as problem:
        raise restores.UnsoundSource(problem.code) from None


def _inside(source: OpenVault) -> Inside:
    with source.engine.connect() as connection:
        version = migrations.current(connection)
        if version is not None and not migrations.knows(version):
            raise NewerVault
        pooled = connection.connection.driver_connection
        if pooled is None:
            raise LookupError("a pooled connection without a connection")
        held = holding(pooled, nothing_said)
    at = held.journal_at
    named = parse(source.folder.name)
    return Inside(
        cases=held.count("case_file"),
        reports=held.count("intake_report"),
        accounts=held.count("account"),
        last_entry_at=None if at is None else datetime.fromisoformat(at).replace(tzinfo=UTC),
        made_at=None if named is None else named.made_at.astimezone(),
        size=(source.folder / DATABASE).stat().st_size,
        version=version,
        may_restore=source.by_recovery or _manages_backups(source),
    )


def _manages_backups(source: OpenVault) -> bool:
    """By the roles of its time; columns one by one, for the vault may be of an older version."""
    query = select(AccountRole.role).join(Account, Account.id == AccountRole.account_id)
    with Session(source.engine) as session:
        roles = session.scalars(
            query.where(Account.slot_id == source.slot_id, Account.revoked_on.is_(None))
        ).all()
    return allowed(roles, UseCase.MANAGE_BACKUPS, Record.OFFICE)


def _vault_id(vault: Path) -> bytes | None:
    try:
        return keystore.read(vault).header.vault_id
    except UserFacingError:
        return None
