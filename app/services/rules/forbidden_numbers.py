"""National numbers that may not be held: found in free text so that they can be refused.

The NIR has no legal basis here (decree 2019-341): it stops the saving. The INE is not in the
list of AU-038: it warns (domain § 3.9). What is found is told by its place, never by its value.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_GAP = r"[\s.\-_/\u00a0\u202f\u2011]{0,2}"
_NIR = re.compile(
    rf"(?<![0-9A-Za-z])(?P<sex>[1-478]){_GAP}(?P<year>\d{{2}}){_GAP}"
    rf"(?P<month>0[1-9]|1[0-2]|[2-9]\d){_GAP}"
    rf"(?P<place>\d{{2}}|2[ABab]){_GAP}(?P<commune>\d{{3}}){_GAP}(?P<order>\d{{3}})"
    rf"(?:{_GAP}(?P<key>\d{{2}}))?(?![0-9A-Za-z])",
    re.ASCII,
)
_INE = re.compile(r"(?<![0-9A-Za-z])(?:\d{9}[A-Za-z]{2}|\d{10}[A-Za-z])(?![0-9A-Za-z])", re.ASCII)
_ORDINARY_MONTHS = range(1, 13)
_OTHER_MONTHS = (*range(20, 43), *range(50, 100))  # month unknown at registration


class NumberKind(StrEnum):
    """Which number was found."""

    NIR = "NIR"
    INE = "INE"


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """Where a number stands in the text: characters `start` to `end`, the latter excluded."""

    kind: NumberKind
    start: int
    end: int


def nir_key(thirteen: str) -> int:
    """The control key of a NIR: 97 − (number mod 97), Corsica's 2A and 2B read as 19 and 18."""
    digits = thirteen.upper().replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97


def _is_nir(found: re.Match[str]) -> bool:
    """A right key settles it; without a key, or with a mistyped one, the shape must hold."""
    body = "".join(found[part] for part in ("sex", "year", "month", "place", "commune", "order"))
    if found["key"] is not None and int(found["key"]) == nir_key(body):
        return True
    month = int(found["month"])
    plain = month in _ORDINARY_MONTHS or month in _OTHER_MONTHS
    return found["sex"] in "12" and plain and found["place"] != "00"


def find_nir(text: str) -> list[FoundNumber]:
    """Every NIR in `text`, of 13 or 15 characters, however spaced."""
    return [
        FoundNumber(NumberKind.NIR, *found.span())
        for found in _NIR.finditer(text)
        if _is_nir(found)
    ]


def find_ine(text: str) -> list[FoundNumber]:
    """Every INE in `text`: nine digits and two letters, or ten digits and one."""
    return [FoundNumber(NumberKind.INE, *found.span()) for found in _INE.finditer(text)]
