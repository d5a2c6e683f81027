"""The real program as a process of its own, in a home of its own, typed into from the tests."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("remote_child.py")
PATIENCE = 60.0
"""Seconds after which a program that no longer answers is ended."""


def shifted(text: str) -> str:
    """The text as it travels: it then stands nowhere in the program's memory but where typed."""
    return "".join(chr(ord(letter) + 1) for letter in text)


@dataclass(frozen=True)
class Home:
    """Everywhere a person's programs may write, under one folder."""

    folder: Path

    def environment(self, **more: str) -> dict[str, str]:
        """What makes a process live there, without a screen."""
        home = self.folder
        places = {
            "HOME": home, "USERPROFILE": home, "XDG_CONFIG_HOME": home / "config",
            "XDG_STATE_HOME": home / "state", "XDG_CACHE_HOME": home / "cache",
            "XDG_DATA_HOME": home / "data", "XDG_RUNTIME_DIR": home / "run",
            "XDG_DOCUMENTS_DIR": home, "APPDATA": home / "roaming", "LOCALAPPDATA": home / "local",
            "TMPDIR": home / "tmp", "TEMP": home / "tmp", "TMP": home / "tmp",
            "SQLITE_TMPDIR": home / "tmp",
        }  # fmt: skip
        for name in ("tmp", "run"):
            (home / name).mkdir(parents=True, exist_ok=True)
        (home / "run").chmod(0o700)  # Qt asks for it
        kept = {name: one for name, one in os.environ.items() if "DISPLAY" not in name}
        return {
            **kept,
            **{name: str(place) for name, place in places.items()},
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": str(ROOT),
            **more,
        }


@dataclass
class Remote:
    """A running program. Every order waits for its answer; `pid` stays through a hard lock."""

    home: Home
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.complaints.open("ab") as complaints:
            self.process = subprocess.Popen(
                [sys.executable, str(CHILD), "open", *self.arguments],
                cwd=self.home.folder,
                env=self.home.environment(**self.environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
                encoding="utf-8",
            )
        self.started = self.until("ready")

    @property
    def complaints(self) -> Path:
        """What the program writes on standard error, beside its home."""
        return self.home.folder.parent / "complaints.txt"

    @property
    def pid(self) -> int:
        """The process's number."""
        return self.process.pid

    def until(self, event: str) -> dict[str, Any]:
        """The facts of the next such event. Fails if the program ends before."""
        assert self.process.stdout is not None
        watchdog = Timer(PATIENCE, self.process.kill)
        watchdog.start()
        try:
            for line in self.process.stdout:
                facts = json.loads(line)
                if facts["event"] == event:
                    return dict(facts)
        finally:
            watchdog.cancel()
        raise AssertionError(f"the program ended before « {event} »")

    def send(self, do: str, **words: object) -> None:
        """Give an order without waiting."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **words}) + "\n")
        self.process.stdin.flush()

    def order(self, do: str, **words: object) -> dict[str, Any]:
        """Give an order, wait until it is done."""
        self.send(do, **words)
        return self.until(do)

    def type(self, name: str, text: str) -> None:
        """Key by key, into the visible widget of that name."""
        self.order("type", name=name, shifted=shifted(text))

    def enter(self, login: str, password: str | None) -> None:
        """Open the vault; `None` pastes the password."""
        self.type("field.login", login)
        self.give(password)
        self.order("click", name="unlock.submit")
        self.order("see", name="frame")
        self.order("settle")

    def give(self, password: str | None) -> None:
        """Type the password, or paste it when it is None."""
        if password is None:
            self.order("paste", name="field.password")
        else:
            self.type("field.password", password)

    def lock_hard(self) -> dict[str, Any]:
        """Replace the process; what the successor says of itself."""
        self.send("lock_hard")
        return self.until("ready")

    def end(self) -> None:
        """Kill it, as a power cut would."""
        self.process.kill()
        self.process.communicate()
