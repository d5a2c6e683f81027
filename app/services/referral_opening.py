"""What is known already when an orientation is written: which school, whose agreement."""

from dataclasses import dataclass

from app.errors import Refused
from app.models.enums import CaseStatus, GradeLevel
from app.services.access import demand_case
from app.services.desk import Desk
from app.services.persons import birth_of, name_of
from app.services.rules.ages import is_adult
from app.services.rules.rights import UseCase
from app.services.schooling import read_schooling


@dataclass(frozen=True, slots=True)
class ReferralCase:
    """The dossier an orientation is about, as its form needs it.

    `needs_guardian`: the young person is not surely of age, so the agreement of a legal
    representative is asked too (domain § 3.7). Nothing is written of a closed dossier.
    """

    case_id: int
    youth: str
    file_number: str
    needs_guardian: bool
    is_closed: bool
    last_grade: GradeLevel | None
    last_school_id: int | None
    last_school: str


def referral_case(desk: Desk, case_id: int) -> ReferralCase:
    """That dossier; the latest period of schooling that names a class or a school is proposed."""
    with desk.read() as work:
        case = demand_case(work, UseCase.READ_REFERRAL, case_id)
        youth = case.youth
        if youth is None:
            raise Refused
        periods = read_schooling(work, youth)
        last = next((one for one in periods if one.grade or one.school_id), None)
        birth = birth_of(youth)
        return ReferralCase(
            case_id=case_id,
            youth=name_of(youth),
            file_number=case.file_number,
            is_closed=case.status is CaseStatus.CLOSED,
            needs_guardian=not is_adult(birth, work.today),
            last_grade=last.grade if last else None,
            last_school_id=last.school_id if last else None,
            last_school=last.school if last else "",
        )
