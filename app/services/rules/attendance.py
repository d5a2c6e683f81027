"""Whether a threshold of absence may be noted, and what to note instead (domain §§ 2.4 and 3.2)."""

from datetime import date
from typing import Final

from app.services.rules.ages import SchoolYear
from app.services.rules.month_arithmetic import add_months, month_end
from app.services.rules.partial_dates import PartialDate
from app.services.rules.retention import attendance_allowed

#: A month of an older school year than the one before says nothing to a follow-up of today.
YEARS_BACK: Final = 1


def may_note(birth: PartialDate, today: date, moved_out_on: date | None) -> bool:
    """Whether the term is still to come; a departure that is known is past whatever its day."""
    return moved_out_on is None and attendance_allowed(birth, today)


def months_offered(today: date) -> tuple[date, ...]:
    """The months one may note, latest first: this school year and the one before."""
    first = SchoolYear(SchoolYear.of(today).start - YEARS_BACK).first_day
    this = today.replace(day=1)
    away = (this.year - first.year) * 12 + this.month - first.month
    return tuple(add_months(this, -back) for back in range(away + 1))


def ends_on(month: date) -> date:
    """The last day of a month."""
    return month_end(month.year, month.month)
