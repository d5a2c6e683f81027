"""Verifying a backup again, in the same three moments as making one.

`order_check` on the thread of the database, `carry_out_check` on any other (seconds), then
`record_check` on the thread of the database again.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import Refused, UserFacingError
from app.models.connection import connect
from app.models.enums import JournalAction
from app.models.upkeep import BackupRecord
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.failures import translate
from app.services.rules.rights import UseCase
from app.services.vault import keyfile
from app.services.vault.backup_check import Problem, Step, holding, let_go, problem_of
from app.services.vault.backup_names import parse
from app.services.vault.layout import DATABASE, KEYS, LOCK
from app.services.vault.secrets import wipe


class BackupUnreachable(UserFacingError):
    """The medium that holds the backup does not answer: nothing can be said of it."""

    def __init__(self) -> None:
        super().__init__(
            "Cette sauvegarde n’a pas pu être relue\u202f: son support ne répond pas.",
            remedy="Branchez la clé USB ou le disque, ou rétablissez le partage réseau, puis "
            "recommencez.",
            code="check_unreachable",
        )


class OtherKey(UserFacingError):
    """The vault's key changed since: only a password of that time opens this backup."""

    def __init__(self) -> None:
        super().__init__(
            "Cette sauvegarde date d’avant un changement de la clé du coffre\u202f: elle ne se "
            "relit pas d’ici.",
            remedy="«\u202fRestaurer…\u202f» permet de regarder dedans sans rien changer, avec un "
            "mot de passe de son époque ou la clé de secours.",
            code="check_other_key",
        )


@dataclass(frozen=True, slots=True)
class Check:
    """Which backup to read, with a copy of the key of its own, wiped once it is carried out.

    `cases`, `journal_id` and `journal_hash` are what was recorded of it; none when nothing was.
    """

    path: Path
    data_key: bytearray = field(repr=False)
    cases: int | None = None
    journal_id: int | None = None
    journal_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in the backup of that name; `problem` is a code, none when it is sound."""

    name: str
    made_at: datetime
    size: int
    cases: int
    problem: str | None = None


def order_check(desk: Desk, path: Path) -> Check:
    """What to carry out. Raises `Refused`."""
    with desk.read() as work:
        work.demand_office(UseCase.BACK_UP)
        if desk.vault is None:
            raise Refused
        row = work.session.scalar(select(BackupRecord).where(BackupRecord.name == path.name))
        key = bytearray(desk.vault.data_key)
        if row is None or row.journal_id is None:
            return Check(path, key)
        return Check(path, key, row.cases, row.journal_id, row.journal_hash)


def carry_out_check(check: Check, step: Step) -> Checked:
    """Open the backup, authenticate every page of it, compare what it holds. On any thread.

    Raises `BackupUnreachable`, `OtherKey`, `Cancelled` from `step`; the key is wiped in any case.
    """
    path = check.path
    try:
        _demand_key(path, check.data_key)
        problem = problem_of(path, check.data_key, step, None)
        size = sum(file.stat().st_size for file in path.iterdir() if file.is_file())
        found = 0
        if problem is None:
            found, problem = _compared(check, step)
    except (OSError, sqlcipher.Error) as error:
        if translate(error) is None:
            raise
        raise BackupUnreachable from None
    finally:
        wipe(check.data_key)
    named = parse(path.name)
    made_at = datetime.now() if named is None else named.made_at  # noqa: DTZ005 - local, as named
    return Checked(path.name, made_at.astimezone(), size, found, problem)


def record_check(desk: Desk, checked: Checked) -> Change:
    """Write down what was found, and put it in the journal."""
    with desk.work() as work:
        work.demand_office(UseCase.BACK_UP)
        row = work.session.scalar(select(BackupRecord).where(BackupRecord.name == checked.name))
        if row is None:
            row = BackupRecord(name=checked.name, made_at=checked.made_at, cases=checked.cases)
            work.session.add(row)
        row.size, row.verified_at, row.problem = checked.size, work.now, checked.problem
        work.session.flush()
        detail = "verified" if checked.problem is None else checked.problem
        work.journal(JournalAction.VERIFY, "backup", row.id, detail)
        return work.commit(Change(Subject.BACKUP, row.id))


def _demand_key(path: Path, key: bytearray) -> None:
    """Tell a backup of a former key, which is sound, from one whose keys are damaged."""
    try:
        keys = keyfile.parse((path / KEYS).read_bytes())
    except (FileNotFoundError, keyfile.Malformed, keyfile.Newer):
        if not path.is_dir():
            raise BackupUnreachable from None
        return
    if not keyfile.is_authentic(keys, key):
        raise OtherKey


def _compared(check: Check, step: Step) -> tuple[int, str | None]:
    """Its dossiers, and what differs from what was recorded when it was made."""
    connection = connect(check.path / DATABASE, check.data_key, read_only=True)
    try:
        held = holding(connection, step)
    finally:
        let_go(connection)
    cases = held.count("case_file")
    if check.journal_id is None or (check.path / LOCK).exists():
        return cases, None  # never recorded, or somebody opened it as a vault since
    if (held.journal_id, held.journal_hash) != (check.journal_id, check.journal_hash):
        return cases, Problem.JOURNAL
    return cases, None if cases == check.cases else Problem.COUNTS
