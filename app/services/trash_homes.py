"""Two homes at once: what one of them, thrown away or back, changes of how they share the time."""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import select

from app.models.youth import HouseholdMembership
from app.services.desk import Work
from app.services.rows import Link, Stored
from app.services.rules.homes import beside

HOME: Final = "household_membership"


def shared_by(root: Stored, others: Iterable[Stored], reopened: Iterable[Link]) -> Iterator[Link]:
    """How the homes left once `root` is gone share the time; `reopened` are homes again.

    One home shares with nobody; a home that comes back takes the place of the one that goes.
    """
    back = {one.number for one in reopened}
    left = [one for one in others if one.values["until_on"] is None or one.values["id"] in back]
    for one in left:
        now = one.values["sharing"]
        after = None if len(left) == 1 else now or root.values["sharing"]
        if after != now and one.ref is not None:
            yield Link(*one.ref, "sharing", before=now, after=after)


def settle(work: Work, root: Stored) -> int:
    """Once `root` is back: one home shares with nobody, two both say how; how many changed.

    What was noted meanwhile stays; only a home that says nothing beside one that does is told.
    """
    if root.table != HOME or root.values["until_on"] is not None:
        return 0
    homes = work.session.scalars(
        select(HouseholdMembership).where(
            HouseholdMembership.youth_id == root.values["youth_id"],
            HouseholdMembership.until_on.is_(None),
        )
    ).all()
    before = [one.sharing for one in homes]
    if len(homes) == 1:
        homes[0].sharing = None
    for one, other in zip(homes, reversed(homes), strict=True):
        if one.sharing is None and other.sharing is not None:
            one.sharing = beside(other.sharing)
    return sum(one.sharing is not was for one, was in zip(homes, before, strict=True))
