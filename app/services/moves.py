"""Every change of state is a line of history: dated, signed, never overwritten (domain § 1.5)."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from app.models.base import StatusChange
from app.models.enums import Labelled
from app.services.desk import Work

C = TypeVar("C", bound=StatusChange)


def step(
    work: Work,
    kind: Callable[..., C],
    before: Labelled | None,
    after: Labelled,
    *,
    on: date | None = None,
    reason: str | None = None,
    **more: object,
) -> C:
    """The line of a move from `before` (none: it begins) to `after`, true from `on` (today).

    `kind` is the class of the line, `more` the columns that it has beside.
    """
    return kind(
        from_status=before,
        to_status=after,
        effective_on=on or work.today,
        reason=reason,
        at=work.now,
        by_id=work.actor.account_id,
        **more,
    )
