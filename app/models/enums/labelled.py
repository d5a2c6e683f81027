"""The base of every closed list: a stable ASCII code for the file, a French label for people."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A closed list whose members carry their French label.

    Written ``CODE = "CODE", "Libellé"``; the value stored is the code alone. A third text holds
    the words of the field under which people look for it, which are not in its label.
    """

    label: str
    also: str

    def __new__(cls, code: str, label: str = "", also: str = "") -> Self:
        """Make a member whose stored value is `code`; called with the code alone, find it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.also = also
        return member
