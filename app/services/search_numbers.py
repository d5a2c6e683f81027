"""Dossiers, signalements and orientations known by their number, whole or begun."""

import json
import re
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select

from app.services.desk import Work
from app.services.search_matches import Question, given, listed
from app.services.search_words import Asked

_YEARS: Final = 25  # nothing is kept longer
_ALONE: Final = re.compile(r"\d{1,5}", re.ASCII)
_BEGUN: Final = re.compile(r"[sS]? ?((?:19|20)\d{2}) ?[-/ ] ?(\d{2,5})", re.ASCII)


class Numbers:
    """The records of a table by the number they bear: « 2026-0042 », after `prefix` if any."""

    def __init__(
        self,
        work: Work,
        wanted: Select[*tuple[Any, ...]],
        number: ColumnElement[str],
        ref: ColumnElement[int],
        *,
        prefix: str = "",
    ) -> None:
        self._prefix = prefix
        self._listed = _newest(work, wanted.where(number.in_(listed("numbers"))), ref)
        begun = wanted.where(number >= given("first"), number < given("after"))
        self._begun = _newest(work, begun, number)

    def ask(self, work: Work, asked: Asked, limit: int) -> list[Row[Any]]:
        """Those whose number is typed, the newest first; nothing for what is no number.

        « 42 » is 0042 of any year still kept; « 2026-00 » is what begins so.
        """
        if _ALONE.fullmatch(asked.plain):
            years = range(work.today.year, work.today.year - _YEARS, -1)
            numbers = [f"{self._prefix}{year}-{int(asked.plain):04}" for year in years]
            return self._listed.ask(work, numbers=json.dumps(numbers), most=limit)
        begun = _BEGUN.fullmatch(asked.plain)
        if begun is None:
            return []
        first = f"{self._prefix}{begun[1]}-{begun[2]}"
        return self._begun.ask(work, first=first, after=f"{first}:", most=limit)


def _newest(work: Work, wanted: Select[*tuple[Any, ...]], order: ColumnElement[Any]) -> Question:
    return Question(work, wanted.order_by(order.desc()).limit(given("most")))
