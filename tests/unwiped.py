"""The processes of the tests do not wipe each piece of memory that SQLCipher frees.

SQLCipher can be told to start wiping, never to stop: the first test that opened a vault as the
program does made every later one of its process several times slower. What must wipe is a
process of its own: the programs that tests start are as shipped, those of `tests/security`
that look for what is left in memory above all.
"""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.models import engine

_as_shipped = engine._pragmas


def _unwiped(*, read_only: bool, memory_security: bool) -> tuple[str, ...]:
    return _as_shipped(read_only=read_only, memory_security=False)


@pytest.fixture(scope="session", autouse=True)
def _memory_is_not_wiped() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_pragmas", _unwiped)
        yield
    with closing(sqlcipher.connect(":memory:")) as memory:
        asked = memory.execute("PRAGMA cipher_memory_security").fetchall()
    assert asked == [("0",)], "a test opened a file past app.models.engine: the suite is slow again"
