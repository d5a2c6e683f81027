"""A record that has versions, and what is asked of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from app.models.case import Observation
from app.models.enums import (
    ObservationKind,
)
from app.services.desk import Desk
from app.services.history_scope import Target
from app.services.history_state import state_now
from app.services.history_tracked import BY_KIND, Kind, Stored
from app.services.observations import ObservationEntry, save_observation
from tests.helpers.office import Office

TODAY = date(2026, 11, 23)
SEEN = ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")


@dataclass
class Case:
    """A record of one kind that was written, and how everything a person types of it changes."""

    target: Target
    change: Callable[[], object]


Written = dict[Kind, Callable[[Office, Desk, int], Case]]


def held(office: Office, target: Target) -> dict[str, Stored]:
    with office.desk().read() as work:
        row = work.get(BY_KIND[target.kind].model, target.number)
        return dict(state_now(row, target.kind).values)


def only(desk: Desk, column: object) -> int:
    with desk.read() as work:
        number: int = work.session.scalars(select(column)).one()  # type: ignore[call-overload]  # any column
        return number


def observed(office: Office, case_id: int, *texts: str) -> Target:
    desk = office.desk()
    save_observation(desk, case_id, replace(SEEN, text=texts[0]))
    number = only(desk, Observation.id)
    for version, text in enumerate(texts[1:], start=1):
        entry = replace(SEEN, text=text, version=version)
        save_observation(desk, case_id, entry, observation_id=number)
    return Target(Kind.OBSERVATION, number)
