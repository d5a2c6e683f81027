"""What the system says of the session, over a real bus and in Windows' own numbers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.ui.shell.session_watch import logind_path, windows_says_away

LISTENER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from app.ui.shell.session_watch import SessionWatch

app = QApplication([])
window = QWidget()
watch = SessionWatch(window)
watch.listen_to_buses()
watch.away.connect(lambda: (print("away", flush=True), app.quit()))

def send():
    signal = QDBusMessage.createSignal("/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
    signal.setArguments([sys.argv[1] == "locked"])
    QDBusConnection.sessionBus().send(signal)
    QTimer.singleShot(300, app.quit)

QTimer.singleShot(0, send)
app.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no D-Bus on this system")
@pytest.mark.parametrize(("state", "said"), [("locked", "away\n"), ("unlocked", "")])
def test_the_desktop_s_own_lock_is_heard_over_the_bus(state: str, said: str) -> None:
    root = Path(__file__).resolve().parents[3]
    result = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENER, state],
        cwd=root,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert result.stdout == said


@pytest.mark.parametrize(
    ("message", "parameter", "away"),
    [
        (0x02B1, 0x7, True),  # WTS_SESSION_LOCK
        (0x02B1, 0x8, False),  # WTS_SESSION_UNLOCK
        (0x02B1, 0x6, True),  # WTS_SESSION_LOGOFF
        (0x02B1, 0x4, True),  # WTS_REMOTE_DISCONNECT
        (0x0218, 0x4, True),  # PBT_APMSUSPEND
        (0x0218, 0x7, False),  # PBT_APMRESUMESUSPEND
        (0x0100, 0x7, False),  # WM_KEYDOWN
    ],
)
def test_windows_messages_are_read_as_its_documentation_says(
    message: int, parameter: int, *, away: bool
) -> None:
    assert windows_says_away(message, parameter) is away


@pytest.mark.parametrize(
    ("session", "path"),
    [
        ("", ""),
        ("2", "/org/freedesktop/login1/session/_32"),
        ("c12", "/org/freedesktop/login1/session/c12"),
        ("a-b", "/org/freedesktop/login1/session/a_2db"),
    ],
)
def test_a_session_s_number_is_escaped_as_systemd_does(session: str, path: str) -> None:
    assert logind_path(session) == path
