"""The worklist of qualification: what waits, oldest first, and which one comes after another."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, or_, select

from app.models.enums import IntakeStatus
from app.models.intake import IntakeReport
from app.services.access import demand_intake, visible_intakes
from app.services.desk import Desk
from app.services.rules.rights import UseCase

#: Days since it was received: in red from the first, in amber from the second.
LATE_DAYS, SOON_DAYS = 15, 7


@dataclass(frozen=True, slots=True)
class NextWaiting:
    """The one to qualify after this one, and how many others wait in all."""

    id: int
    others: int


def next_waiting(desk: Desk, report_id: int) -> NextWaiting | None:
    """After a signalement, the next to qualify in the order received; the oldest after the last.

    None when no other waits that this actor may qualify. Raises `Refused`.
    """
    one = IntakeReport
    with desk.read() as work:
        day = demand_intake(work, UseCase.READ_INTAKE, report_id).received_on
        waits = (
            one.status == IntakeStatus.RECEIVED,
            visible_intakes(work, UseCase.QUALIFY_INTAKE),
            one.id != report_id,
        )
        others = work.session.scalar(select(func.count(one.id)).where(*waits)) or 0
        if not others:
            return None
        oldest = select(one.id).where(*waits).order_by(one.received_on, one.id).limit(1)
        later = or_(one.received_on > day, one.id > report_id)
        found = work.session.scalar(oldest.where(one.received_on >= day, later))
        return NextWaiting(found or work.session.scalars(oldest).one(), others)


def urgency(waiting_days: int | None) -> Literal["red", "amber", ""]:
    """The tone of a wait: red, amber, or nothing."""
    if waiting_days is None or waiting_days < SOON_DAYS:
        return ""
    return "red" if waiting_days >= LATE_DAYS else "amber"
