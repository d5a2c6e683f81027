"""Prepare a machine for Vigie and run one of its commands: `python tools/setup.py run`.

Standard library only: this is what runs before anything is installed. It needs Python 3.11
and works the same on Windows, macOS and Linux; the Makefile only calls it.

What is ready is not done again: the virtual environment holds a stamp with the hash of the
lock file, so that a second start costs milliseconds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from environment import (
    LOCK,
    PYTHON,
    ROOT,
    VENV,
    WINDOWS,
    compile_program,
    ensure_environment,
    is_current,
    run,
)
from machine import QT, SCREEN, WINDOW, SetupError, ensure_system, has_display, say

BUILD = ROOT / "build"
OLDEST = (3, 11)

# An ordeal is one test of minutes: the next free core takes the next one.
TORTURE = ("-n", "2", "--dist", "worksteal", "--timeout", "900", "--session-timeout", "1200")

# Only `make lock` needs uv, which resolves for every system at once; it is not a dependency.
UV = "uv==0.13.9"


def hand_over(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Replace this process by a command, so that signals and exit codes are its own."""
    if not WINDOWS:  # there, execve returns to the prompt before the program ends
        os.chdir(ROOT)
        sys.stdout.flush()
        arguments = [str(part) for part in command]
        os.execve(arguments[0], arguments, env or dict(os.environ))  # noqa: S606 - no shell
    return run(*command, env=env)


def prepare(
    libraries: dict[str, str] | None = None, programs: dict[str, str] | None = None
) -> None:
    """Everything a command needs: the system's packages, the environment, compiled files."""
    ensure_system(libraries=libraries or {}, programs=programs or {}, venv=not is_current())
    ensure_environment()
    compile_program()


def for_qt() -> dict[str, str]:
    """What Qt needs here: less where no window can be shown."""
    return QT | WINDOW if has_display() else QT


def command_setup(_rest: list[str]) -> int:
    """Install everything and start nothing."""
    prepare(for_qt())
    say("ready")
    return 0


def command_run(rest: list[str]) -> int:
    """Open the window; without a screen, play the scenario on Qt's offscreen platform."""
    prepare(for_qt())
    if has_display():
        return hand_over(PYTHON, "-m", "app", *rest)
    output = BUILD / "scenario"
    shutil.rmtree(output, ignore_errors=True)  # an earlier run's: the story makes its vault anew
    say(f"no display here: playing the scenario offscreen, into {output.relative_to(ROOT)}")
    offscreen = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return hand_over(PYTHON, "-m", "app", "scenario", "--output", output, *rest, env=offscreen)


def command_test(rest: list[str]) -> int:
    """Run the whole suite on two cores, or what the arguments name."""
    prepare(QT | WINDOW, SCREEN)
    # What pytest made of the tests is kept compiled, as the program is: seven seconds of each core.
    compiled = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    return hand_over(PYTHON, "-m", "pytest", "-n", "2", *rest, env=compiled)


def command_torture(rest: list[str]) -> int:
    """Run the ordeals of the vault at length on two cores; VIGIE_SEED plays a draw again."""
    prepare(QT | WINDOW, SCREEN)
    at_length = os.environ | {"VIGIE_TORTURE": "1"}
    return hand_over(PYTHON, "-m", "pytest", *TORTURE, *rest, env=at_length)


def command_lint(_rest: list[str]) -> int:
    """Check style, format, types and layers; all four are run even when one fails."""
    prepare()
    checks: tuple[tuple[str | Path, ...], ...] = (
        (PYTHON, "-m", "ruff", "check"),
        (PYTHON, "-m", "ruff", "format", "--check"),
        (PYTHON, "-m", "mypy", "app", "tools", "tests/helpers", "tests/security"),
        (
            PYTHON,
            "-c",
            "from importlinter.cli import lint_imports_command as main; main()",
            "--no-logo",
        ),
    )
    codes = [run(*check) for check in checks]
    return int(any(codes))


def command_demo(rest: list[str]) -> int:
    """Make the demonstration vault, its PDFs and its screenshots in build/demo."""
    prepare(for_qt())
    shutil.rmtree(BUILD / "demo", ignore_errors=True)  # the command writes over nothing
    return hand_over(PYTHON, "-m", "app", "demo", BUILD / "demo", *rest)


def command_bench(rest: list[str]) -> int:
    """Measure, and print as ratios to the limit measured in the same run."""
    prepare(for_qt())
    return hand_over(PYTHON, "-m", "tests.bench", *rest)


def command_lock(rest: list[str]) -> int:
    """Write requirements.lock from pyproject.toml; --upgrade takes the newest releases."""
    prepare()
    tool = BUILD / "uv"
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "--target", tool, UV)
    return run(*pip) or run(
        tool / "bin" / ("uv.exe" if WINDOWS else "uv"), "pip", "compile", "--quiet",
        "--universal", "--generate-hashes", "--no-header", "--no-annotate",
        "--python-version", ".".join(map(str, OLDEST)), "--extra", "dev",
        "pyproject.toml", "--output-file", LOCK.name, *rest,
    )  # fmt: skip


def command_clean(rest: list[str]) -> int:
    """Remove what the other commands made, but for .venv (with --all, that too)."""
    caches = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis")
    folders = [BUILD, *(ROOT / name for name in caches)]
    folders += [
        found for part in ("app", "tests", "tools") for found in (ROOT / part).rglob("__pycache__")
    ]
    for folder in [*folders, *([VENV] if "--all" in rest else [])]:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


COMMANDS = {
    "setup": command_setup,
    "run": command_run,
    "test": command_test,
    "torture": command_torture,
    "lint": command_lint,
    "demo": command_demo,
    "bench": command_bench,
    "lock": command_lock,
    "clean": command_clean,
}


def main() -> int:
    """Run the command named on the command line; what follows it is handed on."""
    parser = argparse.ArgumentParser(
        prog="tools/setup.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="\n".join(f"{name:7}{do.__doc__}" for name, do in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on to the command")
    chosen = parser.parse_args()
    if sys.version_info < OLDEST:
        say("Python 3.11 or newer is needed; name it: make run PYTHON=python3.11")
        return 1
    try:
        return COMMANDS[chosen.command](chosen.rest)
    except SetupError as lacking:
        say(str(lacking))
        return 1


if __name__ == "__main__":
    sys.exit(main())
