"""The fictional plans: objectives and their actions, as age and school make sense of them."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Final

from app.models.enums import (
    ActionStatus,
    ActionType,
    CaseStatus,
    ContractAxis,
    PartnerType,
    SharingScope,
)
from app.models.plan import ActionStatusChange, Objective, PlannedAction
from app.services.demo.follow_up import Story
from app.services.demo.rows import Rows
from app.services.demo.town import Town
from app.services.demo.words import Mark, Words
from app.services.rules.states import ACTION_RESULTS

#: The types an age, a school or a home makes sense of, and who carries them out.
_SUITS: Final[Mapping[ActionType, frozenset[Mark]]] = {
    **dict.fromkeys(
        (ActionType.CFA_REFERRAL, ActionType.CMA_REFERRAL, ActionType.WORK_DISCOVERY),
        frozenset({Mark.FROM_15}),
    ),
    **dict.fromkeys(
        (ActionType.ML_REFERRAL, ActionType.PSAD, ActionType.WORK_SITE),
        frozenset({Mark.FROM_15, Mark.AWAY}),
    ),
    **dict.fromkeys((ActionType.RELAIS, ActionType.PRE), frozenset({Mark.COLLEGE})),
    ActionType.SCHOOL_MEDIATION: frozenset({Mark.PUPIL, Mark.MINOR}),
    ActionType.DSDEN_CIO: frozenset({Mark.MINOR}),
    **dict.fromkeys(
        (ActionType.BACK_TO_SCHOOL, ActionType.FAMILY_INTERVIEW, ActionType.PARENTAL_SUPPORT),
        frozenset({Mark.MINOR}),
    ),
    **dict.fromkeys(
        (ActionType.CDDF, ActionType.MAYOR_REMINDER, ActionType.CRIP), frozenset({Mark.MINOR})
    ),
}
_BY: Final[Mapping[ActionType, PartnerType]] = {
    ActionType.SCHOOL_MEDIATION: PartnerType.SCHOOL,
    ActionType.DSDEN_CIO: PartnerType.CIO,
    ActionType.RELAIS: PartnerType.DSDEN,
    ActionType.BACK_TO_SCHOOL: PartnerType.DSDEN,
    ActionType.CFA_REFERRAL: PartnerType.CFA,
    ActionType.CMA_REFERRAL: PartnerType.CMA,
    ActionType.ML_REFERRAL: PartnerType.MISSION_LOCALE,
    ActionType.PSAD: PartnerType.PSAD,
    ActionType.PRE: PartnerType.ASSOCIATION,
    ActionType.WORK_DISCOVERY: PartnerType.EMPLOYER,
    ActionType.WORK_SITE: PartnerType.PREVENTION_SPE,
    ActionType.SPORT_CLUB: PartnerType.SPORT_CLUB,
    ActionType.ASSOCIATION: PartnerType.ASSOCIATION,
    ActionType.LANDLORD_MEDIATION: PartnerType.LANDLORD,
    ActionType.TRANSPORT_MEDIATION: PartnerType.TRANSPORT,
    ActionType.VICTIM_SUPPORT: PartnerType.VICTIM_SUPPORT,
    ActionType.PREVENTION_SPE: PartnerType.PREVENTION_SPE,
    ActionType.SOCIAL_RELAY: PartnerType.CCAS,
}
#: What the plan of a closed dossier no longer holds.
_WAITING: Final = frozenset(
    {ActionStatus.PLANNED, ActionStatus.IN_PROGRESS, ActionStatus.POSTPONED}
)


class Plans:
    """Makes plans; every state of an action occurs."""

    def __init__(self, rows: Rows, words: Words, town: Town, draw: Random, today: date) -> None:
        self._rows, self._words, self._town = rows, words, town
        self._draw, self._today = draw, today
        self._action_states = cycle(ActionStatus)
        self._types = cycle(ActionType)

    def plan(self, story: Story) -> None:
        """One to three objectives with their actions; none while the dossier is assessed."""
        if story.fate.status is CaseStatus.ASSESSMENT:
            return
        draw = self._draw
        closed_on = story.fate.closed_on
        suiting = self._words.objectives.suiting(story.person.marks)
        titles = draw.sample(suiting, draw.choices((1, 2, 3), (4, 4, 1))[0])
        for position, title in enumerate(titles, start=1):
            reached = closed_on if closed_on and draw.random() < 0.6 else None
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
        draw, fate = self._draw, story.fate
        status = next(self._action_states)
        while fate.closed_on is not None and status in _WAITING:
            status = next(self._action_states)
        kind = next(self._types)
        while not _SUITS.get(kind, frozenset()) <= story.person.marks:
            kind = next(self._types)
        span = (fate.ended_on - fate.opened_on).days
        # in a dossier that has been open for long, what is under way began this season
        late = span - 120 if span > 150 and fate.closed_on is None else 0
        start = fate.opened_on + timedelta(days=late + draw.randint(0, min(30, span)))
        due = self._today + timedelta(days=draw.randint(-6, 60))
        ended = None
        if status in ACTION_RESULTS or status is ActionStatus.CANCELLED:
            ended = min(fate.ended_on, start + timedelta(days=draw.randint(0, 90)))
            due = ended + timedelta(days=draw.randint(0, 10))
        results = ACTION_RESULTS.get(status, ())
        by = _BY.get(kind)
        inside = by is None or draw.random() < 0.4
        pilot = None if inside or by is None else self._pilot(story, by)
        number = self._rows.add(
            PlannedAction,
            {
                "case_id": story.case_id,
                "objective_id": objective_id,
                "title": kind.label,
                "action_type": kind,
                "contract_axis": _AXES.get(kind, ContractAxis.EDUCATION),
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

    def _pilot(self, story: Story, by: PartnerType) -> int | None:
        own = story.person.school_id if by is PartnerType.SCHOOL else None
        return own or self._town.partner(self._draw, by)


_AXES: Final = {
    **dict.fromkeys(
        (
            ActionType.SPORT_CLUB,
            ActionType.ASSOCIATION,
            ActionType.WORK_DISCOVERY,
            ActionType.WORK_SITE,
            ActionType.ML_REFERRAL,
            ActionType.PREVENTION_SPE,
            ActionType.LANDLORD_MEDIATION,
            ActionType.SOCIAL_RELAY,
        ),
        ContractAxis.PREVENTION,
    ),
    **dict.fromkeys(
        (ActionType.TRANSPORT_MEDIATION, ActionType.VICTIM_SUPPORT, ActionType.MAYOR_REMINDER),
        ContractAxis.SECURITY,
    ),
}
