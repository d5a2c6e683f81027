"""What a write answers: the smallest value that tells the open views what to read again."""

from dataclasses import dataclass, field
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
    BACKUP = "BACKUP"
    FILTER = "FILTER"
    WRITING = "WRITING"


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the history: its number, the record it tells of, what was done to which fields.

    `owner_id` is the dossier whose history it is in, or the record itself.
    """

    line: int
    object_type: str
    object_id: int
    action: str
    fields: tuple[str, ...] = ()
    owner_id: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """`subject` number `ref` changed; `also` names other subjects whose lists may show it.

    `written` is what the history kept of it: what an undo takes back.
    """

    subject: Subject
    ref: int
    also: frozenset[Subject] = frozenset()
    written: tuple[Written, ...] = field(default=(), compare=False, repr=False)

    def touches(self, subject: Subject) -> bool:
        """Whether a view of `subject` should read again."""
        return subject is self.subject or subject in self.also
