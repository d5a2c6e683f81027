"""What every test shares: Qt never needs a screen, and what ordeals inflict is told."""

import os

pytest_plugins = ["tests.ordeal", "tests.unwiped"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
