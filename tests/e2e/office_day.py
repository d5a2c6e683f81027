"""A day at the office in the real window: `python -m tests.e2e.office_day FOLDER TURNS DOSSIERS`.

`FOLDER` holds the vault of a fictional town, `town.vigie`, of that many dossiers: as many as
turns, or what is written makes pages longer and memory with them. Each turn searches, opens a
dossier, writes an observation, previews its sheet, walks through the lists; every few turns it
locks and unlocks. After each, one line of JSON: memory, open files, threads, widgets.
"""

import gc
import json
import sys
from pathlib import Path

import psutil
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import hardening
from app.scenario import eye
from app.scenario.stage import Stage
from tests.bench.town import LOGIN, PASSWORD

RAIL = ("intakes", "cases", "households", "referrals", "partners", "home")
LOCK_EVERY = 5


class Office(Stage):
    """A stage on a vault that is there already, of so many dossiers."""

    def __init__(self, output: Path, dossiers: int) -> None:
        super().__init__(output)
        self._dossiers = dossiers

    def enter(self) -> None:
        """Open the vault at the door."""
        self.begin()
        self.program.door.choose(self.output / "town.vigie")
        self.program.window.present(self.program.door)
        hand = self.hand
        hand.write("field.login", LOGIN)
        hand.write("field.password", PASSWORD)
        hand.click("unlock.submit")
        hand.see("frame")

    def turn(self, number: int) -> None:
        """One case looked at, written in and printed; then every list."""
        hand = self.hand
        # half of the dossiers at least are numbered this year
        hand.type_in("field.search", f"{number % (self._dossiers // 2) + 1:04}")
        hand.see("popup.search")
        hand.press(Qt.Key.Key_Return, "field.search")
        hand.see("page.case")
        hand.see("case.tabs")
        self._settle()
        if self._offers("action.case.new.observation"):
            hand.click("action.case.new.observation")
            hand.pick("field.observation.kind", "Appel")
            hand.write("field.observation.text", f"Rappel fait, tour {number}. " + "Mot " * 60)
            hand.click("action.observation.save")
            self.success("Observation enregistrée")
        if self._offers("action.case.print"):
            hand.click("action.case.print")
            hand.see("page.synthesis_preview")
            self._settle()
        for entry in RAIL:
            hand.click(f"rail.{entry}")
            self._settle()
        if number % LOCK_EVERY == 0:
            self.lock()

    def lock(self) -> None:
        """A short lock, and back."""
        hand = self.hand
        hand.click("action.lock")
        hand.see("curtain")
        hand.write("field.password", PASSWORD)
        hand.click("curtain.submit")
        hand.see("frame")

    def _offers(self, name: str) -> bool:
        """Whether that dossier lets it be done: a closed one may not be written in."""
        button = eye.named(name)
        return button is not None and button.isEnabled()

    def _settle(self) -> None:
        self.program.jobs.drain()


def state() -> dict[str, int]:
    """What must not grow."""
    QApplication.processEvents()
    gc.collect()
    process = psutil.Process()
    files = process.num_handles() if sys.platform == "win32" else process.num_fds()
    return {
        "memory": process.memory_info().rss,
        "files": files,
        "threads": process.num_threads(),
        "widgets": len(QApplication.allWidgets()),
    }


def main(folder: Path, turns: int, dossiers: int) -> None:
    """Work the day, saying after each turn what the program holds."""
    gc.disable()
    hardening.apply()
    office = Office(folder, dossiers)
    office.enter()
    for number in range(turns):
        office.turn(number)
        sys.stdout.write(json.dumps(state()) + "\n")
        sys.stdout.flush()
    office.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
