"""The six memory tests of KeePassXC's evaluation, on the real program, from outside it.

ANSSI CSPN 2025, TEST-MEMPROTEC-1 to 6. After a hard lock: nothing, ever. After a short lock the
vault is still open: what is then left is counted here, and written in the README's limits.
"""

from pathlib import Path

import pytest

from tests.helpers import memory
from tests.helpers.screens import why_no_screen
from tests.ordeal import Ordeal
from tests.security.memory_story import SECRETS, Counts, tell

NOTHING = dict.fromkeys(SECRETS, 0)
LOOKED_AT = ("given", "open", "case", "short", "hard")
FEW = 3
"""Copies of the password that libraries may leave until the process is replaced. Measured: one
or two, after pasting most of all (freed blocks of Python, of Qt and of the X library)."""

pytestmark = pytest.mark.skipif(bool(memory.why_not()), reason=memory.why_not() or "-")


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counts]:
    """The story of a password typed key by key."""
    return tell(tmp_path_factory.mktemp("typed") / "one", pasted=False, moments=LOOKED_AT)


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counts]:
    """The story of a password pasted from another program."""
    if why_no_screen():
        pytest.skip(why_no_screen())
    return tell(tmp_path_factory.mktemp("pasted") / "one", pasted=True, moments=LOOKED_AT)


def test_a_password_that_was_typed_is_nowhere_after_a_hard_lock(typed: dict[str, Counts]) -> None:
    assert typed["given"]["password"] > 0, "the search finds what is there"
    assert typed["open"]["password"] <= FEW
    assert typed["short"]["password"] <= FEW
    assert typed["hard"]["password"] == typed["hard"]["part of it"] == 0


def test_a_password_that_was_pasted_is_nowhere_after_a_hard_lock(
    pasted: dict[str, Counts],
) -> None:
    assert pasted["given"]["password"] > 0, "the search finds what is there"
    assert pasted["open"]["password"] <= FEW
    assert pasted["short"]["password"] <= FEW
    assert pasted["hard"] == NOTHING


def test_of_a_dossier_that_was_read_nothing_is_left_after_a_hard_lock(
    typed: dict[str, Counts],
) -> None:
    assert typed["case"]["the dossier"] > 0, "the search finds what is there"
    assert typed["hard"]["the dossier"] == 0


def test_of_the_keys_only_the_one_in_use_stands_in_memory_and_none_after_a_hard_lock(
    typed: dict[str, Counts],
) -> None:
    for moment in ("open", "case", "short"):
        assert typed[moment]["data key"] == 1, "the open vault has its key, once"
        assert typed[moment]["other keys"] == 0, "what opened the slot was wiped"
    assert typed["hard"] == NOTHING


@pytest.mark.timeout(600)
def test_whatever_the_story_a_hard_lock_leaves_nothing(tmp_path: Path, ordeal: Ordeal) -> None:
    """Once in the whole suite; eight times, typed and pasted in turn, in `make torture`."""
    for number in range(ordeal.times(1, 8)):
        pasted = number % 2 == 1 and not why_no_screen()
        told = tell(tmp_path / str(number), pasted=pasted, moments=("case", "hard"))
        assert min(told["case"]["data key"], told["case"]["the dossier"]) > 0
        assert told["hard"] == NOTHING
        ordeal.did("memory scans", 2)
