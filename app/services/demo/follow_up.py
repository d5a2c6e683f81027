"""The fictional dossiers: how each began, what was agreed, where it stands."""

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
    SharingScope,
)
from app.services.demo.fates import Fate
from app.services.demo.people import Person
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Mark, Words
from app.services.rules.alerts import AlertKind
from app.services.rules.deadlines import information_due_on
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import elimination_due_on

_YEAR = timedelta(days=365)
#: How long before today somebody was heard of last, in a dossier that is followed.
_LATELY = 50


@dataclass(frozen=True, slots=True)
class Story:
    """The dossier that was made, for what hangs from it."""

    case_id: int
    person: Person
    officer_id: int
    fate: Fate


class FollowUp:
    """Makes dossiers with their history and their observations."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random, today: date) -> None:
        self._rows, self._words, self._town = rows, words, town
        self._draw, self._today = draw, today
        self._kinds = cycle(ObservationKind)

    def make(self, person: Person, file_number: str, fate: Fate) -> Story:
        """One dossier of this young person, that goes so."""
        draw = self._draw
        opened_on, closed_on, status = fate.opened_on, fate.closed_on, fate.status
        age_days = (self._today - opened_on).days
        officer_id = draw.choice(self._town.officers)
        informed = fate.call is not AlertKind.INFORM and (age_days > 20 or draw.random() < 0.5)
        minor = Mark.MINOR in person.marks
        case_id = self._rows.add(
            CaseFile,
            {
                "file_number": file_number,
                "kind": CaseKind.YOUTH,
                "youth_id": person.youth_id,
                "sort_key": person.sort_key,
                "status": status,
                "opened_on": opened_on,
                "origin_type": fate.origin,
                "group_id": person.group_id,
                "lead_officer_id": officer_id,
                "next_review_on": self._review_on(fate),
                "information_due_on": information_due_on(opened_on),
                "notice_sent_on": opened_on + timedelta(days=2) if informed else None,
                "notice_channel": draw.choice(tuple(NoticeChannel)) if informed else None,
                "notice_to": self._told(minor=minor) if informed else None,
                "agreement_status": self._agreement(fate.reason),
                "group_question": draw.choice(self._words.questions.suiting(person.marks)),
                "proposed_decision": draw.choice(self._words.decisions.suiting(person.marks)),
                "closed_on": closed_on,
                "closure_reason": fate.reason,
                "closure_review": _CLOSURES.get(fate.reason, _CLOSED) if fate.reason else None,
                "elimination_due_on": elimination_due_on(PartialDate(*person.birth), closed_on),
                "processing_restricted": fate.call is None and draw.random() < 0.004,
            },
        )
        story = Story(case_id, person, officer_id, fate)
        self._remember(story)
        if fate.call is not AlertKind.NO_CONTACT:
            self._observe(story)
        return story

    def _told(self, *, minor: bool) -> NoticeTo:
        return self._draw.choice((NoticeTo.GUARDIANS, NoticeTo.BOTH)) if minor else NoticeTo.YOUTH

    def _agreement(self, reason: ClosureReason | None) -> AgreementStatus:
        if reason in _DECLINED:
            return AgreementStatus.DECLINED
        return self._draw.choices(tuple(AgreementStatus), _AGREED)[0]

    def _review_on(self, fate: Fate) -> date | None:
        if fate.closed_on is not None:
            return None
        if fate.call is AlertKind.REVIEW_DUE:
            return self._today - timedelta(days=6)
        soon = self._today + timedelta(days=self._draw.randint(-8, 120))
        return max(fate.opened_on + timedelta(days=90), soon)

    def _remember(self, story: Story) -> None:
        fate = story.fate
        span = fate.ended_on - fate.opened_on
        steps: list[tuple[CaseStatus, date]] = [(CaseStatus.ASSESSMENT, fate.opened_on)]
        if fate.status is not CaseStatus.ASSESSMENT:
            if fate.status is not CaseStatus.PRESENTED:
                steps.append((CaseStatus.ACTIVE, fate.opened_on + min(span / 3, timedelta(40))))
                if fate.call is None and span > _YEAR:  # a bilan a year, as is due
                    reviewed_on = fate.ended_on - timedelta(days=self._draw.randint(60, 300))
                    back_on = reviewed_on + timedelta(days=7)
                    steps += [(CaseStatus.REVIEW, reviewed_on), (CaseStatus.ACTIVE, back_on)]
            if fate.status is not CaseStatus.ACTIVE:
                since = timedelta(days=self._draw.randint(2, 25))
                steps.append((fate.status, fate.closed_on or fate.ended_on - min(since, span / 2)))
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
        draw, fate = self._draw, story.fate
        span = max(1, (fate.ended_on - fate.opened_on).days)
        days = [draw.randint(0, span) for _ in range(draw.choices((0, 1, 2, 4), (1, 3, 4, 2))[0])]
        if fate.closed_on is None and draw.random() < 0.85:
            days.append(span - draw.randint(0, min(span, _LATELY)))
        for day, kind in zip(days, self._kinds, strict=False):
            text = draw.choice(self._words.observations[kind].suiting(story.person.marks))
            self._rows.add(
                Observation,
                {
                    "case_id": story.case_id,
                    "kind": kind,
                    "observed_on": fate.opened_on + timedelta(days=day),
                    "author_id": story.officer_id,
                    "text": text,
                    "sharing_scope": draw.choices(tuple(SharingScope), (1, 5, 4))[0],
                },
            )


#: Few are followed who do not want to be.
_AGREED = tuple(
    {AgreementStatus.DECLINED: 1, AgreementStatus.WITHDRAWN: 1}.get(one, 8)
    for one in AgreementStatus
)
_DECLINED = frozenset({ClosureReason.FAMILY_DECLINED, ClosureReason.YOUTH_DECLINED})
_CLOSED = "Bilan partagé avec le jeune et sa famille."
#: What is written at the end, where nothing could be shared.
_CLOSURES = {
    ClosureReason.FAMILY_DECLINED: "La famille ne souhaite pas être accompagnée.",
    ClosureReason.YOUTH_DECLINED: "Le jeune ne souhaite pas être accompagné.",
    ClosureReason.LOST_CONTACT: "Plusieurs rappels restés sans réponse.",
    ClosureReason.MOVED_OUT: "La famille a quitté la commune.",
    ClosureReason.OPENED_IN_ERROR: "Dossier ouvert à tort.",
    ClosureReason.OBJECTION_UPHELD: "Opposition accueillie.",
    ClosureReason.DECEASED: "Suivi arrêté.",
}
