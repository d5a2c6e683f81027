"""What people read when a vault resists: French, complete, and without a code or a path."""

import inspect
import re

import pytest

from app.errors import UserFacingError
from app.services import failures
from app.services.vault import errors

NARROW = "\u202f"


def every_problem() -> list[UserFacingError]:
    """One of each, with what its constructor asks."""
    given = {
        errors.UnreadableRecoveryKey: {"group": 3},
        errors.AlreadyOpen: {"pid": 12, "pc": "ACCUEIL-2"},
        errors.NotCreated: {"why": failures.DiskFull()},
        errors.KeyFileProblem: {"sentence": "Essai.", "code": "test", "copy_usable": True},
    }
    kinds = [
        kind
        for module in (failures, errors)
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, UserFacingError) and kind.__module__ == module.__name__
    ]
    return [kind(**given.get(kind, {})) for kind in kinds]


@pytest.mark.parametrize("problem", every_problem(), ids=lambda problem: type(problem).__name__)
def test_each_problem_says_what_happened_and_what_to_do(problem: UserFacingError) -> None:
    text = f"{problem.sentence} {problem.remedy}"
    assert problem.sentence.endswith(".")
    assert problem.remedy.endswith(".")
    assert not re.search(rf"[^{NARROW}][:;!?»]|«[^{NARROW}]|'|\.\.\.", text)
    assert re.fullmatch(r"[a-z_]+", problem.code)
    assert str(problem) == problem.code


def test_each_reason_has_its_own_code_and_sentence() -> None:
    problems = [p for p in every_problem() if not isinstance(p, errors.NotCreated)]
    assert len({p.code for p in problems}) == len(problems)
    assert len({p.sentence for p in problems}) == len(problems)


def test_who_holds_the_vault_is_said_by_name_and_number() -> None:
    sentence = errors.AlreadyOpen(pid=4242, pc="ACCUEIL-2").sentence
    assert sentence == (
        "Ce coffre est déjà ouvert sur le PC «\u202fACCUEIL-2\u202f» (processus 4242)."
    )
