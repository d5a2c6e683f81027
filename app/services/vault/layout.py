"""What a vault's folder holds, by name, and who may read it."""

from pathlib import Path
from typing import Final

SUFFIX: Final = ".vigie"
DATABASE: Final = "coffre.db"
#: The database written anew, until it takes the place of the other.
DATABASE_FRESH: Final = f"{DATABASE}.tmp"
KEYS: Final = "cles.json"
#: The same bytes as `cles.json`, for the day it is damaged. Not the version before: an old
#: password or a colleague who left would still open the vault with that one.
KEYS_COPY: Final = "cles.copie.json"
#: Where a damaged or foreign `cles.json` goes when the copy takes its place.
KEYS_ASIDE: Final = "cles.ecarte.json"
LOCK: Final = "verrou"
HOLDER: Final = "verrou.json"

#: What creating may have left behind when it was killed: the only names it ever removes.
OURS: Final = (
    DATABASE,
    f"{DATABASE}-wal",
    f"{DATABASE}-shm",
    f"{DATABASE}-journal",
    KEYS,
    f"{KEYS}.tmp",
    KEYS_COPY,
    f"{KEYS_COPY}.tmp",
    LOCK,
    HOLDER,
    f"{HOLDER}.tmp",
)

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700


def is_vault(folder: Path) -> bool:
    """Whether `folder` holds at least one of the two files that matter."""
    return (folder / DATABASE).is_file() or (folder / KEYS).is_file()
