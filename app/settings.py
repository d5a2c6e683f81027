"""What this PC remembers for this person: the last vault's folder, sizes, the theme.

One small JSON file in the person's own configuration folder. Nothing about the people followed,
ever: only the folder of a vault, numbers and words of the program's own. A file that cannot be
read is taken as absent, and one that cannot be written is not an error: it is comfort only.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import TypeGuard

_MAX_RECENT = 5


class Settings:
    """The settings of `file` (`None`: kept in memory only). Interface thread only."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._values: dict[str, object] = {}
        if file is not None:
            with suppress(OSError, ValueError):
                read = json.loads(file.read_text(encoding="utf-8"))
                if isinstance(read, dict):
                    self._values = read

    # -- the vault ------------------------------------------------------------------------

    @property
    def vaults(self) -> list[Path]:
        """The folders of the vaults opened here, the last one first."""
        read = self._values.get("vaults")
        return [Path(item) for item in read if isinstance(item, str)] if _is_list(read) else []

    def remember_vault(self, folder: Path) -> None:
        """Put `folder` first among the vaults opened here."""
        others = [item for item in self.vaults if item != folder]
        self._put("vaults", [str(item) for item in [folder, *others][:_MAX_RECENT]])

    # -- the look -------------------------------------------------------------------------

    @property
    def theme(self) -> str:
        """`light`, `dark`, `contrast`, or empty: as the system."""
        return self._text("theme")

    @theme.setter
    def theme(self, name: str) -> None:
        self._put("theme", name)

    @property
    def text_scale(self) -> float:
        """The size of texts, 1.0 to 1.5."""
        value = self._values.get("text_scale")
        return min(1.5, max(1.0, float(value))) if isinstance(value, int | float) else 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._put("text_scale", scale)

    @property
    def geometry(self) -> str:
        """Where the window was, as Qt saved it, in hexadecimal; empty at first."""
        return self._text("geometry")

    @geometry.setter
    def geometry(self, state: str) -> None:
        self._put("geometry", state)

    # -- the file -------------------------------------------------------------------------

    def _text(self, key: str) -> str:
        value = self._values.get(key)
        return value if isinstance(value, str) else ""

    def _put(self, key: str, value: object) -> None:
        if self._values.get(key) == value:
            return
        self._values[key] = value
        if self._file is None:
            return
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(self._values, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self._file)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)
