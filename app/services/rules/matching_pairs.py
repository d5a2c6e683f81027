"""Who may be twice among many: pairs to compare, gathered by key, then compared one by one.

Nobody compares a hundred thousand persons with each other (five thousand million pairs): only
those who share how their family name or given name sounds and their year of birth, their whole
name by ear, or their day of birth, day and month in either order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.services.rules.matching import PROBABLE, Identity, Match, compare
from app.services.rules.names import compact_key
from app.services.rules.phonetics import phonetic_key

Step = Callable[[int, int], object]
"""`step(done, total)`; raises to stop."""

_EDGE: Final = 2  # letters at one end that a slip, or a name left out, leaves alone
_EVERY: Final = 500  # groups between two steps


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of them by their place in the sequence, the smaller first, and how they match."""

    one: int
    other: int
    match: Match


@dataclass(frozen=True, slots=True)
class _Keyed:
    last: str
    first: str
    usage: str


def probable_pairs(
    people: Sequence[Identity],
    step: Step,
    *,
    apart: Callable[[int, int], bool] = lambda _one, _other: False,
    least: int = PROBABLE,
) -> list[Pair]:
    """The pairs that match by `least` % at least, the likeliest first.

    `apart(one, other)`: told not to be the same. Some 10 s for 100,000 persons.
    """
    keyed = [_keyed(one) for one in people]
    groups = [one for one in _groups(people) if len(one) > 1]
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    for number, group in enumerate(groups):
        if number % _EVERY == 0:
            step(number, len(groups))
        for one, other in _worth_comparing(group, keyed):
            if (one, other) in seen:
                continue
            seen.add((one, other))
            match = compare(people[one], people[other])
            if match.percent >= least and not apart(one, other):
                found.append(Pair(one, other, match))
    step(len(groups), len(groups))
    return sorted(found, key=lambda pair: (-pair.match.percent, pair.one, pair.other))


def _groups(people: Sequence[Identity]) -> Iterator[list[int]]:
    """The places of those who share a key; a person is in several groups."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(people):
        last, first = phonetic_key(one.last_name), phonetic_key(one.first_name)
        names = [last, phonetic_key(one.usage_name)] if one.usage_name else [last]
        for name in names:
            groups["whole", *sorted((name, first))].append(place)
        if one.birth is None:
            continue
        for year in range(one.birth.earliest.year, one.birth.latest.year + 1):
            groups["first", first, year].append(place)
            for name in names:
                groups["last", name, year].append(place)
        if one.birth.is_exact:
            day = one.birth.earliest
            groups["day", day.year, *sorted((day.day, day.month))].append(place)
    yield from groups.values()


def _worth_comparing(group: list[int], keyed: Sequence[_Keyed]) -> Iterator[tuple[int, int]]:
    """The pairs of a group whose names share an end, in their order or the other way round."""
    for at, one in enumerate(group):
        mine = keyed[one]
        for other in group[at + 1 :]:
            theirs = keyed[other]
            straight = _ends_meet(mine.first, theirs.first) and (
                _ends_meet(mine.last, theirs.last)
                or (mine.usage != "" and _ends_meet(mine.usage, theirs.last))
                or (theirs.usage != "" and _ends_meet(mine.last, theirs.usage))
            )
            if straight or (
                _ends_meet(mine.last, theirs.first) and _ends_meet(mine.first, theirs.last)
            ):
                yield (one, other) if one < other else (other, one)


def _ends_meet(one: str, other: str) -> bool:
    return one[:_EDGE] == other[:_EDGE] or one[-_EDGE:] == other[-_EDGE:]


def _keyed(one: Identity) -> _Keyed:
    return _Keyed(
        compact_key(one.last_name), compact_key(one.first_name), compact_key(one.usage_name)
    )
