"""From the vault to the values of a fiche de synthèse, and not one more (domain § 5)."""

from sqlalchemy import BindParameter, bindparam, select

from app.models.case import CaseFile
from app.models.enums import ReferralStatus
from app.models.organisation import Neighbourhood
from app.models.partner import Partner
from app.models.referral import Referral
from app.models.youth import Schooling, Youth
from app.services.desk import Work
from app.services.documents.group_sheet import IdentityLevel
from app.services.documents.synthesis_sheet import SheetReferral, SynthesisSheet
from app.services.documents.whitelists import SYNTHESIS
from app.services.documents.wording import FreeText, stop_on_names
from app.services.group_gathering import case_head, gather_shared, shared_texts
from app.services.persons import birth_of
from app.services.printable import persons_to_hide, printable, printables
from app.services.printed_columns import YOUTH_IDENTITY
from app.services.rules.french import quoted
from app.services.rules.retention import attendance_allowed
from app.services.synthesis_words import age, identity, referral_state

MOST_REFERRALS = 6

_UNSENT = (ReferralStatus.DRAFT, ReferralStatus.CANCELLED)
_CASE: BindParameter[int] = bindparam("case_id")
_YOUTH: BindParameter[int] = bindparam("youth_id")
_REMEDY = (
    f"Ou choisissez {quoted(IdentityLevel.NAME.label)} si le groupe doit connaître cette identité."
)


def gather_synthesis(work: Work, case: CaseFile, level: IdentityLevel) -> SynthesisSheet:
    """The values of the sheet of `case`, which the caller has asked the right to print.

    Raises `NameInText` when a free text holds a name that this level must not show.
    """
    head = work.session.execute(_HEAD, {"case_id": case.id}).one()
    birth = birth_of(head)
    absences = attendance_allowed(birth, work.today)
    situation, grade = _schooling(work, head.youth_id)
    sheet = SynthesisSheet(
        case=gather_shared(work, case.id, head, absences=absences),
        identity=identity(head.usage_name or head.last_name, head.first_name, birth, level),
        age=age(birth, work.today, level),
        neighbourhood=head.neighbourhood,
        situation=situation,
        grade=grade,
        referrals=_referrals(work, case.id),
    )
    hidden = persons_to_hide(
        work, head.youth_id, case.id, subject_shown=level is IdentityLevel.NAME
    )
    remedy = "" if level is IdentityLevel.NAME else _REMEDY
    stop_on_names(_free_texts(sheet), hidden, file_number=head.file_number, remedy=remedy)
    return sheet


def _free_texts(sheet: SynthesisSheet) -> list[FreeText]:
    aims = [
        FreeText(f"Orientation\u202f: {one.status}", "l’onglet Orientations", one.aim)
        for one in sheet.referrals
    ]
    return [*shared_texts(sheet.case), *aims]


_HEAD = (
    case_head(SYNTHESIS, *YOUTH_IDENTITY)
    .add_columns(CaseFile.youth_id, printable(SYNTHESIS, Neighbourhood.name).label("neighbourhood"))
    .join(Youth, Youth.id == CaseFile.youth_id)
    .outerjoin(Neighbourhood, Neighbourhood.id == Youth.neighbourhood_id)
)
_SCHOOLING = (
    select(*printables(SYNTHESIS, Schooling.situation, Schooling.grade))
    .where(Schooling.youth_id == _YOUTH, Schooling.ended_on.is_(None))
    .order_by(Schooling.started_on.desc(), Schooling.id.desc())
    .limit(1)
)


def _schooling(work: Work, youth_id: int) -> tuple[str | None, str | None]:
    row = work.session.execute(_SCHOOLING, {"youth_id": youth_id}).first()
    if row is None:
        return None, None
    return row.situation.label, row.grade.label if row.grade else None


_REFERRALS = (
    select(
        *printables(
            SYNTHESIS,
            Partner.name,
            Referral.request,
            Referral.first_trade,
            Referral.status,
            Referral.interview_at,
        )
    )
    .join(Partner, Partner.id == Referral.partner_id)
    .where(Referral.case_id == _CASE, Referral.status.not_in(_UNSENT))
    .order_by(Referral.id.desc())
    .limit(MOST_REFERRALS)
)


def _referrals(work: Work, case_id: int) -> tuple[SheetReferral, ...]:
    rows = list(work.session.execute(_REFERRALS, {"case_id": case_id}))
    return tuple(
        SheetReferral(
            row.name,
            row.first_trade or row.request.label,
            referral_state(row.status, row.interview_at),
        )
        for row in reversed(rows)
    )
