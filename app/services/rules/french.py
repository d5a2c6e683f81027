"""French typography: numbers, dates, times, plurals, as print and screen show them.

Spaces that must not break: U+202F before `: ; ! ?`, inside « » and in numbers; U+00A0 before
% and h, and inside a date (domain § 5).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
NNBSP = "\u202f"
APOSTROPHE = "’"

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

_MINUTE, _HOUR = 60, 3600
_NEAR_DAYS = 6  # within a week a day is called by its name
_COUNTED_DAYS = 30


def number(value: float | Decimal, *, decimals: int = 0) -> str:
    """« 1 250 », « 42,5 »: decimal comma, thousands set apart by U+202F, minus U+2212."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, rest = f"{abs(exact):,f}".partition(".")
    shown = whole.replace(",", NNBSP) + (f",{rest}" if rest else "")
    return f"\u2212{shown}" if exact < 0 else shown


def percent(value: float | Decimal, *, decimals: int = 1) -> str:
    """« 42,5 % » for 42.5; a whole percentage shows no decimal."""
    shown = number(value, decimals=decimals)
    whole, comma, rest = shown.partition(",")
    return f"{whole if comma and not rest.strip('0') else shown}{NBSP}%"


def plural(n: float, singular: str, several: str) -> str:
    """The right form of a word: French keeps the singular under 2, so for 0, 1 and 1,5."""
    return singular if abs(n) < 2 else several


def count(n: int, singular: str, several: str) -> str:
    """« 0 dossier », « 1 dossier », « 1 250 dossiers »."""
    return f"{number(n)}{NBSP}{plural(n, singular, several)}"


def ordinal(n: int, *, feminine: bool = False) -> str:
    """« 1er », « 1re », « 2e »."""
    if n == 1:
        return "1re" if feminine else "1er"
    return f"{n}e"


def short_date(day: date) -> str:
    """« 14/03/2010 »."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def day_and_month(day: date) -> str:
    """« 1er mars », « 23 novembre », with a no-break space."""
    first = ordinal(1) if day.day == 1 else str(day.day)
    return f"{first}{NBSP}{MONTHS[day.month - 1]}"


def long_date(day: date, *, weekday: bool = True) -> str:
    """« lundi 23 novembre 2026 », or « 23 novembre 2026 »."""
    named = f"{WEEKDAYS[day.weekday()]} " if weekday else ""
    return f"{named}{day_and_month(day)} {day.year}"


def month_and_year(day: date) -> str:
    """« novembre 2026 »."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def hour(at: time) -> str:
    """« 14 h 30 », « 9 h »."""
    minutes = f"{NBSP}{at.minute:02d}" if at.minute else ""
    return f"{at.hour}{NBSP}h{minutes}"


def local(instant: datetime, zone: tzinfo | None = None) -> datetime:
    """An aware instant on the office's clock; `zone` defaults to the computer's own."""
    if instant.tzinfo is None:
        raise ValueError("naive instant")
    return instant.astimezone(zone)


def moment(instant: datetime, zone: tzinfo | None = None) -> str:
    """« 23/11/2026 à 14 h 30 »."""
    here = local(instant, zone)
    return f"{short_date(here.date())} à{NBSP}{hour(here.time())}"


def relative_day(day: date, today: date) -> str:
    """A day as one speaks of it: « hier », « vendredi », « dans 3 jours », « le 14/03/2010 ».

    Fits after a participle, « ouvert vendredi », and after « échéance ».
    """
    away = (day - today).days
    spoken = {0: f"aujourd{APOSTROPHE}hui", -1: "hier", 1: "demain"}
    if away in spoken:
        return spoken[away]
    if -_NEAR_DAYS <= away < 0:
        return WEEKDAYS[day.weekday()]
    if 0 < away <= _COUNTED_DAYS:
        return f"dans {count(away, 'jour', 'jours')}"
    return f"le{NBSP}{short_date(day)}"


def late(due_on: date, today: date) -> str:
    """« en retard de 2 jours »; empty when the day is not past."""
    days = (today - due_on).days
    return f"en retard de {count(days, 'jour', 'jours')}" if days > 0 else ""


def ago(instant: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """How long ago: « à l’instant », « il y a 12 min », « il y a 3 h », « hier », « vendredi ».

    Instants are aware. What lies ahead, by a clock set back, is « à l’instant ».
    """
    seconds = (now - instant).total_seconds()
    if seconds < _MINUTE:
        return f"à l{APOSTROPHE}instant"
    if seconds < _HOUR:
        return f"il y a {int(seconds // _MINUTE)}{NBSP}min"
    day, today = local(instant, zone).date(), local(now, zone).date()
    if day == today:
        return f"il y a {int(seconds // _HOUR)}{NBSP}h"
    return relative_day(day, today)


def listing(items: Sequence[str], *, last: str = "et") -> str:
    """« a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def quoted(text: str) -> str:
    """« text », with the inner no-break spaces."""
    return f"«{NNBSP}{text}{NNBSP}»"


def typeset(text: str) -> str:
    """A text typed on a keyboard, with the spaces and apostrophes of print.

    Puts U+202F before `; : ! ?` that follow a space (so an address or an hour typed
    « 14:30 » keeps its form), inside « », and turns a straight apostrophe between letters.
    """
    text = re.sub(r"(?<=\w)'(?=\w)", APOSTROPHE, text)
    text = re.sub(r"[ \u00a0\u202f]+(?=[;:!?])", NNBSP, text)
    text = re.sub(r"«[ \u00a0\u202f]*", f"«{NNBSP}", text)
    text = re.sub(r"[ \u00a0\u202f]*»", f"{NNBSP}»", text)
    return re.sub(r"(?<=\d)[ \u00a0\u202f]+%", f"{NBSP}%", text)
