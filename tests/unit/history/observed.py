"""An observation as the tests of history write it."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from app.models.case import Observation
from app.models.enums import (
    ObservationKind,
)
from app.services.observations import ObservationEntry, save_observation
from tests.helpers.office import Office

TODAY = date(2026, 11, 23)


SEEN = ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")


def observe(office: Office, case_id: int, **changes: object) -> int:
    save_observation(office.desk(), case_id, replace(SEEN, **changes))  # type: ignore[arg-type]  # fields by name
    with office.desk().read() as work:
        return (
            work.session.scalars(select(Observation.id).order_by(Observation.id.desc())).first()
            or 0
        )
