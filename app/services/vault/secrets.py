"""Keys in memory, wiped as far as Python lets one.

Best effort: libraries and the interpreter make copies that nobody can reach. What really
clears memory is the end of the process, which is what the hard lock does.
"""

import os
from typing import Final

KEY_BYTES: Final = 32


def new_key() -> bytearray:
    """32 random bytes from the operating system."""
    return bytearray(os.urandom(KEY_BYTES))


def wipe(*secrets: bytearray) -> None:
    """Overwrite each with zeros, in place."""
    for secret in secrets:
        secret[:] = bytes(len(secret))
