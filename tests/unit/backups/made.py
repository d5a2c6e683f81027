"""Where a vault keeps its backups, and those it has."""

from pathlib import Path


def made_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())
