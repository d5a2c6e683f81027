"""What may be thrown away, by whom, on what terms, and how it is called in the corbeille.

Only entry errors inside a dossier, and a signalement that nobody has decided upon. An orientation
once sent has left the cell: it is cancelled by its own states, never unmade (domain § 3.7).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from app.errors import Refused, UserFacingError
from app.models.case import CaseFile
from app.models.enums import (
    IntakeStatus,
)
from app.models.intake import IntakeReport
from app.services import trash_names as names
from app.services.access import demand_case, guardian_case, intake_record, visible_scopes
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Work
from app.services.intake_write import STILL_WRITTEN
from app.services.rows import Bundle, Ref, Stored
from app.services.rules.rights import UseCase

_OF_A_GUARDIAN: Final = frozenset({"guardian_contact", "household_adult"})
_CASE, _REFERRAL = frozenset({Subject.CASE}), frozenset({Subject.REFERRAL})


class NotThrown(UserFacingError):
    """It is no entry error any more: others have acted on it."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence, remedy=remedy, code="not_thrown")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its word in the journal, its name, what it takes to read and to edit.

    `named(work, root, bundle)` is what one recognises it by.
    """

    journal: str
    noun: str
    read: UseCase
    edit: UseCase
    named: Callable[[Work, Stored, Bundle], str]


def kind_of(table: str) -> Kind:
    """The kind of that table's records; `Refused` for what cannot be thrown away."""
    kind = KINDS.get(table)
    if kind is None:
        raise Refused
    return kind


def owner_of(work: Work, root: Stored) -> Ref:
    """The dossier the record belongs to; a signalement owns itself.

    What is a representative's own is theirs: it is in the corbeille of each who shares them.
    """
    if root.table in _OF_A_GUARDIAN:
        return ("guardian", names.number(root, "guardian_id"))
    if root.table == "intake_report":
        return (root.table, names.number(root, "id"))
    if root.values.get("case_id") is not None:
        return ("case_file", names.number(root, "case_id"))
    wanted = select(CaseFile.id).where(CaseFile.youth_id == root.values.get("youth_id"))
    number = work.session.scalar(wanted)
    if number is None:
        raise Refused
    return ("case_file", number)


def demand(
    work: Work, use_case: UseCase, owner: Ref, bundle: Bundle, *, own: Ref | None = None
) -> None:
    """Pass when this actor may do `use_case` with what the bundle holds; else `Refused`.

    A record that holds something this actor may not read is not theirs to move, unless it is
    the one that they have just written (`own`).
    """
    if owner[0] == "case_file":
        demand_case(work, use_case, owner[1])
    elif owner[0] == "guardian":
        _by_way_of(work, use_case, owner, bundle)
    else:
        _demand_report(work, use_case, bundle)
    scopes = {str(one) for one in visible_scopes(work)}
    hidden = (one.values.get("sharing_scope") for one in bundle.rows if one.ref != own)
    if any(one is not None and one not in scopes for one in hidden):
        raise Refused


def demand_writable(work: Work, owner: Ref, bundle: Bundle) -> None:
    """Raise `CaseClosed` when the follow-up has ended, in each dossier that shares it."""
    if owner[0] == "case_file":
        demand_open(work.get(CaseFile, owner[1]))
    elif owner[0] == "guardian":
        demand_open(_by_way_of(work, UseCase.EDIT_IDENTITY, owner, bundle))


def demand_entry_error(root: Stored) -> None:
    """Raise `NotThrown` for what left the cell or was decided upon."""
    if root.table == "referral" and root.values["sent_on"] is not None:
        raise NotThrown(
            "Cette orientation a été envoyée à la structure\u202f: elle reste au dossier.",
            "Si elle n’a plus lieu d’être, passez-la à l’état «\u202fAnnulée\u202f».",
        )
    status = root.values.get("status")
    if root.table == "intake_report" and status not in {str(one) for one in STILL_WRITTEN}:
        raise NotThrown(
            "Ce signalement est qualifié\u202f: il reste, avec sa décision.",
            "S’il a ouvert un dossier à tort, c’est le dossier qui s’efface, avec lui.",
        )


