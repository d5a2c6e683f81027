"""One window a vault: starting Vigie again brings the open one to the front.

A file per vault, named by a digest of its path, is locked by the first process; the kernel frees
it when that process goes, however it goes. A second start touches the file beside it, which the
first one watches. Nothing is said over a socket, and the vault's own lock remains the judge.
"""

import sys
from pathlib import Path
from typing import IO


class Instance:
    """The claim of this process on the window of a vault (`None`: the one with no vault yet)."""

    def __init__(self, folder: Path, vault: Path | None) -> None:
        named = str(vault.absolute()) if vault is not None else ""
        digest = _digest(named)
        self._lock = folder / f"{digest}.fenetre"
        self.bell = folder / f"{digest}.appel"
        self._held: IO[bytes] | None = None

    def claim(self) -> bool:
        """Become the one window. False: there is one already. A folder that refuses says True."""
        try:
            self._lock.parent.mkdir(parents=True, exist_ok=True)
            self.bell.touch()
            stream = self._lock.open("ab")
        except OSError:
            return True
        if not _lock(stream):
            stream.close()
            return False
        self._held = stream
        return True

    def ring(self) -> None:
        """Ask the window that is open to come to the front."""
        try:
            self.bell.write_bytes(b"!")
            self.bell.write_bytes(b"")
        except OSError:
            return

    def release(self) -> None:
        """Give the claim up, for a successor."""
        if self._held is not None:
            self._held.close()
            self._held = None


def _digest(text: str) -> str:
    """FNV-1a on 64 bits: a name for a file, no secret. `hashlib` costs 5 ms of every start."""
    value = 0xCBF29CE484222325
    for byte in text.encode("utf-8", "surrogatepass"):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> bool:
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> bool:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
