"""What a follow-up came to, counted when it is closed and kept with the closure (peers, row 53).

Codes and numbers only. Actions that the coordonnateur alone reads are left out: whoever reads
the dossier reads its balance.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import func, select

from app.models.enums import ActionResult, ActionStatus, ReferralStatus, SharingScope
from app.models.plan import Objective, PlannedAction
from app.models.referral import Referral
from app.services.desk import Work

_SHARED: Final = (SharingScope.CELL, SharingScope.GROUP)


@dataclass(frozen=True, slots=True)
class Balance:
    """Objectives reached among those set; actions by result, those without one by state.

    Orientations by the state they had reached.
    """

    objectives: int = 0
    reached: int = 0
    results: Mapping[ActionResult, int] = field(default_factory=dict)
    unfinished: Mapping[ActionStatus, int] = field(default_factory=dict)
    referrals: Mapping[ReferralStatus, int] = field(default_factory=dict)

    def dump(self) -> str:
        """As JSON, codes and numbers."""
        return json.dumps(
            {
                "objectives": [self.reached, self.objectives],
                "results": {str(code): number for code, number in self.results.items()},
                "unfinished": {str(code): number for code, number in self.unfinished.items()},
                "referrals": {str(code): number for code, number in self.referrals.items()},
            },
            separators=(",", ":"),
        )

    @classmethod
    def load(cls, stored: str) -> "Balance":
        """Read what `dump` wrote."""
        kept = json.loads(stored)
        reached, objectives = kept["objectives"]
        return cls(
            objectives,
            reached,
            {ActionResult(code): number for code, number in kept["results"].items()},
            {ActionStatus(code): number for code, number in kept["unfinished"].items()},
            {ReferralStatus(code): number for code, number in kept["referrals"].items()},
        )


def balance_of(work: Work, case_id: int) -> Balance:
    """The balance of a dossier as it stands, inside a unit of work that asked for the right."""
    work.session.flush()
    objectives, reached = work.session.execute(
        select(func.count(Objective.id), func.count(Objective.reached_on)).where(
            Objective.case_id == case_id
        )
    ).one()
    shared = (PlannedAction.case_id == case_id, PlannedAction.sharing_scope.in_(_SHARED))
    return Balance(
        objectives,
        reached,
        _counted(work, PlannedAction.result, *shared, PlannedAction.result.is_not(None)),
        _counted(work, PlannedAction.status, *shared, PlannedAction.result.is_(None)),
        _counted(work, Referral.status, Referral.case_id == case_id),
    )


def _counted(work: Work, column: Any, *where: Any) -> dict[Any, int]:  # noqa: ANN401 - of any closed list
    rows = work.session.execute(select(column, func.count()).where(*where).group_by(column))
    found = {one[0]: one[1] for one in rows}
    order = list(column.type.closed_list)
    return {code: found[code] for code in order if code in found}
