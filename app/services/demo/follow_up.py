"""The fictional dossiers: how each began, what was agreed, where it stands.

The first ones go through every state, origin and reason in turn; the others are drawn.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle
from random import Random

from app.models.case import CaseFile, CaseStatusChange, Observation
from app.models.enums import (
    AgreementStatus,
    CaseKind,
    CaseStatus,
    ClosureReason,
    NoticeChannel,
    NoticeTo,
    ObservationKind,
    PartnerType,
    SharingScope,
)
from app.services.demo.people import Person
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Words
from app.services.rules.deadlines import information_due_on
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import elimination_due_on

# How often each state occurs once all have been shown; a town mostly follows.
STATES = {
    CaseStatus.ACTIVE: 46,
    CaseStatus.CLOSED: 28,
    CaseStatus.ASSESSMENT: 10,
    CaseStatus.PRESENTED: 6,
    CaseStatus.REVIEW: 6,
    CaseStatus.SUSPENDED: 4,
}
ORIGINS = tuple(one for one in PartnerType if one is not PartnerType.EMPLOYER)


@dataclass(frozen=True, slots=True)
class Story:
    """The dossier that was made, for what hangs from it."""

    case_id: int
    person: Person
    status: CaseStatus
    opened_on: date
    closed_on: date | None
    group_id: int
    officer_id: int
    origin: PartnerType


class FollowUp:
    """Makes dossiers with their history and their observations."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random, today: date) -> None:
        self._rows, self._words, self._town = rows, words, town
        self._draw, self._today = draw, today
        # Closed twice a turn: there are more reasons to close than turns in the first dossiers.
        self._statuses = cycle((*STATES, CaseStatus.CLOSED))
        self._origins = cycle(ORIGINS)
        self._closures = cycle(ClosureReason)
        self._weights = tuple(STATES.values())

    def opening(self) -> tuple[date, int, int]:
        """When the next dossier opens, in which neighbourhood and group."""
        neighbourhood_id, group_id = self._draw.choice(self._town.neighbourhoods)
        days = min(self._draw.randint(3, 900), self._draw.randint(3, 1000))
        return self._today - timedelta(days=days), neighbourhood_id, group_id

    def make(
        self, person: Person, file_number: str, opened_on: date, group_id: int, *, shown: bool
    ) -> Story:
        """One dossier; with `shown`, the next state, origin and reason in turn."""
        draw = self._draw
        status = next(self._statuses) if shown else draw.choices(tuple(STATES), self._weights)[0]
        origin = next(self._origins) if shown else draw.choice(ORIGINS)
        age_days = (self._today - opened_on).days
        closed_on = None
        if status is CaseStatus.CLOSED:
            closed_on = opened_on + timedelta(days=draw.randint(1, max(1, age_days - 1)))
        officer_id = draw.choice(self._town.officers)
        informed = age_days > 40 or draw.random() < 0.5
        case_id = self._rows.add(
            CaseFile,
            {
                "file_number": file_number,
                "kind": CaseKind.YOUTH,
                "youth_id": person.youth_id,
                "sort_key": person.sort_key,
                "status": status,
                "opened_on": opened_on,
                "origin_type": origin,
                "group_id": group_id,
                "lead_officer_id": officer_id,
                "next_review_on": self._review_on(status, opened_on),
                "information_due_on": information_due_on(opened_on),
                "notice_sent_on": opened_on + timedelta(days=2) if informed else None,
                "notice_channel": draw.choice(tuple(NoticeChannel)) if informed else None,
                "notice_to": draw.choice(tuple(NoticeTo)) if informed else None,
                "agreement_status": draw.choice(tuple(AgreementStatus)),
                "group_question": draw.choice(self._words.questions),
                "proposed_decision": draw.choice(self._words.decisions),
                "closed_on": closed_on,
                "closure_reason": next(self._closures) if closed_on else None,
                "closure_review": "Bilan partagé avec le jeune et sa famille."
                if closed_on
                else None,
                "elimination_due_on": elimination_due_on(PartialDate(*person.birth), closed_on),
                "processing_restricted": draw.random() < 0.004,
            },
        )
        story = Story(case_id, person, status, opened_on, closed_on, group_id, officer_id, origin)
        self._remember(story)
        self._observe(story)
        return story

    def _review_on(self, status: CaseStatus, opened_on: date) -> date | None:
        if status is CaseStatus.CLOSED:
            return None
        soon = self._today + timedelta(days=self._draw.randint(-20, 120))
        return max(opened_on + timedelta(days=90), soon)

    def _remember(self, story: Story) -> None:
        steps: list[tuple[CaseStatus, date]] = [(CaseStatus.ASSESSMENT, story.opened_on)]
        last = story.closed_on or self._today
        if story.status is not CaseStatus.ASSESSMENT:
            middle = story.opened_on + (last - story.opened_on) / 3
            if story.status is not CaseStatus.PRESENTED:
                steps.append((CaseStatus.ACTIVE, middle))
            if story.status is not CaseStatus.ACTIVE:
                steps.append((story.status, last))
        before: CaseStatus | None = None
        for status, on in steps:
            self._rows.add(
                CaseStatusChange,
                {
                    "case_id": story.case_id,
                    "from_status": before,
                    "to_status": status,
                    "effective_on": on,
                    "at": self._rows.now,
                    "by_id": story.officer_id,
                },
            )
            before = status

    def _observe(self, story: Story) -> None:
        draw = self._draw
        span = max(1, ((story.closed_on or self._today) - story.opened_on).days)
        for _ in range(draw.choices((0, 1, 2, 3, 5), (1, 3, 4, 3, 1))[0]):
            self._rows.add(
                Observation,
                {
                    "case_id": story.case_id,
                    "kind": draw.choice(tuple(ObservationKind)),
                    "observed_on": story.opened_on + timedelta(days=draw.randint(0, span)),
                    "author_id": story.officer_id,
                    "text": draw.choice(self._words.observations),
                    "sharing_scope": draw.choices(tuple(SharingScope), (1, 5, 4))[0],
                },
            )
