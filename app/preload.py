"""What is done while the password is typed, so that nobody waits for it afterwards."""

import gc
import importlib
import threading
from pathlib import Path

from app import faults

THREAD = "vigie-preload"


def start(vault: Path | None) -> None:
    """Load the heavy half in the background, now that the door is on screen.

    Then read the vault through, and have written what will be asked of it.
    """

    def load() -> None:
        importlib.import_module("app.ui.shell.behind_door")  # the next key may ask for it
        importlib.import_module("app.workplace")
        # A quarter of a million objects that stay: nobody waits for a collection to look at each.
        gc.freeze()
        faults.silence_libraries()
        from app import warming  # noqa: PLC0415 - start-up time
        from app.services.vault.opening import look_ahead  # noqa: PLC0415 - start-up time

        if vault is not None:
            look_ahead(vault)
            warming.warm()

    threading.Thread(target=load, name=THREAD, daemon=True).start()
