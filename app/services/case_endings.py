"""What was written each time a follow-up was reviewed or closed: never overwritten (peers, row 56).

A reopening is an event beside: the former closure, its reason, its bilan and its balance stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import load_only

from app.models.account import Account
from app.models.case import CaseFile, CaseStatusChange
from app.models.enums import CaseStatus, ClosureReason
from app.services.balance import Balance
from app.services.desk import Work
from app.services.labels import account_label
from app.services.rules.merged_states import is_only_a_merge


@dataclass(frozen=True, slots=True)
class Ending:
    """A closure, or a bilan after which the follow-up went on (`reason` is then none).

    `balance` is what was counted that day; none for one written before it was kept.
    `reopened_on` and `reopened_why`: what came after a closure, when it did.
    """

    id: int
    on: date
    by: str
    reason: ClosureReason | None
    review: str
    balance: Balance | None
    reopened_on: date | None = None
    reopened_why: str = ""

    @property
    def is_closure(self) -> bool:
        """Whether it closed the dossier."""
        return self.reason is not None


#: A step in the life of a dossier, and who made it.
Step = tuple[CaseStatusChange, Account | None]

_STEPS: Final = (
    select(CaseStatusChange, Account)
    .outerjoin(Account, Account.id == CaseStatusChange.by_id)
    .options(load_only(Account.first_name, Account.last_name))
    .where(CaseStatusChange.case_id == bindparam("case"))
    .order_by(CaseStatusChange.id)
)


def read_steps(work: Work, case_id: int) -> tuple[Step, ...]:
    """The states a dossier went through, the first first."""
    rows = work.session.execute(_STEPS, {"case": case_id})
    return tuple((step, by) for step, by in rows)


def endings_of(case: CaseFile, steps: Sequence[Step], *, in_words: bool) -> tuple[Ending, ...]:
    """The bilans and the closures among the steps of a dossier, newest first.

    `in_words`: whether the reader reads what is told in sentences; the rest is codes and dates.
    """
    found: list[Ending] = []
    for at, (step, by) in enumerate(steps):
        closed = step.to_status is CaseStatus.CLOSED and not _is_merge(step)
        if not closed and step.review is None:
            continue
        # the lines of two dossiers made one stand among each other
        later = (one for one, _ in steps[at + 1 :] if _reopens(one))
        after = next(later, None) if closed else None
        # a closure of before version 0003 has its bilan on the dossier alone
        alone = case.closure_review if closed and step.effective_on == case.closed_on else None
        review = step.review or alone or ""
        found.append(
            Ending(
                id=step.id,
                on=step.effective_on,
                by=account_label(by),
                reason=step.closure_reason if closed else None,
                review=review if in_words else "",
                balance=Balance.load(step.balance) if step.balance else None,
                reopened_on=after.effective_on if after is not None else None,
                reopened_why=(after.reason or "") if after is not None and in_words else "",
            )
        )
    return tuple(reversed(found))


def _is_merge(step: CaseStatusChange) -> bool:
    return is_only_a_merge(step.from_status, step.to_status, step.reason)


def _reopens(step: CaseStatusChange) -> bool:
    """A follow-up goes on: it was closed, or what was closed joined one that is followed."""
    left = step.from_status is CaseStatus.CLOSED or _is_merge(step)
    return left and step.to_status is not CaseStatus.CLOSED
