"""Composition root: puts the window together, opens vaults, hands over to a successor.

Start-up is felt every morning, so only the window and its door are imported here; the database,
the cryptography and the pages (`app.workplace`) load in the background after the first paint.
"""

import importlib
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app import faults, paths, succession
from app.errors import UserFacingError
from app.instance import Instance
from app.settings import Settings
from app.ui import theme
from app.ui.changes import Changes
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.shell.collector import InterfaceCollector
from app.ui.shell.unlock import UnlockScreen, Ways
from app.ui.shell.window import Window

if TYPE_CHECKING:
    from app.ui.shell.house import House, Workplace

SETTINGS_FILE = "reglages.json"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says of the window.

    `locked`: after a hard lock, the door is bare. `idle_short`, `idle_hard` (seconds) make the
    locks come sooner than the organisation's settings, never later.
    """

    vault: Path | None = None
    locked: bool = False
    idle_short: float | None = None
    idle_hard: float | None = None


@dataclass(frozen=True, slots=True)
class Wizards:
    """What the door leads to besides opening; each is given the program. `None`: not offered."""

    create: "Callable[[Program], object] | None" = None
    recover: "Callable[[Program, Path], object] | None" = None
    demo: "Callable[[Program], object] | None" = None


class Program:
    """The window and its means, from the door to the house. Interface thread only."""

    def __init__(self, options: Options, settings: Settings, wizards: Wizards) -> None:
        self.options, self.settings = options, settings
        self.window = Window(settings)
        self.messages = Messages(self.window)
        self.changes = Changes(self.window)
        self.dialogs = Dialogs(lambda: self.window)
        self.jobs = JobRunner(
            problem=self.messages.problem,
            bug=self.messages.bug,
            observe=self.changes.notice,
            parent=self.window,
        )
        self.house: House | None = None
        self._folder: Path | None = None
        self.door = UnlockScreen(
            self._ways(wizards),
            settings=settings,
            dialogs=self.dialogs,
            vault=options.vault,
            bare=options.locked,
        )
        self.messages.changed.connect(self._tell_at_door)
        self.window.painted.connect(preload)
        self.window.present(self.door)
        self.instance = Instance(paths.settings_folder() / "fenetres", self.door.folder)
        self._bell: QFileSystemWatcher | None = None

    def show(self) -> bool:
        """Show the window. False when this vault's window is open already: it comes forward."""
        if not self.instance.claim():
            self.instance.ring()
            return False
        if self.instance.bell.exists():
            self._bell = QFileSystemWatcher([str(self.instance.bell)], self.window)
            self._bell.fileChanged.connect(lambda _path: self.window.come_forward())
        self.window.show()
        self.door.take_focus()
        return True

    def welcome(self, folder: Path, workplace: "Workplace") -> None:
        """Sit at a desk: the door goes, the house opens. Also where a wizard ends."""
        # Loaded by then: the workplace itself comes from it.
        from app.ui.shell.house import House, Services  # noqa: PLC0415 - start-up time

        self._folder = folder
        if not self.options.locked or folder not in self.settings.vaults:
            self.settings.remember_vault(folder)
        services = Services(self.jobs, self.messages, self.dialogs, self.changes, self.settings)
        self.house = House(
            self.window,
            workplace,
            services,
            replace=self._hand_over,
            quit_program=_quit,
        )
        self.house.open()
        self.door.reset()
        self.window.stack.removeWidget(self.door)
        self.door.deleteLater()

    def _ways(self, wizards: Wizards) -> Ways:
        create, recover, demo = wizards.create, wizards.recover, wizards.demo
        return Ways(
            submit=self._unlock,
            create=(lambda: create(self)) if create else None,
            recover=(lambda folder: recover(self, folder)) if recover else None,
            demo=(lambda: demo(self)) if demo else None,
        )

    def _unlock(self, folder: Path, login: str, password: str) -> None:
        options = self.options

        def work() -> "Workplace":
            # The first opening may come before the background loading ends: it then waits here,
            # in the database thread, and the window stays alive.
            from app import workplace  # noqa: PLC0415 - start-up time

            entered = workplace.enter(folder, login, password)
            return workplace.hastened(entered, short=options.idle_short, hard=options.idle_hard)

        self.jobs.database(
            self.window,
            work,
            lambda workplace: self.welcome(folder, workplace),
            failed=self._refused,
        )

    def _refused(self, error: UserFacingError) -> None:
        self.door.refuse_with(error)

    def _tell_at_door(self) -> None:
        problem = self.messages.problem_shown
        if self.house is None and problem is not None:
            self.door.refuse(problem.sentence, problem.remedy)

    def _hand_over(self) -> None:
        self.instance.release()
        succession.replace(self._folder)


def preload() -> None:
    """Import the heavy half in the background, now that the door is on screen."""
    threading.Thread(
        target=importlib.import_module, args=("app.workplace",), name="vigie-preload", daemon=True
    ).start()


def application() -> QApplication:
    """The Qt application, in French, in its clothes."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Vigie")
    app.setDesktopFileName("vigie")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(QLocale.Language.French), "qtbase", "_", folder):
        app.installTranslator(translator)
    return app


def build(options: Options, wizards: Wizards | None = None) -> Program:
    """Everything up to the door, not shown yet."""
    app = application()
    settings = Settings(paths.settings_folder() / SETTINGS_FILE)
    tokens = theme.THEMES.get(settings.theme) or theme.system_theme(app)
    theme.apply(app, tokens, text_scale=settings.text_scale)
    return Program(options, settings, wizards or Wizards())


def open_window(options: Options) -> int:
    """Run the window until it is closed; the process's exit code."""
    faults.install_hooks()
    faults.log_to(paths.log_folder())
    program = build(options)
    if not program.show():
        return 0
    InterfaceCollector(program.window)
    code = QApplication.exec()
    program.jobs.close()
    program.instance.release()
    return code


def _quit() -> None:
    QApplication.quit()
