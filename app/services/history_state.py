"""What a record held at a former version: what it holds now, every later change taken back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from app.models.base import Base
from app.models.history import RecordChange
from app.models.partner import Partner
from app.models.youth import Guardianship
from app.services.desk import Work
from app.services.history_scope import Target, of_record
from app.services.history_tracked import BY_KIND, Kind, Stored, columns_of, stored
from app.services.rules.partial_dates import PartialDate

#: Set by moving, deciding, sending, validating: a version brought back leaves them as they are.
NOT_TYPED: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.CASE: frozenset(
        {
            "status", "opened_on", "origin_type", "processing_restricted", "closed_on",
            "closure_reason", "closure_review", "moved_out_on",
        }
    ),
    Kind.SCHOOLING: frozenset({"ended_on"}),
    Kind.OBSERVATION: frozenset({"validated_by_id"}),
    Kind.ACTION: frozenset({"status", "result", "ended_on"}),
    Kind.REFERRAL: frozenset(
        {"status", "sent_on", "interview_at", "started_on", "decline_reason", "drop_reason"}
    ),
    Kind.INTAKE: frozenset(
        {
            "status", "decision_on", "decision_by_id", "redirected_to_id", "not_retained_reason",
            "case_id",
        }
    ),
    Kind.ACCOUNT: frozenset({"login", "revoked_on"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """The values of a record as stored, read back as the entries of the services want them."""

    values: Mapping[str, Stored]

    def text(self, name: str) -> str:
        """A text, empty for none."""
        return str(self.values.get(name) or "")

    def day(self, name: str) -> date | None:
        """A civil date."""
        return date.fromisoformat(self.text(name)) if self.values.get(name) else None

    def birth(self) -> PartialDate | None:
        """A birth date, maybe partly known."""
        earliest, latest = self.day("birth_earliest"), self.day("birth_latest")
        return PartialDate(earliest, latest) if earliest and latest else None

    def items(self, name: str) -> list[Any]:
        """A collection."""
        value = self.values.get(name)
        return value if isinstance(value, list) else []

    def numbers(self, name: str) -> tuple[int, ...]:
        """The numbers of the rows of a collection."""
        return tuple(one for one in self.items(name) if isinstance(one, int))

    def part(self, prefix: str) -> "State":
        """The values of one part: `contacts.12`."""
        start = f"{prefix}."
        return State(
            {
                name.removeprefix(start): value
                for name, value in self.values.items()
                if name.startswith(start)
            }
        )


def state_now(row: Base, kind: Kind) -> State:
    """What a record holds."""
    values = _values(row)
    for name, told in BY_KIND[kind].lists.items():
        values[name] = sorted(
            (told(one) for one in getattr(row, name)),
            key=lambda it: json.dumps(it, sort_keys=True),
        )
    if isinstance(row, Guardianship):
        values |= _values(row.guardian)
    if isinstance(row, Partner):
        for one in row.contacts:
            values[f"contacts.{one.id}"] = one.id
            values |= {f"contacts.{one.id}.{name}": it for name, it in _values(one).items()}
    return State(values)


def state_at(work: Work, target: Target, row: Base, line: int) -> State:
    """What a record held once the line `line` was written, as far as this actor may know."""
    values = dict(state_now(row, target.kind).values)
    later = (
        select(RecordChange.content)
        .where(of_record(work, target), RecordChange.id > line)
        .order_by(RecordChange.id.desc())
    )
    for content in work.session.scalars(later):
        for name, pair in json.loads(content).items():
            if pair:  # erased since: it stays as it is now
                values[name] = pair[0]
    return State(values)


def differences(kind: Kind, before: State, after: State) -> dict[str, list[Stored]]:
    """What bringing `after` back would change, by field, among what a person types."""
    names: Iterable[str] = dict.fromkeys((*after.values, *before.values))
    left = NOT_TYPED.get(kind, frozenset())
    return {
        name: [before.values.get(name), after.values.get(name)]
        for name in names
        if name not in left and before.values.get(name) != after.values.get(name)
    }


def _values(row: Base) -> dict[str, Stored]:
    return {name: stored(getattr(row, name)) for name in columns_of(type(row))}
