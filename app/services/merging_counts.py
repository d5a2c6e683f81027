"""What two dossiers contain, kind by kind, and what the one they became contains: the proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from app.errors import UserFacingError
from app.services.merging_links import count_of
from app.services.merging_moves import Moves
from app.services.opened_by_mistake import COUNTED
from app.services.rows import Ref

_ELSEWHERE: Final = ("autre élément", "autres éléments")
#: The dossier of the one who leaves refers to them; the merge has its own line of states.
_BY_THE_MERGE: Final = {"case_file": -1, "case_status_change": 1}


class NotMerged(UserFacingError):
    """What was counted afterwards is not what was there before: nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "La fusion n’a pas été faite\u202f: tout n’aurait pas été retrouvé dans le dossier "
            "réuni.",
            remedy="Rien n’a été changé. Signalez-le à qui suit le programme.",
            code="not_merged",
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of one kind each dossier has, and, once merged, the one that stays.

    `aside`: those that stood in both, kept with the merge. `words`: one, several.
    """

    words: tuple[str, str]
    kept: int
    other: int
    after: int = 0
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """How many rows of each table refer to the one that stays, to the other, to either."""

    mine: Mapping[str, int]
    theirs: Mapping[str, int]
    both: Mapping[str, int]


def count_before(session: Session, mine: Sequence[Ref], theirs: Sequence[Ref]) -> Before:
    """What refers to two dossiers and their young people."""
    parts = (mine, theirs, (*mine, *theirs))
    return Before(*(count_of(session, one) for one in parts))


def side_by_side(before: Before) -> tuple[Counted, ...]:
    """In the words of the screen, before anything is done."""
    return _counted(before.mine, before.theirs)


def proof(
    session: Session, before: Before, mine: Sequence[Ref], moves: Moves
) -> tuple[Counted, ...]:
    """The counts before and after, which must agree: each row is there, or set aside.

    Raises `NotMerged`.
    """
    after = count_of(session, mine)
    aside = {one: len(moves.aside.of(one)) for one in {row.table for row in moves.aside.rows}}
    for name in {**before.both, **after}:
        total = before.both.get(name, 0) + _BY_THE_MERGE.get(name, 0)
        if after.get(name, 0) + aside.get(name, 0) != total:
            raise NotMerged
    return _counted(before.mine, before.theirs, after, aside)


def _counted(
    kept: Mapping[str, int],
    other: Mapping[str, int],
    after: Mapping[str, int] | None = None,
    aside: Mapping[str, int] | None = None,
) -> tuple[Counted, ...]:
    """By kind in the words of the screen; what has no word of its own, together at the end."""
    apart = frozenset({"case_file", "youth"})
    every = [one for one in dict.fromkeys((*COUNTED, *kept, *other)) if one not in apart]
    found: dict[tuple[str, str], Counted] = {}
    for name in every:
        words = COUNTED.get(name, _ELSEWHERE)
        so_far = found.get(words, Counted(words, 0, 0))
        found[words] = Counted(
            words,
            so_far.kept + kept.get(name, 0),
            so_far.other + other.get(name, 0),
            so_far.after + (after or {}).get(name, 0),
            so_far.aside + (aside or {}).get(name, 0),
        )
    lines = [one for one in found.values() if one.kept or one.other or one.after]
    return tuple(sorted(lines, key=lambda one: one.words == _ELSEWHERE))
