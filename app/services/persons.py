"""Who somebody is: from their row, or from the columns that a question brought of it."""

from typing import Any

from sqlalchemy import Row

from app.models.youth import Guardian, Youth
from app.services.rules.names import display_name
from app.services.rules.partial_dates import PartialDate


def name_of(one: Youth | Guardian | Row[*tuple[Any, ...]]) -> str:
    """« MARTEL Nadia », by the name of use where there is one."""
    return display_name(one.usage_name or one.last_name, one.first_name)


def birth_of(one: Youth | Row[*tuple[Any, ...]]) -> PartialDate:
    """The birth date, maybe partly known."""
    return PartialDate(one.birth_earliest, one.birth_latest)
