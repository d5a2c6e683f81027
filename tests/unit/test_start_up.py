"""Starting: the hardening, the one window a vault, the successor's words, the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from app import cli, succession
from app.instance import Instance

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says whether a process is dumpable")
def test_the_first_line_of_the_program_forbids_core_dumps() -> None:
    code = (
        "import resource; from app import __main__, hardening;"
        "print(hardening.is_dumpable(), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False (0, 0)"


def test_a_vault_has_one_window_and_another_vault_its_own(tmp_path: Path) -> None:
    first = Instance(tmp_path, Path("a.vigie"))
    assert first.claim()
    second = Instance(tmp_path, Path("a.vigie"))
    assert not second.claim()
    other = Instance(tmp_path, Path("b.vigie"))
    assert other.claim()
    other.release()
    before = first.bell.stat().st_mtime_ns
    second.ring()
    assert first.bell.stat().st_mtime_ns >= before
    first.release()
    assert second.claim()
    second.release()


def test_no_vault_s_name_stands_in_the_files_of_the_claim(tmp_path: Path) -> None:
    claim = Instance(tmp_path, Path("MARTEL.vigie"))
    claim.claim()
    assert not [file for file in tmp_path.iterdir() if "MARTEL" in file.name]
    claim.release()


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["-m", "app", "open", "x.vigie"], ["-m", "app"]),
        (["-X", "dev", "-m", "app"], ["-X", "dev", "-m", "app"]),
        (["bin/vigie", "open"], ["bin/vigie"]),
        (["-I", "bin/vigie"], ["-I", "bin/vigie"]),
        ([], ["-m", "app"]),
    ],
)
def test_the_successor_is_started_as_this_program_was(
    monkeypatch: pytest.MonkeyPatch, words: list[str], kept: list[str]
) -> None:
    monkeypatch.setattr(sys, "orig_argv", ["python", *words])
    vault = Path("ville.vigie")
    assert succession.command(vault) == [sys.executable, *kept, "open", "--locked", "ville.vigie"]
    assert succession.command(None) == [sys.executable, *kept, "open", "--locked"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {"vault": None, "locked": False}),
        (["ville.vigie"], {"vault": Path("ville.vigie"), "locked": False}),
        (["open", "--locked", "ville.vigie"], {"vault": Path("ville.vigie"), "locked": True}),
        (["open", "--idle-hard", "5"], {"idle_hard": 5.0, "idle_short": None}),
    ],
)
def test_open_is_what_the_command_line_does_by_default(
    monkeypatch: pytest.MonkeyPatch, words: list[str], expected: dict[str, object]
) -> None:
    seen: dict[str, object] = {}

    def run(arguments: object) -> int:
        seen.update(vars(arguments))
        return 0

    monkeypatch.setattr(cli, "open_window", run)
    assert cli.main(words) == 0
    assert {key: seen[key] for key in expected} == expected


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert all(command.name in said for command in cli.COMMANDS)
