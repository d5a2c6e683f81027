"""The program: its window, from the door to the house, then to a successor.

Start-up is felt every morning, so only the window and its door are imported here. What stands
behind the door, then the database, the cryptography and the pages (`app.workplace`), load in the
background after the first paint. `tests/ui/shell/test_first_screen.py` says what may come before.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtWidgets import QApplication

from app import paths, preload, succession
from app.instance import Instance
from app.settings import Settings
from app.ui.shell.unlock import UnlockScreen, Ways
from app.ui.shell.window import Window

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.ui.changes import Changes
    from app.ui.dialogs import Dialogs
    from app.ui.jobs import JobRunner, Progress
    from app.ui.messages import Messages, Problem
    from app.ui.shell.behind_door import BehindDoor
    from app.ui.shell.house import House, Workplace
    from app.ui.shell.welcome import WelcomeScreen
    from app.ui.shell.wizard.frame import WizardFrame
    from app.ui.shell.wizard.means import Means


class Options(NamedTuple):
    """What the command line says of the window.

    `locked`: after a hard lock, the door is bare. `restore`: the backup that the person wants in
    place of the vault, which was closed for that. `idle_short`, `idle_hard` (seconds) make the
    locks come sooner than the organisation's settings, never later.
    """

    vault: Path | None = None
    locked: bool = False
    restore: Path | None = None
    idle_short: float | None = None
    idle_hard: float | None = None


class Wizards(NamedTuple):
    """What the door leads to besides opening; each is given the program. `None`: not offered."""

    create: "Callable[[Program], object] | None" = None
    recover: "Callable[[Program, Path], object] | None" = None
    demo: "Callable[[Program], object] | None" = None
    restore: "Callable[[Program, Path | None, Path | None], object] | None" = None


class Program:
    """The window and its means, from the door to the house. Interface thread only."""

    def __init__(self, options: Options, settings: Settings, wizards: Wizards) -> None:
        self.options, self.settings, self._wizards = options, settings, wizards
        self.window = Window(settings)
        self.house: House | None = None
        self._folder: Path | None = None
        self.door = UnlockScreen(
            self._ways(wizards),
            settings=settings,
            dialogs=lambda: self.dialogs,
            vault=options.vault,
            bare=options.locked,
        )
        self.window.painted.connect(lambda: preload.start(self.door.folder))
        self.wizard: WizardFrame | None = None
        self.welcome_screen = self._first_screen(wizards)
        self.window.present(self.welcome_screen or self.door)
        self.instance = Instance(paths.settings_folder() / "fenetres", self.door.folder)
        self._bell: QFileSystemWatcher | None = None

    @cached_property
    def _behind(self) -> "BehindDoor":
        from app.ui.shell.behind_door import BehindDoor  # noqa: PLC0415 - start-up time

        return BehindDoor(self.window, self._tell_at_door)

    @property
    def messages(self) -> "Messages":
        """What the program has to say."""
        return self._behind.messages

    @property
    def changes(self) -> "Changes":
        """What was written, for the open views."""
        return self._behind.changes

    @property
    def dialogs(self) -> "Dialogs":
        """Questions, and files to choose."""
        return self._behind.dialogs

    @property
    def jobs(self) -> "JobRunner":
        """Work off the window."""
        return self._behind.jobs

    def show(self) -> bool:
        """Show the window. False when this vault's window is open already: it comes forward."""
        if not self.instance.claim():
            self.instance.ring()
            return False
        if self.instance.bell.exists():
            self._bell = QFileSystemWatcher([str(self.instance.bell)], self.window)
            self._bell.fileChanged.connect(lambda _path: self.window.come_forward())
        self.window.show()
        (self.welcome_screen or self.door).take_focus()
        restore, wanted = self._wizards.restore, self.options.restore
        if restore is not None and wanted is not None:
            restore(self, self.door.folder, wanted)
        return True

    def begin(self, build: "Callable[[Means], WizardFrame]") -> None:
        """Show a wizard in place of the door, until it arrives in a vault or gives up."""
        from app.ui.shell.wizard.means import Means  # noqa: PLC0415 - start-up time

        self._drop_wizard()
        means = Means(self.jobs, self.dialogs, arrive=self._arrive, leave=self._back_to_door)
        self.wizard = wizard = build(means)
        self.window.may_close = self._may_close_wizard
        self.window.present(wizard)
        wizard.take_focus()

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
            restore=self._hand_over,
            quit_program=QApplication.quit,
        )
        self.house.open()
        self._drop_wizard()
        self.door.reset()
        for screen in (self.door, self.welcome_screen):
            if screen is not None:
                self.window.stack.removeWidget(screen)
                screen.deleteLater()

    def _ways(self, wizards: Wizards) -> Ways:
        create, recover, demo = wizards.create, wizards.recover, wizards.demo
        restore = wizards.restore
        return Ways(
            submit=self._unlock,
            create=(lambda: create(self)) if create else None,
            recover=(lambda folder: recover(self, folder)) if recover else None,
            demo=(lambda: demo(self)) if demo else None,
            restore=(lambda folder: restore(self, folder, None)) if restore else None,
            mend=self._mend,
        )

    def _first_screen(self, wizards: Wizards) -> "WelcomeScreen | None":
        """What is shown where no vault is known; none otherwise, or where none can be created."""
        create, demo, restore = wizards.create, wizards.demo, wizards.restore
        if create is None or self.options.locked or self.door.folder is not None:
            return None
        from app.ui.shell.welcome import WelcomeScreen  # noqa: PLC0415 - start-up time

        return WelcomeScreen(
            create=lambda: create(self),
            open_existing=lambda: self.dialogs.open_folder(
                "Ouvrir un coffre (un dossier «\u202f….vigie\u202f»)", then=self._opened
            ),
            demo=(lambda: demo(self)) if demo else None,
            restore=(lambda: restore(self, None, None)) if restore else None,
        )

    def _opened(self, folder: Path | None) -> None:
        if folder is not None:
            self._back_to_door(folder)

    def _arrive(self, folder: Path, desk: "Desk") -> None:
        from app import workplace  # noqa: PLC0415 - start-up time

        self.jobs.database(
            self.window, lambda: workplace.at(desk), lambda place: self.welcome(folder, place)
        )

    def _back_to_door(self, folder: Path | None) -> None:
        if folder is not None:
            self.door.choose(folder)
        screen = self.welcome_screen if self.door.folder is None else None
        self.window.present(screen or self.door)
        self.window.may_close = lambda: True
        (screen or self.door).take_focus()
        self._drop_wizard()

    def _may_close_wizard(self) -> bool:
        if self.wizard is None or not self.wizard.holds_vault:
            return True
        self.wizard.ask_to_leave()
        return False

    def _drop_wizard(self) -> None:
        wizard, self.wizard = self.wizard, None
        if wizard is not None:
            self.window.stack.removeWidget(wizard)
            wizard.deleteLater()

    def _unlock(self, folder: Path, login: str, password: str) -> None:
        options = self.options

        def work(progress: "Progress") -> "Workplace":
            # Where loading in the background has not ended, this waits for it, off the window.
            from app import workplace  # noqa: PLC0415 - start-up time

            entered = workplace.enter(folder, login, password, progress.step)
            return workplace.hastened(entered, short=options.idle_short, hard=options.idle_hard)

        job = self.jobs.long(
            self.window,
            work,
            lambda workplace: self._entered(folder, workplace),
            progress=lambda step: self.door.upgrade.show_step(step.done, step.total, step.label),
            on_database=True,
            failed=self.door.refuse_with,
            ended=self.door.given_up,
        )
        self.door.upgrade.give_up = job.stop

    def _entered(self, folder: Path, workplace: "Workplace") -> None:
        upgraded = self.door.upgrade.conclusion
        self.welcome(folder, workplace)
        if upgraded:
            self.messages.success(upgraded)

    def _mend(self, folder: Path) -> None:
        from app.services.vault.keystore import restore_copy  # noqa: PLC0415 - start-up time

        done = self.door.mended
        self.jobs.database(self.window, lambda: restore_copy(folder), lambda _: done())

    def _tell_at_door(self, problem: "Problem") -> None:
        if self.house is None:
            self.door.refuse(problem.sentence, problem.remedy)

    def _hand_over(self, restore: Path | None = None) -> None:
        self.instance.release()
        succession.replace(self._folder, restore)
