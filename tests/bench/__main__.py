"""`make bench`: every figure of the program, beside the limit measured in the same run.

It never fails on a time: a goal that is missed is marked « ! ».
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import psutil

from app.services import entrance
from app.services.desk import Desk
from app.services.vault.layout import DATABASE
from tests.bench.measure import Figure, growth, show, summary
from tests.bench.raw import Raw
from tests.bench.services import Bench
from tests.bench.startup import offscreen, startup
from tests.bench.town import LOGIN, PASSWORD, derivation_done, derived, town

SIZES = (1_000, 10_000, 100_000)
FOLDER = Path("build/bench")
# As the program does before it imports anything of the window.
_WINDOW = (
    "import runpy; from app import loading; loading.begin();"
    "runpy.run_module('tests.bench.window', run_name='__main__')"
)
WINDOWS = 3  # processes that open the whole window, for each size


def main() -> int:
    """Measure and print; 0."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of dossiers")
    parser.add_argument("--runs", type=int, default=15, help="runs of each measure (15)")
    parser.add_argument("--only", choices=("startup", "services", "window"), default="")
    asked = parser.parse_args()
    figures: list[Figure] = []
    _say(_conditions())
    if asked.only in {"", "startup"}:
        figures.append(startup(asked.runs))
    for size in sorted(asked.sizes):
        _say(f"… {size} dossiers")
        vault = town(FOLDER, size)
        key = derived(vault)
        wrap, tag = bytes(key.wrap), key.tag
        if asked.only in {"", "services"}:
            with _entered(vault, wrap, tag) as desk:
                raw = Raw(desk)
                bench = Bench(desk, raw, size, asked.runs)
                figures += [*bench.lists(), *bench.dossiers(), *bench.documents()]
                raw.close()
        if asked.only in {"", "window"}:
            figures += _windows(vault, wrap, tag, size)
    order = {name: at for at, name in enumerate(dict.fromkeys(one.name for one in figures))}
    figures.sort(key=lambda one: (order[one.name], one.size or 0))
    _say("\n" + show(figures))
    if len(asked.sizes) > 1:
        _say(f"\nCroissance, de {min(asked.sizes)} à {max(asked.sizes)} dossiers\n")
        _say(growth(figures))
    _say("\n" + _conditions())
    return 0


@contextmanager
def _entered(vault: Path, wrap: bytes, tag: bytes) -> Iterator[Desk]:
    with derivation_done(wrap, tag):
        desk = entrance.enter(vault, login=LOGIN, password=PASSWORD)
    try:
        yield desk
    finally:
        if desk.vault is not None:
            desk.vault.close()


def _windows(vault: Path, wrap: bytes, tag: bytes, size: int) -> list[Figure]:
    found = [_window(vault, wrap, tag) for _ in range(WINDOWS)]

    def series(name: str) -> list[float]:
        return [one[name] for one in found]

    def each(name: str) -> list[float]:
        return [value for one in found for value in one[name]]

    return [
        summary("coffre ouvert : accueil peint", series("enter"), size=size, goal=150),
        summary("défilement : plus long blocage", series("scroll"), size=size, goal=50),
        summary("recherche : plus long blocage", series("search"), size=size, goal=50),
        summary(
            "recherche : touche à résultats peints, 95 %",
            [quantiles(each("keys"), n=20)[-1]],
            size=size,
            goal=50,
        ),
        summary("dossier : de la demande à la page peinte", each("cases"), size=size, goal=100),
        summary(
            "mémoire au plus haut",
            series("peak"),
            size=size,
            limit=series("door"),
            goal=250,
            unit="Mo",
        ),
    ]


def _window(vault: Path, wrap: bytes, tag: bytes) -> dict[str, Any]:
    yesterday = time.time() - 86_400  # the vault was closed the evening before
    os.utime(vault / DATABASE, (yesterday, yesterday))
    command = [sys.executable, "-c", _WINDOW, str(vault), wrap.hex(), tag.hex()]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=offscreen())
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


def _conditions() -> str:
    load = psutil.getloadavg()[0]
    return (
        f"{platform.system()}, Python {platform.python_version()}, {psutil.cpu_count()} cœurs, "
        f"charge {load:.1f} (au-delà de 1, d’autres travaux faussent les temps)"
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
