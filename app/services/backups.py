"""Backups, for whoever works: where they go, making one, writing down what came of it.

Three moments: `order` on the thread of the database (it reads two rows), `carry_out` on any other
(seconds), `record` on the thread of the database again. `make_backup` does the three in a row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from app.errors import Invalid, Refused
from app.models.enums import JournalAction
from app.models.upkeep import BackupRecord, Upkeep
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.vault import backup, backup_folder
from app.services.vault.backup import Made, Order, Verified
from app.services.vault.backup_check import Step
from app.services.vault.backup_errors import backup_explained
from app.services.vault.backup_names import default_folder
from app.services.vault.open_vault import OpenVault

carry_out = backup.carry_out
forget = backup.forget

#: The code of a record whose backup is not in the folder any more.
ABSENT: Final = "absent"
_LONGEST_FOLDER: Final = 400
_KEPT: Final = timedelta(days=100)  # a record outlives its backup a little: why it left is asked


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the vault knows of one backup; `problem` is a code, none when it was sound."""

    name: str
    made_at: datetime
    size: int
    cases: int
    verified_at: datetime | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where this vault's backups are. `chosen` unless it is the folder beside the vault."""

    vault: Path
    vault_id: bytes
    folder: Path
    chosen: bool
    records: tuple[Recorded, ...]


def nothing_said(_done: int, _total: int, _label: str) -> None:
    """A `step` for work that nobody watches."""


def whereabouts(desk: Desk) -> Whereabouts:
    """Where backups go and what is known of them, newest first; reads no folder."""
    vault = _vault(desk)
    with desk.read() as work:
        work.demand_office(UseCase.BACK_UP)
        chosen = _upkeep(work).backup_folder
        rows = work.session.scalars(select(BackupRecord).order_by(BackupRecord.made_at.desc()))
        records = tuple(
            Recorded(one.name, one.made_at, one.size, one.cases, one.verified_at, one.problem)
            for one in rows
        )
    folder = default_folder(vault.folder) if chosen is None else Path(chosen)
    vault_id = vault.keys.header.vault_id
    return Whereabouts(vault.folder.absolute(), vault_id, folder, chosen is not None, records)


def demand_folder(here: Whereabouts, folder: Path | None) -> None:
    """Try whether backups can go to `folder`; none: beside the vault, which is created.

    On any thread but that of the database: a share may not answer for minutes.
    Raises `Invalid`, `BackupInsideVault`, `BackupFolderGone`, `BackupNotWritable`.
    """
    _text(folder)
    place = folder or default_folder(here.vault)
    with backup_explained(here.vault, place):
        backup.demand_place(here.vault, folder)
        backup_folder.demand_writable(place, here.vault_id)


def send_to(desk: Desk, folder: Path | None) -> Change:
    """Send backups to `folder`, which `demand_folder` found good, from now on.

    Backups already made stay where they are, and only the folder in use is rotated: `retire`
    deletes them. Raises `Refused`, `Invalid`.
    """
    text = _text(folder)
    with desk.work() as work:
        work.demand_office(UseCase.MANAGE_BACKUPS)
        row = _upkeep(work)
        row.backup_folder = text
        work.journal(JournalAction.SETTING, "upkeep", row.id, "backup_folder")
        return work.commit(Change(Subject.BACKUP, row.id))


def choose_folder(desk: Desk, folder: Path | None) -> Change:
    """`demand_folder`, then `send_to`; the former choice stands when the one or other raises."""
    demand_folder(whereabouts(desk), folder)
    return send_to(desk, folder)


def unsound(session: Session) -> frozenset[str]:
    """The names of the backups that this vault knows to be damaged.

    A vault of an earlier version, opened for reading only, knows of none.
    """
    if not inspect(session.connection()).has_table(BackupRecord.__tablename__):
        return frozenset()
    found = select(BackupRecord.name).where(
        BackupRecord.name != "", BackupRecord.problem.is_not(None), BackupRecord.problem != ABSENT
    )
    return frozenset(session.scalars(found))


