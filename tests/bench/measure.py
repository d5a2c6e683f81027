"""Medians over repeated runs, and how they are printed."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """A median; `limit` is the same thing done bare, `goal` what is aimed at at most.

    `unit` is of all three: « ms », « Mo »; a goal in « × » is a ratio to the limit.
    """

    name: str
    size: int | None
    median: float
    best: float
    worst: float
    runs: int
    limit: float | None = None
    goal: float | None = None
    unit: str = "ms"
    goal_is_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times the limit."""
        return self.median / self.limit if self.limit else None

    @property
    def missed(self) -> bool:
        """Whether the goal is not met."""
        reached = self.ratio if self.goal_is_ratio else self.median
        return self.goal is not None and reached is not None and reached > self.goal


def times(work: Callable[[T], object], samples: Sequence[T], *, runs: int) -> list[float]:
    """Milliseconds of `runs` runs over the samples in turn, after one that is not counted."""
    turn = cycle(samples)
    work(next(turn))
    found = []
    for _ in range(runs):
        sample = next(turn)
        start = time.perf_counter()
        work(sample)
        found.append((time.perf_counter() - start) * 1000)
    return found


def summary(
    name: str,
    found: Sequence[float],
    *,
    size: int | None = None,
    limit: Sequence[float] = (),
    goal: float | None = None,
    unit: str = "ms",
    goal_is_ratio: bool = False,
) -> Figure:
    """The figure of a series, beside that of its limit."""
    return Figure(
        name=name,
        size=size,
        median=statistics.median(found),
        best=min(found),
        worst=max(found),
        runs=len(found),
        limit=statistics.median(limit) if limit else None,
        goal=goal,
        unit=unit,
        goal_is_ratio=goal_is_ratio,
    )


def show(figures: Sequence[Figure]) -> str:
    """A table: one line a measure, the ratio to the limit, the goal and « ! » where it is missed.

    On a machine that does other work, the best run says more of the program than the median.
    """
    head = ("mesure", "dossiers", "médiane", "meilleur", "pire", "limite", "ratio", "but")
    lines = [f"{head[0]:<44}" + "".join(f"{word:>11}" for word in head[1:])]
    for one in figures:
        sign = "×" if one.goal_is_ratio else ""
        goal = "" if one.goal is None else f"≤ {sign}{one.goal:g}"
        cells = (
            "" if one.size is None else f"{one.size:,}".replace(",", "\u202f"),
            f"{one.median:.1f} {one.unit}",
            f"{one.best:.1f}",
            f"{one.worst:.1f}",
            "" if one.limit is None else f"{one.limit:.1f}",
            "" if one.ratio is None else f"×{one.ratio:.2f}",
            goal + (" !" if one.missed else ""),
        )
        lines.append(f"{one.name:<44}" + "".join(f"{cell:>11}" for cell in cells))
    return "\n".join(lines)


def growth(figures: Sequence[Figure]) -> str:
    """How each measure grows from the smallest size to the largest."""
    lines = []
    for name in dict.fromkeys(one.name for one in figures if one.size is not None):
        sized = sorted((one for one in figures if one.name == name), key=lambda one: one.size or 0)
        if len(sized) > 1 and sized[0].median:
            factor = sized[-1].median / sized[0].median
            lines.append(f"{name:<44}×{factor:.1f}")
    return "\n".join(lines)
