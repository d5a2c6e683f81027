"""The backups on the disk, with what the vault knows of them: to choose one, to prove one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.services.backup_words import problem_words
from app.services.backups import Recorded, Whereabouts
from app.services.rules.backup_rotation import Kind
from app.services.vault import backup_folder
from app.services.vault.backup_errors import BackupFolderGone, backup_explained
from app.services.vault.backup_folder import Found


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One copy of the vault. `made_at` is aware; `size` in bytes; `cases` none when unknown.

    `verified_at` is when it was opened and compared; `problem` the sentence that says what was
    then found, empty when it was sound. Neither: nobody has verified it yet.
    """

    path: Path
    kind: Kind
    made_at: datetime
    size: int
    cases: int | None
    verified_at: datetime | None
    problem: str
    in_use: bool = False


def list_backups(here: Whereabouts) -> tuple[BackupRow, ...]:
    """The copies of this vault, newest first: backups, then vaults set aside beside it too.

    On any thread: it reads folders. Raises `BackupFolderGone` and the like; a folder beside the
    vault that was never made is simply empty.
    """
    with backup_explained(here.vault, here.folder):
        if here.chosen and not here.folder.is_dir():
            raise BackupFolderGone
        found = backup_folder.every_copy(here.folder, here.vault, here.vault_id)
    known = {one.name: one for one in here.records if one.name}
    return tuple(_row(one, known.get(one.path.name)) for one in found)


def is_on_same_disk(here: Whereabouts) -> bool:
    """Whether one failure of a disk would take the vault and its backups. Reads the folders."""
    folder = here.folder if here.folder.is_dir() else here.folder.parent
    with backup_explained(here.vault, here.folder):
        return folder.stat().st_dev == here.vault.stat().st_dev


def _row(found: Found, known: Recorded | None) -> BackupRow:
    made_at = found.made_at.astimezone()
    if known is None:
        return BackupRow(found.path, found.kind, made_at, found.size, None, None, "", found.in_use)
    problem = "" if known.problem is None or known.problem == "absent" else known.problem
    words = problem_words(problem) if problem else ""
    cases = known.cases if known.cases or known.verified_at else None
    return BackupRow(
        found.path, found.kind, made_at, found.size, cases, known.verified_at, words, found.in_use
    )
