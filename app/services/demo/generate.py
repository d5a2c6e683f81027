"""Fills a new vault with the fictional town."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from sqlalchemy import Engine, select

from app.clock import Clock
from app.models.account import Account
from app.models.desk import Counter
from app.services.demo.attendance import Attendance
from app.services.demo.fates import CALLS, Fates
from app.services.demo.follow_up import FollowUp
from app.services.demo.indexed import Indexed
from app.services.demo.people import People
from app.services.demo.plans import Plans
from app.services.demo.referrals import Referrals
from app.services.demo.reports import Reports
from app.services.demo.rows import Rows
from app.services.demo.town import build_town
from app.services.demo.words import load
from app.services.numbers import NumberKind
from app.services.rules.alerts import AlertKind
from app.services.search_due import in_bulk

BATCH = 1_000  # dossiers written at once
SHOWN = 60  # as many dossiers at least go through every state, origin and reason in turn

Progress = Callable[[int, int], None]


class Numbers:
    """Numbers by year, as `next_number` would have given them."""

    def __init__(self) -> None:
        self._last: dict[tuple[NumberKind, int], int] = defaultdict(int)

    def next(self, kind: NumberKind, on: date) -> str:
        """The next number of that year."""
        self._last[kind, on.year] += 1
        return f"{on.year}-{self._last[kind, on.year]:04}"

    def keep(self, rows: Rows) -> None:
        """Write the counters, so that the numbers go on after these."""
        for (kind, year), last in self._last.items():
            rows.add(Counter, {"kind": str(kind), "year": year, "last": last})


def generate(
    engine: Engine,
    clock: Clock,
    *,
    dossiers: int,
    seed: int,
    progress: Progress | None = None,
) -> None:
    """Add `dossiers` dossiers and their town, the same for the same seed and day.

    The vault must be new: its settings and its coordonnateur, nothing else. `progress` is told
    how many dossiers of how many are written.
    """
    draw, today = Random(seed), clock.today()  # noqa: S311 - a fictional town, not a secret
    numbers = Numbers()
    with engine.begin() as connection, in_bulk(connection):
        coordinator_id = connection.scalar(select(Account.id).order_by(Account.id).limit(1)) or 0
        rows = Rows(connection, clock.now(), coordinator_id)
        words = load()
        town = build_town(rows, words, draw, today, coordinator_id)
        fates = Fates(draw, today)
        people = People(rows, words, town, draw)
        follow_up = FollowUp(rows, words, town, draw, today)
        plans = Plans(rows, words, town, draw, today)
        referrals = Referrals(rows, words, town, draw)
        attendance = Attendance(rows, seed, today)
        indexed = Indexed(rows)
        reports = Reports(rows, words, town, draw, today)
        rows.flush()
        # in the order of days, as numbers are given; those shown stand among the others
        calls = tuple(CALLS.items()) if dossiers >= SHOWN else ()
        openings: list[tuple[date, AlertKind | None]] = [
            (today - timedelta(days=days), call) for call, days in calls
        ]
        openings += [(fates.opening(), None) for _ in range(dossiers - len(calls))]
        openings.sort(key=lambda one: one[0])
        every = max(1, dossiers // SHOWN)
        for position, (opened_on, call) in enumerate(openings):
            shown = position % every == 0
            fate = fates.called(call, opened_on) if call else fates.make(opened_on, shown=shown)
            person = people.make(fate)
            number = numbers.next(NumberKind.CASE, opened_on)
            story = follow_up.make(person, number, fate)
            indexed.case(story.case_id, number, person)
            reports.behind(story, numbers.next(NumberKind.INTAKE, opened_on))
            plans.plan(story)
            attendance.note(story)
            if (shown or draw.random() < 0.5) and referrals.suits(story):
                referrals.refer(story, numbers.next(NumberKind.REFERRAL, today))
            if (position + 1) % BATCH == 0:
                rows.flush()
                if progress is not None:
                    progress(position + 1, dossiers)
        for position in range(dossiers):
            if position < SHOWN or draw.random() < 0.04:
                reports.alone(numbers.next(NumberKind.INTAKE, today))
        numbers.keep(rows)
        rows.flush()
    if progress is not None:
        progress(dossiers, dossiers)
