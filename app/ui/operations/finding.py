"""The search box's answers, as places one can go to; the search is journalled once a session."""

from datetime import datetime, timedelta

from app.services import search
from app.services.desk import Desk
from app.services.rules.french import NNBSP
from app.services.search import Reason, Searcher
from app.services.search_index import Found
from app.ui.context import Place, SearchHit
from app.ui.operations.resuming import at_line

SESSION = timedelta(minutes=5)
"""Searches closer than this are one line of the journal: a name is typed letter by letter."""
_GROUPS = {
    Found.CASE: "Jeunes",
    Found.HOUSEHOLD: "Familles",
    Found.INTAKE: "Signalements",
    Found.REFERRAL: "Orientations",
    Found.OBSERVATION: "Observations",
    Found.PARTNER: "Partenaires",
}


class Finder:
    """`find` runs on the database thread; its answers stand by group, dossiers first."""

    def __init__(self) -> None:
        self._last: datetime | None = None
        self._searcher: tuple[Desk, Searcher] | None = None

    def find(self, desk: Desk, text: str) -> list[SearchHit]:
        """The answers to `text`; the first search of a session is noted in the journal."""
        if self._searcher is None or self._searcher[0] is not desk:
            self._searcher = (desk, Searcher(desk))
        hits = self._searcher[1].find(text)
        now = desk.clock.now()
        if self._last is None or now - self._last > SESSION:
            search.record_search(desk)
        self._last = now
        return [_shown(one) for one in hits]


def _shown(one: search.SearchHit) -> SearchHit:
    """Why it answers is said where the title does not say it."""
    detail = one.detail
    if one.reason is Reason.TEXT:
        detail = f"«{NNBSP}{one.matched}{NNBSP}» · {detail}"
    elif one.reason is not Reason.NAME:
        matched = "" if one.matched == one.title else f"{NNBSP}: {one.matched}"
        detail = f"{one.reason.value}{matched} · {detail}"  # what is cut is the end
    return SearchHit(_GROUPS[one.kind], one.title, detail, _place(one))


def _place(one: search.SearchHit) -> Place:
    if one.kind is Found.OBSERVATION:
        return at_line(Place("case", one.within, "observations"), one.ref)
    return Place(str(one.kind), one.ref)
