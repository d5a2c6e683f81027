"""How old the last verified backup is, why, and whether one is to be made now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select

from app.models.desk import Draft, JournalEntry
from app.models.enums import JournalAction
from app.models.upkeep import BackupRecord
from app.services.backup_words import reason_of
from app.services.desk import Desk, Work
from app.services.rules import french
from app.services.rules.backup_age import Level, due, level
from app.services.rules.rights import UseCase

#: Lines of the journal that say nothing was entered since.
_COMING_AND_GOING: Final = (
    JournalAction.LOGIN,
    JournalAction.LOCK,
    JournalAction.UNLOCK,
    JournalAction.BACKUP,
    JournalAction.VERIFY,
)


@dataclass(frozen=True, slots=True)
class Health:
    """The last verified backup: its age, what that calls for, and the sentence that says so.

    `at` and `age` are none when there never was one; `name` is its folder's.
    """

    level: Level
    age: timedelta | None
    at: datetime | None
    sentence: str
    name: str | None = None


def backup_health(desk: Desk) -> Health:
    """The state of the backups, from what is recorded: no folder is read, no share waited for."""
    with desk.read() as work:
        work.demand_office(UseCase.BACK_UP)
        sound, last = _newest(work, _SOUND), _newest(work)
        reason = reason_of(last.problem) if last is not None and last is not sound else ""
        if sound is None:
            words = "Ce coffre n’a encore aucune sauvegarde vérifiée."
            return Health(Level.NEVER, None, None, _joined(words, _since_ever(reason)))
        age = work.now - sound.made_at
        found = level(age)
        words = f"Dernière sauvegarde vérifiée\u202f: {french.ago(sound.made_at, work.now)}."
        if age < timedelta() and found is not Level.OK:
            words = (
                "La dernière sauvegarde est datée de l’avenir\u202f: vérifiez la date et l’heure "
                "de ce PC."
            )
        elif found is not Level.OK and not reason:
            reason = "Vigie n’a pas été utilisé depuis, ou la sauvegarde a été interrompue."
        return Health(found, age, sound.made_at, _joined(words, reason), sound.name)


def is_due(desk: Desk) -> bool:
    """Whether a backup is to be made now, after an hour of use; asked every minute or so."""
    with desk.read() as work:
        work.demand_office(UseCase.BACK_UP)
        if desk.vault is None:
            return False
        sound, last = _newest(work, _SOUND), _newest(work)
        failed = last is not None and last is not sound
        return due(
            None if sound is None else work.now - sound.made_at,
            work.now - last.made_at if last is not None and failed else None,
        )


def is_due_at_closing(desk: Desk) -> bool:
    """Whether anything was entered, printed or typed since the last verified backup."""
    with desk.read() as work:
        work.demand_office(UseCase.BACK_UP)
        if desk.vault is None:
            return False
        sound = _newest(work, _SOUND)
        if sound is None or sound.journal_id is None:
            return True
        lines = select(JournalEntry.id).where(
            JournalEntry.id > sound.journal_id, JournalEntry.action.not_in(_COMING_AND_GOING)
        )
        drafts = select(Draft.id).where(Draft.saved_at > sound.made_at)
        return any(work.session.scalar(one.limit(1)) is not None for one in (lines, drafts))


_SOUND: Final = (BackupRecord.verified_at.is_not(None), BackupRecord.problem.is_(None))


def _newest(work: Work, conditions: tuple[ColumnElement[bool], ...] = ()) -> BackupRecord | None:
    query = select(BackupRecord).where(*conditions)
    return work.session.scalars(
        query.order_by(BackupRecord.made_at.desc(), BackupRecord.id.desc()).limit(1)
    ).first()


def _since_ever(reason: str) -> str:
    """A reason said where there is no earlier backup to say « depuis » of."""
    bare = reason.removeprefix("Depuis, ")
    return bare[:1].upper() + bare[1:]


def _joined(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)
