"""From the start of the process to a painted window: bare PySide6, then the unlock screen."""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Figure, summary

BARE = """
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print("painted", flush=True); QApplication.quit()
app = QApplication([])
window = Window(); window.resize(1366, 768); window.show()
app.exec()
"""

# As `app.__main__` does, up to the first paint of the screen that opens a known vault.
OURS = """
import gc
gc.disable()
from pathlib import Path
from app import hardening
hardening.apply()
from app import bootstrap
from app.program import Options
from PySide6.QtWidgets import QApplication
begin = bootstrap.build
def build(*given):
    program = begin(*given)
    def painted():
        print("painted", flush=True); QApplication.quit()
    program.window.painted.connect(painted)
    program.window.resize(1366, 768)
    return program
bootstrap.build = build
bootstrap.open_window(Options(vault=Path("ville.vigie")))
"""


def startup(runs: int) -> Figure:
    """The unlock screen against an empty window; alternated, so that both meet the same load."""
    bare, ours = [], []
    with TemporaryDirectory() as home:
        environment = offscreen() | {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}
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
