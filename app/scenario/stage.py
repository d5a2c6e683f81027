"""Where the story is played: the program as it is, its folder, a hand on its window."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from app import bootstrap, faults
from app.program import Options, Program
from app.scenario.hand import Hand, NotSeen
from app.services.rules.french import short_date
from app.settings import Settings
from app.ui import theme
from app.ui.shell.collector import InterfaceCollector

VAULT_NAME: Final = "cellule"
WIDTH, HEIGHT = 1366, 768


class Stage:
    """One program at a time over one `folder`; settings and log stay in it, beside the vault.

    `output` is created when it is not there. `begin` raises the curtain, `end` closes the window
    as its cross does.
    """

    def __init__(self, output: Path) -> None:
        self.output = output.absolute()
        self.output.mkdir(parents=True, exist_ok=True)
        self.vault = self.output / f"{VAULT_NAME}.vigie"
        self.pictures = self.output / "ecrans"
        self.today = date.today()  # noqa: DTZ011 - the day on this PC's calendar, as the window's
        self._settings = self.output / "reglages.json"
        self._log = self.output / "journal" / "vigie.log"
        self._logged = self._log_size()
        self._hand: Hand | None = None
        self._program: Program | None = None

    @property
    def program(self) -> Program:
        """The program that plays. Raises `NotSeen` between two."""
        if self._program is None:
            raise NotSeen("la fenêtre")
        return self._program

    @property
    def hand(self) -> Hand:
        """The hand on its window. Raises `NotSeen` between two."""
        if self._hand is None:
            raise NotSeen("la fenêtre")
        return self._hand

    def begin(self) -> None:
        """A fresh program, with what the last one left in the folder."""
        application = bootstrap.application()
        application.setQuitOnLastWindowClosed(False)  # the story goes on after a window
        theme.apply(application, theme.THEMES["light"])
        faults.log_to(self._log.parent)
        faults.install_hooks()
        settings = Settings(self._settings)
        program = Program(Options(), settings, bootstrap.wizards())
        InterfaceCollector(program.window)
        program.window.resize(WIDTH, HEIGHT)
        program.window.show()
        program.window.activateWindow()
        (program.welcome_screen or program.door).take_focus()
        taken = self._hand.pictures_taken if self._hand is not None else 0
        self._program = program
        self._hand = Hand(
            program.window, self.pictures, stuck=lambda: bool(self.complaint()), first=taken + 1
        )

    def end(self) -> None:
        """Close the window: what is typed is kept, the vault closed, its lock given back."""
        program = self.program
        program.window.close()
        self.hand.wait(lambda: not program.window.isVisible(), "la fenêtre fermée")
        self.abandon()

    def abandon(self) -> None:
        """Let go of the program, wherever it is."""
        program, self._program = self._program, None
        if program is not None:
            program.jobs.close()
            program.window.deleteLater()
            # gone at once, with its lock, which would take the next window for an intruder
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def complaint(self) -> str:
        """What the program complains of, "" when it does not."""
        if self._log_size() != self._logged:
            return f"Une erreur interne est consignée dans {self._log}."
        problem = self._program.messages.problem_shown if self._program is not None else None
        return problem.sentence if problem is not None else ""

    def _log_size(self) -> int:
        return self._log.stat().st_size if self._log.exists() else 0

    def success(self, words: str) -> None:
        """Wait for the line that says it was done."""
        messages = self.program.messages

        def said() -> bool:
            shown = messages.success_shown
            return shown is not None and words in shown.text

        self.hand.wait(said, f"«\u202f{words}\u202f»")
        messages.dismiss_success()

    def day(self, offset: int) -> str:
        """The day `offset` days from today, as one types it."""
        return short_date(self.today + timedelta(days=offset))

    def save_shown_sheet(self, name: str) -> Path:
        """Save the sheet that is previewed, through « Enregistrer… » and its warning."""
        path = self.output / name
        self.program.dialogs.answer_next("save", path)
        self.hand.click("action.preview.save")
        self.success("Copie enregistrée")
        return path


Chapter = Callable[[Stage], None]


def quietly(act: Callable[[], object]) -> None:
    """Do it as far as the window still answers: used once the story has failed already."""
    with suppress(NotSeen, RuntimeError):
        act()
