"""Opening a dossier: from a signalement, for a young person met directly, or joining one."""

from datetime import date

from app.errors import Invalid, Refused
from app.models.case import CaseFile, CaseStatusChange
from app.models.enums import CaseKind, CaseStatus, JournalAction, PartnerType, ReportSubject
from app.models.intake import IntakeGuardian, IntakeReport
from app.models.youth import Guardian, Guardianship, Household, Schooling, Youth
from app.services.access import case_record
from app.services.desk import Work
from app.services.intake_naming import NamedYouth, identity
from app.services.moves import step
from app.services.numbers import NumberKind, next_number
from app.services.persons import birth_of
from app.services.rules.ages import SchoolYear
from app.services.rules.deadlines import information_due_on
from app.services.rules.month_arithmetic import add_months
from app.services.rules.names import sort_key
from app.services.rules.phonetics import sound_keys
from app.services.rules.retention import elimination_due_on
from app.services.rules.rights import UseCase

FIRST_REVIEW_MONTHS = 3  # bilan at 3 months (domain § 1.5, step 8)


def open_case(
    work: Work,
    subject: Youth | Household,
    *,
    received_on: date,
    origin_type: PartnerType,
    group_id: int | None,
    lead_officer_id: int | None,
) -> CaseFile:
    """Open the dossier of a young person (or family) already added, « En évaluation » from today.

    `received_on` is when the first data came: the month to inform the persons runs from it
    (RGPD art. 14). Raises `Refused` where this actor may not open one.
    """
    youth = subject if isinstance(subject, Youth) else None
    case = work.add(
        CaseFile(
            file_number=next_number(work, NumberKind.CASE),
            kind=CaseKind.HOUSEHOLD if youth is None else CaseKind.YOUTH,
            youth_id=None if youth is None else youth.id,
            household_id=subject.id if youth is None else None,
            sort_key=subject.sort_key,
            status=CaseStatus.ASSESSMENT,
            opened_on=work.today,
            origin_type=origin_type,
            group_id=group_id,
            lead_officer_id=lead_officer_id,
            next_review_on=add_months(work.today, FIRST_REVIEW_MONTHS),
            information_due_on=information_due_on(received_on),
            elimination_due_on=elimination_due_on(birth_of(youth) if youth else None, None),
        )
    )
    if not work.actor.may(UseCase.OPEN_CASE, case_record(work.actor, case, work.today)):
        raise Refused
    case.history.append(step(work, CaseStatusChange, None, CaseStatus.ASSESSMENT))
    work.journal(JournalAction.CREATE, "case", case.id)
    return case


def open_from_report(
    work: Work,
    report: IntakeReport,
    *,
    lead_officer_id: int | None,
    named: NamedYouth | None = None,
) -> CaseFile:
    """Open a dossier from what a signalement says; the report itself is marked by its caller.

    `named`: who the young person is, where the signalement names none. Raises `Invalid` when the
    identity is not complete.
    """
    youth = _youth_of(work, report, named)
    for one in report.guardians:
        _add_guardian(work, youth, one, report)
    if report.situation is not None:
        school_year = SchoolYear.of(report.received_on)
        youth.schooling.append(
            Schooling(
                situation=report.situation,
                grade=report.grade,
                school_id=report.school_id,
                started_on=school_year.first_day,
            )
        )
    work.session.flush()
    return open_case(
        work,
        youth,
        # of somebody nobody could name, the first data about a person come today
        received_on=(work.today if report.subject is ReportSubject.UNKNOWN else report.received_on),
        origin_type=report.origin_type or PartnerType.OTHER,
        group_id=report.group_id,
        lead_officer_id=lead_officer_id,
    )


def join_report(work: Work, report: IntakeReport, case: CaseFile) -> None:
    """Add a signalement to an open dossier: each keeps its own source and fate.

    Raises `Invalid` when the dossier is closed: reopening it is a decision of its own.
    """
    if case.status is CaseStatus.CLOSED:
        raise Invalid(
            {"case": "Ce dossier est clos\u202f: rouvrez-le avant d’y joindre un signalement."}
        )
    report.case_id = case.id
    work.journal(JournalAction.UPDATE, "case", case.id, "reports")


def name_keys(youth: Youth) -> None:
    """Set the keys by which a young person is sorted and recognised, after any change of name."""
    youth.sort_key = sort_key(youth.usage_name or youth.last_name, youth.first_name)
    youth.phonetic_key, youth.given_key = sound_keys(
        youth.last_name, youth.usage_name, youth.first_name
    )


def _youth_of(work: Work, report: IntakeReport, named: NamedYouth | None) -> Youth:
    youth = Youth(
        **identity(report, named),
        address=report.address,
        postal_code=report.postal_code,
        city=report.city,
        phone=report.phone,
        email=report.email,
        neighbourhood_id=report.neighbourhood_id,
    )
    name_keys(youth)
    return work.add(youth)


def _add_guardian(work: Work, youth: Youth, one: IntakeGuardian, report: IntakeReport) -> None:
    same_home = one.address is None
    guardian = work.add(
        Guardian(
            last_name=one.last_name,
            first_name=one.first_name or "",
            address=report.address if same_home else one.address,
            postal_code=report.postal_code if same_home else None,
            city=report.city if same_home else None,
            phone=one.phone,
            email=one.email,
        )
    )
    youth.guardianships.append(
        Guardianship(
            guardian=guardian,
            relationship_kind=one.relationship_kind,
            parental_authority=one.parental_authority,
        )
    )
