"""What is kept of a merge so that it can be undone exactly, as JSON in `case_merge`."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from app.services.merging_moves import Moves, Thrown, as_places, is_content
from app.services.rows import Bundle, Link, Ref, Stored, Value

Before = Mapping[str, tuple[Value, Value]]
"""By column: what it held before the merge, and after."""


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """`case` and `youth`: the columns of the rows that stay; `step`: its line of the states.

    `gone`: the rows of the dossier that left. `last`: by table, the last number given when the
    two had become one. `made`: the contacts that were noted for it. `facts`, `rectified`: how many
    thresholds of absence and which fields (table, name) were erased of it since, by the law.
    """

    moves: Moves
    gone: Bundle
    case: Before
    youth: Before
    step: int
    last: Mapping[str, int]
    made: tuple[Ref, ...] = ()
    facts: int = 0
    rectified: tuple[tuple[str, str], ...] = ()

    def dump(self) -> str:
        """As JSON."""
        links = [[o.table, o.number, o.column, o.before, o.after] for o in self.moves.links]
        twins = [[*aside, *live] for aside, live in self.moves.twins]
        content = {
            "links": links,
            "thrown": [astuple(one) for one in self.moves.thrown],
            "twins": twins,
            "aside": self.moves.aside.dump(),
            "gone": self.gone.dump(),
            "case": self.case,
            "youth": self.youth,
            "step": self.step,
            "last": self.last,
            "made": self.made,
            "facts": self.facts,
            "rectified": self.rectified,
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> "MergeRecord":
        """Read what `dump` wrote."""
        content = json.loads(text)
        links = tuple(Link(*parts) for parts in content["links"])
        thrown = tuple(
            Thrown(number, name, tuple(key), *rest)
            for number, name, key, *rest in content.get("thrown", ())
        )
        for one in links:
            thrown += as_places(one) if is_content(one) else ()
        moves = Moves(
            tuple(one for one in links if not is_content(one)),
            Bundle.load(content["aside"]),
            thrown,
            tuple(((a, b), (c, d)) for a, b, c, d in content.get("twins", ())),
        )
        return cls(
            moves=moves,
            gone=Bundle.load(content["gone"]),
            case={name: (pair[0], pair[1]) for name, pair in content["case"].items()},
            youth={name: (pair[0], pair[1]) for name, pair in content["youth"].items()},
            step=content["step"],
            last=content["last"],
            made=tuple((name, number) for name, number in content.get("made", ())),
            facts=content.get("facts", 0),
            rectified=tuple((name, field) for name, field in content.get("rectified", ())),
        )


def changed(before: Stored, after: Stored) -> Before:
    """What a merge did to a row that stays, column by column, as stored; signatures included."""
    return {name: (value, after.values[name]) for name, value in before.values.items()}


def gone_records(content: str) -> frozenset[Ref]:
    """The records that left with a merge, and would come back with its undoing."""
    record = MergeRecord.load(content)
    return record.gone.refs | record.moves.aside.refs
