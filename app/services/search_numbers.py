"""Dossiers, signalements and orientations known by their number, whole or begun."""

import json
import re
from itertools import chain
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select

from app.services.desk import Work
from app.services.search_matches import Question, given, listed
from app.services.search_words import Asked

_YEARS: Final = 25  # nothing is kept longer
_ALONE: Final = re.compile(r"\d{1,5}", re.ASCII)
_BEGUN: Final = re.compile(r"([sS]?) ?((?:19|20)\d{2}) ?[-/ ] ?(\d{2,5})", re.ASCII)


class Numbers:
    """The records of a table by the number they bear: « 2026-0042 », after one of `prefixes`."""

    def __init__(
        self,
        work: Work,
        wanted: Select[*tuple[Any, ...]],
        number: ColumnElement[str],
        ref: ColumnElement[int],
        *,
        limit: int,
        prefixes: tuple[str, ...] = ("",),
    ) -> None:
        self._prefixes = prefixes
        self._listed = _newest(work, wanted.where(number.in_(listed("numbers"))), ref, limit)
        begun = wanted.where(number >= given("first"), number < given("after"))
        self._begun = _newest(work, begun, number, limit)

    def ask(self, work: Work, asked: Asked) -> list[Row[Any]]:
        """Those whose number is typed, the newest first; nothing for what is no number.

        « 42 » is 0042 of any year still kept; « 2026-00 » is what begins so.
        """
        if _ALONE.fullmatch(asked.plain):
            years = range(work.today.year, work.today.year - _YEARS, -1)
            numbers = [
                f"{prefix}{year}-{int(asked.plain):04}"
                for year in years
                for prefix in self._prefixes
            ]
            return self._listed.ask(work, numbers=json.dumps(numbers))
        begun = _BEGUN.fullmatch(asked.plain)
        if begun is None:
            return []
        meant = [one for one in self._prefixes if one or not begun[1]]
        firsts = [f"{one}{begun[2]}-{begun[3]}" for one in meant]
        found = (self._begun.ask(work, first=one, after=f"{one}:") for one in firsts)
        return list(chain(*found))


def _newest(
    work: Work, wanted: Select[*tuple[Any, ...]], order: ColumnElement[Any], limit: int
) -> Question:
    return Question(work, wanted.order_by(order.desc()).limit(limit))
