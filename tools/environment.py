"""The virtual environment: `.venv` holds what requirements.lock names, and knows when it does.

Standard library only.
"""

from __future__ import annotations

import compileall
import hashlib
import subprocess
import sys
from pathlib import Path

from machine import SetupError, quiet, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "vigie.stamp"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
CACHE_TAG = str(sys.implementation.cache_tag)

# Fails where the environment has another Python than this one, or was left without pip.
SAME_PYTHON = "import sys, pip; sys.exit(sys.implementation.cache_tag != sys.argv[1])"


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder; returns its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=env, check=False
    ).returncode


def stamp() -> str:
    """What the environment is made of: this Python's version and the lock file's hash."""
    return f"{CACHE_TAG} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"


def is_current() -> bool:
    """Whether the environment is whole, of this Python, and of this lock file."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="ascii") == stamp()


def ensure_environment() -> None:
    """Make `.venv` hold what the lock file names, unless its stamp says it does."""
    if is_current():
        return
    if not PYTHON.exists() or quiet([str(PYTHON), "-c", SAME_PYTHON, CACHE_TAG]):
        say(f"creating {VENV.name}")
        if run(sys.executable, "-m", "venv", "--clear", VENV):
            raise SetupError("the virtual environment could not be created.")
    STAMP.unlink(missing_ok=True)
    say("installing the locked dependencies (about 600 MB unpacked; this is done once)")
    if run(
        PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
        # Wheels only: nothing downloaded runs at installation, and no compiler is needed.
        "--no-compile", "--only-binary", ":all:", "--require-hashes", "-r", LOCK,
    ):  # fmt: skip
        raise SetupError("the dependencies could not be installed; pip says why above.")
    compile_packages()
    STAMP.write_text(stamp(), encoding="ascii")


def site_packages() -> Path:
    """Where the environment keeps its packages."""
    return next(VENV.glob("Lib/site-packages" if WINDOWS else "lib/python*/site-packages"))


def compile_packages() -> None:
    """Compile the packages on all cores: pip would use one, and start-up needs it done."""
    # Templates only look like Python. Where processes may not share memory, one does it all.
    command = [str(PYTHON), "-m", "compileall", "-q", "-x", r"\.tmpl\.py$", str(site_packages())]
    if quiet([*command, "-j", "0"]):
        quiet(command, show=True)


def compile_program() -> None:
    """Compile `app` to .pyc, whatever PYTHONDONTWRITEBYTECODE says: start-up is faster."""
    # Same Python as the environment's, so in this process; unchanged files are left alone.
    compileall.compile_dir(str(ROOT / "app"), quiet=1)
