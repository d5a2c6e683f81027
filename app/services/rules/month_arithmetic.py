"""Adding months and years to civil dates, clamped to the end of the month.

A term is never lengthened by the calendar: 31 January + 1 month is the last day of February,
29 February + 1 year is 28 February (domain § 2.8). Dates are civil dates, without a time zone.
"""

from calendar import monthrange
from datetime import date, timedelta

_MONTHS = 12


def add_months(day: date, months: int) -> date:
    """The same day `months` months later (earlier if negative), or that month's last day."""
    total = day.year * _MONTHS + day.month - 1 + months
    year, month = total // _MONTHS, total % _MONTHS + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """The same day `years` years later; 29 February becomes 28 February in a common year."""
    return add_months(day, years * _MONTHS)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def last_with(day: date, months: int) -> date:
    """The last date to which adding `months` does not go past `day`: several may lead to it."""
    found, one = add_months(day, -months), timedelta(days=1)
    while add_months(found + one, months) <= day:
        found += one
    return found
