"""What Accueil reads, in two goes: what one reads first, then what takes longer to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.services import alerts, drafts, home, intake_list, purge, recent, rehearsal
from app.services.backup_health import Health, backup_health
from app.services.choices import IntakeStatus
from app.services.desk import Desk
from app.services.drafts import SavedDraft
from app.services.home import Counts, Home
from app.services.intake_list import IntakeFilter, IntakeRow, IntakeSort
from app.services.recent import Recent
from app.services.rules.alerts import AlertKind
from app.services.rules.rights import UseCase

RESUMED = 6
"""Lines of « Reprendre » at most."""


@dataclass(frozen=True, slots=True)
class Board:
    """What one reads first."""

    home: Home
    drafts: tuple[SavedDraft, ...]
    unfinished: tuple[IntakeRow, ...]
    recent: tuple[Recent, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What takes longer to say: it comes after the rest."""

    counts: Counts
    watched: Mapping[AlertKind, int]
    health: Health | None
    rehearsal_due: date | None
    purge_due: bool


def read_board(desk: Desk, *, mine: bool, limit: int) -> Board:
    """What stands in the lists of Accueil, `limit` lines under each heading."""
    return Board(
        home.home(desk, mine=mine, limit=limit),
        drafts.drafts(desk),
        _unfinished(desk),
        recent.recent(desk, RESUMED),
    )


def read_state(desk: Desk, *, mine: bool) -> State:
    """How many things wait, and how safe the data are."""
    return State(
        home.counts(desk, mine=mine),
        alerts.watch(desk, mine=mine),
        backup_health(desk) if desk.actor.may(UseCase.BACK_UP) else None,
        rehearsal.rehearsal_due(desk),
        bool(desk.actor.reach(UseCase.ERASE)) and purge.purge_due(desk),
    )


def _unfinished(desk: Desk) -> tuple[IntakeRow, ...]:
    """The signalements this person kept as « Brouillon », the last received first."""
    kept = IntakeFilter(statuses=frozenset({IntakeStatus.DRAFT}), mine=True)
    rows, _more = intake_list.intakes(
        desk, kept, sort=IntakeSort.RECEIVED, descending=True, limit=RESUMED
    )
    return rows
