"""What is done while the password is typed, so that nobody waits for it afterwards."""

import gc
import importlib
import threading
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QTimer

from app import faults, loading

THREAD = "vigie-preload"
SLICE_SECONDS = 0.005
"""How long the window is kept from the keys at a time."""


def start(vault: Path | None) -> None:
    """Load the heavy half in the background, now that the door is on screen. Interface thread.

    Qt's classes are built first, a few at a time between two keys: see `loading.classes`.
    """
    classes = loading.classes()

    def build() -> None:
        pause = perf_counter() + SLICE_SECONDS
        for _ in classes:
            if perf_counter() > pause:
                QTimer.singleShot(0, build)
                return
        threading.Thread(target=load, args=(vault,), name=THREAD, daemon=True).start()

    QTimer.singleShot(0, build)  # not while the first paint is on its way to the screen


def load(vault: Path | None) -> None:
    """The modules behind the door; then read the vault through, and have its SQL written."""
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
