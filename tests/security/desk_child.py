"""A desk that is killed while it writes: `-m tests.security.desk_child`, like `backup_child`.

What was acknowledged is told to a file as it happens: a kill does not take that back.
"""

import os
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event

from app.clock import FixedClock
from app.models.enums import (
    DangerAnswer,
    IntakeReason,
    PartnerType,
    Relationship,
    Sex,
    Situation,
)
from app.services import accounts, drafts, entrance, purge
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.rules.partial_dates import PartialDate
from app.services.vault.opening import unlock
from tests.helpers.vaults import LOGIN, PASSWORD
from tests.security import backup_child
from tests.security.backup_child import LATER, TERMS, VAULT, Step

NEW = "Violette-cascade-42-piano"
TOLD = "dit.txt"
DRAFT = DraftKey("observation", "new")
SAVES = 12
GUARDIANS = ("Nadia", "Karim")
REASONS = frozenset({IntakeReason.ABSENTEEISM, IntakeReason.DROPOUT})


def enter(place: Path, clock: FixedClock = LATER) -> Desk:
    """Sit at the desk of the vault of `place`."""
    return entrance.enter(place / VAULT, login=LOGIN, password=PASSWORD, clock=clock, terms=TERMS)


def report(number: int, group: int) -> IntakeEntry:
    """A whole signalement: its row, two representatives, two reasons."""
    return IntakeEntry(
        received_on=LATER.today(),
        origin_type=PartnerType.FAMILY,
        last_name=f"Martel {number}",
        first_name="Yanis",
        sex=Sex.MALE,
        birth=PartialDate.exactly(LATER.today().replace(year=2011)),
        guardians=tuple(
            IntakeGuardianEntry("Martel", Relationship.MOTHER, one) for one in GUARDIANS
        ),
        situation=Situation.COLLEGE,
        reasons=REASONS,
        family_informed=False,
        danger_answer=DangerAnswer.NO,
        group_id=group,
    )


def save(place: Path, step: Step) -> None:
    """Write signalements one after the other."""
    desk = _watched(place, step)
    for number in range(SAVES):
        save_intake(desk, report(number, 1))
        _tell(place, number)


def draft(place: Path, step: Step) -> None:
    """Type: each draft is a letter longer."""
    desk = _watched(place, step)
    for number in range(SAVES * 2):
        drafts.keep_draft(desk, DRAFT, {"text": "a" * number})
        _tell(place, number)


def password(place: Path, step: Step) -> None:
    """Change one's password, and back, and again."""
    desk = _watched(place, step)
    for old, new in ((PASSWORD, NEW), (NEW, PASSWORD), (PASSWORD, NEW)):
        accounts.change_own_password(desk, old, new)
        _tell(place, new)


def rekey(place: Path, step: Step) -> None:
    """Somebody leaves: the data key changes."""
    accounts.revoke_account(_watched(place, step), 2)
    _tell(place, 2)


def migrate(place: Path, step: Step) -> None:
    """Open a vault of the first version."""
    _listen(step)
    unlock(place / VAULT, login=LOGIN, password=PASSWORD, terms=TERMS)
    _tell(place, "ouvert")


def erase(place: Path, step: Step) -> None:
    """Rewrite the vault so that nothing erased is left in its pages."""
    desk = _watched(place, step)
    if desk.vault is not None:
        purge.purge_at_closing(desk.vault, lambda _done, _total: None)
    _tell(place, "purgé")


def _watched(place: Path, step: Step) -> Desk:
    desk = enter(place)
    _listen(step)
    return desk


def _listen(step: Step) -> None:
    """Every question to the database is a moment to die at, every commit another."""
    turns = count()
    event.listen(Engine, "before_cursor_execute", lambda *_given: step(next(turns), 0, ""))
    event.listen(Engine, "commit", lambda *_given: step(next(turns), 0, ""))


def _tell(place: Path, what: object) -> None:
    told = os.open(place / TOLD, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(told, f"{what}\n".encode())
    os.close(told)


WORKS = {
    "save": save,
    "draft": draft,
    "password": password,
    "rekey": rekey,
    "migrate": migrate,
    "erase": erase,
}

if __name__ == "__main__":
    import sys

    backup_child.WORKS.update(WORKS)
    backup_child.main(*sys.argv[1:])
