"""A screen that nobody looks at, with a clipboard that another program owns (Xvfb, Linux)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_OWNER = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.clipboard().setText(sys.stdin.readline().rstrip("\\n"))
print("copied", flush=True)
app.exec()
"""


def why_no_screen() -> str:
    """Why a screen cannot be had here; empty when it can."""
    if not sys.platform.startswith("linux"):
        return "Xvfb exists on Linux only"
    return "" if shutil.which("Xvfb") else "Xvfb is not installed"


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """What the environment of a program must hold to show its window there."""
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield {"DISPLAY": f":{number.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.kill()
        server.wait()


@contextmanager
def copied_elsewhere(text: str, shown: dict[str, str]) -> Iterator[None]:
    """Another program has copied `text`, and keeps it until the end."""
    owner = subprocess.Popen(
        [sys.executable, "-c", _OWNER],
        cwd=_ROOT,
        env={**os.environ, **shown},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert owner.stdin is not None
    assert owner.stdout is not None
    try:
        owner.stdin.write(text + "\n")
        owner.stdin.flush()
        assert owner.stdout.readline() == "copied\n"
        yield
    finally:
        owner.kill()
        owner.communicate()
