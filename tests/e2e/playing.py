"""`vigie scenario`, run as a process in a home of its own, and what it left."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Played:
    """What the story left: its folder, the person's own folders, what it said."""

    output: Path
    home: Path
    code: int
    said: str
    complained: str

    def sheet(self, kind: str) -> PdfReader:
        return PdfReader(self.output / f"{kind}.pdf")

    def text(self, kind: str) -> str:
        """All its words, whatever the spaces between them."""
        return " ".join(" ".join(page.extract_text() for page in self.sheet(kind).pages).split())


def play(folder: Path, *, code: str = "") -> Played:
    """Run `vigie scenario` as a process, in a home of its own."""
    home, output = folder / "home", folder / "output"
    places = {
        "HOME": home, "XDG_CONFIG_HOME": home / "config", "XDG_STATE_HOME": home / "state",
        "XDG_CACHE_HOME": home / "cache", "XDG_DATA_HOME": home / "data",
        "XDG_DOCUMENTS_DIR": home, "TMPDIR": home / "tmp", "SQLITE_TMPDIR": home / "tmp",
    }  # fmt: skip
    (home / "tmp").mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    program = ["-c", code] if code else ["-m", "app", "scenario", "--output"]
    done = subprocess.run(
        [sys.executable, *program, str(output)],
        cwd=ROOT,
        env={**kept, **{name: str(place) for name, place in places.items()}},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )
    return Played(output, home, done.returncode, done.stdout, done.stderr)