def order(desk: Desk) -> Order:
    """What to carry out, with a copy of the key: `forget` it if it is not carried out."""
    here = whereabouts(desk)
    return backup.order(
        _vault(desk),
        here.folder if here.chosen else None,
        desk.clock.now(),
        unsound=frozenset(one.name for one in here.records if one.problem not in (None, ABSENT)),
        known=frozenset(one.name for one in here.records if one.verified_at is not None),
    )


def record(desk: Desk, made: Made) -> Change:
    """Write down what came of an order, a refusal too, and put it in the journal."""
    with desk.work() as work:
        work.demand_office(UseCase.BACK_UP)
        if made.backup is not None:
            _write(work, made.backup, work.now)
        else:
            code = made.refusal.code if made.refusal is not None else "error"
            _write(work, Verified("", made.at, 0, None, code), None)
        if made.checked is not None:
            _write(work, made.checked, work.now)
        if made.present is not None:
            _mark_absent(work, made.present)
        _forget_old(work)
        detail = made.refusal.code if made.refusal is not None else "verified"
        work.journal(JournalAction.BACKUP, "vault", None, detail)
        if made.removed:
            work.journal(JournalAction.DELETE, "backup", None, f"rotation {len(made.removed)}")
        return work.commit(Change(Subject.BACKUP, 0))


def make_backup(desk: Desk, step: Step = nothing_said) -> Change:
    """Make a backup and record it; seconds. Raises why it was not made, once that is recorded."""
    made = carry_out(order(desk), step)
    change = record(desk, made)
    if made.refusal is not None:
        raise made.refusal
    return change


def retire(here: Whereabouts) -> int:
    """Delete this vault's backups from a folder that is no longer in use; how many left.

    `here` as it was before another folder was chosen. On any thread.
    """
    with backup_explained(here.vault, here.folder):
        return backup_folder.empty(here.folder, here.vault, here.vault_id)


def _vault(desk: Desk) -> OpenVault:
    if desk.vault is None:
        raise Refused
    return desk.vault


def _text(folder: Path | None) -> str | None:
    text = None if folder is None else str(folder.absolute())
    if text is not None and len(text) > _LONGEST_FOLDER:
        raise Invalid({"folder": "Ce chemin est trop long\u202f: choisissez un autre dossier."})
    return text


def _upkeep(work: Work) -> Upkeep:
    return work.session.scalars(select(Upkeep)).one()


def _write(work: Work, one: Verified, verified_at: datetime | None) -> None:
    holding = one.holding
    row = work.session.scalar(
        select(BackupRecord).where(BackupRecord.name == one.name, BackupRecord.name != "")
    ) or BackupRecord(name=one.name, cases=0)
    row.made_at, row.size = one.made_at, one.size
    row.verified_at, row.problem = verified_at, one.problem
    if holding is not None:
        row.cases = holding.count("case_file")
        row.journal_id, row.journal_hash = holding.journal_id, holding.journal_hash
    work.session.add(row)
    work.session.flush()


def _mark_absent(work: Work, present: Iterable[str]) -> None:
    """Say of each backup whether it is still in the folder: a stick may have been emptied."""
    there = frozenset(present)
    for row in work.session.scalars(select(BackupRecord).where(BackupRecord.name != "")):
        if row.problem is None and row.name not in there:
            row.problem = ABSENT
        elif row.problem == ABSENT and row.name in there:
            row.problem = None
    work.session.flush()


def _forget_old(work: Work) -> None:
    """Drop the records of what is gone for good, and of failures older than the last attempts."""
    work.session.execute(delete(BackupRecord).where(BackupRecord.made_at < work.now - _KEPT))
    failures = select(BackupRecord.id).where(BackupRecord.name == "")
    newest = failures.order_by(BackupRecord.id.desc()).limit(20)
    work.session.execute(
        delete(BackupRecord).where(BackupRecord.name == "", BackupRecord.id.not_in(newest))
    )
