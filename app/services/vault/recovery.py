"""The recovery key: 160 random bits in eight groups of five characters that survive a pen.

Crockford's base 32 (no I, L, O, U; case and O/0, I/L/1 confusions forgiven). In each group
four characters carry 20 bits and the fifth checks them and the group's place, so that an
error is shown where it was made and two groups swapped are noticed.
"""

import os
from dataclasses import dataclass, field
from typing import Final, Self

from app.services.vault.errors import UnreadableRecoveryKey

KEY_BYTES: Final = 20
GROUPS: Final = 8
_CARRYING: Final = 4
_GROUP: Final = _CARRYING + 1
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CONFUSED: Final = str.maketrans("OIL", "011")
#: What people put between groups: blanks, dashes of all lengths, points.
_BETWEEN: Final = frozenset("-_.,;:/|\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212")


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """20 random bytes. `str()` and `repr()` do not show them."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        """From the operating system's generator."""
        return cls(os.urandom(KEY_BYTES))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what somebody typed from the sheet.

        Raises `UnreadableRecoveryKey` naming the first doubtful group, or none when the number
        of characters is wrong and every whole group is sound.
        """
        typed = tidy(text)
        bits = 0
        for number in range(1, GROUPS + 1):
            group = typed[(number - 1) * _GROUP : number * _GROUP]
            if len(group) < _GROUP:
                raise UnreadableRecoveryKey
            if not is_group(number, group):
                raise UnreadableRecoveryKey(group=number)
            for character in group[:_CARRYING]:
                bits = bits << 5 | _ALPHABET.index(character)
        if len(typed) != GROUPS * _GROUP:
            raise UnreadableRecoveryKey
        return cls(bits.to_bytes(KEY_BYTES, "big"))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups, as printed."""
        bits = int.from_bytes(self.secret, "big")
        values = [bits >> shift & 31 for shift in range(155, -1, -5)]
        groups = []
        for number in range(1, GROUPS + 1):
            carried = values[(number - 1) * _CARRYING : number * _CARRYING]
            groups.append("".join(_ALPHABET[v] for v in [*carried, _check(number, carried)]))
        return tuple(groups)

    @property
    def text(self) -> str:
        """The whole key on one line, groups joined by dashes: what the QR code holds."""
        return "-".join(self.groups)

    def has_group(self, number: int, typed: str) -> bool:
        """Whether `typed` is group `number` (1 to 8), as leniently as `parse`."""
        return tidy(typed) == self.groups[number - 1]


def tidy(text: str) -> str:
    """Upper case, without what separates groups, with 0 for O and 1 for I and L."""
    kept = (c for c in text.upper() if not c.isspace() and c not in _BETWEEN)
    return "".join(kept).translate(_CONFUSED)


def is_group(number: int, typed: str) -> bool:
    """Whether `typed` can be group `number` (1 to 8) of some key, its fifth character agreeing."""
    values = [_ALPHABET.find(character) for character in tidy(typed)]
    if len(values) != _GROUP or -1 in values:
        return False
    return _check(number, values[:_CARRYING]) == values[_CARRYING]


def _check(number: int, values: list[int]) -> int:
    """A polynomial in GF(32), which notices any one wrong character and any two swapped."""
    total = number
    for value in values:
        total = _doubled(total) ^ value
    return _doubled(total)


def _doubled(value: int) -> int:
    """Times x in GF(2)[x] / (x^5 + x^2 + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
