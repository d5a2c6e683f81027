"""The state machines, as tables: service, interface and tests draw from here alone.

Sources: domain §§ 1.5 (signalement, dossier, action) and 3.7 (orientation). A state that is
missing as a key has no way out.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from app.models.enums import (
    ActionResult,
    ActionStatus,
    CaseStatus,
    IntakeStatus,
    ReferralRequest,
    ReferralStatus,
)

S = TypeVar("S")
Transitions = Mapping[S, tuple[S, ...]]

INTAKE: Final[Transitions[IntakeStatus]] = {
    IntakeStatus.DRAFT: (IntakeStatus.RECEIVED,),
    IntakeStatus.RECEIVED: (
        IntakeStatus.ADMISSIBLE,
        IntakeStatus.REDIRECTED,
        IntakeStatus.NOT_RETAINED,
    ),
}

CASE: Final[Transitions[CaseStatus]] = {
    CaseStatus.ASSESSMENT: (CaseStatus.PRESENTED, CaseStatus.ACTIVE, CaseStatus.CLOSED),
    CaseStatus.PRESENTED: (CaseStatus.ACTIVE, CaseStatus.CLOSED),
    CaseStatus.ACTIVE: (
        CaseStatus.PRESENTED,
        CaseStatus.SUSPENDED,
        CaseStatus.REVIEW,
        CaseStatus.CLOSED,
    ),
    CaseStatus.SUSPENDED: (CaseStatus.ACTIVE, CaseStatus.CLOSED),
    CaseStatus.REVIEW: (CaseStatus.ACTIVE, CaseStatus.CLOSED),
    CaseStatus.CLOSED: (CaseStatus.ACTIVE, CaseStatus.DUE),
    CaseStatus.DUE: (CaseStatus.ELIMINATED,),
}

# Set by a séance of the group or reached by itself at the term: never chosen by hand.
NOT_BY_HAND: Final = frozenset({CaseStatus.PRESENTED, CaseStatus.DUE, CaseStatus.ELIMINATED})

# A dossier that someone works on: what waits in it is shown, counted and recalled.
FOLLOWED: Final = (
    CaseStatus.ASSESSMENT,
    CaseStatus.PRESENTED,
    CaseStatus.ACTIVE,
    CaseStatus.SUSPENDED,
    CaseStatus.REVIEW,
)

# The others. « Not one of these » filters a list without SQLite gathering it state by state.
NOT_FOLLOWED: Final = tuple(one for one in CaseStatus if one not in FOLLOWED)

ACTION: Final[Transitions[ActionStatus]] = {
    ActionStatus.PLANNED: (
        ActionStatus.IN_PROGRESS,
        ActionStatus.DONE,
        ActionStatus.PARTIALLY_DONE,
        ActionStatus.NOT_DONE,
        ActionStatus.POSTPONED,
        ActionStatus.CANCELLED,
    ),
    ActionStatus.IN_PROGRESS: (
        ActionStatus.DONE,
        ActionStatus.PARTIALLY_DONE,
        ActionStatus.NOT_DONE,
        ActionStatus.POSTPONED,
        ActionStatus.CANCELLED,
    ),
    ActionStatus.POSTPONED: (
        ActionStatus.PLANNED,
        ActionStatus.IN_PROGRESS,
        ActionStatus.DONE,
        ActionStatus.NOT_DONE,
        ActionStatus.CANCELLED,
    ),
}

# A result exists only once the action has been tried (domain § 1.6.5).
ACTION_RESULTS: Final[Mapping[ActionStatus, tuple[ActionResult, ...]]] = {
    ActionStatus.DONE: (ActionResult.EFFECTIVE, ActionResult.NO_EFFECT),
    ActionStatus.PARTIALLY_DONE: (ActionResult.PARTIAL,),
    ActionStatus.NOT_DONE: (ActionResult.FAILED, ActionResult.REFUSED),
}

_R = ReferralStatus
REFERRAL: Final[Transitions[ReferralStatus]] = {
    _R.DRAFT: (_R.CONSENT_PENDING, _R.CANCELLED),
    _R.CONSENT_PENDING: (_R.SENT, _R.CANCELLED),
    _R.SENT: (_R.ACKNOWLEDGED, _R.REMINDED, _R.NO_ANSWER, _R.CANCELLED),
    _R.REMINDED: (_R.ACKNOWLEDGED, _R.NO_ANSWER, _R.CANCELLED),
    _R.ACKNOWLEDGED: (_R.INTERVIEW_SET, _R.DECLINED, _R.WAITLISTED),
    _R.INTERVIEW_SET: (_R.INTERVIEW_DONE, _R.NO_SHOW),
    _R.NO_SHOW: (_R.INTERVIEW_SET, _R.DROPPED),
    _R.INTERVIEW_DONE: (_R.ADMITTED, _R.WAITLISTED, _R.DECLINED, _R.DROPPED, _R.COMPLETED),
    _R.WAITLISTED: (_R.ADMITTED, _R.DECLINED, _R.DROPPED),
    _R.ADMITTED: (_R.CONTRACT_SIGNED, _R.STARTED, _R.DROPPED),
    _R.CONTRACT_SIGNED: (_R.STARTED, _R.DROPPED),
    _R.STARTED: (_R.HELD_3M, _R.BROKEN, _R.DROPPED),
    _R.HELD_3M: (_R.HELD_6M, _R.COMPLETED, _R.BROKEN),
    _R.HELD_6M: (_R.COMPLETED, _R.BROKEN),
    _R.BROKEN: (_R.ADMITTED, _R.CLOSED),
    _R.DECLINED: (_R.CLOSED,),
    _R.DROPPED: (_R.CLOSED,),
    _R.NO_ANSWER: (_R.ACKNOWLEDGED, _R.SENT, _R.CLOSED),
}

# A simple request for information or an immersion ends with its interview (domain § 3.7).
ENDS_WITH_INTERVIEW: Final = frozenset({ReferralRequest.INFORMATION, ReferralRequest.IMMERSION})


def next_states(table: Transitions[S], state: S) -> tuple[S, ...]:
    """Where one may go from `state`, in the order people choose; nothing from an end."""
    return table.get(state, ())


def next_referral_states(
    state: ReferralStatus, request: ReferralRequest
) -> tuple[ReferralStatus, ...]:
    """As `next_states`, COMPLETED after an interview being kept to the requests it may end."""
    return tuple(
        one
        for one in next_states(REFERRAL, state)
        if not (
            state is _R.INTERVIEW_DONE
            and one is _R.COMPLETED
            and request not in ENDS_WITH_INTERVIEW
        )
    )
