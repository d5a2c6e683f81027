"""The signalements that led to a dossier, as its page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, func, select

from app.models.case import CaseFile
from app.models.enums import FamilyPosition, IntakeReason, IntakeStatus
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.partner import Partner, PartnerContact
from app.services.access import visible_intakes
from app.services.desk import Work
from app.services.labels import from_body, person_of_body

#: Who reported, as `reporter_of` puts it into words; `said_by` asks for it.
REPORTER: Final = (
    Partner.name,
    PartnerContact.first_name,
    PartnerContact.last_name,
    PartnerContact.job_title,
    IntakeReport.origin_type,
)
#: The codes of the motifs, which `reasons_of` reads.
REASONS: Final = (
    select(func.group_concat(IntakeReportReason.reason))
    .where(IntakeReportReason.report_id == IntakeReport.id)
    .scalar_subquery()
    .label("reasons")
)


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
    return tuple(
        ReportRow(
            id=one.id,
            number=one.number,
            status=one.status,
            received_on=one.received_on,
            reporter=reporter_of(one),
            reasons=tuple(reasons_of(one.reasons)),
            note=one.reason_note or "",
            family_informed=one.family_informed is True,
            family_informed_on=one.family_informed_on,
            family_position=one.family_position,
        )
        for one in work.rows(query, {"case": case.id})
    )


def said_by(*columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - as `select` takes them
    """Signalements with the body and the person they come from."""
    return (
        select(*columns)
        .select_from(IntakeReport)
        .outerjoin(Partner, Partner.id == IntakeReport.reporter_partner_id)
        .outerjoin(PartnerContact, PartnerContact.id == IntakeReport.reporter_contact_id)
    )


def reporter_of(one: Row[*tuple[Any, ...]] | SimpleNamespace) -> str:
    """« Lycée Paul-Langevin — Mme Aubry, CPE », or what kind of body it was."""
    return from_body(one.name, person_of_body(one)) or (
        one.origin_type.label if one.origin_type else ""
    )


def reasons_of(codes: str | None) -> Iterator[IntakeReason]:
    """The motifs, in the order of the list."""
    found = (codes or "").split(",")
    return (one for one in IntakeReason if str(one) in found)


def _reports(work: Work) -> Select[*tuple[Any, ...]]:
    return (
        said_by(
            *REPORTER, REASONS, IntakeReport.id, IntakeReport.number, IntakeReport.status,
            IntakeReport.received_on, IntakeReport.reason_note, IntakeReport.family_informed,
            IntakeReport.family_informed_on, IntakeReport.family_position,
        )
        .where(
            IntakeReport.case_id == bindparam("case"),
            visible_intakes(work, of_reached_case=True),
        )
        .order_by(IntakeReport.received_on.desc(), IntakeReport.id.desc())
    )  # fmt: skip
