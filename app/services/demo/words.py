"""The words of the fictional town, from `resources/demo`: one item a line."""

from dataclasses import dataclass
from pathlib import Path

from app.paths import resources


@dataclass(frozen=True, slots=True)
class Words:
    """Every list the generator draws from."""

    family_names: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    streets: tuple[str, ...]
    neighbourhoods: tuple[str, ...]
    notes: tuple[str, ...]
    observations: tuple[str, ...]
    objectives: tuple[str, ...]
    questions: tuple[str, ...]
    decisions: tuple[str, ...]
    trades: tuple[str, ...]
    partners: tuple[tuple[str, str], ...]


def load() -> Words:
    """Read the lists; partners are « TYPE|name »."""
    folder = resources("demo")

    def lines(name: str) -> tuple[str, ...]:
        return _lines(folder / f"{name}.txt")

    pairs = (line.partition("|") for line in lines("partners"))
    return Words(
        family_names=lines("family_names"),
        girls=lines("girls"),
        boys=lines("boys"),
        streets=lines("streets"),
        neighbourhoods=lines("neighbourhoods"),
        notes=lines("notes"),
        observations=lines("observations"),
        objectives=lines("objectives"),
        questions=lines("questions"),
        decisions=lines("decisions"),
        trades=lines("trades"),
        partners=tuple((code, name) for code, _, name in pairs),
    )


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(line for line in path.read_text(encoding="utf-8").splitlines() if line)
