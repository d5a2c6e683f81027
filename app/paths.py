"""Where things lie: what ships with the program, and what belongs to the person using it.

These functions compute; they neither read nor create anything.
"""

import sys
from pathlib import Path

import platformdirs

_NAME = "Vigie"


def resources(*parts: str) -> Path:
    """A path inside `resources/`, which holds data only (fonts, icons, theme, lists)."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by a frozen executable
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root.joinpath("resources", *parts)


def settings_folder() -> Path:
    """The folder of this person's own settings: theme, size of texts, last vault opened."""
    return platformdirs.user_config_path(_NAME, appauthor=False)


def notes_folder() -> Path:
    """Where scheduled commands say what they did, until the vault's journal has it."""
    return settings_folder() / "attente"


def log_folder() -> Path:
    """The folder of the technical log, which never holds a value typed by anyone."""
    return platformdirs.user_log_path(_NAME, appauthor=False)


def documents_folder() -> Path:
    """The folder first proposed for a vault or a document that one chooses to save."""
    return platformdirs.user_documents_path()
