"""How old a backup may be before one is told, and how often one is made."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

EVERY: Final = timedelta(hours=1)
#: After one that failed: a stick put back is found soon, and nobody is pestered meanwhile.
AGAIN: Final = timedelta(minutes=10)
AMBER_AFTER: Final = timedelta(days=1)
RED_AFTER: Final = timedelta(days=7)
#: A backup dated further ahead than that was made by a clock that was wrong, or is read by one.
_AHEAD: Final = timedelta(days=1)


class Level(StrEnum):
    """What the age of the last verified backup calls for."""

    OK = "OK"
    AMBER = "AMBER"
    RED = "RED"
    NEVER = "NEVER"


def level(age: timedelta | None) -> Level:
    """The level for this age; none when there is no verified backup at all."""
    if age is None:
        return Level.NEVER
    if age >= RED_AFTER:
        return Level.RED
    return Level.AMBER if age >= AMBER_AFTER or age < -_AHEAD else Level.OK


def due(since_sound: timedelta | None, since_failure: timedelta | None) -> bool:
    """Whether a backup is to be made, an hour of use after the last one.

    `since_failure`: since the last attempt, when it failed after the last sound one. A clock set
    back makes one due: better one too many.
    """
    if since_failure is not None and timedelta() <= since_failure < AGAIN:
        return False
    return since_sound is None or not timedelta() <= since_sound < EVERY
