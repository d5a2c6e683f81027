"""`vigie verify` and `vigie backup`: from a scheduler, beside a window that may be open.

They change nothing in the vault. The identifier and the password are asked on the terminal, or
read from standard input, one a line; never from the arguments nor the environment, which other
processes can read. Exit codes: 0 sound, 1 a problem was found, 2 it could not be done.
"""

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import faults, paths
from app.errors import UserFacingError
from app.models.connection import connect
from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.services import journal, pending_notes
from app.services.backup_words import problem_words
from app.services.backups import nothing_said, unsound
from app.services.entrance import TERMS
from app.services.failures import DamagedDatabase, explained
from app.services.rules import french
from app.services.vault import backup, opening
from app.services.vault.backup_check import Holding, database_problem, holding
from app.services.vault.backup_errors import BackupUnsound
from app.services.vault.errors import KeyFileProblem, MissingDatabase, WeakKeyFile
from app.services.vault.layout import DATABASE
from app.services.vault.open_vault import OpenVault

SOUND, PROBLEM, IMPOSSIBLE = 0, 1, 2
_LOOKS = 3

#: What is wrong with the vault itself, rather than in the way of looking at it.
_FOUND = (DamagedDatabase, KeyFileProblem, WeakKeyFile, MissingDatabase, BackupUnsound)


class NothingTyped(UserFacingError):
    """Standard input ended before an identifier and a password."""

    def __init__(self) -> None:
        super().__init__(
            "Il manque l’identifiant ou le mot de passe.",
            remedy="Donnez-les sur l’entrée standard, un par ligne, ou lancez la commande dans un "
            "terminal.",
            code="nothing_typed",
        )


def verify(arguments: argparse.Namespace) -> int:
    """`vigie verify COFFRE`: the exit code."""
    return _run(arguments.vault, JournalAction.VERIFY, _verified)


def back_up(arguments: argparse.Namespace) -> int:
    """`vigie backup COFFRE DOSSIER`: the exit code."""
    return _run(
        arguments.vault, JournalAction.BACKUP, lambda vault: _backed_up(vault, arguments.folder)
    )


def _run(folder: Path, action: JournalAction, work: Callable[[OpenVault], tuple[str, str]]) -> int:
    """Open for reading, do `work`, say what it answers, leave a note for the journal."""
    faults.install_hooks()
    try:
        login, password = _credentials()
        with opening.unlock(
            folder, login=login, password=password, terms=TERMS, read_only=True
        ) as vault:
            try:
                with explained():
                    code, words = work(vault)
            except UserFacingError as error:
                _note(vault.vault_id, action, error.code)
                raise
            _note(vault.vault_id, action, code)
    except UserFacingError as error:
        _say(f"{error.sentence} {error.remedy}", to_error=True)
        return PROBLEM if isinstance(error, _FOUND) else IMPOSSIBLE
    sound = code == "verified"
    _say(words, to_error=not sound)
    return SOUND if sound else PROBLEM


def _verified(vault: OpenVault) -> tuple[str, str]:
    """A code, « verified » when all is well, and the sentence."""
    problem, held = _read_whole(vault)
    if problem is not None:
        return problem, (
            f"Problème trouvé dans le coffre. {_words_for_vault(problem)} Gardez une copie de ce "
            "coffre tel qu’il est, et restaurez la dernière sauvegarde vérifiée."
        )
    with Session(vault.engine) as session:
        broken = journal.first_break(session)
        lines = session.scalar(select(func.count(JournalEntry.id))) or 0
    if broken is not None:
        return "journal_altered", (
            f"Le journal du coffre a été altéré à la ligne {french.number(broken)}."
        )
    rows = sum(number for _, number in held.counts)
    return "verified", (
        f"Coffre intact\u202f: {french.count(rows, 'ligne', 'lignes')} dans "
        f"{french.count(len(held.counts), 'table', 'tables')}, journal de "
        f"{french.count(lines, 'ligne', 'lignes')} sans rupture."
    )


def _read_whole(vault: OpenVault) -> tuple[str | None, Holding]:
    """What is wrong, and what is there.

    Pages are authenticated in the file itself: one that the window is writing at that instant
    looks altered. What is really altered still is when looked at again.
    """
    for _ in range(_LOOKS):
        connection = connect(vault.folder / DATABASE, vault.data_key, read_only=True)
        try:
            connection.execute("BEGIN")
            held = holding(connection, nothing_said)
            problem = database_problem(connection, nothing_said)
        finally:
            connection.close()
        if problem is None:
            break
    return problem, held


def _words_for_vault(problem: str) -> str:
    return problem_words(problem).replace("Sa base", "La base").replace("sa base", "la base")


def _backed_up(vault: OpenVault, folder: Path) -> tuple[str, str]:
    with Session(vault.engine) as session:
        damaged = unsound(session)  # none of these is kept as the best of its day or week
    given = backup.order(vault, folder.absolute(), datetime.now(UTC), unsound=damaged, known=None)
    made = backup.carry_out(given, nothing_said)
    if made.refusal is not None:
        raise made.refusal
    name = "" if made.backup is None else made.backup.name
    return "verified", f"Sauvegarde faite et vérifiée\u202f: {name}"


def _credentials() -> tuple[str, str]:
    """Who opens, from the terminal or from two lines of standard input.

    Raises `NothingTyped`.
    """
    if sys.stdin.isatty():
        _say("Identifiant\u202f: ", to_error=True, end="")
        login = sys.stdin.readline().rstrip("\r\n")
        password = getpass.getpass("Mot de passe\u202f: ")
    else:
        text: str = sys.stdin.buffer.read(4096).decode("utf-8-sig", errors="replace")
        lines = [*text.splitlines(), "", ""]
        login, password = lines[0], lines[1]
    if not login or not password:
        raise NothingTyped
    return login, password


def _note(vault_id: str, action: JournalAction, code: str) -> None:
    try:
        pending_notes.leave(paths.notes_folder(), vault_id, action, code, datetime.now(UTC))
    except OSError:
        _say("Le journal du coffre ne pourra pas le mentionner.", to_error=True)


def _say(words: str, *, to_error: bool, end: str = "\n") -> None:
    stream = sys.stderr if to_error else sys.stdout
    # A console of another age may not have the narrow space of French.
    coding = stream.encoding or "utf-8"
    stream.write((words + end).encode(coding, "replace").decode(coding))
    stream.flush()
