"""A locked window says « Vigie » and nothing else: its title, its words, every one of its pixels.

Two programs, two vaults that hold other people: locked, they cannot be told apart.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.helpers.marked import Marked, make_marked
from tests.helpers.remote import Home, Remote

STILL = """
def run(program, hand):
    from PySide6.QtWidgets import QApplication
    QApplication.setCursorFlashTime(0)
    program.window.resize(1180, 760)
"""


class Room:
    """A vault with its program, and the pictures taken of its window."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.marked: Marked = make_marked(folder / "ville.vigie")
        home = Home(folder / "home")
        home.folder.mkdir()
        self.program = Remote(home, (str(self.marked.folder),))

    def work(self, *pages: str) -> None:
        """Open the vault, then the pages."""
        self.still()
        self.program.enter(self.marked.login, self.marked.password)
        for page in pages:
            ref = self.marked.case_id if page == "case" else None
            self.program.order("go", kind=page, ref=ref)
        self.program.order("settle")

    def still(self) -> None:
        """The same size, and no cursor that blinks."""
        self.program.order("run", code=STILL, file="still.py")

    def look(self, name: str) -> tuple[dict[str, Any], QImage]:
        """What the window says, and its picture."""
        file = self.folder / f"{name}.png"
        facts = self.program.order("look", picture=str(file))
        image = QImage(str(file))
        assert not image.isNull()
        return facts, image


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Room, Room]]:
    """One that has read a dossier, one that has only opened its vault."""
    folder = tmp_path_factory.mktemp("rooms")
    busy, idle = Room(folder / "busy"), Room(folder / "idle")
    busy.work("cases", "case")
    idle.work()
    yield busy, idle
    for room in (busy, idle):
        room.program.end()


def test_a_locked_window_shows_nothing_of_what_it_covers(rooms: tuple[Room, Room]) -> None:
    busy, idle = rooms
    _, dossier = busy.look("dossier")
    _, home = idle.look("home")
    assert dossier != home, "the pictures tell windows apart"

    for room in rooms:
        room.program.order("lock")
    covered, curtain = busy.look("short")
    assert covered["titles"] == ["Vigie"]
    assert not said_of(busy.marked, covered["words"])
    assert curtain == idle.look("short")[1], "not one pixel says what is behind"

    for room in rooms:
        after = room.program.lock_hard()
        if sys.platform == "linux":
            assert (after["dumpable"], after["core"]) == (False, [0, 0])
        room.still()
    closed, door = busy.look("hard")
    assert closed["titles"] == ["Vigie"]
    assert not said_of(busy.marked, closed["words"])
    assert door == idle.look("hard")[1], "not one pixel says which vault it was"


def test_the_title_of_an_open_window_names_nobody(rooms: tuple[Room, Room]) -> None:
    for room in rooms:
        assert not said_of(room.marked, room.look("title")[0]["titles"])


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says whether a process is dumpable")
def test_the_program_is_hardened_from_its_start(rooms: tuple[Room, Room]) -> None:
    for room in rooms:
        assert (room.program.started["dumpable"], room.program.started["core"]) == (False, [0, 0])


def said_of(marked: Marked, words: list[str]) -> list[str]:
    """Which of the dossier's words, or its colleagues' names, stand in `words`."""
    text = " ".join(words).casefold()
    return [one for one in (*marked.personal, "Quernheim", "ville") if one.casefold() in text]
