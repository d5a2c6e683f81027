"""How far the ordeals of the vault go: a short form in `make test`, a long one in `make torture`.

A test that kills, damages or wears out takes the fixture `ordeal`. What was done, and the seeds it
was drawn from, are told at the end of the run; `VIGIE_SEED` plays the same draw again.
"""

import os
import random
from collections import Counter
from collections.abc import Callable

import pytest

LONG = "VIGIE_TORTURE"
SEED = "VIGIE_SEED"
_MARK = "ordeal."


class Ordeal:
    """What one test is asked to inflict, and tells of it."""

    def __init__(self, tell: Callable[[str, object], None]) -> None:
        self._tell = tell
        self.long = LONG in os.environ
        self.seed = int(os.environ.get(SEED) or random.SystemRandom().randrange(2**32))
        self.draw = random.Random(self.seed)  # noqa: S311 - to be played again, not secret
        tell(f"{_MARK}seed", self.seed)

    def times(self, short: int, long: int) -> int:
        """How many times: `short` in the whole suite, `long` in `make torture`."""
        return long if self.long else short

    def did(self, what: str, number: int = 1) -> None:
        """Count what was inflicted: « kills », « mutations »."""
        self._tell(f"{_MARK}{what}", number)


@pytest.fixture
def ordeal(record_property: Callable[[str, object], None]) -> Ordeal:
    """The ordeal of one test."""
    return Ordeal(record_property)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make torture` runs the ordeals alone."""
    if LONG in os.environ:
        kept = [one for one in items if "ordeal" in getattr(one, "fixturenames", ())]
        config.hook.pytest_deselected(items=[one for one in items if one not in kept])
        items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what was inflicted, and the seeds of what failed."""
    done: Counter[str] = Counter()
    seeds, failed = [], 0
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            told = [
                (name.removeprefix(_MARK), value)
                for name, value in report.user_properties
                if name.startswith(_MARK)
            ]
            for name, value in told:
                if name == "seed":
                    seeds.append(f"{report.nodeid.rpartition('::')[2]} {value}")
                else:
                    done[name] += value
            if told and outcome == "failed":
                failed += 1
                terminalreporter.write_line(f"played again by {SEED}={dict(told)['seed']}")
    if done:
        terminalreporter.section("ordeals")
        words = ", ".join(f"{number} {what}" for what, number in sorted(done.items()))
        terminalreporter.write_line(words)
        if LONG in os.environ:
            terminalreporter.write_line("seeds: " + ", ".join(seeds))
            words = f"{failed} ordeals failed" if failed else "nothing lost, nothing found"
            terminalreporter.write_line(words)
