"""Ages, and what depends on them by law (domain §§ 3.1, 3.4 and 3.6).

A birth date is a `PartialDate`. Where a right or a protection depends on the age, the latest
possible day counts (domain § 2.8): a person is never taken for older than sure.
Born on 29 February, one comes of age on 28 February of a common year.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from app.services.rules.month_arithmetic import add_years
from app.services.rules.partial_dates import PartialDate

MAJORITY = 18  # art. 414 of the code civil
SCHOOLING_UNTIL = 16  # art. L131-1 of the code de l'éducation
CONTRACT_FROM, CONTRACT_FROM_AFTER_3E = 16, 15  # art. L6222-1 of the code du travail
CONTRACT_UNTIL = 30  # « vingt-neuf ans révolus » when it starts: before the 30th birthday


def birthday(born: date, age: int) -> date:
    """The day on which someone born on `born` turns `age`."""
    return add_years(born, age)


def born_by(age: int, day: date) -> date:
    """The last day of birth of those who have turned `age` by `day`."""
    last = add_years(day, -age)
    # on 28 February of a common year those born on the 29th turn it too
    following = last + timedelta(days=1)
    return following if birthday(following, age) <= day else last


def age_on(born: date, day: date) -> int:
    """The age in full years on `day`. Raises ValueError before the birth."""
    if day < born:
        raise ValueError("day before birth")
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


@dataclass(frozen=True, slots=True)
class AgeSpan:
    """The ages, in full years, that someone may have; equal when the age is sure."""

    youngest: int
    oldest: int

    @property
    def is_sure(self) -> bool:
        """Whether there is only one possible age."""
        return self.youngest == self.oldest


def ages_on(birth: PartialDate, day: date) -> AgeSpan:
    """The ages possible on `day`. Raises ValueError when the whole span lies after it."""
    youngest = 0 if day < birth.latest else age_on(birth.latest, day)
    return AgeSpan(youngest, age_on(birth.earliest, day))


def majority_on(birth: PartialDate) -> date:
    """The day from which the person surely is of age: the rights are then theirs alone."""
    return birthday(birth.latest, MAJORITY)


def is_adult(birth: PartialDate, day: date) -> bool:
    """Whether the person surely is of age on `day`."""
    return majority_on(birth) <= day


def earliest_contract_date(birth: PartialDate, *, completed_3e: bool) -> date:
    """From when an apprenticeship contract may start (art. L6222-1 of the code du travail).

    16, or 15 once the end of 3e is reached. Information, never a ground for refusing.
    """
    return birthday(birth.latest, CONTRACT_FROM_AFTER_3E if completed_3e else CONTRACT_FROM)


def latest_contract_date(birth: PartialDate) -> date:
    """The last day on which a contract may start in the ordinary case: the eve of 30."""
    return birthday(birth.latest, CONTRACT_UNTIL) - timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, from 1 September of `start` to 31 August of the next (domain § 3.4)."""

    start: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The school year in which `day` falls."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def label(self) -> str:
        """Written « 2025-2026 »."""
        return f"{self.start}-{self.start + 1}"

    @property
    def first_day(self) -> date:
        """1 September."""
        return date(self.start, 9, 1)

    @property
    def last_day(self) -> date:
        """31 August."""
        return date(self.start + 1, 8, 31)


def school_status_possible(birth: PartialDate, year: SchoolYear, *, completed_3e: bool) -> bool:
    """Whether one may enter a CFA or a lycée professionnel in `year`, before any contract.

    Under school status, for who turns 15 between 1 September and 31 December of it, 3e being
    completed (art. L6222-1 of the code du travail). Information, never a ground for refusing.
    """
    fifteen = birthday(birth.latest, CONTRACT_FROM_AFTER_3E)
    return completed_3e and year.first_day <= fifteen <= date(year.start, 12, 31)


class AgeBand(StrEnum):
    """The age bands of the statistics and of pseudonymised sheets (domain §§ 4 and 5)."""

    UNDER_12 = "3-11"
    FROM_12 = "12-15"
    FROM_16 = "16-17"
    FROM_18 = "18-21"
    FROM_22 = "22-25"


_BAND_STARTS = (
    (22, AgeBand.FROM_22),
    (18, AgeBand.FROM_18),
    (16, AgeBand.FROM_16),
    (12, AgeBand.FROM_12),
)


def age_band(age: int) -> AgeBand:
    """The band of an age in full years; the outer bands take what lies beyond them."""
    return next((band for start, band in _BAND_STARTS if age >= start), AgeBand.UNDER_12)
