"""Printing what goes back to the author of a signalement, and the blank fiche for partners."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from sqlalchemy import Row, bindparam, select

from app.errors import Refused, UserFacingError
from app.models.enums import IntakeStatus, JournalAction, PartnerType, ReportSubject
from app.models.intake import IntakeReport
from app.models.organisation import Organisation
from app.models.partner import Partner, PartnerContact
from app.services.access import demand_intake
from app.services.desk import Desk, Work
from app.services.documents.blank_report import BlankReport, Part, render_blank
from app.services.documents.feedback_slip import FeedbackSlip, render_feedback
from app.services.documents.whitelists import BLANK, FEEDBACK
from app.services.intake_subject import UNKNOWN_LABEL
from app.services.printable import printable, printables
from app.services.prints import Prepared, Trace
from app.services.rules.identifiers import format_phone
from app.services.rules.names import initials
from app.services.rules.rights import UseCase

#: What an author is told: a word, and one sentence without content.
OUTCOMES: Final[Mapping[IntakeStatus, tuple[str, str]]] = {
    IntakeStatus.ADMISSIBLE: (
        "Prise en charge", "La cellule prend la situation en charge.",
    ),
    IntakeStatus.REDIRECTED: (
        "Réorientée", "La situation relève d’un autre service, vers lequel elle est réorientée.",
    ),
    IntakeStatus.NOT_RETAINED: (
        "Sans suite", "La cellule ne donne pas de suite à cette fiche.",
    ),
}  # fmt: skip
_THEMSELVES: Final = {PartnerType.FAMILY: "La famille", PartnerType.YOUTH: "Le jeune"}


class NotDecided(UserFacingError):
    """Nothing can be sent back yet: the signalement waits to be qualified."""

    def __init__(self) -> None:
        super().__init__(
            "Ce signalement attend d’être qualifié\u202f: il n’y a pas encore de suite à dire.",
            remedy="Décidez de la suite, puis imprimez le retour à l’auteur.",
            code="not_decided",
        )


def prepare_feedback(desk: Desk, report_id: int) -> Prepared:
    """Read the feedback slip of a decided signalement. Raises `Refused` or `NotDecided`."""
    with desk.work() as work:
        _demand(work, report_id)
        slip = _gather_feedback(work, report_id)
        trace = Trace("intake", report_id, 0, f"feedback {slip.number}")
        work.journal(JournalAction.READ, trace.object_type, trace.object_id, trace.detail)
        work.commit_reading()
    return Prepared(
        f"retour_{slip.number}.pdf",
        (trace,),
        partial(render_feedback, slip),
        partial(_demand, report_id=report_id),
    )


def prepare_blank(desk: Desk, parts: tuple[Part, ...]) -> Prepared:
    """Read what the blank fiche says of the town; `parts` are the questions of the form."""
    with desk.read() as work:
        _demand_writer(work)
        town = work.session.execute(_TOWN).one()
    phone = format_phone(town.phone or "")
    sheet = BlankReport(
        sender=town.sender_name,
        sender_lines=tuple(
            line for line in (town.address, " – ".join(filter(None, (phone, town.email)))) if line
        ),
        rights=town.dpo_contact,
        demonstration=town.is_demonstration,
        parts=parts,
    )
    trace = Trace("organisation", 1, 0, "blank_report")
    return Prepared(
        "fiche_de_reperage_vierge.pdf",
        (trace,),
        partial(render_blank, sheet),
        _demand_writer,
        names_nobody=True,
    )


def _demand(work: Work, report_id: int) -> IntakeReport:
    row = demand_intake(work, UseCase.PRINT_FEEDBACK, report_id)
    if row.status not in OUTCOMES:
        raise NotDecided
    return row


def _demand_writer(work: Work) -> None:
    if not work.actor.reach(UseCase.WRITE_INTAKE):
        raise Refused


_TOWN = select(
    *printables(
        BLANK,
        Organisation.sender_name,
        Organisation.address,
        Organisation.phone,
        Organisation.email,
        Organisation.dpo_contact,
        Organisation.is_demonstration,
    )
).limit(1)

_SLIP = (
    select(
        *printables(
            FEEDBACK,
            Organisation.sender_name,
            Organisation.phone,
            Organisation.is_demonstration,
            IntakeReport.number,
            IntakeReport.subject,
            IntakeReport.last_name,
            IntakeReport.usage_name,
            IntakeReport.first_name,
            IntakeReport.origin_type,
            IntakeReport.author_reference,
            IntakeReport.received_on,
            IntakeReport.decision_on,
            IntakeReport.status,
        ),
        printable(FEEDBACK, Partner.name).label("body"),
        printable(FEEDBACK, PartnerContact.first_name).label("contact_first"),
        printable(FEEDBACK, PartnerContact.last_name).label("contact_last"),
    )
    .select_from(IntakeReport)
    .join(Organisation, Organisation.id.is_not(None))  # its one row
    .outerjoin(Partner, Partner.id == IntakeReport.reporter_partner_id)
    .outerjoin(PartnerContact, PartnerContact.id == IntakeReport.reporter_contact_id)
    .where(IntakeReport.id == bindparam("report_id"))
)


def _gather_feedback(work: Work, report_id: int) -> FeedbackSlip:
    row = work.session.execute(_SLIP, {"report_id": report_id}).one()
    outcome, sentence = OUTCOMES[row.status]
    return FeedbackSlip(
        sender=row.sender_name,
        sender_phone=format_phone(row.phone) if row.phone else None,
        demonstration=row.is_demonstration,
        number=row.number,
        recipient=_recipient(row),
        who=_who(row),
        author_reference=row.author_reference,
        received_on=row.received_on,
        decided_on=row.decision_on or work.today,
        outcome=outcome,
        sentence=sentence,
        drawn_on=work.today,
    )


def _recipient(row: Row) -> str:  # type: ignore[type-arg] # named columns, read by name
    person = " ".join(filter(None, (row.contact_first, row.contact_last)))
    named = ", ".join(filter(None, (row.body, person)))
    return named or _THEMSELVES.get(row.origin_type, "L’auteur de la fiche")


def _who(row: Row) -> str:  # type: ignore[type-arg] # as _recipient
    if row.subject is ReportSubject.UNKNOWN:
        return UNKNOWN_LABEL
    short = initials(row.usage_name or row.last_name or "", row.first_name or "")
    return f"Famille {short}" if row.subject is ReportSubject.FAMILY else short
