"""How well two birth dates, maybe partly known, speak for one person; and in words."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.services.rules.partial_dates import PartialDate

_SWAPPED: Final = "Jour et mois inversés"
_MONTH_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class BirthMatch:
    """How much it leaves of what the names say (0 to 1), and its reason, if any."""

    left: float
    reason: str = ""


def swapped(day: date) -> date | None:
    """The day whose day and month are the other way round; none when there is no such day."""
    if day.day == day.month or day.day > 12:
        return None
    return date(day.year, day.day, day.month)


def compare_births(one: PartialDate | None, other: PartialDate | None) -> BirthMatch:
    """Nothing said on one side proves nothing: it leaves a doubt."""
    if one is None or other is None:
        return BirthMatch(0.78)
    if one.is_exact and other.is_exact:
        return _exact(one.earliest, other.earliest)
    if one.earliest <= other.latest and other.earliest <= one.latest:
        widest = max(it.latest - it.earliest for it in (one, other)).days
        month = widest < _MONTH_DAYS
        return BirthMatch(0.93 if month else 0.87, "Dates de naissance compatibles")
    return BirthMatch(0.45, "Dates de naissance différentes")


def _exact(one: date, other: date) -> BirthMatch:
    if one == other:
        return BirthMatch(1.0, "Même date de naissance")
    if swapped(one) == other:
        return BirthMatch(0.95, _SWAPPED)
    digits = sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True))
    if digits == 1:
        # a slip in the year is likelier the year before or after: else it is a homonym
        left = 0.88 if abs(one.year - other.year) <= 1 else 0.74
        return BirthMatch(left, "Un chiffre d’écart dans la date de naissance")
    if (one.day, one.month) == (other.day, other.month):
        return BirthMatch(0.70, "Même jour de naissance, une autre année")
    if one.year == other.year:
        return BirthMatch(0.62, "Même année de naissance")
    return BirthMatch(0.45, "Dates de naissance différentes")
