"""However the program ends, nothing of what it held can be read on the disk afterwards.

The real program, in a home of its own, over a vault whose every word is known: replaced by a
hard lock, killed in the middle of a word, crashed by a bug that holds a dossier in its hands.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.marked import Marked, make_marked, rare
from tests.helpers.remote import Home, Remote, shifted
from tests.helpers.traces import Watch, traces
from tests.ordeal import Ordeal

BUGS = """
import sys, threading, warnings
from PySide6.QtCore import QTimer, qWarning
from app.services import cases, observations

def run(program, hand):
    desk, number = program.house._workplace.desk, CASE
    read = cases.read_case

    def in_a_service():
        page = read(desk, number)
        name = page.youth.identity.last_name + page.youth.identity.first_name
        note = observations.observations(desk, number)[0].text
        with desk.work() as work:
            raise KeyError(name, page, note)

    def in_a_slot():
        page = read(desk, number)
        raise ValueError(str(page))

    class Falling:
        def __init__(self, page):
            self.page = page
        def __del__(self):
            raise RuntimeError(str(self.page))

    def in_a_thread():
        page = read(desk, number)
        raise OSError(2, str(page), page.youth.identity.last_name)

    program.jobs.database(program.window, in_a_service)
    hand.do_settle({})
    QTimer.singleShot(0, in_a_slot)
    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join()
    Falling(read(desk, number))
    qWarning("QCss: " + read(desk, number).youth.identity.last_name)
    warnings.warn(read(desk, number).youth.identity.last_name)
    import logging
    logging.getLogger("other.package").error("failed: %s", read(desk, number))
    hand.do_settle({})
"""

CHOOSE = """
from pathlib import Path
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog

def run(program, hand):
    chosen = []
    program.dialogs.save_file(
        "Enregistrer", suggested="synthese_2026-0001.pdf", kinds="Document PDF (*.pdf)",
        folder=Path(FOLDER), then=chosen.append,
    )
    QApplication.processEvents()
    program.window.findChild(QFileDialog).accept()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [one.name for one in chosen]
"""

FALL = """
import ctypes
def run(program, hand):
    ctypes.string_at(0)
"""


class Stage:
    """The vault, the home and the program that lives there; everything is under `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.marked: Marked = make_marked(folder / "ville.vigie")
        self.watch = Watch()
        home = Home(folder / "home")
        home.folder.mkdir()
        self.program = Remote(home, (str(self.marked.folder),))
        self.typed: list[str] = []

    def work(self) -> None:
        """Open the vault, read the dossier, search for it."""
        self.program.enter(self.marked.login, self.marked.password)
        self.program.order("go", kind="case", ref=self.marked.case_id)
        self.type("field.search", self.marked.last_name)
        self.program.order("settle")

    def type(self, name: str, text: str) -> None:
        self.typed.append(text)
        self.program.type(name, text)

    def found(self) -> list[tuple[str, str]]:
        """What can be read, anywhere the program or its user could have written."""
        marked = self.marked
        words = [*marked.personal, *self.typed, marked.login, marked.password, marked.recovery]
        places = [self.folder, *self.watch.changed()]
        return traces(places, [*words, "Quernheim", marked.data_key.hex()])


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    one = Stage(tmp_path)
    yield one
    one.program.end()


def fill_a_form(stage: Stage) -> None:
    """Type in a form, and leave it as it is: its draft goes into the vault."""
    stage.program.order("go", kind="intake.new")
    stage.type("field.intake.last_name", rare("Vr"))
    stage.type("field.intake.address", rare("Gl"))
    stage.type("field.intake.reason_note", f"Il {rare('absent')} souvent.")


def test_after_a_hard_lock_nothing_can_be_read_on_the_disk(stage: Stage) -> None:
    stage.work()
    fill_a_form(stage)
    stage.program.lock_hard()
    assert stage.found() == []
    stage.program.end()
    assert stage.found() == []
    assert stage.program.complaints.read_text("utf-8") == ""


@pytest.mark.timeout(600)
def test_killed_in_the_middle_of_a_word_it_leaves_nothing_readable(
    tmp_path: Path, ordeal: Ordeal
) -> None:
    for number in range(ordeal.times(1, 10)):
        folder = tmp_path / str(number)
        folder.mkdir()
        stage = Stage(folder)
        try:
            stage.work()
            fill_a_form(stage)
            word = rare("Brulee")
            stage.typed.append(word[:8])
            stage.program.send(
                "type",
                name="field.intake.reason_note",
                shifted=shifted(word * 50)[: ordeal.draw.randint(8, 800)],
            )
        finally:
            stage.program.end()
        left = {path.name for path in stage.marked.folder.iterdir()}
        assert left >= {"coffre.db", "coffre.db-wal"}, "it was open"
        assert stage.found() == []
        ordeal.did("kills")
        ordeal.did("disk scans")


def test_bugs_that_hold_a_dossier_say_where_they_are_and_nothing_of_it(stage: Stage) -> None:
    stage.work()
    code = BUGS.replace("CASE", str(stage.marked.case_id))
    stage.program.order("run", code=code, file="bugs.py")
    stage.program.order("settle")
    assert stage.found() == []
    (log,) = (stage.folder / "home").rglob("vigie.log")
    told = log.read_text("utf-8")
    for kind in ("KeyError", "ValueError", "FileNotFoundError", "RuntimeError", "UserWarning"):
        assert kind in told, "the bug is known"
    assert "bugs.py" in told


def test_the_folder_of_a_saved_sheet_is_noted_nowhere(
    stage: Stage, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Qt's own dialog notes the folders visited; one may bear a name, and be on a USB key."""
    word = rare("Cartable")
    folder = tmp_path_factory.mktemp("usb") / word
    folder.mkdir()
    stage.work()
    stage.typed.append(word)
    code = CHOOSE.replace("FOLDER", repr(str(folder)))
    chosen = stage.program.order("run", code=code, file="choose.py")["result"]
    assert chosen == ["synthese_2026-0001.pdf"]
    stage.program.lock_hard()
    assert stage.found() == []


@pytest.mark.skipif(sys.platform == "win32", reason="the crash is a signal")
def test_a_crash_of_the_process_leaves_no_core_and_nothing_readable(stage: Stage) -> None:
    stage.work()
    fill_a_form(stage)
    stage.program.send("run", code=FALL, file="fall.py")
    assert stage.program.process.wait(timeout=60) < 0
    assert stage.found() == []
    assert [path for path in stage.folder.rglob("core*") if path.is_file()] == []
