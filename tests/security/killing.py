"""Work that is killed over and over in copies of one place, by `backup_child` or its like."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.ordeal import Ordeal

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Killer:
    """`module` is run as a process; `moments` and `instants`: how many kills, short and long."""

    module: str
    moments: tuple[int, int]
    instants: tuple[int, int]

    def killed(self, work: str, model: Path, base: Path, ordeal: Ordeal) -> Iterator[Path]:
        """The places where that work was done whole, killed at chosen moments, then at random."""
        most, at_random = ordeal.times(*self.moments), ordeal.times(*self.instants)
        said = self._run("kill", work, model, base, ordeal.seed, most, at_random)
        ended = [line.split()[1] for line in said.splitlines()]
        assert ended == ["9"] * len(ended)
        assert ended, "it was killed nowhere"
        ordeal.did("kills", len(ended) + at_random)
        yield base / "entier"
        yield from sorted((base / "moments").iterdir())
        yield from sorted((base / "hasard").iterdir())

    def _run(self, *words: object) -> str:
        done = subprocess.run(
            [sys.executable, "-m", self.module, *map(str, words)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
