"""`vigie demo` takes a picture of every page of the real window."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from app.screens import SIZE
from app.workplace import PAGES


def test_every_page_of_a_fictional_town_is_photographed(tmp_path: Path) -> None:
    # In a process of its own, as people run it: a whole program ends with its process.
    homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "TMPDIR"), str(tmp_path))
    made = subprocess.run(
        [sys.executable, "-m", "app", "demo", str(tmp_path / "ville"), "--dossiers", "12"],
        env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        check=False,
        timeout=110,
    )
    assert made.returncode == 0, made.stderr
    taken = list((tmp_path / "ville" / "ecrans").glob("*.png"))
    names = {path.stem for path in taken}
    nothing_erased = {"elimination_preview"}
    assert {spec.kind.replace(".", "_") for spec in PAGES} - nothing_erased <= names
    assert {"ouverture", "case_plan", "case_observations"} <= names
    for path in taken:
        assert QImage(str(path)).size().toTuple() == SIZE
