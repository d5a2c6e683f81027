"""What a closed dossier refuses: it is an intermediate archive (domain § 1.5, step 9)."""

from app.errors import UserFacingError
from app.models.case import CaseFile
from app.models.enums import CaseStatus


class CaseClosed(UserFacingError):
    """The follow-up has ended: what was noted then stays as it was."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est clos\u202f: son suivi ne se modifie plus.",
            remedy="Si le suivi reprend, le coordonnateur le rouvre d’abord.",
            code="case_closed",
        )


def demand_open(case: CaseFile) -> None:
    """Raise `CaseClosed` for a closed dossier; ask the right to write first."""
    if case.status is CaseStatus.CLOSED:
        raise CaseClosed
