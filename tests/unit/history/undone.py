"""What the tests of undoing write."""

from datetime import date

from app.models.case import CaseFile
from app.models.enums import (
    CaseStatus,
    ClosureReason,
    ObservationKind,
)
from app.services.case_status import StatusEntry
from app.services.observations import ObservationEntry
from tests.helpers.office import Office

TODAY = date(2026, 11, 23)


SEEN = ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")


CLOSING = StatusEntry(
    CaseStatus.CLOSED, closure_reason=ClosureReason.IN_TRAINING, closure_review="Entré au CFA."
)


def programme(office: Office, case_id: int) -> str | None:
    with office.desk().read() as work:
        return work.get(CaseFile, case_id).programme
