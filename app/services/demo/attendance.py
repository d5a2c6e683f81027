"""Thresholds of absence of the fictional town, where their own term lets them be (domain § 2.4)."""

from datetime import date
from random import Random
from typing import Final

from app.models.attendance import AttendanceFact
from app.models.enums import AbsenceThreshold
from app.services.demo.follow_up import Story
from app.services.demo.rows import Rows
from app.services.rules.attendance import may_note
from app.services.rules.month_arithmetic import add_months
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import attendance_due_on

_SHARE: Final = 0.4  # of those who may have one


class Attendance:
    """Notes a threshold in some dossiers of pupils under follow-up."""

    def __init__(self, rows: Rows, seed: int, today: date) -> None:
        self._rows, self._today = rows, today
        # its own: what else the town is made of stays the same for the same seed
        self._draw = Random(seed)  # noqa: S311 - a fictional town, not a secret

    def note(self, story: Story) -> None:
        """One threshold, of a month since the dossier opened, said by the school."""
        person, draw = story.person, self._draw
        birth = PartialDate(*person.birth)
        if person.school_id is None or story.fate.closed_on is not None:
            return
        if not may_note(birth, self._today, None) or draw.random() > _SHARE:
            return
        first = self._today.replace(day=1)
        month = max(add_months(first, -draw.randint(0, 8)), story.fate.opened_on.replace(day=1))
        reached = month.replace(day=draw.randint(2, 28))
        self._rows.add(
            AttendanceFact,
            {
                "case_id": story.case_id,
                "threshold": draw.choice(tuple(AbsenceThreshold)),
                "month": month,
                "reached_on": None if reached > self._today else reached,
                "source_partner_id": person.school_id,
                "due_on": attendance_due_on(birth),
            },
        )
