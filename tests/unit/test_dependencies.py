"""What the program is made of: each dependency wanted, locked by hash, and free to be shipped."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
DIRECT = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]

# Compatible with AGPL-3.0-or-later, for a program that is given away whole.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "GPL-3.0-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}
# How older packages say it, in their classifiers.
CLASSIFIERS = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)": (
        "LGPL-2.1-or-later"
    ),
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# Packages whose metadata names no licence: its name, and words of the text that they ship.
BY_TEXT = {
    "apsw-sqlite3mc": ("Zlib", "Altered source versions must be plainly marked as such"),
    "pypdfium2": ("BSD-3-Clause AND Apache-2.0", "Apache License"),
    "sqlcipher3": ("Zlib", "Altered source versions must be plainly marked as such"),
}


def locked() -> dict[str, tuple[str, str, list[str]]]:
    """Name -> (version, marker, hashes) of every entry of the lock file."""
    entries = {}
    for block in re.split(r"\n(?=\S)", LOCK.replace("\\\n", " ").strip()):
        pinned = re.match(r"([A-Za-z0-9._-]+)==(\S+)(?:\s*;\s*([^\n]*?))?(?=\s+--hash|$)", block)
        assert pinned, f"not pinned: {block[:60]}"
        hashes = re.findall(r"--hash=(\S+)", block)
        entries[canonicalize_name(pinned[1])] = (pinned[2], pinned[3] or "", hashes)
    return entries


LOCKED = locked()
HERE = sorted(n for n, (_, marker, _) in LOCKED.items() if not marker or Marker(marker).evaluate())


def licence(name: str) -> str:
    """The licence of an installed package, as an SPDX expression."""
    package = metadata.distribution(name)
    if name in BY_TEXT:
        claimed, words = BY_TEXT[name]
        files = [f for f in package.files or () if "licen" in str(f).lower()]
        texts = [
            Path(str(f.locate())).read_text(encoding="utf-8", errors="replace")
            for f in files
            if f.suffix != ".py"
        ]
        assert any(words in text for text in texts), f"{name} no longer ships the text of {claimed}"
        return claimed
    fields = package.metadata
    found = [CLASSIFIERS[c] for c in fields.get_all("Classifier") or () if c in CLASSIFIERS]
    return fields["License-Expression"] or (found[0] if found else fields["License"] or "none")


def test_each_direct_dependency_says_why_it_is_there() -> None:
    lines = PYPROJECT.splitlines()
    for requirement in DIRECT:
        at = next(i for i, line in enumerate(lines) if line.strip().startswith(f'"{requirement}"'))
        beside = lines[at].partition(f'"{requirement}",')[2].strip()
        above = lines[at - 1].strip()
        why = beside or above
        assert re.match(r"# \w.{8,}", why), f"{requirement} does not say why"


def test_the_lock_names_every_direct_dependency_in_its_range() -> None:
    for requirement in map(Requirement, DIRECT):
        version = LOCKED[canonicalize_name(requirement.name)][0]
        assert version in requirement.specifier, f"{requirement} is locked at {version}"


@pytest.mark.parametrize("name", sorted(LOCKED))
def test_each_locked_file_has_its_hash(name: str) -> None:
    hashes = LOCKED[name][2]
    assert hashes
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes)


@pytest.mark.parametrize("name", HERE)
def test_what_is_installed_is_what_is_locked(name: str) -> None:
    assert metadata.version(name) == LOCKED[name][0]


@pytest.mark.parametrize("name", HERE)
def test_each_licence_lets_the_program_be_given_away(name: str) -> None:
    choices = [choice.split(" AND ") for choice in licence(name).strip("()").split(" OR ")]
    assert any(all(term in ALLOWED for term in choice) for choice in choices), licence(name)


def test_the_texts_of_the_licences_are_shipped() -> None:
    for path, words in {
        "LICENSE": "GNU AFFERO GENERAL PUBLIC LICENSE",
        "resources/fonts/OFL.txt": "SIL OPEN FONT LICENSE Version 1.1",
        "resources/icons/LICENSE": "MIT License",
    }.items():
        assert words in (ROOT / path).read_text(encoding="utf-8"), path
    assert PROJECT["license"]["text"] == "AGPL-3.0-or-later"
