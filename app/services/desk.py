"""The desk: an open vault, the person who works at it, and the time.

Every use case takes a `Desk` first and opens one unit of work on it: rolled back unless it is
committed, journalled in the same transaction, its failures translated for people.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, Row, Select
from sqlalchemy.orm import Session

from app.clock import Clock, SystemClock
from app.errors import Conflict, Refused
from app.models.base import Base, Edited
from app.models.engine import for_reading
from app.models.enums import JournalAction, Role
from app.services import failures, journal, search_due
from app.services.changes import Change, Written
from app.services.history_record import Heard, Recorder
from app.services.rules.rights import Record, UseCase, allowed, reach
from app.services.vault.open_vault import OpenVault

R = TypeVar("R", bound=Base)
E = TypeVar("E", bound=Edited)


@dataclass(frozen=True, slots=True)
class Actor:
    """The account at work: its number, roles and groups. `name` is shown, never logged."""

    account_id: int
    name: str
    roles: frozenset[Role]
    group_ids: frozenset[int] = frozenset()

    def may(self, use_case: UseCase, record: Record = Record.OFFICE) -> bool:
        """One cell of the table of rights."""
        return allowed(self.roles, use_case, record)

    def reach(self, use_case: UseCase) -> frozenset[Record]:
        """The records on which this person may do `use_case`."""
        return reach(self.roles, use_case)


@dataclass(slots=True)
class Work:
    """One unit of work: a session inside a transaction, on behalf of an actor.

    `restoring`: what it writes is a former version, and is told so.
    """

    session: Session
    actor: Actor
    now: datetime
    today: date
    restoring: bool = False
    _recorder: Recorder | None = None
    _along: "Sequence[Callable[[Work], None]]" = ()
    _composed: dict[Hashable, Select[*tuple[Any, ...]]] = field(default_factory=dict)
    _lines: list[journal.Line] = field(default_factory=list)

    def demand_office(self, use_case: UseCase) -> None:
        """Refuse what the actor's roles do not open, outside any dossier."""
        if not self.actor.may(use_case):
            raise Refused

    def once(
        self, name: Hashable, compose: Callable[[], Select[*tuple[Any, ...]]]
    ) -> Select[*tuple[Any, ...]]:
        """A question composed once at a desk, for its actor and the day, then asked many times.

        Composing one takes longer than SQLite takes to answer it. What changes from one asking to
        the next is a `bindparam`; everything else it says follows from the actor and the day.
        """
        key = (self.actor, self.today, name)
        if key not in self._composed:
            self._composed[key] = compose()
        return self._composed[key]

    def rows(
        self, query: Select[*tuple[Any, ...]], given: Mapping[str, object]
    ) -> Sequence[Row[*tuple[Any, ...]]]:
        """The rows of a question that asks for columns alone: past the session, a third faster."""
        return self.session.connection().execute(query, given).all()

    def get(self, model: type[R], number: int | None) -> R:
        """The row, or `Refused` when there is none. Says nothing of rights: ask them first."""
        row = None if number is None else self.session.get(model, number)
        if row is None:
            raise Refused
        return row

    def demand_known(self, model: type[Base], *numbers: int | None) -> None:
        """Refuse a number that is no row's; none is no number. Says nothing of rights."""
        for number in numbers:
            if number is not None:
                self.get(model, number)

    def add(self, row: E) -> E:
        """Insert an edited row, signed by the actor; its number is known on return."""
        row.created_at = row.updated_at = self.now
        row.created_by = row.updated_by = self.actor.account_id
        row.version = 1
        self.session.add(row)
        self.session.flush()
        return row

    def touch(self, row: Edited, version: int | None = None) -> None:
        """Sign a change of `row`; raises `Conflict` when it is no longer at `version`."""
        if version is not None and row.version != version:
            raise Conflict
        row.version += 1
        row.updated_at = self.now
        row.updated_by = self.actor.account_id

    def correct(self, row: Edited, values: Mapping[str, object], version: int | None = None) -> str:
        """Give `row` these values, signed; answers the fields that changed, for the journal.

        Raises `Conflict` when it is no longer at `version`.
        """
        self.touch(row, version)
        changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, values[name])
        return " ".join(changed)

    def journal(
        self,
        action: JournalAction,
        object_type: str,
        object_id: int | None = None,
        detail: str = "",
    ) -> None:
        """Add a line to the journal, written at commit. `detail` holds codes, never values."""
        if self.restoring and action is JournalAction.UPDATE:
            action = JournalAction.RESTORE
        self._lines.append(
            journal.Line(self.now, self.actor.account_id, action, object_type, object_id, detail)
        )

    def heard(self) -> Iterator[Heard]:
        """The records this unit of work has written until now, once flushed."""
        return iter(()) if self._recorder is None else self._recorder.heard(self.session)

    def forget_past(self, row: Base, *names: str) -> None:
        """Keep no value of these fields in the history, past ones and this one alike."""
        if self._recorder is not None:
            self._recorder.forget(row, *names)

    def commit(self, change: Change) -> Change:
        """Write everything, history and journal included, and answer what changed."""
        for act in self._along:
            act(self)
        return replace(change, written=self._close())

    def commit_reading(self) -> None:
        """Keep the lines of the journal that a reading leaves; nothing else changed."""
        self._close()

    def _close(self) -> tuple[Written, ...]:
        self.session.flush()
        search_due.settle(self.session)
        written: tuple[Written, ...] = ()
        if self._recorder is not None:
            written = self._recorder.write(
                self.session, self.now, self.actor.account_id, restoring=self.restoring
            )
        journal.append(self.session, self._lines)
        self.session.commit()
        self._lines.clear()
        return written


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one person works on one open vault.

    `vault` is none where the database was opened without its key slots. `restoring`: what is
    written from it is a former version (`history_restore`).
    """

    engine: Engine
    actor: Actor
    clock: Clock = field(default_factory=SystemClock)
    vault: OpenVault | None = None
    restoring: bool = False
    _along: list[Callable[[Work], None]] = field(default_factory=list, compare=False, repr=False)
    _composed: dict[Hashable, Select[*tuple[Any, ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @contextmanager
    def along(self, act: Callable[[Work], None]) -> Iterator[None]:
        """Do `act` in the unit of work that commits meanwhile: both are kept, or neither."""
        self._along.append(act)
        try:
            yield
        finally:
            self._along.remove(act)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A unit of work that may write: nothing stays unless `Work.commit` is called."""
        yield from self._unit(self.engine, Recorder, self._along)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A unit of work that only reads."""
        yield from self._unit(for_reading(self.engine))

    def _unit(
        self,
        engine: Engine,
        recorder: Callable[[Session], Recorder] | None = None,
        along: Sequence[Callable[[Work], None]] = (),
    ) -> Iterator[Work]:
        with (
            failures.explained(),
            Session(engine, autoflush=False, expire_on_commit=False) as session,
        ):
            heard = None if recorder is None else recorder(session)
            now, today = self.clock.now(), self.clock.today()
            yield Work(
                session, self.actor, now, today, self.restoring, heard, along, self._composed
            )
