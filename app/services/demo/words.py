"""The words of the fictional town, from `resources/demo`: one item a line.

A text that does not suit everybody says whom it suits: « PUPIL MINOR|Le texte ».
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.models.enums import IntakeReason, ObservationKind
from app.paths import resources


class Mark(StrEnum):
    """What a text asks of its young person."""

    GIRL = "GIRL"
    BOY = "BOY"
    MINOR = "MINOR"
    COLLEGE = "COLLEGE"
    LYCEE = "LYCEE"
    PUPIL = "PUPIL"  # one or the other
    AWAY = "AWAY"  # neither
    FROM_15 = "FROM_15"  # may think of an apprenticeship


class Texts:
    """Texts, each for those it suits; at least one must suit everybody."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple((_marks(codes), text) for codes, text in map(_parted, lines))
        self._suiting: dict[frozenset[Mark], tuple[str, ...]] = {}

    @property
    def every(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(text for _, text in self._lines)

    def suiting(self, marks: frozenset[Mark]) -> tuple[str, ...]:
        """Those for somebody of whom this may be said."""
        found = self._suiting.get(marks)
        if found is None:
            found = tuple(text for asked, text in self._lines if asked <= marks)
            self._suiting[marks] = found
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """Every list the generator draws from."""

    family_names: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    streets: tuple[str, ...]
    neighbourhoods: tuple[str, ...]
    notes: dict[IntakeReason, Texts]
    observations: dict[ObservationKind, Texts]
    objectives: Texts
    questions: Texts
    decisions: Texts
    trades: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]


def load() -> Words:
    """Read the lists; partners are « TYPE|name », trades « diploma|name of a partner »."""
    folder = resources("demo")

    def lines(name: str) -> tuple[str, ...]:
        return _lines(folder / f"{name}.txt")

    def pairs(name: str) -> tuple[tuple[str, str], ...]:
        return tuple((code, rest) for code, _, rest in map(_halves, lines(name)))

    notes, said = pairs("notes"), pairs("observations")
    return Words(
        family_names=lines("family_names"),
        girls=lines("girls"),
        boys=lines("boys"),
        streets=lines("streets"),
        neighbourhoods=lines("neighbourhoods"),
        notes={one: Texts(_of(notes, one)) for one in IntakeReason},
        observations={one: Texts(_of(said, one)) for one in ObservationKind},
        objectives=Texts(lines("objectives")),
        questions=Texts(lines("questions")),
        decisions=Texts(lines("decisions")),
        trades=pairs("trades"),
        partners=pairs("partners"),
    )


def _of(pairs: Iterable[tuple[str, str]], code: str) -> Collection[str]:
    return [text for kind, text in pairs if kind == code]


def _halves(line: str) -> tuple[str, str, str]:
    return line.partition("|")


def _parted(line: str) -> tuple[str, str]:
    codes, bar, text = line.partition("|")
    return (codes, text) if bar else ("", line)


def _marks(codes: str) -> frozenset[Mark]:
    return frozenset(map(Mark, codes.split()))


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line)
