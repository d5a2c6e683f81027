"""The search box's answers, as places one can go to; the search is journalled once a session."""

from datetime import datetime, timedelta

from app.services import search
from app.services.desk import Desk
from app.services.rules.french import NNBSP
from app.services.search import Reason
from app.services.search_index import Found
from app.ui.context import Place, SearchHit

SESSION = timedelta(minutes=5)
"""Searches closer than this are one line of the journal: a name is typed letter by letter."""
_GROUPS = {
    Found.CASE: "Jeunes et dossiers",
    Found.HOUSEHOLD: "Familles",
    Found.PARTNER: "Partenaires",
}


class Finder:
    """`find` runs on the database thread; its answers stand by group, dossiers first."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def find(self, desk: Desk, text: str) -> list[SearchHit]:
        """The answers to `text`; the first search of a session is noted in the journal."""
        hits = search.search(desk, text)
        now = desk.clock.now()
        if self._last is None or now - self._last > SESSION:
            search.record_search(desk)
        self._last = now
        return [_shown(one) for one in hits]


def _shown(one: search.SearchHit) -> SearchHit:
    """Why it answers is said where the title does not say it."""
    detail = one.detail
    if one.reason is not Reason.NAME:
        matched = "" if one.matched == one.title else f"{NNBSP}: {one.matched}"
        detail = f"{one.reason.value}{matched} · {detail}"  # what is cut is the end
    return SearchHit(_GROUPS[one.kind], one.title, detail, Place(str(one.kind), one.ref))
