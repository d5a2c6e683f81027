"""What a write answers: the smallest value that tells the open views what to read again."""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What a change is about."""

    ORGANISATION = "ORGANISATION"
    GROUP = "GROUP"
    ACCOUNT = "ACCOUNT"
    PARTNER = "PARTNER"
    INTAKE = "INTAKE"
    CASE = "CASE"
    HOUSEHOLD = "HOUSEHOLD"
    REFERRAL = "REFERRAL"
    DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Change:
    """`subject` number `ref` changed; `also` names other subjects whose lists may show it."""

    subject: Subject
    ref: int
    also: frozenset[Subject] = frozenset()

    def touches(self, subject: Subject) -> bool:
        """Whether a view of `subject` should read again."""
        return subject is self.subject or subject in self.also
