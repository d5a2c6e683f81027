"""What is asked of a vault first, asked once of a fictional town while the password is typed.

SQLAlchemy writes the SQL of a statement the first time it is asked, which takes eight times as
long as asking it again. What it wrote for a few fictional dossiers in memory serves the vault.
"""

from typing import Final

from app.clock import SystemClock
from app.models.dialect import Compiled, statements
from app.services import entrance, organisation, seats
from app.services.cases import read_case
from app.services.cases_list import cases
from app.services.demo.in_memory import town_in_memory
from app.ui.operations.home_reading import read_board, read_state

_WRITTEN: Final[Compiled] = {}
"""Of this process, for any vault: no statement of the fictional town holds anything personal."""


def warm() -> None:
    """Enter a fictional town, read its Accueil, its dossiers and one of them: 0.3 s of work."""
    written = statements()
    with town_in_memory(written, SystemClock()) as desk:
        entrance.erase_past_term(desk.engine, desk.clock)
        organisation.read_settings(desk)
        seats.last_seat(desk)
        for mine in (False, True):  # the coordonnateur's Accueil, and everybody else's
            read_board(desk, mine=mine, limit=1)
            read_state(desk, mine=mine)
        rows, _more = cases(desk)
        read_case(desk, rows[0].id)
    _WRITTEN.update(written)


def known() -> Compiled:
    """What is written so far, for one vault: it adds its own, which go with it."""
    return statements(_WRITTEN)
