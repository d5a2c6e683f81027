"""The state of one dossier made of two, as the state machine allows (domain § 1.5)."""

from dataclasses import dataclass, replace
from datetime import date

from app.models.enums import CaseStatus, ClosureReason

_BEGINNING = frozenset({CaseStatus.ASSESSMENT, CaseStatus.PRESENTED})


_MERGED_WITH = "Fusion avec le dossier "


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a dossier stands: its state, how it was closed, when its young person left town."""

    status: CaseStatus
    closed_on: date | None = None
    closure_reason: ClosureReason | None = None
    closure_review: str | None = None
    moved_out_on: date | None = None


def told_of_merge(number: str) -> str:
    """What the line of its states says in the dossier that stays; `number` is the other's."""
    return f"{_MERGED_WITH}{number}"


def is_only_a_merge(before: CaseStatus | None, after: CaseStatus, reason: str | None) -> bool:
    """Whether a line of states tells a merge, and neither a closure, a bilan nor a reopening."""
    reopened = before is CaseStatus.CLOSED and after is not CaseStatus.CLOSED
    return (reason or "").startswith(_MERGED_WITH) and not reopened


def merged_standing(kept: Standing, other: Standing) -> Standing:
    """Where the dossier stands that both become.

    One that is followed goes on: the closure of the other stays in the history. Of two closed
    ones the later closure holds, and the later departure: the three years run from the end of
    the follow-up of the person (domain § 2.8). Of two that are followed, each may become « Suivi
    en cours ».
    """
    left = [one.moved_out_on for one in (kept, other) if one.moved_out_on]
    if kept.status is CaseStatus.CLOSED and other.status is CaseStatus.CLOSED:
        held = max((kept, other), key=lambda one: one.closed_on or date.min)
        return replace(held, moved_out_on=max(left, default=None))
    # one who is followed here without a departure lives here: no date may erase the facts
    departed = max(left) if len(left) == len((kept, other)) else None
    return Standing(_followed(kept, other), moved_out_on=departed)


def _followed(kept: Standing, other: Standing) -> CaseStatus:
    if CaseStatus.CLOSED in (kept.status, other.status):
        followed = other if kept.status is CaseStatus.CLOSED else kept
        # a closed dossier reopens as « Suivi en cours » only
        reopened = kept.status is CaseStatus.CLOSED
        return CaseStatus.ACTIVE if reopened else followed.status
    if kept.status is other.status:
        return kept.status
    both = {kept.status, other.status}
    return CaseStatus.PRESENTED if both <= _BEGINNING else CaseStatus.ACTIVE
