"""The hard lock on the real program, as a process: nothing of the old one is left."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from app.models.migrations import upgrade
from app.services import drafts, entrance, seats
from app.services.vault.errors import AlreadyOpen
from app.services.vault.kdf import FLOOR
from app.services.vault.lock import WriterLock
from app.services.vault.opening import Terms

ROOT = Path(__file__).resolve().parents[2]
DRIVER = Path(__file__).with_name("driver.py")
LOGIN, PASSWORD = "c.delmas", "Sept mots pour ouvrir ce coffre-ci 7"
WORD = "QUATREVINGTDIXNEUF" + os.urandom(4).hex()


class Narrated:
    """A running program that says what it shows."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(DRIVER), "open", *arguments],
            cwd=ROOT,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def until(self, event: str) -> dict[str, Any]:
        """The facts of the next such event. Fails if the program ends before."""
        assert self.process.stdout is not None
        watchdog = Timer(30.0, self.process.kill)  # a program that hangs ends the reading
        watchdog.start()
        try:
            return self._read(event)
        finally:
            watchdog.cancel()

    def _read(self, event: str) -> dict[str, Any]:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            facts = json.loads(line)
            if facts["event"] == event:
                return dict(facts)
            assert facts["event"] != "refused", facts
        raise AssertionError(f"the program ended before « {event} »")

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


def environment(folder: Path) -> dict[str, str]:
    """This person's own folders, in `folder`: nothing is read from nor left on the PC."""
    places = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    return {
        **os.environ,
        **places,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "NARRATOR_SHIFTED_WORD": "".join(chr(ord(letter) + 1) for letter in WORD),
    }


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "ville.vigie"
    founded = entrance.found(
        folder,
        entrance.Founding(
            town_name="Bourg-la-Forêt",
            cell_name="Cellule de veille éducative",
            first_name="Claire",
            last_name="Delmas",
            login=LOGIN,
            password=PASSWORD,
        ),
        cost=FLOOR,
    )
    assert founded.desk.vault is not None
    founded.desk.vault.close()
    return folder


@pytest.fixture
def program(tmp_path: Path, vault: Path) -> Iterator[Narrated]:
    running = Narrated(tmp_path, "--idle-hard", "1.5", str(vault))
    yield running
    running.end()


def test_after_a_hard_lock_the_process_is_a_new_one_that_knows_nothing(
    program: Narrated, vault: Path
) -> None:
    before = program.until("door")
    assert before["dumpable"] is False
    program.say(f"{LOGIN}\t{PASSWORD}")
    working = program.until("working")
    assert working["titles"] == ["Vigie — Accueil"]
    assert WORD in working["words"]
    if sys.platform == "linux":
        assert working["found"] > 0, "the search of the memory finds what is there"
    with pytest.raises(AlreadyOpen):
        WriterLock(vault).acquire()

    started = program.until("start")
    assert started["token"] != before["token"], "a new process image"
    if sys.platform != "win32":
        assert started["pid"] == before["pid"], "in the same process"
    assert started["argv"] == ["open", "--locked", str(vault)]

    locked = program.until("locked")
    assert locked["titles"] == ["Vigie"]
    assert locked["words"] == ["Vigie", "Identifiant", "Mot de passe", "Ouvrir le coffre"]
    assert locked["fields"] == ["field.login", "field.password"]
    assert locked["dumpable"] is False
    if sys.platform == "linux":
        assert locked["found"] == 0, "what was typed is no longer in memory"

    desk = entrance.enter(
        vault, login=LOGIN, password=PASSWORD, terms=Terms(prepare=upgrade, floor=FLOOR)
    )
    assert desk.vault is not None
    with desk.vault:
        (kept,) = drafts.drafts(desk)
        assert kept.content == {"text": WORD}, "what was typed is in the vault"
        seat = seats.last_seat(desk)
        assert seat is not None
        assert seat.page == "home", "and so is where one was"


def test_the_door_is_built_without_the_database_nor_the_pages(
    program: Narrated,
) -> None:
    assert program.until("built")["heavy"] == []


def test_a_second_start_leaves_the_window_that_is_open_to_come_forward(
    program: Narrated, vault: Path, tmp_path: Path
) -> None:
    program.until("door")
    second = subprocess.run(
        [sys.executable, "-m", "app", "open", str(vault)],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 0
    program.until("called")
    assert program.process.poll() is None


def test_nothing_of_a_session_is_left_in_the_person_s_folders(
    program: Narrated, tmp_path: Path
) -> None:
    program.until("door")
    program.say(f"{LOGIN}\t{PASSWORD}")
    program.until("locked")
    left = [
        file.read_bytes()
        for place in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")
        for file in (tmp_path / place).rglob("*")
        if file.is_file()
    ]
    assert left
    for word in (WORD, LOGIN, PASSWORD, "Delmas", "Bourg"):
        assert not [data for data in left if word.encode() in data], word
