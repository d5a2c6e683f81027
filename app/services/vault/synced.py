"""Where a new vault may not stand: a folder that a program copies elsewhere behind one's back.

A client of OneDrive, Dropbox or Nextcloud copies the database and its journal apart, at moments of
its own, and puts an older one back: that is how a sound file is lost. A backup may stand there.
"""

import os
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from app.services.vault.errors import SyncedFolder

#: What the clients leave at the root of what they copy.
_MARKS: Final = (
    ".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db",
    ".stfolder", ".tmp.driveupload",
)  # fmt: skip
#: How that root is called unless somebody renamed it, in small letters.
_NAMES: Final = (
    "dropbox", "google drive", "iclouddrive", "kdrive", "nextcloud", "onedrive", "onedrive - *",
)  # fmt: skip
#: Where OneDrive says, on Windows, that its folders are.
_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def refuse_synced(folder: Path) -> None:
    """Raise `SyncedFolder` when `folder`, which need not exist, lies in what a client copies."""
    if is_synced(folder.resolve(), os.environ):
        raise SyncedFolder


def is_synced(folder: Path, variables: Mapping[str, str]) -> bool:
    """Whether an absolute path lies in such a folder: by its name, its marks, or the system."""
    roots = {Path(variables[name]) for name in _VARIABLES if variables.get(name)}
    return any(
        here in roots
        or any(fnmatch(here.name.lower(), name) for name in _NAMES)
        or _is_marked(here)
        for here in (folder, *folder.parents)
    )


def _is_marked(folder: Path) -> bool:
    try:
        return any(
            fnmatch(one.name, mark)
            for one in folder.iterdir()
            if one.name.startswith(".")
            for mark in _MARKS
        )
    except OSError:
        return False  # it does not exist yet, or it is not ours to read
