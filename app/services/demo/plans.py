"""What hangs from the fictional dossiers: the signalement, the plan, the orientations."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from random import Random

from app.models.enums import (
    ActionStatus,
    ActionType,
    CaseStatus,
    ContractAxis,
    DeclineReason,
    Diploma,
    DropReason,
    EmployerSearch,
    Mobility,
    PartnerType,
    ReferralRequest,
    ReferralStatus,
    SharingScope,
)
from app.models.plan import ActionStatusChange, Objective, PlannedAction
from app.models.referral import Referral, ReferralStatusChange
from app.services.demo.follow_up import Story
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Words
from app.services.rules.deadlines import referral_reminders
from app.services.rules.states import ACTION_RESULTS, REFERRAL

TRAINERS = (PartnerType.CFA, PartnerType.CMA, PartnerType.MISSION_LOCALE)


def _chains() -> Mapping[ReferralStatus, tuple[ReferralStatus, ...]]:
    """For every state, the shortest way to it through the table of states."""
    found: dict[ReferralStatus, tuple[ReferralStatus, ...]] = {
        ReferralStatus.DRAFT: (ReferralStatus.DRAFT,)
    }
    waiting = [ReferralStatus.DRAFT]
    for state in waiting:
        for following in REFERRAL.get(state, ()):
            if following not in found:
                found[following] = (*found[state], following)
                waiting.append(following)
    return found


class Plans:
    """Makes plans and orientations; every state of each occurs."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random, today: date) -> None:
        self._rows, self._words, self._town = rows, words, town
        self._draw, self._today = draw, today
        self._chains = _chains()
        self._referral_states = cycle(self._chains)
        self._action_states = cycle(ActionStatus)
        self._types = cycle(ActionType)

    def plan(self, story: Story) -> None:
        """One to three objectives with their actions; none while the dossier is assessed."""
        if story.status is CaseStatus.ASSESSMENT:
            return
        draw = self._draw
        titles = draw.sample(self._words.objectives, draw.choices((1, 2, 3), (4, 4, 1))[0])
        for position, title in enumerate(titles, start=1):
            reached = story.closed_on if story.closed_on and draw.random() < 0.6 else None
            objective_id = self._rows.add(
                Objective,
                {
                    "case_id": story.case_id,
                    "title": title,
                    "position": position,
                    "reached_on": reached,
                },
            )
            for _ in range(draw.choices((1, 2, 3), (3, 3, 1))[0]):
                self._action(story, objective_id)

    def _action(self, story: Story, objective_id: int) -> None:
        draw, status = self._draw, next(self._action_states)
        kind = next(self._types)
        start = story.opened_on + timedelta(days=draw.randint(1, 30))
        due = self._today + timedelta(days=draw.randint(-15, 60))
        ended = None
        if status in ACTION_RESULTS or status is ActionStatus.CANCELLED:
            ended = min(self._today, start + timedelta(days=draw.randint(0, 90)))
            due = ended + timedelta(days=draw.randint(0, 10))
        results = ACTION_RESULTS.get(status, ())
        inside = draw.random() < 0.5
        pilot = None if inside else self._town.partner(draw, PartnerType.SCHOOL, *TRAINERS)
        number = self._rows.add(
            PlannedAction,
            {
                "case_id": story.case_id,
                "objective_id": objective_id,
                "title": kind.label,
                "action_type": kind,
                "contract_axis": draw.choice(tuple(ContractAxis)),
                "sharing_scope": draw.choices(tuple(SharingScope), (1, 5, 5))[0],
                "pilot_account_id": story.officer_id if inside else None,
                "pilot_partner_id": pilot,
                "pilot_contact_id": self._town.contacts.get(pilot) if pilot else None,
                "start_on": start,
                "due_on": due,
                "ended_on": ended,
                "status": status,
                "result": draw.choice(results) if results else None,
            },
        )
        steps = (
            (ActionStatus.PLANNED,)
            if status is ActionStatus.PLANNED
            else (
                ActionStatus.PLANNED,
                status,
            )
        )
        before: ActionStatus | None = None
        for step in steps:
            self._rows.add(
                ActionStatusChange,
                {
                    "action_id": number,
                    "from_status": before,
                    "to_status": step,
                    "effective_on": start if before is None else ended or self._today,
                    "at": self._rows.now,
                    "by_id": story.officer_id,
                },
            )
            before = step

    def refer(self, story: Story, number: str) -> None:
        """One orientation, somewhere along its chain of states."""
        draw, status = self._draw, next(self._referral_states)
        chain = self._chains[status]
        span = max(len(chain), (self._today - story.opened_on).days)
        days = sorted(draw.randint(0, min(span, 60)) for _ in chain)[::-1]
        dates = {
            step: self._today - timedelta(days=day) for step, day in zip(chain, days, strict=True)
        }
        request = draw.choice(tuple(ReferralRequest))
        if status is ReferralStatus.COMPLETED:
            request = ReferralRequest.INFORMATION
        sent = dates.get(ReferralStatus.SENT)
        interview = dates.get(ReferralStatus.INTERVIEW_SET)
        started = dates.get(ReferralStatus.STARTED)
        agreed = dates.get(ReferralStatus.CONSENT_PENDING)
        partner_id = self._town.partner(draw, *TRAINERS)
        reminders = referral_reminders(status, dates[status], started_on=started)
        row = self._rows.add(
            Referral,
            {
                "number": number,
                "case_id": story.case_id,
                "partner_id": partner_id,
                "contact_id": self._town.contacts.get(partner_id) if partner_id else None,
                "status": status,
                "request": request,
                "first_trade": draw.choice(self._words.trades),
                "second_trade": draw.choice(self._words.trades) if draw.random() < 0.3 else None,
                "last_grade": story.person.grade,
                "last_school_id": story.person.school_id,
                "diploma": draw.choice(tuple(Diploma)),
                "employer_search": draw.choice(tuple(EmployerSearch)),
                "mobility": draw.choice(tuple(Mobility)),
                "youth_agreed_on": agreed,
                "guardian_agreed_on": agreed,
                "reply_by": sent + timedelta(days=30) if sent else None,
                "sent_on": sent,
                "interview_at": _afternoon(interview + timedelta(days=6)) if interview else None,
                "started_on": started,
                "next_step_on": reminders[0] if reminders else None,
                "decline_reason": draw.choice(tuple(DeclineReason))
                if ReferralStatus.DECLINED in dates
                else None,
                "drop_reason": draw.choice(tuple(DropReason))
                if ReferralStatus.DROPPED in dates
                else None,
            },
        )
        before: ReferralStatus | None = None
        for step in chain:
            self._rows.add(
                ReferralStatusChange,
                {
                    "referral_id": row,
                    "from_status": before,
                    "to_status": step,
                    "effective_on": dates[step],
                    "at": self._rows.now,
                    "by_id": story.officer_id,
                },
            )
            before = step


def _afternoon(day: date) -> datetime:
    return datetime.combine(day, time(14), tzinfo=UTC)
