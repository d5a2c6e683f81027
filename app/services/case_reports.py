"""The signalements that led to a dossier, as its page shows them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, load_only

from app.models.case import CaseFile
from app.models.enums import FamilyPosition, IntakeReason, IntakeStatus
from app.models.intake import IntakeReport
from app.models.partner import Partner, PartnerContact
from app.services.access import visible_intakes
from app.services.desk import Work
from app.services.labels import partner_label


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A signalement that led here; what its author told does not replace the cell's notice."""

    id: int
    number: str
    status: IntakeStatus
    received_on: date
    reporter: str
    reasons: tuple[IntakeReason, ...]
    note: str
    family_informed: bool
    family_informed_on: date | None
    family_position: FamilyPosition | None


def read_reports(work: Work, case: CaseFile) -> tuple[ReportRow, ...]:
    """The signalements of a dossier that this actor may read, newest first."""
    query = work.once("reports of a dossier", lambda: _reports(work))
    rows = work.session.scalars(query, {"case": case.id})
    return tuple(
        ReportRow(
            id=one.id,
            number=one.number,
            status=one.status,
            received_on=one.received_on,
            reporter=partner_label(one.reporter_partner, one.reporter_contact)
            or (one.origin_type.label if one.origin_type else ""),
            reasons=tuple(sorted((it.reason for it in one.reasons), key=list(IntakeReason).index)),
            note=one.reason_note or "",
            family_informed=one.family_informed is True,
            family_informed_on=one.family_informed_on,
            family_position=one.family_position,
        )
        for one in rows
    )


def _reports(work: Work) -> Select[IntakeReport]:
    return (
        select(IntakeReport)
        .options(
            load_only(
                IntakeReport.number, IntakeReport.status, IntakeReport.received_on,
                IntakeReport.origin_type, IntakeReport.reason_note, IntakeReport.family_informed,
                IntakeReport.family_informed_on, IntakeReport.family_position,
            ),
            joinedload(IntakeReport.reporter_partner).load_only(Partner.name),
            joinedload(IntakeReport.reporter_contact).load_only(
                PartnerContact.first_name, PartnerContact.last_name, PartnerContact.job_title
            ),
        )
        .where(
            IntakeReport.case_id == bindparam("case"),
            visible_intakes(work, of_reached_case=True),
        )
        .order_by(IntakeReport.received_on.desc(), IntakeReport.id.desc())
    )  # fmt: skip
