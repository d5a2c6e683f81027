"""Build `resources/passwords/listes.txt` from published lists of common passwords and words.

Run by hand when a list is renewed:
    python tools/build_password_list.py LANGUAGE_COMMON LANGUAGE_FR
where the two folders are the unpacked npm packages @zxcvbn-ts/language-common and
@zxcvbn-ts/language-fr. The English list comes from the Python package zxcvbn.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from app.paths import resources
from app.services.rules.folding import fold

_LEAST_WORD, _LEAST_NAME = 4, 3


def _plain(words: Iterable[str], least: int) -> set[str]:
    """Without accents nor signs, as `services.rules.passwords` looks them up."""
    plain = (re.sub(r"[^a-z0-9]", "", fold(word)) for word in words)
    return {word for word in plain if len(word) >= least}


def _read(folder: Path, name: str) -> list[str]:
    return list(json.loads((folder / "src" / f"{name}.json").read_text("utf-8")))


def build(common: Path, french: Path) -> list[str]:
    """Every entry, sorted."""
    sequences = json.loads((french / "src" / "wordSequences.json").read_text("utf-8"))
    found = _plain(FREQUENCY_LISTS["passwords"], _LEAST_WORD)
    found |= _plain(_read(common, "passwords"), _LEAST_WORD)
    found |= _plain(_read(french, "commonWords"), _LEAST_WORD)
    found |= _plain(_read(french, "firstnames"), _LEAST_NAME)
    found |= _plain(_read(french, "lastnames"), _LEAST_NAME)
    found |= _plain((word for words in sequences.values() for word in words), _LEAST_NAME)
    return sorted(found)


if __name__ == "__main__":
    words = build(Path(sys.argv[1]), Path(sys.argv[2]))
    target = resources("passwords", "listes.txt")
    target.write_text("\n".join(words) + "\n", encoding="ascii", newline="\n")
    print(f"{len(words)} entries")
