"""What was copied from here leaves the clipboard at the lock; what others copied stays."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COPIER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from app.ui.shell.short_lock import forget_clipboard

app = QApplication([])
clipboard = app.clipboard()
line = QLineEdit("MARTEL Yanis")
line.show()

def copy():
    line.selectAll()
    line.copy()
    print(clipboard.text())
    forget_clipboard()
    print(repr(clipboard.text()))
    app.quit()

QTimer.singleShot(0, copy)
app.exec()
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("xvfb-run") is None,
    reason="Qt's offscreen platform has no clipboard owner; Xvfb is not installed",
)
def test_what_was_copied_from_here_is_forgotten() -> None:
    root = Path(__file__).resolve().parents[3]
    result = subprocess.run(
        ["xvfb-run", "-a", sys.executable, "-c", COPIER],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    if "could not connect to display" in result.stderr or "xcb" in result.stderr:
        pytest.skip("Qt's xcb libraries are not installed")
    assert result.stdout.splitlines() == ["MARTEL Yanis", "''"]
