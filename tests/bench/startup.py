"""From the start of the process to a painted window: bare PySide6, then the unlock screen."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from app.bootstrap import SETTINGS_FILE
from tests.bench.measure import Figure, summary

BARE = """
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print("painted", flush=True); QApplication.quit()
app = QApplication([])
window = Window(); window.resize(1180, 760); window.show()
app.exec()
"""

# `python -m app`, up to where it begins to load what the unlock screen does without: the screen
# of a known vault is painted then, all that it holds included, and the event loop takes keys.
OURS = """
from app import __main__, preload
def painted(_vault):
    from PySide6.QtWidgets import QApplication
    assert QApplication.focusWidget().objectName() == "field.login"
    print("painted", flush=True); QApplication.quit()
preload.start = painted
__main__.main()
"""


def startup(runs: int) -> Figure:
    """The unlock screen against an empty window; alternated, so that both meet the same load."""
    bare, ours = [], []
    with TemporaryDirectory() as home:
        environment = offscreen() | {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
        known = Path(home, "Vigie", SETTINGS_FILE)
        known.parent.mkdir()
        known.write_text(json.dumps({"vaults": [str(Path(home, "ville.vigie"))]}), "utf-8")
        for _ in range(runs + 1):
            bare.append(_until_painted(BARE, environment))
            ours.append(_until_painted(OURS, environment))
    return summary(
        "démarrage : écran d’ouverture utilisable",
        ours[1:],
        limit=bare[1:],
        goal=1.35,
        goal_is_ratio=True,
    )


def offscreen() -> dict[str, str]:
    """The environment of a child process: no screen needed, this very program."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(Path.cwd()),
    }


def _until_painted(script: str, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as child:
        line = child.stdout.readline() if child.stdout else ""
        elapsed = (time.perf_counter() - start) * 1000
        child.wait()
    if line.strip() != "painted":
        raise RuntimeError("the window was never painted")
    return elapsed
