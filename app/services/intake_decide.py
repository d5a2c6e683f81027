"""Qualifying a signalement: retained into a dossier, redirected, or without further course.

Every decision is dated, signed and kept as history (domain §§ 1.5 and 1.6.1).
"""

from app.errors import Invalid, Refused
from app.models.enums import IntakeStatus, NotRetainedReason, ReportSubject
from app.models.intake import IntakeReport
from app.models.partner import Partner
from app.services import told_apart
from app.services.access import demand_case
from app.services.case_edit import may_follow
from app.services.case_opening import join_report, open_from_report
from app.services.changes import Change, Subject
from app.services.desk import Desk, Work
from app.services.family_case import family_case_for
from app.services.intake_naming import NamedYouth, names_nobody
from app.services.intake_write import decided, demand_written, move
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import age_limit_on, is_due
from app.services.rules.rights import UseCase

_ALSO = frozenset({Subject.CASE, Subject.HOUSEHOLD})


def retain_new(
    desk: Desk,
    report_id: int,
    *,
    lead_officer_id: int | None,
    named: NamedYouth | None = None,
    version: int | None = None,
) -> Change:
    """Open a dossier from the signalement, in the care of `lead_officer_id`.

    `named`: who the young person is, where the signalement is about a family or about somebody
    nobody could name; it opens the dossier of one young person all the same. Raises `Invalid`
    when the young person is 25 or more or when that account follows no dossier, `Refused`,
    `Conflict`.
    """
    with desk.work() as work:
        row = _demand(work, report_id, version)
        _refuse_too_old(work, row, named)
        _refuse_who_follows_none(work, lead_officer_id)
        case = open_from_report(work, row, lead_officer_id=lead_officer_id, named=named)
        if case.youth_id is not None:
            told_apart.carry_over(work, row.id, case.youth_id)
        return _retained(work, row, case.id)


def retain_family(
    desk: Desk,
    report_id: int,
    *,
    household_id: int | None = None,
    lead_officer_id: int | None = None,
    version: int | None = None,
) -> Change:
    """Retain a signalement about a family in that family's own dossier, opened or joined.

    Without `household_id` the family itself is new. Raises `Invalid`, `Conflict`, and `Refused`
    for a signalement about one young person.
    """
    with desk.work() as work:
        row = _demand(work, report_id, version)
        if row.subject is not ReportSubject.FAMILY:
            raise Refused
        _refuse_who_follows_none(work, lead_officer_id)
        case = family_case_for(work, row, household_id, lead_officer_id=lead_officer_id)
        return _retained(work, row, case.id)


def retain_into(desk: Desk, report_id: int, case_id: int, *, version: int | None = None) -> Change:
    """Add the signalement to an existing dossier that this actor may write in."""
    with desk.work() as work:
        row = _demand(work, report_id, version)
        _refuse_too_old(work, row)
        case = demand_case(work, UseCase.EDIT_CASE, case_id)
        join_report(work, row, case)
        return _retained(work, row, case.id)


def redirect(desk: Desk, report_id: int, partner_id: int, *, version: int | None = None) -> Change:
    """Send the author towards the body that is competent; nothing is kept but that, for a time."""
    with desk.work() as work:
        row = _demand(work, report_id, version)
        row.redirected_to_id = work.get(Partner, partner_id).id
        move(work, row, IntakeStatus.REDIRECTED)
        decided(work, row, kept=False)
        return work.commit(Change(Subject.INTAKE, row.id))


def not_retain(
    desk: Desk, report_id: int, reason: NotRetainedReason, *, version: int | None = None
) -> Change:
    """Leave the signalement without further course; it goes after the commune's short term."""
    with desk.work() as work:
        row = _demand(work, report_id, version)
        row.not_retained_reason = reason
        move(work, row, IntakeStatus.NOT_RETAINED, reason.label)
        decided(work, row, kept=False)
        return work.commit(Change(Subject.INTAKE, row.id))


def _demand(work: Work, report_id: int, version: int | None) -> IntakeReport:
    row = demand_written(work, UseCase.QUALIFY_INTAKE, report_id)
    if row.status is IntakeStatus.DRAFT:
        raise Invalid({"status": "Complétez d’abord ce signalement\u202f: c’est un brouillon."})
    work.touch(row, version)
    return row


def _refuse_who_follows_none(work: Work, lead_officer_id: int | None) -> None:
    if lead_officer_id is not None and not may_follow(work, lead_officer_id):
        raise Invalid({"lead_officer_id": "Cette personne ne peut pas suivre de dossier."})


def _refuse_too_old(work: Work, row: IntakeReport, named: NamedYouth | None = None) -> None:
    birth = named.birth if named is not None and names_nobody(row) else None
    if row.birth_earliest is not None and row.birth_latest is not None:
        birth = PartialDate(row.birth_earliest, row.birth_latest)
    if birth is not None and is_due(age_limit_on(birth), work.today):
        raise Invalid(
            {"status": "Cette personne a 25 ans ou plus\u202f: la cellule ne peut plus la suivre."}
        )


def _retained(work: Work, row: IntakeReport, case_id: int) -> Change:
    row.case_id = case_id
    move(work, row, IntakeStatus.ADMISSIBLE)
    decided(work, row, kept=True)
    return work.commit(Change(Subject.INTAKE, row.id, _ALSO))
