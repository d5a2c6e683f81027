"""What is copied from the window is marked and does not stay; what others copied is not touched.

On a real screen: Qt's offscreen platform never says that a clipboard is ours.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.screens import copied_elsewhere, screen, why_no_screen

ROOT = Path(__file__).resolve().parents[3]
START = """
import json, sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from app.ui.shell import clipboard as door

app = QApplication([])
clipboard = app.clipboard()
window = QWidget()
column = QVBoxLayout(window)
line, shown = QLineEdit("MARTEL Yanis"), QLabel("12 rue du Lac")
shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
column.addWidget(line)
column.addWidget(shown)
watch = door.ClipboardWatch(window)
facts = {}

def tell(name):
    app.processEvents()
    mime = clipboard.mimeData()
    facts[name] = {
        "text": mime.text() if mime is not None else "",
        "marks": [one for one in door.MARKS if mime is not None and mime.hasFormat(one)],
        "leaves_in": watch.timer.remainingTime() if watch.timer.isActive() else None,
    }

def copy(widget):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 20_000)
    widget.setFocus()
    if widget is line:
        line.selectAll()
    else:
        shown.setSelection(0, 13)
    QTest.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

def ask():
    print("ready", flush=True)
    sys.stdin.readline()
    while clipboard.ownsClipboard():
        app.processEvents()

def story():
    try:
STORY
        print(json.dumps(facts))
    finally:
        app.quit()

window.show()
QTest.qWaitForWindowExposed(window)
QTimer.singleShot(0, story)
app.exec()
"""

pytestmark = pytest.mark.skipif(bool(why_no_screen()), reason=why_no_screen() or "-")


@pytest.fixture(scope="module")
def shown() -> Iterator[dict[str, str]]:
    with screen() as environment:
        yield environment


def played(shown: dict[str, str], *steps: str, meanwhile: str = "") -> dict[str, Any]:
    """What a window that holds a field and a value saw at each `tell`.

    At `ask()` it waits until another program has copied the text `meanwhile`.
    """
    code = START.replace("STORY", "\n".join(f"        {step}" for step in steps))
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **shown, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    with ExitStack() as until:
        if meanwhile and process.stdout.readline() == "ready\n":
            until.enter_context(copied_elsewhere(meanwhile, shown))
        said, complained = process.communicate("go\n", timeout=60)
    if "could not connect to display" in complained or "xcb" in complained:
        pytest.skip("Qt's xcb libraries are not installed")
    assert said, complained
    return dict(json.loads(said))


def test_what_the_program_shows_leaves_the_clipboard_after_thirty_seconds(
    shown: dict[str, str],
) -> None:
    seen = played(
        shown, "copy(shown)", "tell('copied')", "watch.timer.timeout.emit()", "tell('later')"
    )
    assert seen["copied"]["text"] == "12 rue du Lac"
    assert 25_000 < seen["copied"]["leaves_in"] < 32_000
    assert seen["later"]["text"] == ""


def test_one_s_own_text_stays_to_be_pasted_until_the_lock(shown: dict[str, str]) -> None:
    """A sentence cut to be moved is not lost because one was slow."""
    seen = played(
        shown, "copy(shown)", "copy(line)", "tell('copied')", "door.forget()", "tell('locked')"
    )
    assert seen["copied"]["text"] == "MARTEL Yanis"
    assert seen["copied"]["leaves_in"] is None
    assert seen["locked"]["text"] == ""


def test_all_that_is_copied_asks_histories_to_keep_nothing(shown: dict[str, str]) -> None:
    seen = played(shown, "copy(line)", "tell('typed')", "copy(shown)", "tell('shown')")
    for copied in seen.values():
        assert len(copied["marks"]) == 4
        assert "x-kde-passwordManagerHint" in copied["marks"]


def test_what_another_program_copied_is_never_touched(shown: dict[str, str]) -> None:
    with copied_elsewhere("Liste de courses", shown):
        seen = played(shown, "tell('before')", "door.forget()", "tell('after')")
    for moment in ("before", "after"):
        assert seen[moment] == {"text": "Liste de courses", "marks": [], "leaves_in": None}


def test_a_text_of_ours_that_another_has_replaced_is_theirs(shown: dict[str, str]) -> None:
    """The thirty seconds of ours must not take away what was copied elsewhere meanwhile."""
    seen = played(
        shown, "copy(shown)", "ask()", "tell('theirs')", "door.forget()", "tell('after')",
        meanwhile="Liste",
    )  # fmt: skip
    assert seen["theirs"]["leaves_in"] is None
    assert seen["after"]["text"] == "Liste"
