"""What every test shares: Qt never needs a screen, and what ordeals inflict is told."""

import gc
import os

pytest_plugins = ["tests.ordeal", "tests.lightened"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: no collection of garbage goes through them again."""
    gc.collect()
    gc.freeze()
