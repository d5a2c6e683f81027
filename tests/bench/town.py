"""A fictional town in a vault of its own, made once for a state of the program and kept.

Run as a process (`python -m tests.bench.town FOLDER DOSSIERS`) to make one: the generator works
without `cipher_memory_security`, which holds for a whole process.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from app.models import migrations
from app.paths import resources
from app.services import demo, entrance
from app.services.demo.generate import generate
from app.services.vault import keystore, opening
from app.services.vault.kdf import FLOOR, Derived, from_password
from tests.bench.startup import offscreen

LOGIN = "a.bernard"
PASSWORD = "Corbeau-Lilas-7-Moulin-Vert"


def town(folder: Path, size: int) -> Path:
    """The vault of a town of that many dossiers under `folder`; made when there is none."""
    kept = folder / _state()
    for older in folder.glob("*"):
        if older != kept:
            shutil.rmtree(older)
    kept.mkdir(parents=True, exist_ok=True)
    vault = kept / f"{size}.vigie"
    if not vault.is_dir():
        making = kept / f"{size}.faite"
        shutil.rmtree(making, ignore_errors=True)
        command = [sys.executable, "-m", "tests.bench.town", str(making), str(size)]
        subprocess.run(command, check=True, env=offscreen())
        making.rename(vault)
    return vault


def _state() -> str:
    """Changes with the tables, the generator, its words and the day."""
    digest = hashlib.sha256(date.today().isoformat().encode())  # noqa: DTZ011 - a label
    code = (Path(str(migrations.__file__)).parent, Path(str(demo.__file__)).parent)
    for source in (*code, resources("demo")):
        for kind in ("*.sql", "*.py", "*.txt"):
            for file in sorted(source.rglob(kind)):
                digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def derived(vault: Path) -> Derived:
    """What the password yields: the derivation, done ahead."""
    header = keystore.read(vault).header
    return from_password(login=LOGIN, password=PASSWORD, vault_id=header.vault_id, cost=header.cost)


@contextmanager
def derivation_done(wrap: bytes, tag: bytes) -> Iterator[None]:
    """Open vaults as the program does, save that the derivation takes no time nor memory."""
    whole = opening.from_password
    opening.from_password = lambda **_given: Derived(bytearray(wrap), tag)
    try:
        yield
    finally:
        opening.from_password = whole


def _make(folder: Path, size: int) -> None:
    entry = entrance.Founding(
        town_name="Valmont",
        cell_name="Cellule de veille éducative",
        first_name="Anne",
        last_name="BERNARD",
        login=LOGIN,
        password=PASSWORD,
        is_demonstration=True,
    )
    terms = opening.Terms(prepare=migrations.upgrade, memory_security=False)
    desk = entrance.found(folder, entry, terms=terms, cost=FLOOR).desk
    try:
        generate(desk.engine, desk.clock, dossiers=size, seed=1)
    finally:
        if desk.vault is not None:
            desk.vault.close()


if __name__ == "__main__":
    _make(Path(sys.argv[1]), int(sys.argv[2]))
