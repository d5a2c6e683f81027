"""What Qt complains of is never printed: its words may quote what a widget holds."""

import subprocess
import sys
from pathlib import Path

import pytest

SPEAKER = """
from pathlib import Path
from PySide6.QtCore import qCritical, qWarning
from app import faults
from app.ui.shell.qt_words import keep_quiet
faults.log_to(Path({folder!r}))
{install}
qWarning("MARTEL Yanis"); qCritical("MARTEL Yanis")
"""


@pytest.mark.parametrize("quiet", [True, False])
def test_qt_says_nothing_aloud_and_what_is_grave_is_kept_without_words(
    tmp_path: Path, quiet: bool
) -> None:
    """Without the handler, as a control, the words come out."""
    code = SPEAKER.format(folder=str(tmp_path), install="keep_quiet()" if quiet else "")
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ("MARTEL" in said.stderr + said.stdout) is not quiet
    log = tmp_path / "vigie.log"
    assert log.exists() is quiet
    if quiet:
        told = log.read_text("utf-8")
        assert "Qt.QtCriticalMsg" in told
        assert "MARTEL" not in told
