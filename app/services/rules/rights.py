"""Who may do what: the one table role × use case × record (domain § 1.3). Denied by default.

Records of a dossier, as the person asking sees them:
`OWN` (named référent or second), `GROUP` (a group they sit in), `OTHER`, `RESTRICTED` (its
processing is restricted, RGPD art. 18), `TERM` (at its term or eliminated: locked).
`OFFICE` stands for what belongs to no dossier: directory, accounts, settings, journal.
Rights only add: two roles give the union of both.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from app.models.enums import Role


class Record(StrEnum):
    """What a use case is applied to, seen from the person who asks."""

    OWN = "OWN"
    GROUP = "GROUP"
    OTHER = "OTHER"
    RESTRICTED = "RESTRICTED"
    TERM = "TERM"
    OFFICE = "OFFICE"


class UseCase(StrEnum):
    """What one may ask of the program; every service call names one."""

    READ_CASE = "READ_CASE"
    EDIT_CASE = "EDIT_CASE"
    OPEN_CASE = "OPEN_CASE"
    CHANGE_CASE_STATUS = "CHANGE_CASE_STATUS"
    CLOSE_CASE = "CLOSE_CASE"
    REOPEN_CASE = "REOPEN_CASE"
    RESTRICT_CASE = "RESTRICT_CASE"
    MERGE_CASE = "MERGE_CASE"
    SEARCH_ARCHIVE = "SEARCH_ARCHIVE"
    EDIT_IDENTITY = "EDIT_IDENTITY"
    READ_PLAN = "READ_PLAN"
    EDIT_PLAN = "EDIT_PLAN"
    READ_OBSERVATION = "READ_OBSERVATION"
    READ_COORDINATOR_ONLY = "READ_COORDINATOR_ONLY"
    WRITE_OBSERVATION = "WRITE_OBSERVATION"
    VALIDATE_OBSERVATION = "VALIDATE_OBSERVATION"
    READ_DOCUMENT = "READ_DOCUMENT"
    WRITE_DOCUMENT = "WRITE_DOCUMENT"
    COPY_DOCUMENT = "COPY_DOCUMENT"
    READ_REFERRAL = "READ_REFERRAL"
    EDIT_REFERRAL = "EDIT_REFERRAL"
    READ_ATTENDANCE = "READ_ATTENDANCE"
    EDIT_ATTENDANCE = "EDIT_ATTENDANCE"
    READ_INTAKE = "READ_INTAKE"
    WRITE_INTAKE = "WRITE_INTAKE"
    QUALIFY_INTAKE = "QUALIFY_INTAKE"
    PRINT_SYNTHESIS = "PRINT_SYNTHESIS"
    PRINT_REFERRAL = "PRINT_REFERRAL"
    EXPORT = "EXPORT"
    PRINT_FEEDBACK = "PRINT_FEEDBACK"
    INFORM_PERSONS = "INFORM_PERSONS"
    OVERRIDE_NOTICE = "OVERRIDE_NOTICE"
    TRANSMIT_DANGER = "TRANSMIT_DANGER"
    READ_PARTNER = "READ_PARTNER"
    EDIT_PARTNER = "EDIT_PARTNER"
    READ_ACCOUNTS = "READ_ACCOUNTS"
    MANAGE_ACCOUNTS = "MANAGE_ACCOUNTS"
    EDIT_ORGANISATION = "EDIT_ORGANISATION"
    EDIT_WRITING = "EDIT_WRITING"
    READ_JOURNAL = "READ_JOURNAL"
    BACK_UP = "BACK_UP"
    MANAGE_BACKUPS = "MANAGE_BACKUPS"
    ERASE = "ERASE"


_EVERY: Final = frozenset({Record.OWN, Record.GROUP, Record.OTHER, Record.RESTRICTED})
_OPEN: Final = frozenset({Record.OWN, Record.GROUP, Record.OTHER})
_NEAR: Final = frozenset({Record.OWN, Record.GROUP})
_OFFICE: Final = frozenset({Record.OFFICE})

_COORDINATOR, _OFFICER, _CLERK = Role.COORDINATOR, Role.CASE_OFFICER, Role.CLERK
_AUDITOR, _ADMIN = Role.AUDITOR, Role.ADMIN

RIGHTS: Final[Mapping[UseCase, Mapping[Role, frozenset[Record]]]] = {
    UseCase.READ_CASE: {_COORDINATOR: _EVERY, _OFFICER: _NEAR, _CLERK: _NEAR},
    UseCase.EDIT_CASE: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.OPEN_CASE: {_COORDINATOR: _OPEN, _OFFICER: _NEAR},
    UseCase.CHANGE_CASE_STATUS: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.CLOSE_CASE: {_COORDINATOR: _EVERY},
    UseCase.REOPEN_CASE: {_COORDINATOR: _EVERY},
    UseCase.RESTRICT_CASE: {_COORDINATOR: _EVERY},
    # One file of one person out of two: it moves what others wrote, and sees across groups.
    UseCase.MERGE_CASE: {_COORDINATOR: _EVERY},
    # Closed dossiers, and those at their term, sought with a reason (AU-038 art. 5).
    UseCase.SEARCH_ARCHIVE: {_COORDINATOR: _OFFICE},
    UseCase.EDIT_IDENTITY: {_COORDINATOR: _EVERY, _OFFICER: _NEAR, _CLERK: _NEAR},
    UseCase.READ_PLAN: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.EDIT_PLAN: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.READ_OBSERVATION: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.READ_COORDINATOR_ONLY: {_COORDINATOR: _EVERY},
    UseCase.WRITE_OBSERVATION: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.VALIDATE_OBSERVATION: {_COORDINATOR: _EVERY},
    UseCase.READ_DOCUMENT: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.WRITE_DOCUMENT: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    # A copy leaves the vault: of a dossier whose processing is restricted, nothing does.
    UseCase.COPY_DOCUMENT: {_COORDINATOR: _OPEN, _OFFICER: _NEAR},
    UseCase.READ_REFERRAL: {_COORDINATOR: _EVERY, _OFFICER: _NEAR, _CLERK: _NEAR},
    UseCase.EDIT_REFERRAL: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    # The mayor's attendance file: agents designated for it, and no secretary (art. R131-10-5).
    UseCase.READ_ATTENDANCE: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.EDIT_ATTENDANCE: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.READ_INTAKE: {_COORDINATOR: _EVERY, _OFFICER: _NEAR},
    UseCase.WRITE_INTAKE: {_COORDINATOR: _OPEN, _OFFICER: _NEAR},
    UseCase.QUALIFY_INTAKE: {_COORDINATOR: _OPEN, _OFFICER: _NEAR},
    # A dossier whose processing is restricted cannot be printed, by anyone (domain § 2.5).
    UseCase.PRINT_SYNTHESIS: {_COORDINATOR: _OPEN, _OFFICER: _NEAR},
    UseCase.PRINT_REFERRAL: {_COORDINATOR: _OPEN, _OFFICER: _NEAR, _CLERK: _NEAR},
    # A list in bulk is for the coordonnateur alone; what is restricted never leaves (§§ 1.3, 2.5).
    UseCase.EXPORT: {_COORDINATOR: _OPEN | _OFFICE},
    UseCase.PRINT_FEEDBACK: {_COORDINATOR: _OPEN, _OFFICER: _NEAR},
    # Letters are the secretariat's too: printing them, and noting that they were sent.
    # To a group before the family is informed: said by who answers for the treatment.
    UseCase.OVERRIDE_NOTICE: {_COORDINATOR: _OPEN},
    UseCase.INFORM_PERSONS: {_COORDINATOR: _OPEN, _OFFICER: _NEAR, _CLERK: _NEAR},
    UseCase.TRANSMIT_DANGER: {_COORDINATOR: _OFFICE, _OFFICER: _OFFICE},
    UseCase.READ_PARTNER: {_COORDINATOR: _OFFICE, _OFFICER: _OFFICE, _CLERK: _OFFICE},
    UseCase.EDIT_PARTNER: {_COORDINATOR: _OFFICE, _OFFICER: _OFFICE, _CLERK: _OFFICE},
    UseCase.READ_ACCOUNTS: {_COORDINATOR: _OFFICE, _ADMIN: _OFFICE, _AUDITOR: _OFFICE},
    UseCase.MANAGE_ACCOUNTS: {_COORDINATOR: _OFFICE, _ADMIN: _OFFICE},
    UseCase.EDIT_ORGANISATION: {_COORDINATOR: _OFFICE, _ADMIN: _OFFICE},
    # The coordonnateur answers for what is written (domain § 1.3); an administrator does not.
    UseCase.EDIT_WRITING: {_COORDINATOR: _OFFICE},
    UseCase.READ_JOURNAL: {_COORDINATOR: _OFFICE, _AUDITOR: _OFFICE},
    # Made on behalf of whoever works; where they go, and which one comes back, is for two roles.
    UseCase.BACK_UP: dict.fromkeys(Role, _OFFICE),
    UseCase.MANAGE_BACKUPS: {_COORDINATOR: _OFFICE, _ADMIN: _OFFICE},
    # What was thrown away, before its 30 days; a dossier opened by mistake, with its PV.
    UseCase.ERASE: {_COORDINATOR: _EVERY},
}

_NOTHING: Final[frozenset[Record]] = frozenset()


def reach(roles: Iterable[Role], use_case: UseCase) -> frozenset[Record]:
    """The records on which someone who holds `roles` may do `use_case`; empty when none."""
    by_role = RIGHTS.get(use_case, {})
    return frozenset().union(*(by_role.get(role, _NOTHING) for role in roles))


def allowed(roles: Iterable[Role], use_case: UseCase, record: Record) -> bool:
    """One cell of the table."""
    return record in reach(roles, use_case)
