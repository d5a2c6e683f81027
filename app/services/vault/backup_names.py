"""What a copy of a vault is called: `<nom>_2026-11-23_14h07m05.vigie`, in the office's own time.

A copy set aside by a restore says `_ecarte` before its date, one made before an upgrade
`_avant_maj`. What is being written, or deleted, ends in `.tmp`: nothing takes it for a backup.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from app.services.rules.backup_rotation import Kind
from app.services.vault.layout import SUFFIX

UNFINISHED: Final = ".tmp"
_LONGEST_STEM: Final = 60
_MARKS: Final = {Kind.BACKUP: "", Kind.ASIDE: "_ecarte", Kind.BEFORE: "_avant_maj"}
_NAME: Final = re.compile(
    r"(?P<stem>.+?)(?P<mark>_ecarte|_avant_maj)?"
    r"_(?P<day>\d{4}-\d\d-\d\d_\d\dh\d\dm\d\d)(?:_\d{1,3})?\.vigie"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a folder's name says; `made_at` is naive, in the office's time."""

    stem: str
    kind: Kind
    made_at: datetime


def parse(name: str) -> Named | None:
    """What the name of a folder says, none when it is not that of a copy."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        made_at = datetime.strptime(found["day"], "%Y-%m-%d_%Hh%Mm%S")  # noqa: DTZ007 - local
    except ValueError:
        return None
    kind = next(kind for kind, mark in _MARKS.items() if mark == (found["mark"] or ""))
    return Named(found["stem"], kind, made_at)


def stem(vault: Path) -> str:
    """The part of the names that comes from the vault's own; a copy opened as a vault keeps it."""
    named = parse(vault.name)
    own = vault.name.removesuffix(SUFFIX) if named is None else named.stem
    return own[:_LONGEST_STEM] or "coffre"


def free_name(folder: Path, vault: Path, kind: Kind, at: datetime) -> str:
    """The name of a copy of `vault` made at `at` (aware), not taken in `folder`."""
    local = at.astimezone().strftime("%Y-%m-%d_%Hh%Mm%S")
    base = f"{stem(vault)}{_MARKS[kind]}_{local}"
    names = (f"{base}{SUFFIX}", *(f"{base}_{n}{SUFFIX}" for n in range(2, 1000)))
    return next(
        name
        for name in names
        if not (folder / name).exists() and not (folder / f"{name}{UNFINISHED}").exists()
    )


def default_folder(vault: Path) -> Path:
    """Where backups go until somebody chooses: beside the vault."""
    return vault.absolute().parent / f"{stem(vault)} sauvegardes"
