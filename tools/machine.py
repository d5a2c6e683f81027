"""What Vigie needs from the system: Qt's libraries, Debian's split Python, a virtual screen.

Standard library only. Nothing is installed where the user may not: they get the line to type.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

LINUX = sys.platform == "linux"

# What Qt loads from the system: the file it opens, and the Debian package that holds it.
QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# Programs that tests of the real window start, and their Debian packages.
SCREEN = {"Xvfb": "xvfb", "xauth": "xauth"}


class SetupError(Exception):
    """The machine lacks something; the message says what to type."""


def say(sentence: str) -> None:
    """Tell what is going on, at once even when the output is a pipe."""
    print(f"vigie: {sentence}", flush=True)


def apt_command() -> list[str] | None:
    """How this user runs apt-get without being asked anything; None when it is not possible."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if shutil.which("sudo") and quiet(["sudo", "-n", "true"]) == 0:
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def install_packages(packages: list[str], why: str) -> None:
    """Install Debian packages, or raise `SetupError` with the line that does it."""
    line = (
        f"sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}"
    )
    if shutil.which("apt-get") is None:
        raise SetupError(f"{why}: install what Debian calls {' '.join(packages)}.")
    apt = apt_command()
    if apt is None:
        raise SetupError(f"{why}. Type this line, then try again:\n    {line}")
    say(f"{why}: installing {' '.join(packages)}")
    install = [*apt, "install", "-y", "-q", "--no-install-recommends", *packages]
    # The package lists of a fresh machine are empty or old: fetched only when they do not do.
    if quiet(install):
        quiet([*apt, "update", "-q"])
        if quiet(install, show=True):
            raise SetupError(f"{why}, but apt-get could not (above). To try again:\n    {line}")


def quiet(command: list[str], *, show: bool = False) -> int:
    """Run a talkative command; its output is shown only on failure, and only if asked."""
    done = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode and show:
        print(done.stdout, flush=True)
    return done.returncode


def missing_libraries(wanted: dict[str, str]) -> list[str]:
    """The packages of the libraries that this system's loader does not find."""
    missing = []
    for name, package in wanted.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(package)
    return missing


def has_display() -> bool:
    """Whether a window can be shown."""
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def ensure_system(*, libraries: dict[str, str], programs: dict[str, str], venv: bool) -> None:
    """Install, in one go, what is missing on a Linux machine.

    `libraries` and `programs` map what is looked for to its Debian package; `venv` asks for
    what creates a virtual environment, which Debian keeps apart from Python. Programs are
    wished for only: without them their tests say so themselves.
    """
    if not LINUX:
        return
    needed = missing_libraries(libraries)
    if venv and importlib.util.find_spec("ensurepip") is None:
        needed.insert(0, f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    wished = [package for name, package in programs.items() if shutil.which(name) is None]
    if needed:
        install_packages([*needed, *wished], "Python or Qt lacks system packages")
    elif wished:
        try:
            install_packages(wished, "Tests of the real window want a virtual screen")
        except SetupError as lacking:
            say(f"{lacking}\n    (going on without: those tests will say so)")
