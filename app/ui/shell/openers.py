"""What the door leads to besides opening: each wizard is loaded when it is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.ui.shell.wizard.frame import WizardFrame
    from app.ui.shell.wizard.means import Means


class Host(Protocol):
    """What shows a wizard in place of the door."""

    def begin(self, build: "Callable[[Means], WizardFrame]") -> None:
        """Build it with what it works with, and show it."""
        ...


def create(host: Host) -> None:
    """A new vault."""
    from app.ui.shell.wizard.create import CreateWizard  # noqa: PLC0415 - start-up time

    host.begin(CreateWizard)


def recover(host: Host, folder: Path) -> None:
    """Into `folder` with the recovery key."""
    from app.ui.shell.wizard.recover import RecoverWizard  # noqa: PLC0415 - start-up time

    host.begin(lambda means: RecoverWizard(folder, means))


def restore(host: Host, folder: Path | None, wanted: Path | None) -> None:
    """A backup, `wanted` first, in place of the vault in `folder`."""
    from app.ui.shell.wizard.restore import RestoreWizard  # noqa: PLC0415 - start-up time

    host.begin(lambda means: RestoreWizard(folder, means, wanted=wanted))


def demonstrate(host: Host) -> None:
    """A town that does not exist."""
    from app.ui.shell.wizard.demo import DemoWizard  # noqa: PLC0415 - start-up time

    host.begin(DemoWizard)
