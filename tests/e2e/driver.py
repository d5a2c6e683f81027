"""The real program with a narrator: started as a process by the tests, it says what it shows.

It runs `app.__main__` unchanged, watches the window from inside and writes one JSON object a
line. After a hard lock the program starts this same script again, as it would start itself.
The password comes on standard input; the word to type is given shifted by one letter, so that it
stands neither in the arguments nor in the environment that the successor inherits.
"""

import ctypes
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app import __main__ as program_entry  # hardening comes with it, before anything else
from app import hardening

TOKEN = os.urandom(8).hex()
HEAVY = ("sqlalchemy", "sqlcipher3", "cryptography", "alembic", "reportlab", "app.workplace")
_PR_SET_DUMPABLE = 4


def tell(event: str, **facts: object) -> None:
    line = json.dumps({"event": event, "pid": os.getpid(), "token": TOKEN, **facts})
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def word() -> str:
    """The word to type. Called before the lock only: calling it puts the word in memory."""
    return "".join(chr(ord(letter) - 1) for letter in os.environ["NARRATOR_SHIFTED_WORD"])


def occurrences() -> int:
    """How often the word stands in this process's memory, as Python or as Qt holds a text.

    Every byte is shifted by one before the shifted word is sought in it: neither the search nor
    its copies of the memory then hold the word itself.
    """
    if sys.platform != "linux":
        return -1
    # Only to look: the state that matters has been told before.
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    shift = bytes((byte + 1) % 256 for byte in range(256))
    sought = os.environ["NARRATOR_SHIFTED_WORD"].encode("ascii")
    wide = b"".join(bytes((byte, 1)) for byte in sought)
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    found = 0
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(edge, 16) for edge in span.split("-"))
            try:
                memory.seek(start)
                data = memory.read(end - start).translate(shift)
            except (OSError, ValueError, OverflowError):
                continue
            found += data.count(sought) + data.count(wide)
    return found


def narrate(program: object) -> None:  # noqa: C901 - the steps of one story, in order
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - after the hardening
    from PySide6.QtWidgets import (  # noqa: PLC0415 - after the hardening
        QApplication,
        QLabel,
        QLineEdit,
        QPushButton,
    )

    from app.program import Program  # noqa: PLC0415 - after the hardening

    assert isinstance(program, Program)
    tell("built", heavy=[name for name in HEAVY if name in sys.modules])

    def shown() -> dict[str, object]:
        windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        words: list[str] = []
        for kind in (QLabel, QPushButton, QLineEdit):
            words += [
                one.text()
                for window in windows
                for one in window.findChildren(kind)
                if one.isVisible()
            ]
        fields = [
            one.objectName()
            for window in windows
            for one in window.findChildren(QLineEdit)
            if one.isVisible()
        ]
        return {
            "titles": [window.windowTitle() for window in windows],
            "words": [text for text in words if text],
            "fields": fields,
        }

    typed: list[str] = []

    def painted() -> None:
        if program.options.locked:
            dumpable = hardening.is_dumpable()
            tell("locked", **shown(), dumpable=dumpable, found=occurrences())
            return
        if program._bell is not None:
            program._bell.fileChanged.connect(lambda _path: tell("called"))
        tell("door", **shown(), dumpable=hardening.is_dumpable())
        threading.Thread(target=lambda: typed.append(sys.stdin.readline()), daemon=True).start()
        when(lambda: bool(typed), unlock)

    def unlock() -> None:
        use_a_page_to_type_in()
        login, password = typed[0].split("\t", 1)
        program.door.login.setText(login)
        program.door.password.set_text(password.rstrip("\n"))
        program.door.button.click()
        when(lambda: program.house is not None, work)

    def work() -> None:
        assert program.house is not None
        page = program.house.frame.navigator.page
        assert page is not None
        line = page.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        line.setText(word())
        tell("working", **shown(), found=occurrences())

    def when(ready: Callable[[], bool], then: Callable[[], None]) -> None:
        if ready():
            then()
        elif program.door.error.text():
            tell("refused", words=[program.door.error.text()])
        else:
            QTimer.singleShot(10, lambda: when(ready, then))

    program.window.painted.connect(painted)


def use_a_page_to_type_in() -> None:
    """A page with one field, whose typing is kept as a draft."""
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget  # noqa: PLC0415 - heavy

    from app import workplace  # noqa: PLC0415 - heavy
    from app.services import drafts  # noqa: PLC0415 - heavy
    from app.ui.context import PageContext, PageSpec, Place  # noqa: PLC0415 - heavy

    class NotePage(QWidget):
        def __init__(self, context: PageContext, _place: Place) -> None:
            super().__init__()
            self.desk = context.desk
            self.line = QLineEdit()
            QVBoxLayout(self).addWidget(self.line)

        def snapshot(self) -> Callable[[], object]:
            desk, text = self.desk, self.line.text()
            return lambda: drafts.keep_draft(desk, drafts.DraftKey("case.new"), {"text": text})

    workplace.PAGES = [PageSpec("home", "Accueil", NotePage)]


def main() -> int:
    from app import bootstrap  # noqa: PLC0415 - after the hardening

    build = bootstrap.build

    def narrated(*words: object, **options: object) -> bootstrap.Program:
        program = build(*words, **options)
        narrate(program)
        return program

    bootstrap.build = narrated
    return program_entry.main()


if __name__ == "__main__":
    tell("start", argv=sys.argv[1:], dumpable=hardening.is_dumpable())
    sys.exit(main())
