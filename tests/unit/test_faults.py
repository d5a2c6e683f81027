"""What is kept of a bug: where, never what."""

import logging
import sys
import threading
import warnings
from pathlib import Path, PurePosixPath

import pytest

from app import faults


def broken() -> faults.Fault:
    try:
        try:
            int("MARTEL Yanis")
        except ValueError as inner:
            raise KeyError("SAÏDI Inès") from inner
    except KeyError as error:
        return faults.describe(error)


def test_a_fault_holds_types_and_places_but_no_value() -> None:
    fault = broken()
    assert fault.kinds == ("builtins.KeyError", "builtins.ValueError")
    assert fault.frames[-1].startswith("tests/unit/test_faults.py:")
    assert "MARTEL" not in str(fault)
    assert "SAÏDI" not in str(fault)


def test_a_file_of_somebody_s_home_is_shortened() -> None:
    error = ZeroDivisionError()
    name = str(PurePosixPath("/home") / "claire.delmas" / "vigie" / "app" / "ui" / "jobs.py")
    try:
        exec(compile("raise error", name, "exec"), {"error": error})  # noqa: S102 - a file's name
    except ZeroDivisionError:
        fault = faults.describe(error)
    assert fault.frames[-1] == "app/ui/jobs.py:1 <module>"


def test_the_log_is_kept_small_and_a_disk_that_refuses_stops_nothing(tmp_path: Path) -> None:
    journal = faults.Journal()
    journal.write(broken())
    journal.open(tmp_path / "journal")
    long = faults.Fault(("x" * 10_000,), ())
    for _ in range(80):
        journal.write(long)
    sizes = {file.name: file.stat().st_size for file in (tmp_path / "journal").iterdir()}
    assert set(sizes) == {"vigie.log", "vigie.old.log"}
    assert max(sizes.values()) < 300_000
    blocked = faults.Journal()
    (tmp_path / "file").write_text("")
    blocked.open(tmp_path / "file")
    blocked.write(broken())


@pytest.fixture
def hooked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The hooks in place for one test; the log they write."""
    for owner, name in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
        (warnings, "showwarning"),
        (faults, "_journal"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    faults._journal = faults.Journal()
    faults.install_hooks()
    faults.log_to(tmp_path)
    return tmp_path / "vigie.log"


class Falling:
    def __del__(self) -> None:
        raise RuntimeError("MARTEL Yanis")


def test_what_nothing_can_catch_is_kept_without_its_values(
    hooked: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Falling()
    thread = threading.Thread(target=lambda: int("MARTEL Yanis"))
    thread.start()
    thread.join()
    warnings.showwarning(UserWarning("MARTEL Yanis"), UserWarning, "app/x.py", 7)
    told = hooked.read_text("utf-8")
    assert [kind in told for kind in ("RuntimeError", "ValueError", "UserWarning")] == [True] * 3
    assert "MARTEL" not in told
    assert capfd.readouterr().err == ""


def test_the_libraries_own_log_lines_are_not_printed(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "lastResort", logging.StreamHandler())  # as Python begins
    monkeypatch.setattr(logging, "raiseExceptions", True)
    logger = logging.Logger("other.package")  # noqa: LOG001 - outside the tree: pytest listens at its root
    logger.error("failed on %s", "MARTEL Yanis")
    assert "MARTEL" in capfd.readouterr().err, "they are, otherwise"
    faults.silence_libraries()
    logger.error("failed on %s", "MARTEL Yanis")
    logger.error("failed on %d", "MARTEL Yanis")
    assert capfd.readouterr().err == ""


def test_an_uncaught_exception_prints_no_value(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    faults.install_hooks()
    error = ValueError("MARTEL Yanis")
    sys.excepthook(ValueError, error, None)
    said = capsys.readouterr().err
    assert "MARTEL" not in said
    assert "erreur interne" in said
