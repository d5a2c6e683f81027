"""Which backups leave: hourly of the day, daily of the week, weekly of the quarter.

Nothing is kept past three months (domain § 2.8): what was eliminated must not live on in a
backup. One exception, the newest sound backup: it outlives three months only where nobody has
opened the vault since, for a vault in use makes a newer one at its first closing; until then it
is the only copy of what the vault still holds, and deleting it would protect nobody.

Instants are naive, in the office's own time: what a person calls a day, read in a folder's name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.services.rules.month_arithmetic import add_months

MONTHS: Final = 3
DAYS: Final = 7
#: A clock that was wrong dates backups in the future. They are believed wrong, and leave, only
#: once a backup of another date is this old: the clock that is wrong may be today's.
AHEAD: Final = timedelta(days=1)
DOUBT: Final = timedelta(days=7)


class Kind(StrEnum):
    """What a copy is: a backup, the vault that a restore set aside, the one before an upgrade."""

    BACKUP = "BACKUP"
    ASIDE = "ASIDE"
    BEFORE = "BEFORE"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy: `key` names it to the caller; `sound` unless it was found damaged since."""

    key: str
    made_at: datetime
    kind: Kind = Kind.BACKUP
    sound: bool = True


def leaving(copies: Iterable[Copy], now: datetime) -> frozenset[str]:
    """The keys of the copies to delete at `now`.

    Sets aside and copies before an upgrade are not thinned out: they leave at three months.
    """
    every = tuple(copies)
    ahead = [one for one in every if one.made_at > now + AHEAD]
    dated = [one for one in every if one.made_at <= now + AHEAD]
    backups = [one for one in dated if one.kind is Kind.BACKUP]
    newest = _newest(backups) or _newest([one for one in ahead if one.kind is Kind.BACKUP])
    staying = _thinned(backups, now) | {one.key for one in dated if one.kind is not Kind.BACKUP}
    staying -= {one.key for one in dated if is_over(one.made_at, now)}
    if not any(one.sound and one.made_at <= now - DOUBT for one in backups):
        staying |= {one.key for one in ahead}
    if newest is not None:
        staying.add(newest.key)
    return frozenset(one.key for one in every) - staying


def _newest(copies: Iterable[Copy]) -> Copy | None:
    sound = [one for one in copies if one.sound]
    return max(sound, key=lambda one: (one.made_at, one.key), default=None)


def is_over(at: datetime, now: datetime) -> bool:
    """Whether three months have passed since."""
    return add_months(at.date(), MONTHS) <= now.date()


def _thinned(backups: Iterable[Copy], now: datetime) -> set[str]:
    """The newest of each hour, day or week, a sound one before a damaged one."""
    best: dict[tuple[int, ...], Copy] = {}
    for one in backups:
        span = _span(one.made_at, now)
        rival = best.get(span)
        if rival is None or _rank(one) > _rank(rival):
            best[span] = one
    return {one.key for one in best.values()}


def _rank(copy: Copy) -> tuple[bool, datetime, str]:
    return copy.sound, copy.made_at, copy.key


def _span(made_at: datetime, now: datetime) -> tuple[int, ...]:
    """The stretch of time of which one backup is kept."""
    age = (now.date() - made_at.date()).days
    if age <= 0:
        return 0, made_at.toordinal(), made_at.hour
    if age <= DAYS:
        return 1, made_at.toordinal()
    return 2, *made_at.isocalendar()[:2]
