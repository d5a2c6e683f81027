"""What a scheduled `vigie verify` or `vigie backup` did, until the vault's journal can say it.

They may run beside the window and change nothing in the vault: each leaves a note in this
person's own settings folder, a code and a date under the vault's random identifier, and the next
opening on this PC writes it in the journal. A note that is not one of ours is left alone.
"""

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import func, select

from app.errors import Refused
from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.rules.rights import UseCase
from app.services.vault.files import write_whole
from app.services.vault.layout import FOLDER_MODE

_ACTIONS: Final = {str(one): one for one in (JournalAction.BACKUP, JournalAction.VERIFY)}
_CODE: Final = re.compile(r"[a-z_]{1,40}")
_MAX_BYTES: Final = 1024
#: Lines of the journal looked at for a note already written by an opening that was killed.
_RECENT: Final = 2000


@dataclass(frozen=True, slots=True)
class Note:
    """What was done, when, with what outcome."""

    file: Path
    action: JournalAction
    code: str
    at: datetime

    @property
    def detail(self) -> str:
        """As the journal keeps it; the same for one note, however often it is read."""
        return f"scheduled {self.code} {self.at:%Y-%m-%dT%H:%M:%S.%fZ}"


def leave(folder: Path, vault_id: str, action: JournalAction, code: str, at: datetime) -> None:
    """Leave a note in `folder`, created when it is missing. Raises `OSError`."""
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    content = {"action": str(action), "code": code, "at": at.astimezone(UTC).isoformat()}
    name = f"{vault_id}-{at.astimezone(UTC):%Y%m%d%H%M%S%f}-{os.getpid()}.json"
    write_whole(folder / name, json.dumps(content).encode("ascii"))


def take_up(desk: Desk, folder: Path) -> Change | None:
    """Write in the journal what the notes of this vault say, then remove them; none when none.

    A folder that does not answer leaves them for another time. Raises `Refused` without a role.
    """
    if not desk.actor.may(UseCase.BACK_UP):
        raise Refused
    if desk.vault is None:
        return None
    notes = _read(folder, desk.vault.vault_id)
    if not notes:
        return None
    with desk.work() as work:
        last = work.session.scalar(select(func.max(JournalEntry.id))) or 0
        known = set(
            work.session.scalars(
                select(JournalEntry.detail).where(JournalEntry.id > last - _RECENT)
            )
        )
        for note in notes:
            if note.detail not in known:
                work.journal(note.action, "vault", None, note.detail)
        change = work.commit(Change(Subject.BACKUP, 0))
    for note in notes:
        with suppress(OSError):
            note.file.unlink(missing_ok=True)
    return change


def _read(folder: Path, vault_id: str) -> list[Note]:
    try:
        files = sorted(folder.glob(f"{vault_id}-*.json"))
    except OSError:
        return []
    return [note for file in files if (note := _note(file)) is not None]


def _note(file: Path) -> Note | None:
    try:
        with file.open("rb") as stream:
            content = json.loads(stream.read(_MAX_BYTES))
        at = datetime.fromisoformat(content["at"])
        action, code = _ACTIONS[content["action"]], content["code"]
        if at.tzinfo is None or not _CODE.fullmatch(code):
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Note(file, action, code, at.astimezone(UTC))
