"""Dates as a French caseworker types them, and birth dates that are only partly known.

A partly known birth date is kept as its earliest and its latest possible day: the earliest
counts for retention, the latest for rights (domain § 2.8), so that doubt never keeps a file
longer nor takes a protection away.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from app.errors import UserFacingError
from app.services.rules.month_arithmetic import month_end

FIRST_YEAR, LAST_YEAR = 1900, 2100
_HALF_YEAR = 6  # months
_AHEAD = 20  # « 46 » typed in 2026 is 2046 at most, « 47 » is 1947

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin",
            "juillet juil jul", "aout aou", "septembre sept sep", "octobre oct",
            "novembre nov", "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(_MONTHS)
_WEEKDAY = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)"
    r"\.?,? )?(?:le )?"
)
_SEP = r"\s*[/\-. ]\s*"

_DAY_FORMS = (
    re.compile(rf"(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>\d{{4}}|\d{{2}})", re.ASCII),
    re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4}|\d{2})", re.ASCII),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", re.ASCII),
    re.compile(
        rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:er)?{_SEP}(?P<m>{_MONTH})\.?{_SEP}(?P<y>\d{{4}}|\d{{2}})",
        re.ASCII,
    ),
)
_NO_YEAR_FORMS = (
    re.compile(rf"(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}})", re.ASCII),
    re.compile(rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:er)?{_SEP}(?P<m>{_MONTH})\.?", re.ASCII),
)
_MONTH_FORMS = (
    re.compile(rf"(?P<m>\d{{1,2}}){_SEP}(?P<y>\d{{4}})", re.ASCII),
    re.compile(r"(?P<m>\d{2})(?P<y>(?:19|20)\d{2})", re.ASCII),
    re.compile(rf"(?P<m>{_MONTH})\.?{_SEP}(?P<y>\d{{4}}|\d{{2}})", re.ASCII),
)
_YEAR_FORM = re.compile(r"(?:en )?(?P<y>\d{4})", re.ASCII)
_OFFSET = re.compile(r"j? ?(?P<sign>[+\-]) ?(?P<n>\d{1,4})", re.ASCII)
_WORDS = {
    "auj": 0, "aujourd'hui": 0, "aujourdhui": 0, "ce jour": 0,
    "hier": -1, "avant-hier": -2, "avant hier": -2,
    "demain": 1, "apres-demain": 2, "apres demain": 2,
}  # fmt: skip


class DateProblem(UserFacingError):
    """What was typed is not a date we can take; the sentence says how to write one."""


def _unknown(form: str) -> DateProblem:
    return DateProblem(f"Date inconnue\u202f: écrivez {form}", code="date_unknown")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to lie between two days, both included; equal when it is exact."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError("earliest after latest")

    @classmethod
    def exactly(cls, day: date) -> Self:
        """A date known to the day."""
        return cls(day, day)

    @classmethod
    def in_month(cls, year: int, month: int) -> Self:
        """A date known to the month."""
        return cls(date(year, month, 1), month_end(year, month))

    @classmethod
    def in_year(cls, year: int) -> Self:
        """A date known to the year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest


def show_partial_date(value: PartialDate) -> str:
    """« 14/03/2010 », « 03/2010 », « 2010 », or « entre le … et le … » for any other span."""
    first = value.earliest
    if value.is_exact:
        return f"{first:%d/%m/}{first.year:04d}"
    if value == PartialDate.in_month(first.year, first.month):
        return f"{first:%m/}{first.year:04d}"
    if value == PartialDate.in_year(first.year):
        return f"{first.year:04d}"
    return f"entre le {first:%d/%m/%Y} et le {value.latest:%d/%m/%Y}"


def _plain(text: str) -> str:
    """Lower case, without accents, with plain spaces and straight apostrophes."""
    folded = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(bare.split())


def _match(forms: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for form in forms if (found := form.fullmatch(text))), None)


def _month_number(text: str) -> int:
    return _MONTHS.get(text) or int(text)


def _real_day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateProblem("Vérifiez l’année, écrite en quatre chiffres", code="date_year")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateProblem(
            "Cette date n’existe pas\u202f: vérifiez le jour et le mois", code="date_impossible"
        ) from None


def _ordinary_year(text: str, today: date) -> int:
    """Two digits mean the latest such year at most 20 years ahead."""
    year = int(text)
    if len(text) > 2:
        return year
    latest = today.year + _AHEAD
    return latest - (latest - year) % 100


def _birth_year(text: str, month: int, day: int, today: date) -> int:
    """Two digits mean the latest such year whose date is not in the future."""
    year = int(text)
    if len(text) > 2:
        return year
    year = today.year - (today.year - year) % 100
    return year - 100 if (year, month, day) > (today.year, today.month, today.day) else year


def _year_meant(month: int, day: int, today: date, *, ahead: bool) -> int:
    """The latest year in which that day is not to come; `ahead`: that nearest to today."""
    if not ahead:
        return today.year - ((month, day) > (today.month, today.day))
    away = month - today.month
    return today.year + (1 if away < -_HALF_YEAR else -1 if away > _HALF_YEAR else 0)


def parse_date(text: str, *, today: date, ahead: bool = False) -> date:
    """The day that `text` says, in any of the ways it is typed in an office.

    Takes « 14/03/2026 », « 14-3-26 », « 140326 », « 14032026 », « 14 mars 2026 »,
    « 1er mars 2026 », « 2026-03-14 », and the shortcuts « auj », « hier », « demain »,
    « +15 », « -3 » counted in days from `today`. « 14/03 » is the last one, or with `ahead`,
    for a day that may be to come, the one nearest to today. Raises `DateProblem`.
    """
    plain = _plain(text)
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    if offset := _OFFSET.fullmatch(plain):
        days = int(offset["n"]) * (1 if offset["sign"] == "+" else -1)
        return today + timedelta(days=days)
    if bare := _match(_NO_YEAR_FORMS, plain):
        month, day = _month_number(bare["m"]), int(bare["d"])
        return _real_day(_year_meant(month, day, today, ahead=ahead), month, day)
    found = _match(_DAY_FORMS, plain)
    if found is None:
        raise _unknown("jj/mm/aaaa")
    return _real_day(_ordinary_year(found["y"], today), _month_number(found["m"]), int(found["d"]))


def parse_partial_date(text: str, *, today: date) -> PartialDate:
    """The birth date that `text` says, known to the day, the month or the year.

    Takes what `parse_date` takes save its shortcuts, and « 03/2010 », « 032010 »,
    « mars 2010 », « 2010 ». A year of two digits is the latest that is not in the future.
    Raises `DateProblem`, also for a date that lies wholly after `today`.
    """
    value = _parse_partial(_plain(text), today)
    if value.earliest > today:
        raise DateProblem("Cette date est à venir\u202f: vérifiez l’année", code="date_future")
    return value


def _parse_partial(plain: str, today: date) -> PartialDate:
    month_found = _match(_MONTH_FORMS, plain)
    if month_found is not None:
        month = _month_number(month_found["m"])
        year = _birth_year(month_found["y"], month, 1, today)
        return PartialDate.in_month(year, _real_day(year, month, 1).month)
    if day_found := _match(_DAY_FORMS, plain):
        month, day = _month_number(day_found["m"]), int(day_found["d"])
        year = _birth_year(day_found["y"], month, day, today)
        return PartialDate.exactly(_real_day(year, month, day))
    if year_found := _YEAR_FORM.fullmatch(plain):
        return PartialDate.in_year(_real_day(int(year_found["y"]), 1, 1).year)
    raise _unknown("jj/mm/aaaa, mm/aaaa ou aaaa")
