"""What the processes of the tests spare themselves: wiping memory, waiting for the disk.

SQLCipher can be told to wipe each piece of memory it frees, never to stop: the first test that
opened a vault as the program does made every later one of its process several times slower.
And no test of this process can see whether SQLite waited for the disk at each commit: only a
power cut would show it.

What both are for is looked for in processes of their own: the programs that tests start are as
shipped, those of `tests/security` and `tests/e2e` above all.
"""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.models import connection

_as_shipped = connection._pragmas


def _lighter(*, read_only: bool, memory_security: bool) -> tuple[str, ...]:
    return tuple(
        "synchronous = OFF" if one == "synchronous = FULL" else one
        for one in _as_shipped(read_only=read_only, memory_security=False)
    )


@pytest.fixture(scope="session", autouse=True)
def _lightened() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_pragmas", _lighter)
        yield
    with closing(sqlcipher.connect(":memory:")) as memory:
        asked = memory.execute("PRAGMA cipher_memory_security").fetchall()
    assert asked == [("0",)], (
        "a test opened a file past app.models.connection: the suite is slow again"
    )
