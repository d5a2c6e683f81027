"""The clipboard: what is copied from the window is kept out of histories, and does not stay.

Vigie puts nothing there by itself: what it holds of ours was copied by somebody's Ctrl+C.

- Copied from what the program shows (a label, a value): taken away after 30 seconds.
- Copied or cut in a field where one types: it is that person's own text, and a sentence cut to
  be moved must not vanish while one looks for its place. It stays until the lock.
- At every lock and at the end: whatever of ours is still there goes.

What another program has put there is never touched.
"""

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

STAYS_MS: Final = 30_000
"""Milliseconds that a text of the program's stays on the clipboard."""

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_NO, _YES = (0).to_bytes(4, "little"), (1).to_bytes(4, "little")  # a DWORD each
MARKS: Final = {
    "x-kde-passwordManagerHint": b"secret",  # Klipper and the managers that follow it
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _YES,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
}
"""What asks clipboard histories, of KDE and of Windows, to keep nothing of it."""


class ClipboardWatch(QObject):
    """Marks each text copied from this program, and takes away what the program showed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAYS_MS)
        self.timer.timeout.connect(forget)
        self._clipboard.dataChanged.connect(self._changed)

    def _changed(self) -> None:
        if not self._clipboard.ownsClipboard():
            self.timer.stop()  # someone else's now
            return
        copied = self._clipboard.mimeData()
        if not copied.hasText() or copied.hasFormat(next(iter(MARKS))):
            return  # emptied, or marked by the lines below
        marked = QMimeData()
        marked.setText(copied.text())
        for name, value in MARKS.items():
            marked.setData(name, value)
        self._clipboard.setMimeData(marked)
        if _typing():
            self.timer.stop()
        else:
            self.timer.start()


def _typing() -> bool:
    """Whether the keyboard is in a field that can be written in."""
    field = QApplication.focusWidget()
    return isinstance(field, QLineEdit | QPlainTextEdit | QTextEdit) and not field.isReadOnly()


def forget() -> None:
    """Empty the clipboard if what it holds was copied from here; leave others' alone."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
