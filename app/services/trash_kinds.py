"""What may be thrown away, by whom, on what terms, and how it is called in the corbeille.

Only entry errors inside a dossier, and a signalement that nobody has decided upon. An orientation
once sent has left the cell: it is cancelled by its own states, never unmade (domain § 3.7).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from app.errors import Refused, UserFacingError
from app.models.case import CaseFile
from app.models.enums import (
    AbsenceThreshold,
    GradeLevel,
    IntakeStatus,
    ObservationKind,
    Relationship,
    ReportSubject,
    Situation,
)
from app.models.intake import IntakeReport
from app.models.partner import Partner
from app.services.access import demand_case, intake_record, visible_scopes
from app.services.changes import Change, Subject
from app.services.closure import demand_open
from app.services.desk import Work
from app.services.intake_subject import report_label
from app.services.intake_write import STILL_WRITTEN
from app.services.rows import Bundle, Ref, Stored, read
from app.services.rules.french import count, month_and_year, short_date
from app.services.rules.names import display_name
from app.services.rules.rights import UseCase

_EXTRACT: Final = 90  # characters of an observation
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
    """The dossier the record belongs to; a signalement owns itself."""
    if root.table == "intake_report":
        return (root.table, _number(root, "id"))
    if root.values.get("case_id") is not None:
        return ("case_file", _number(root, "case_id"))
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
    else:
        _demand_report(work, use_case, bundle)
    scopes = {str(one) for one in visible_scopes(work)}
    hidden = (one.values.get("sharing_scope") for one in bundle.rows if one.ref != own)
    if any(one is not None and one not in scopes for one in hidden):
        raise Refused


def demand_writable(work: Work, owner: Ref) -> None:
    """Raise `CaseClosed` when the dossier's follow-up has ended."""
    if owner[0] == "case_file":
        demand_open(work.get(CaseFile, owner[1]))


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


def change_of(root: Stored, owner: Ref) -> Change:
    """What the open views read again once the record left or came back."""
    match root.table:
        case "intake_report":
            return Change(Subject.INTAKE, owner[1])
        case "referral":
            return Change(Subject.REFERRAL, _number(root, "id"), _CASE)
        case "household_membership":
            return Change(Subject.HOUSEHOLD, _number(root, "household_id"), _CASE)
        case _:
            return Change(Subject.CASE, owner[1], _REFERRAL | {Subject.HOUSEHOLD})


def _demand_report(work: Work, use_case: UseCase, bundle: Bundle) -> None:
    """As `demand_intake`, of a signalement that may be out of its table."""
    row = next(iter(bundle.of("intake_report")), None)
    if row is None:
        raise Refused
    as_read = IntakeReport(
        status=IntakeStatus(str(row.values["status"])),
        created_by=row.values["created_by"],
        group_id=row.values["group_id"],
        elimination_due_on=_day(row.values["elimination_due_on"]),
        decision_on=_day(row.values["decision_on"]),
    )
    case = None
    if isinstance(number := row.values["case_id"], int):
        case = work.session.get(CaseFile, number)
    if not work.actor.may(use_case, intake_record(work.actor, as_read, case, work.today)):
        raise Refused


def _number(row: Stored, name: str) -> int:
    value = row.values[name]
    if not isinstance(value, int):
        raise Refused
    return value


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _shown_day(value: object) -> str:
    day = _day(value)
    return short_date(day) if day else ""


def _observation(_work: Work, root: Stored, _bundle: Bundle) -> str:
    line = " ".join(str(root.values["text"]).split())
    extract = line if len(line) <= _EXTRACT else line[: _EXTRACT - 1].rstrip() + "…"
    kind = ObservationKind(str(root.values["kind"])).label
    return f"{kind} du {_shown_day(root.values['observed_on'])}\u202f: {extract}"


def _objective(_work: Work, root: Stored, bundle: Bundle) -> str:
    actions = len(bundle.of("planned_action"))
    more = f" (avec {count(actions, 'action', 'actions')})" if actions else ""
    return f"{root.values['title']}{more}"


