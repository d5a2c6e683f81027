"""Which of the fictional dossiers are worth showing."""

from sqlalchemy import select

from app.models.case import CaseFile
from app.models.enums import CaseStatus, ReferralStatus
from app.models.referral import Referral
from app.services.access import visible_cases
from app.services.desk import Desk
from app.services.rules.rights import UseCase
from app.services.rules.states import NOT_FOLLOWED


def printable(desk: Desk, limit: int) -> tuple[tuple[int, int], ...]:
    """Dossiers not closed with an orientation that was sent: numbers of both, active ones first."""
    with desk.read() as work:
        rows = work.session.execute(
            select(CaseFile.id, Referral.id)
            .join(Referral, Referral.case_id == CaseFile.id)
            .where(CaseFile.status.not_in(NOT_FOLLOWED))
            .where(visible_cases(work, UseCase.PRINT_SYNTHESIS))
            .where(Referral.status.not_in((ReferralStatus.DRAFT, ReferralStatus.CANCELLED)))
            .order_by(CaseFile.status != CaseStatus.ACTIVE, CaseFile.id)
            .limit(limit)
        )
        return tuple((case_id, referral_id) for case_id, referral_id in rows)


def family(desk: Desk) -> dict[str, int]:
    """The first `family` followed as such, by its own dossier, and its `household`; or nothing."""
    with desk.read() as work:
        found = work.session.execute(
            select(CaseFile.id, CaseFile.household_id)
            .where(CaseFile.household_id > 0, visible_cases(work, UseCase.PRINT_SYNTHESIS))
            .order_by(CaseFile.id)
            .limit(1)
        ).first()
    return {} if found is None else {"family": found.id, "household": found.household_id}


def another(desk: Desk) -> dict[str, int]:
    """The last dossier of a young person, the `other` with which one is compared; or nothing."""
    with desk.read() as work:
        found = work.session.scalar(
            select(CaseFile.id)
            .where(CaseFile.youth_id > 0, visible_cases(work, UseCase.MERGE_CASE))
            .order_by(CaseFile.id.desc())
            .limit(1)
        )
    return {} if found is None else {"other": found}
