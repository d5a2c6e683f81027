"""A day at the office wears nothing out: memory, open files, threads and widgets stay."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from tests.bench.startup import offscreen
from tests.ordeal import Ordeal

ROOT = Path(__file__).resolve().parents[2]
WARM = 11
"""Turns until every page was built and left twice, through two locks: what a page takes the
second time is what the first left to the allocator, and the level holds from there."""
GROWTH = 12 * 1024 * 1024
"""Bytes the last third of a day may hold beyond the first: SQLite's cache fills to its limit."""
WIDGETS = 4_000
"""Pages that were left go with the next collections; no day has more of them than a morning."""


def day(folder: Path, turns: int, dossiers: int) -> list[dict[str, int]]:
    """What the program held after each turn."""
    for module, *words in (
        ("tests.bench.town", folder / "town.vigie", dossiers),
        ("tests.e2e.office_day", folder, turns, dossiers),
    ):
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, words)],
            cwd=ROOT,
            env=offscreen(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.mark.skipif(sys.platform == "darwin", reason="its counters are others")
def test_a_day_at_the_office_wears_nothing_out(tmp_path: Path, ordeal: Ordeal) -> None:
    turns = ordeal.times(20, 120)
    held = day(tmp_path, turns, turns + 10)
    assert len(held) == turns
    ordeal.did("turns at the office", turns)
    warm = held[WARM:]
    third = max(1, len(warm) // 3)
    morning, evening = warm[:third], warm[-third:]

    def usual(part: list[dict[str, int]], name: str) -> float:
        return median(turn[name] for turn in part)

    assert usual(evening, "files") <= usual(morning, "files") + 1
    assert usual(evening, "threads") <= usual(morning, "threads") + 1
    assert max(turn["widgets"] for turn in evening) < WIDGETS
    assert usual(evening, "memory") - usual(morning, "memory") < GROWTH
