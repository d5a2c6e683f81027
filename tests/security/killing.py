"""Work that is killed over and over in copies of one place, by `backup_child` or its like."""

import shutil
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
        whole = base / "entier"
        shutil.copytree(model, whole)
        moments = self._run("count", work, whole, base).count(".")
        most, at_random = min(ordeal.times(*self.moments), moments), ordeal.times(*self.instants)
        chosen = sorted(ordeal.draw.sample(range(1, moments + 1), most))
        for name in ("moments", "hasard"):
            (base / name).mkdir()
        said = self._run("moments", work, model, base / "moments", *chosen)
        assert [line.split()[1] for line in said.splitlines()] == ["9"] * len(chosen)
        self._run("random", work, model, base / "hasard", ordeal.seed, at_random)
        ordeal.did("kills", len(chosen) + at_random)
        yield whole
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
