"""The one search box: whatever the vault holds, while typing (domain § 6, design § 4).

The words come from FTS5, newest first: ordering by rank would read every match of a common
word. What is out of reach is not found, counted nor hinted at.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from app.models.enums import JournalAction
from app.services.desk import Desk, Work
from app.services.rules.rights import UseCase
from app.services.search_few import FEW, Few
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

    def __init__(self, desk: Desk, *, limit: int = MOST, few: int = FEW) -> None:
        """`few`: the dossiers up to which an actor is answered from theirs, not from all."""
        self._desk, self._limit, self._most = desk, limit, few
        self._few: Few | None = None
        self._day: date | None = None
        self._parts: Sequence[Finds] = ()

    def find(self, typed: str) -> tuple[SearchHit, ...]:
        """What answers to `typed`, in any word order, accents ignored; nothing under two letters.

        Dossiers, families, signalements, orientations, observations, partners: at most `limit`
        dossiers and half as many of each other kind. A slip of typing is forgiven when nothing
        else answers.
        """
        with self._desk.read() as work:
            wanted = asked(typed, work.today)
            if wanted is None:
                return ()
            if self._few is None or self._day != work.today:
                self._few, self._day = Few(work, self._most), work.today
                self._parts = _parts(work, self._limit, self._few)
            self._few.look(work)
            found = [part.find(work, wanted) for part in self._parts]
            return tuple(chain(*found)) or self._slipped(work, wanted)

    def _slipped(self, work: Work, wanted: Asked) -> tuple[SearchHit, ...]:
        named = [one for one in self._parts if isinstance(one, Cases | Homes | Intakes)]
        words = {word for way in wanted.ways for word in way} if named else set()
        for near in near_words(work, sorted(words)):
            found = [one.find_slipped(work, wanted, near) for one in named]
            if any(found):
                return tuple(chain(*found))
        return ()


def search(desk: Desk, typed: str, *, limit: int = MOST) -> tuple[SearchHit, ...]:
    """What answers to `typed`, once: see `Searcher.find`."""
    return Searcher(desk, limit=limit).find(typed)


def record_search(desk: Desk) -> None:
    """Journal that this person searched; call it once a search session. No word is kept."""
    with desk.work() as work:
        work.journal(JournalAction.SEARCH, "search")
        work.commit_reading()


def _parts(work: Work, limit: int, near: Few) -> list[Finds]:
    """What this actor may search at all, in the order it is shown."""
    reach, few = work.actor.reach, limit // 2
    parts: list[Finds] = []
    if reach(UseCase.READ_CASE):
        parts += [Cases(work, limit, near), Homes(work, few, near)]
    if reach(UseCase.READ_INTAKE):
        parts.append(Intakes(work, few))
    if reach(UseCase.READ_REFERRAL):
        parts.append(Referrals(work, few))
    if reach(UseCase.READ_OBSERVATION):
        parts.append(Notes(work, few, near))
    if work.actor.may(UseCase.READ_PARTNER):
        parts.append(Partners(work, few))
    return parts
