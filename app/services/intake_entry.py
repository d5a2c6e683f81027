"""What one types of a signalement, and the form in which it is stored.

The fields are the table of domain § 1.6.1. A brouillon may hold anything that is well formed:
nothing that was typed is lost for an answer that is missing (`intake_subject` says which are).
"""

from dataclasses import dataclass
from datetime import date

from app.models.enums import (
    DangerAnswer,
    ExpectedSupport,
    FamilyPosition,
    GradeLevel,
    IntakeReason,
    PartnerType,
    PriorStep,
    Relationship,
    ReportSubject,
    Sex,
    Situation,
)
from app.models.organisation import Neighbourhood, WorkingGroup
from app.models.partner import Partner, PartnerContact
from app.services.coordinates import checked_coordinates
from app.services.desk import Work
from app.services.rules.identifiers import normalise_email, normalise_phone
from app.services.rules.names import given_name, tidy_name
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import attendance_allowed
from app.services.text import bounded
from app.services.typed import identifier

NOTE_LIMIT, PLACE_LIMIT, REFERENCE_LIMIT = 200, 80, 40


@dataclass(frozen=True, slots=True)
class IntakeGuardianEntry:
    """A legal representative, as the author names them."""

    last_name: str
    relationship_kind: Relationship | None
    first_name: str = ""
    parental_authority: bool = True
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """A signalement as typed. `version` is none for a new one.

    `danger_answer` is NO, or TRANSMITTED once the transmission was noted: « oui » is never kept.
    """

    received_on: date | None = None
    origin_type: PartnerType | None = None
    reporter_partner_id: int | None = None
    reporter_contact_id: int | None = None
    author_reference: str = ""
    subject: ReportSubject = ReportSubject.YOUTH
    place: str = ""
    last_name: str = ""
    usage_name: str = ""
    first_name: str = ""
    sex: Sex | None = None
    birth: PartialDate | None = None
    address: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    guardians: tuple[IntakeGuardianEntry, ...] = ()
    situation: Situation | None = None
    grade: GradeLevel | None = None
    school_id: int | None = None
    reasons: frozenset[IntakeReason] = frozenset()
    reason_note: str = ""
    prior_steps: tuple[tuple[PriorStep, date | None], ...] = ()
    family_informed: bool | None = None
    family_informed_on: date | None = None
    family_informed_by: str = ""
    family_position: FamilyPosition | None = None
    expected_support: ExpectedSupport | None = None
    danger_answer: DangerAnswer | None = None
    neighbourhood_id: int | None = None
    group_id: int | None = None
    version: int | None = None


def checked_fields(work: Work, entry: IntakeEntry, problems: dict[str, str]) -> dict[str, object]:
    """The columns of a report in their stored form; what is ill formed goes to `problems`.

    Raises `Refused` for the number of a school, a quartier or a group that is not there.
    """
    note = bounded(problems, "reason_note", entry.reason_note, NOTE_LIMIT)
    _check_days(work, entry, problems)
    _check_attendance(work, entry, problems)
    _check_reporter(work, entry, problems)
    work.demand_known(Partner, entry.school_id)
    work.demand_known(Neighbourhood, entry.neighbourhood_id)
    work.demand_known(WorkingGroup, entry.group_id)
    last, usage, first = (
        tidy_name(bounded(problems, name, text, 60) or "")
        for name, text in (
            ("last_name", entry.last_name),
            ("usage_name", entry.usage_name),
            ("first_name", entry.first_name),
        )
    )
    informed = entry.family_informed is True
    return {
        "received_on": entry.received_on or work.today,
        "origin_type": entry.origin_type,
        "reporter_partner_id": entry.reporter_partner_id,
        "reporter_contact_id": entry.reporter_contact_id,
        "author_reference": bounded(
            problems, "author_reference", entry.author_reference, REFERENCE_LIMIT
        ),
        "subject": entry.subject,
        "place": bounded(problems, "place", entry.place, PLACE_LIMIT),
        "last_name": last or None,
        "usage_name": usage or None,
        "first_name": given_name(first) or None,
        "sex": entry.sex,
        "birth_earliest": entry.birth.earliest if entry.birth else None,
        "birth_latest": entry.birth.latest if entry.birth else None,
        **checked_coordinates(entry, problems),
        "situation": entry.situation,
        "grade": entry.grade,
        "school_id": entry.school_id,
        "reason_note": note,
        "family_informed": entry.family_informed,
        "family_informed_on": entry.family_informed_on if informed else None,
        "family_informed_by": bounded(
            problems, "family_informed_by", entry.family_informed_by if informed else "", 80
        ),
        "family_position": entry.family_position,
        "expected_support": entry.expected_support,
        "danger_answer": entry.danger_answer,
        "neighbourhood_id": entry.neighbourhood_id,
        "group_id": entry.group_id,
    }


