"""What people read about backups: French, complete, without a path; no code unexplained."""

import inspect
import re

import pytest

from app.errors import UserFacingError
from app.services import failures, upgrade_copy
from app.services.backup_words import problem_words, reason_of
from app.services.vault import backup_errors, restore
from app.services.vault.backup_check import Problem

NARROW = "\u202f"
GIVEN: dict[type[UserFacingError], dict[str, object]] = {
    backup_errors.BackupUnsound: {"problem": "counts"},
    restore.NotRestored: {"why": failures.DiskFull()},
    restore.UnsoundSource: {"problem": "counts"},
    upgrade_copy.NotCopied: {"why": backup_errors.BackupDiskFull()},
}
KINDS = [
    kind
    for module in (backup_errors, restore, upgrade_copy)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, UserFacingError) and kind.__module__ == module.__name__
]
MADE: list[UserFacingError] = [kind(**GIVEN.get(kind, {})) for kind in KINDS]


@pytest.mark.parametrize("problem", MADE, ids=lambda problem: type(problem).__name__)
def test_each_problem_says_what_happened_and_what_to_do(problem: UserFacingError) -> None:
    text = f"{problem.sentence} {problem.remedy}"
    assert problem.sentence.endswith(".")
    assert problem.remedy.endswith(".")
    assert not re.search(rf"[^{NARROW}][:;!?»]|«[^{NARROW}]|'|\.\.\.", text)
    assert re.fullmatch(r"[a-z_]+", problem.code)
    assert str(problem) == problem.code


@pytest.mark.parametrize("code", [str(one) for one in Problem])
def test_each_way_of_being_unsound_has_its_words(code: str) -> None:
    assert problem_words(code).endswith(".")
    assert "fidèle" in reason_of(code)


@pytest.mark.parametrize(
    "code",
    [
        "backup_folder_gone", "backup_not_writable", "backup_disk_full", "backup_disk_failure",
        "backup_inside_vault", "backup_busy", "busy", "database_damaged",
    ],
)  # fmt: skip
def test_each_reason_that_stops_backups_has_its_own_sentence(code: str) -> None:
    assert reason_of(code).endswith(".")
    assert reason_of(code) != reason_of("a code of a later version")