def _attachment(_work: Work, root: Stored, _bundle: Bundle) -> str:
    return str(root.values["title"])


def _action(_work: Work, root: Stored, _bundle: Bundle) -> str:
    return str(root.values["title"])


def _referral(work: Work, root: Stored, _bundle: Bundle) -> str:
    partner = work.session.get(Partner, root.values["partner_id"])
    return f"N° {root.values['number']}" + (f", {partner.name}" if partner else "")


def _schooling(_work: Work, root: Stored, _bundle: Bundle) -> str:
    grade = root.values["grade"]
    words = (
        GradeLevel(str(grade)).label if grade else Situation(str(root.values["situation"])).label
    )
    return f"{words}, depuis le {_shown_day(root.values['started_on'])}"


def _attendance(_work: Work, root: Stored, _bundle: Bundle) -> str:
    month = _day(root.values["month"])
    words = AbsenceThreshold(str(root.values["threshold"])).label
    return f"{words}, {month_and_year(month)}" if month else words


def _guardianship(work: Work, root: Stored, bundle: Bundle) -> str:
    person = _other(work, bundle, ("guardian", _number(root, "guardian_id")))
    kind = Relationship(str(root.values["relationship_kind"])).label
    if person is None:
        return kind
    last = person.values["usage_name"] or person.values["last_name"]
    return f"{display_name(str(last), str(person.values['first_name']))}, {kind.lower()}"


def _membership(work: Work, root: Stored, bundle: Bundle) -> str:
    home = _other(work, bundle, ("household", _number(root, "household_id")))
    since = f"depuis le {_shown_day(root.values['from_on'])}"
    return f"{home.values['name']}, {since}" if home else since


def _report(_work: Work, root: Stored, _bundle: Bundle) -> str:
    last, usage, first, place = (
        str(one) if (one := root.values.get(name)) else None
        for name in ("last_name", "usage_name", "first_name", "place")
    )
    # one thrown away before version 0003 says no subject: it was a young person's
    subject = ReportSubject(str(root.values.get("subject") or ReportSubject.YOUTH))
    return f"N° {root.values['number']}, {report_label(subject, last, usage, first, place)}"


def _other(work: Work, bundle: Bundle, ref: Ref) -> Stored | None:
    return bundle.find(ref) or read(work.session, ref)


KINDS: Final[Mapping[str, Kind]] = {
    "observation": Kind(
        "observation", "Observation", UseCase.READ_OBSERVATION, UseCase.WRITE_OBSERVATION,
        _observation,
    ),
    "objective": Kind("objective", "Objectif", UseCase.READ_PLAN, UseCase.EDIT_PLAN, _objective),
    "planned_action": Kind("action", "Action", UseCase.READ_PLAN, UseCase.EDIT_PLAN, _action),
    "attachment": Kind(
        "attachment", "Document", UseCase.READ_DOCUMENT, UseCase.WRITE_DOCUMENT, _attachment
    ),
    "referral": Kind(
        "referral", "Orientation", UseCase.READ_REFERRAL, UseCase.EDIT_REFERRAL, _referral
    ),
    "schooling": Kind(
        "schooling", "Situation", UseCase.READ_CASE, UseCase.EDIT_IDENTITY, _schooling
    ),
    "attendance_fact": Kind(
        "attendance", "Seuil d’absence", UseCase.READ_ATTENDANCE, UseCase.EDIT_ATTENDANCE,
        _attendance,
    ),
    "guardianship": Kind(
        "guardian", "Représentant légal", UseCase.READ_CASE, UseCase.EDIT_IDENTITY, _guardianship
    ),
    "household_membership": Kind(
        "household", "Foyer", UseCase.READ_CASE, UseCase.EDIT_IDENTITY, _membership
    ),
    "intake_report": Kind(
        "intake", "Signalement", UseCase.READ_INTAKE, UseCase.WRITE_INTAKE, _report
    ),
}  # fmt: skip
"""By table."""