def change_of(work: Work, root: Stored, owner: Ref, bundle: Bundle) -> Change:
    """What the open views read again once the record left or came back."""
    match root.table:
        case "intake_report":
            return Change(Subject.INTAKE, owner[1])
        case "referral":
            return Change(Subject.REFERRAL, names.number(root, "id"), _CASE)
        case "household_membership" | "household_adult":
            return Change(Subject.HOUSEHOLD, names.number(root, "household_id"), _CASE)
        case "guardian_contact":
            case = _by_way_of(work, UseCase.READ_CASE, owner, bundle)
            return Change(Subject.CASE, case.id, frozenset({Subject.HOUSEHOLD}))
        case _:
            return Change(Subject.CASE, owner[1], _REFERRAL | {Subject.HOUSEHOLD})


def _by_way_of(work: Work, use_case: UseCase, owner: Ref, bundle: Bundle) -> CaseFile:
    """A dossier by which this actor reaches the representative, in that family for an adult."""
    homes = (names.number(one, "household_id") for one in bundle.of("household_adult"))
    return guardian_case(work, use_case, owner[1], next(homes, None))


def _demand_report(work: Work, use_case: UseCase, bundle: Bundle) -> None:
    """As `demand_intake`, of a signalement that may be out of its table."""
    row = next(iter(bundle.of("intake_report")), None)
    if row is None:
        raise Refused
    as_read = IntakeReport(
        status=IntakeStatus(str(row.values["status"])),
        created_by=row.values["created_by"],
        group_id=row.values["group_id"],
        elimination_due_on=names.day(row.values["elimination_due_on"]),
        decision_on=names.day(row.values["decision_on"]),
    )
    case = None
    if isinstance(number := row.values["case_id"], int):
        case = work.session.get(CaseFile, number)
    if not work.actor.may(use_case, intake_record(work.actor, as_read, case, work.today)):
        raise Refused


_CONTACT: Final = Kind(
    "contact", "Coordonnées", UseCase.READ_CASE, UseCase.EDIT_IDENTITY, names.contact
)

KINDS: Final[Mapping[str, Kind]] = {
    "observation": Kind(
        "observation", "Observation", UseCase.READ_OBSERVATION, UseCase.WRITE_OBSERVATION,
        names.observation,
    ),
    "objective": Kind(
        "objective", "Objectif", UseCase.READ_PLAN, UseCase.EDIT_PLAN, names.objective
    ),
    "planned_action": Kind(
        "action", "Action", UseCase.READ_PLAN, UseCase.EDIT_PLAN, names.action
    ),
    "attachment": Kind(
        "attachment", "Document", UseCase.READ_DOCUMENT, UseCase.WRITE_DOCUMENT, names.attachment
    ),
    "referral": Kind(
        "referral", "Orientation", UseCase.READ_REFERRAL, UseCase.EDIT_REFERRAL, names.referral
    ),
    "youth_contact": _CONTACT,
    "guardian_contact": _CONTACT,
    "household_adult": Kind(
        "adult", "Adulte du foyer", UseCase.READ_CASE, UseCase.EDIT_IDENTITY, names.adult
    ),
    "schooling": Kind(
        "schooling", "Situation", UseCase.READ_CASE, UseCase.EDIT_IDENTITY, names.schooling
    ),
    "attendance_fact": Kind(
        "attendance", "Seuil d’absence", UseCase.READ_ATTENDANCE, UseCase.EDIT_ATTENDANCE,
        names.attendance,
    ),
    "guardianship": Kind(
        "guardian", "Représentant légal", UseCase.READ_CASE, UseCase.EDIT_IDENTITY,
        names.guardianship,
    ),
    "household_membership": Kind(
        "household", "Foyer", UseCase.READ_CASE, UseCase.EDIT_IDENTITY, names.membership
    ),
    "intake_report": Kind(
        "intake", "Signalement", UseCase.READ_INTAKE, UseCase.WRITE_INTAKE, names.report
    ),
}  # fmt: skip
"""By table."""
