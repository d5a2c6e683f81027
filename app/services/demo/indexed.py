"""The search lines of the fictional town, as the services would have written them."""

from collections.abc import Mapping

from app.models.desk import SearchEntry
from app.services.demo.people import Person
from app.services.demo.rows import Rows
from app.services.rules.partial_dates import PartialDate
from app.services.search_index import Found, entry_values


class Indexed:
    """Adds the search line of each dossier and, once, of each household."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._households: set[int] = set()

    def case(self, case_id: int, number: str, person: Person) -> None:
        """The line of a dossier: the young person, the guardians, the number."""
        names = (person.last_name, person.first_name, *person.guardian_names)
        line = entry_values(
            Found.CASE, case_id, names=names, codes=[number], born=PartialDate(*person.birth)
        )
        self._add(line)
        if person.household_id not in self._households:
            self._households.add(person.household_id)
            home = entry_values(Found.HOUSEHOLD, person.household_id, names=[person.household_name])
            self._add(home)

    def _add(self, line: Mapping[str, object]) -> None:
        self._rows.add(SearchEntry, line)
