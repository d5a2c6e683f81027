"""The one search box: whatever the vault holds, while typing (domain § 6, design § 4).

The words come from FTS5, newest first: ordering by rank would read every match of a common
word. What is out of reach is not found, counted nor hinted at.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from app.models.enums import JournalAction
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.search_hits import MOST, Finds, Reason, SearchHit
from app.services.search_homes import Homes
from app.services.search_index import Found
from app.services.search_notes import Notes
from app.services.search_papers import Intakes, Referrals
from app.services.search_partners import Partners
from app.services.search_people import Cases
from app.services.search_slips import near_words
from app.services.search_words import LEAST, Asked, asked

__all__ = ["LEAST", "Found", "Reason", "SearchHit", "Searcher", "record_search", "search"]


class Searcher:
    """The search box of one desk: its questions are composed once, for its rights, and a day."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._day: date | None = None
        self._parts: Mapping[Found, Finds] = {}

    def find(self, typed: str, *, limit: int = MOST) -> tuple[SearchHit, ...]:
        """What answers to `typed`, in any word order, accents ignored; nothing under two letters.

        Dossiers, families, signalements, orientations, observations, partners: at most `limit`
        dossiers and half as many of each other kind. A slip of typing is forgiven when nothing
        else answers.
        """
        with self._desk.read() as work:
            wanted = asked(typed, work.today)
            if wanted is None:
                return ()
            if self._day != work.today:
                self._parts, self._day = _parts(work), work.today
            found = [
                part.find(work, wanted, limit if kind is Found.CASE else limit // 2)
                for kind, part in self._parts.items()
            ]
            return tuple(chain(*found)) or tuple(self._slipped(work, wanted, limit))

    def _slipped(self, work: Work, wanted: Asked, limit: int) -> Sequence[SearchHit]:
        named = [one for one in self._parts.values() if isinstance(one, Cases | Homes | Intakes)]
        words = {word for way in wanted.ways for word in way}
        near = near_words(work, sorted(words)) if named else {}
        if not near:
            return ()
        found = (
            one.find_slipped(work, wanted, near, limit if isinstance(one, Cases) else limit // 2)
            for one in named
        )
        return tuple(chain(*found))


def search(desk: Desk, typed: str, *, limit: int = MOST) -> tuple[SearchHit, ...]:
    """What answers to `typed`, once: see `Searcher.find`."""
    return Searcher(desk).find(typed, limit=limit)


def record_search(desk: Desk) -> None:
    """Journal that this person searched; call it once a search session. No word is kept."""
    with desk.work() as work:
        work.journal(JournalAction.SEARCH, "search")
        work.commit_reading()


def _parts(work: Work) -> dict[Found, Finds]:
    """What this actor may search at all, in the order it is shown."""
    reach = work.actor.reach
    parts: dict[Found, Finds] = {}
    if reach(UseCase.READ_CASE):
        parts[Found.CASE], parts[Found.HOUSEHOLD] = Cases(work), Homes(work)
    if reach(UseCase.READ_INTAKE):
        parts[Found.INTAKE] = Intakes(work)
    if reach(UseCase.READ_REFERRAL):
        parts[Found.REFERRAL] = Referrals(work)
    if reach(UseCase.READ_OBSERVATION):
        parts[Found.OBSERVATION] = Notes(work)
    if work.actor.may(UseCase.READ_PARTNER):
        parts[Found.PARTNER] = Partners(work)
    return parts