def checked_guardian(
    entry: IntakeGuardianEntry, at: int, problems: dict[str, str]
) -> dict[str, object]:
    """The columns of a representative; problems are named « guardians.0.phone »."""
    own: dict[str, str] = {}
    last_name = tidy_name(bounded(own, "last_name", entry.last_name, 60) or "")
    if not last_name:
        own["last_name"] = "Écrivez le nom du représentant légal."
    if entry.relationship_kind is None:
        own["relationship_kind"] = "Indiquez son lien avec le jeune."
    values: dict[str, object] = {
        "last_name": last_name,
        "first_name": tidy_name(bounded(own, "first_name", entry.first_name, 60) or "") or None,
        "relationship_kind": entry.relationship_kind,
        "parental_authority": entry.parental_authority,
        "address": bounded(own, "address", entry.address, 200),
        "phone": identifier(own, "phone", entry.phone, normalise_phone),
        "email": identifier(own, "email", entry.email, normalise_email),
    }
    problems.update({f"guardians.{at}.{name}": sentence for name, sentence in own.items()})
    return values


def _check_days(work: Work, entry: IntakeEntry, problems: dict[str, str]) -> None:
    days = {"received_on": entry.received_on, "family_informed_on": entry.family_informed_on}
    steps = [day for _, day in entry.prior_steps if day is not None]
    if steps:
        days["prior_steps"] = max(steps)
    for name, day in days.items():
        if day is not None and day > work.today:
            problems[name] = "Cette date est à venir\u202f: vérifiez-la."
    if entry.birth is not None and entry.birth.earliest > work.today:
        problems["birth"] = "Cette date est à venir\u202f: vérifiez l’année."


def _check_attendance(work: Work, entry: IntakeEntry, problems: dict[str, str]) -> None:
    """Past its own term an absence is not entered any more (art. R131-10-1, domain § 3.2)."""
    if IntakeReason.ABSENTEEISM not in entry.reasons or entry.birth is None:
        return
    if not attendance_allowed(entry.birth, work.today):
        problems["reasons"] = (
            "L’absentéisme ne se note plus après l’année scolaire des 16 ans\u202f: choisissez "
            "«\u202fRisque de décrochage\u202f» ou «\u202fRupture scolaire\u202f»."
        )


def _check_reporter(work: Work, entry: IntakeEntry, problems: dict[str, str]) -> None:
    if entry.reporter_partner_id is None:
        if entry.reporter_contact_id is not None:
            problems["reporter"] = "Choisissez d’abord la structure."
        return
    body = work.session.get(Partner, entry.reporter_partner_id)
    person = (
        work.session.get(PartnerContact, entry.reporter_contact_id)
        if entry.reporter_contact_id is not None
        else None
    )
    strange = person is None and entry.reporter_contact_id is not None
    if body is None or strange or (person is not None and person.partner_id != body.id):
        problems["reporter"] = "Choisissez une ligne de la liste."
