"""How each fictional dossier goes: where it stands, who brought it, why it ended, what it recalls.

The first ones go through every state, origin and reason in turn; the others are drawn.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Final

from app.models.enums import CaseStatus, ClosureReason, PartnerType
from app.services.rules.alerts import AlertKind
from app.services.rules.month_arithmetic import add_years

# How often each state occurs once all have been shown; a town mostly follows.
STATES: Final = {
    CaseStatus.ACTIVE: 46,
    CaseStatus.CLOSED: 28,
    CaseStatus.ASSESSMENT: 10,
    CaseStatus.PRESENTED: 6,
    CaseStatus.REVIEW: 6,
    CaseStatus.SUSPENDED: 4,
}
ORIGINS: Final = tuple(one for one in PartnerType if one is not PartnerType.EMPLOYER)
#: States that do not last: how many days at most after the opening.
_PASSING: Final = {CaseStatus.ASSESSMENT: 90, CaseStatus.PRESENTED: 180}
#: What a dossier is made to recall, and how many days ago it opened for that.
CALLS: Final[Mapping[AlertKind, int]] = {
    AlertKind.CLOSURE_PROPOSED: 640,
    AlertKind.NO_REVIEW: 470,
    AlertKind.TERM: 400,
    AlertKind.AGE_LIMIT: 300,
    AlertKind.REVIEW_DUE: 200,
    AlertKind.NO_CONTACT: 150,
    AlertKind.MAJORITY: 120,
    AlertKind.SIXTEEN: 100,
    AlertKind.CONTRACT: 90,
    AlertKind.INFORM: 26,
}
#: The age that is reached, and in how many days; below zero, so long ago.
_TURNING: Final = {
    AlertKind.TERM: (25, 20),
    AlertKind.AGE_LIMIT: (25, 120),
    AlertKind.MAJORITY: (18, 30),
    AlertKind.SIXTEEN: (16, 20),
    AlertKind.CONTRACT: (15, -25),
}
#: Recalled of a young adult.
_LATE: Final = frozenset({AlertKind.TERM, AlertKind.AGE_LIMIT})
_YOUNGEST, _OLDEST = 11, 23
#: The ages, when the dossier opens, of those whom such a body brings.
_BROUGHT: Final = {
    **dict.fromkeys((PartnerType.SCHOOL, PartnerType.DSDEN, PartnerType.CIO), (11, 17)),
    **dict.fromkeys((PartnerType.ASE, PartnerType.CAF, PartnerType.PJJ), (11, 17)),
    **dict.fromkeys((PartnerType.MISSION_LOCALE, PartnerType.CCI), (16, 23)),
    **dict.fromkeys((PartnerType.CFA, PartnerType.CMA), (15, 20)),
    PartnerType.TRAINING_ORG: (16, 23),
    PartnerType.PSAD: (16, 18),
}
#: The ages, when the dossier closes, of those who leave for such a reason.
_LEFT: Final = {
    ClosureReason.BACK_TO_SCHOOL: (12, 17),
    ClosureReason.IN_TRAINING: (16, 22),
    ClosureReason.APPRENTICESHIP: (16, 22),
    ClosureReason.EMPLOYMENT: (18, 24),
}
_REASONS: Final = tuple(one for one in ClosureReason if one is not ClosureReason.AGE_LIMIT)
_RARE: Final = frozenset(
    {ClosureReason.DECEASED, ClosureReason.OPENED_IN_ERROR, ClosureReason.OBJECTION_UPHELD}
)
_WEIGHTS: Final = tuple(1 if one in _RARE else 12 for one in _REASONS)
_AGES: Final = (11, 12, 13, 14, 15, 16, 17, 18, 20, 22)
_HOW_MANY: Final = (2, 3, 5, 7, 9, 9, 8, 5, 3, 2)


@dataclass(frozen=True, slots=True)
class Fate:
    """What is known of a dossier before its young person is: who fits it follows."""

    opened_on: date
    closed_on: date | None
    ended_on: date  # or today
    status: CaseStatus
    reason: ClosureReason | None
    origin: PartnerType
    birth: tuple[date, date]
    call: AlertKind | None


class Fates:
    """Draws them, so that ages, origins and ends go together."""

    def __init__(self, draw: Random, today: date) -> None:
        self._draw, self._today = draw, today
        # Closed twice a turn: there are more reasons to close than turns in the first dossiers.
        self._statuses = deque((*STATES, CaseStatus.CLOSED))
        self._origins = cycle(ORIGINS)
        self._reasons = cycle(_REASONS)
        self._weights = tuple(STATES.values())
        self._shown = 0

    def opening(self) -> date:
        """When a dossier opens: more of them lately than long ago."""
        days = min(self._draw.randint(3, 900), self._draw.randint(3, 1000))
        return self._today - timedelta(days=days)

    def called(self, call: AlertKind, opened_on: date) -> Fate:
        """A dossier that recalls this."""
        today, closed_on, reason = self._today, None, None
        status = CaseStatus.ACTIVE
        if call is AlertKind.TERM:
            status, reason = CaseStatus.CLOSED, ClosureReason.AGE_LIMIT
            closed_on = today - timedelta(days=3)
        if call in _TURNING:
            age, days = _TURNING[call]
            born = add_years(today + timedelta(days=days), -age)
        else:
            born = add_years(today, -17) + timedelta(days=150)
        origin = PartnerType.MISSION_LOCALE if call in _LATE else PartnerType.SCHOOL
        ended_on = closed_on or today
        return Fate(opened_on, closed_on, ended_on, status, reason, origin, (born, born), call)

    def make(self, opened_on: date, *, shown: bool) -> Fate:
        """A dossier; with `shown`, the next state, origin and reason in turn."""
        draw = self._draw
        age = (self._today - opened_on).days
        status = self._next_status(age) if shown else self._any_status(age)
        origin = next(self._origins) if shown else draw.choice(ORIGINS)
        closed_on, reason = None, None
        if status is CaseStatus.CLOSED:
            closed_on = opened_on + timedelta(days=draw.randint(1, max(1, age - 1)))
            reason = next(self._reasons) if shown else draw.choices(_REASONS, _WEIGHTS)[0]
        ended_on = closed_on or self._today
        self._shown += shown
        # every other one shown may go to a training centre: each state of an orientation is there
        older = shown and self._shown % 2 == 0
        birth = self._birth(opened_on, ended_on, origin, reason, older=older)
        return Fate(opened_on, closed_on, ended_on, status, reason, origin, birth, None)

    def _next_status(self, age: int) -> CaseStatus:
        """The next in turn that a dossier `age` days old may be in."""
        status = next(one for one in self._statuses if age <= _PASSING.get(one, age))
        self._statuses.remove(status)
        self._statuses.append(status)
        return status

    def _any_status(self, age: int) -> CaseStatus:
        drawn = self._draw.choices(tuple(STATES), self._weights)[0]
        return drawn if age <= _PASSING.get(drawn, age) else CaseStatus.ACTIVE

    def _birth(
        self,
        opened_on: date,
        ended_on: date,
        origin: PartnerType,
        reason: ClosureReason | None,
        *,
        older: bool,
    ) -> tuple[date, date]:
        """A day, or a whole year now and then; what it is agrees with how the dossier goes."""
        draw = self._draw
        wanted = [
            (ended_on, _LEFT.get(reason, (_YOUNGEST, 24)) if reason else (_YOUNGEST, 24)),
            (opened_on, _BROUGHT.get(origin, (_YOUNGEST, _OLDEST))),
        ]
        if older:
            wanted.append((ended_on, (16, 24)))
        first, last = add_years(self._today, -24), self._today
        for day, (least, most) in wanted:  # the first wins where two do not go together
            after = add_years(day, -most - 1) + timedelta(days=1)
            before = add_years(day, -least)
            if max(first, after) <= min(last, before):
                first, last = max(first, after), min(last, before)
        age = draw.choices(_AGES, _HOW_MANY)[0]
        born = add_years(self._today, -age) - timedelta(days=draw.randint(0, 364))
        if not first <= born <= last:
            born = first + timedelta(days=draw.randint(0, (last - first).days))
        year = date(born.year, 1, 1), date(born.year, 12, 31)
        unsure = draw.random() < 0.03 and first <= year[0] and year[1] <= last
        return year if unsure else (born, born)
