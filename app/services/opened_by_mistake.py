"""« Ouvert à tort »: the one way a dossier leaves before its term, at once and with a PV.

Everything goes with it (domain §§ 1.5 and 2.8): the young person, the legal representatives and
the family that nothing else links to a dossier, the signalements that led to it, which have no
term of their own, its corbeille, its versions, its drafts. The register keeps numbers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import column
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.models.case import CaseFile
from app.models.enums import EliminationReason, JournalAction
from app.services import rows, rows_about
from app.services.access import demand_case
from app.services.changes import Subject
from app.services.desk import Desk
from app.services.eliminations import erase, register
from app.services.gone import Gone
from app.services.merging_record import gone_records
from app.services.rows import Bundle, Ref, Stored, rows_of
from app.services.rules.rights import UseCase
from app.services.terms import set_family_term

#: What is counted one by one, on the screen and on the PV, in this order: one, several.
COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "case_file": ("dossier de suivi", "dossiers de suivi"),
    "youth": ("jeune", "jeunes"),
    "guardian": ("représentant légal", "représentants légaux"),
    "household": ("famille", "familles"),
    "intake_report": ("signalement", "signalements"),
    "schooling": ("situation", "situations"),
    "attendance_fact": ("seuil d’absence", "seuils d’absence"),
    "observation": ("observation", "observations"),
    "attachment": ("document", "documents"),
    "objective": ("objectif", "objectifs"),
    "planned_action": ("action", "actions"),
    "referral": ("orientation", "orientations"),
}
MISTAKES: Final = (
    EliminationReason.DUPLICATE,
    EliminationReason.WRONG_PERSON,
    EliminationReason.NOT_CONCERNED,
    EliminationReason.TRIAL,
)
_ALSO: Final = frozenset({Subject.HOUSEHOLD, Subject.REFERRAL, Subject.INTAKE})


@dataclass(frozen=True, slots=True)
class MistakeEntry:
    """What one says to erase a dossier: which mistake, and its number, typed in full."""

    reason: EliminationReason | None
    typed_number: str
    version: int


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """What would be erased with a dossier: (one, several, how many), in the order of the PV."""

    number: str
    version: int
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Erased(Gone):
    """What changed, and the line of the register that its PV is made from."""

    elimination_id: int = 0


def what_goes(desk: Desk, case_id: int) -> WhatGoes:
    """What would go with the dossier, to be shown before it does. Raises `Refused`."""
    with desk.read() as work:
        case = demand_case(work, UseCase.ERASE, case_id)
        refs = _counted(_whole(work.session, case))
        found = Counter(name for name, _ in refs)
        counts = tuple((*words, found[name]) for name, words in COUNTED.items() if found[name])
        return WhatGoes(case.file_number, case.version, counts)


def erase_case(desk: Desk, case_id: int, entry: MistakeEntry) -> Erased:
    """Erase a dossier opened by mistake, for good, in one transaction.

    Raises `Invalid` (no such mistake, another number), `Conflict` (changed since it was read),
    `Refused`.
    """
    with desk.work() as work:
        case = demand_case(work, UseCase.ERASE, case_id)
        reason = _checked(case, entry)
        if case.version != entry.version:
            raise Conflict
        number, whole = case.file_number, _whole(work.session, case)
        refs = _counted(whole)
        homes = {one.values["household_id"] for one in whole.of("household_membership")}
        total = erase(work.session, whole, refs)
        for home in homes:
            if isinstance(home, int):  # the term of a family's own dossier may follow this one's
                set_family_term(work, home)
        line = register(
            work.session,
            refs,
            reason,
            at=work.now,
            by_id=work.actor.account_id,
            total=total,
            number=number,
        )
        work.journal(JournalAction.ELIMINATE, "case", case_id, f"{reason} {number} rows={total}")
        change = Erased(
            Subject.CASE, case_id, _ALSO, records=frozenset(refs), elimination_id=line.id
        )
        work.commit(change)
        return change


def _checked(case: CaseFile, entry: MistakeEntry) -> EliminationReason:
    problems: dict[str, str] = {}
    if entry.reason not in MISTAKES:
        problems["reason"] = "Dites en quoi il a été ouvert à tort."
    if entry.typed_number.strip() != case.file_number:
        problems["typed_number"] = "Ce n’est pas le numéro de ce dossier."
    if problems or entry.reason is None:
        raise Invalid(problems)
    return entry.reason


def _whole(session: Session, case: CaseFile) -> Bundle:
    """The dossier with everything that has no other reason to be kept."""
    refs: list[Ref] = [("case_file", case.id)]
    if case.youth_id is not None:
        refs.append(("youth", case.youth_id))
    of_it = column("case_id") == case.id
    refs += [one.ref for one in rows_of(session, "intake_report", of_it) if one.ref is not None]
    bundle = rows.gather(session, refs)
    alone = rows_about.left_alone(session, bundle) | _empty_home(session, case)
    bundle = rows.gather(session, (*refs, *alone))
    owners = [("case_file", case.id), *(one for one in sorted(alone) if one[0] == "guardian")]
    thrown = (
        row
        for name, number in owners
        for row in rows_of(
            session, "trash_item", column("owner_type") == name, column("owner_id") == number
        )
    )
    return bundle.with_rows(thrown)


def _empty_home(session: Session, case: CaseFile) -> frozenset[Ref]:
    """The family whose own dossier this is, when no young person lives or lived in it."""
    home = case.household_id
    if home is None or rows_of(session, "household_membership", column("household_id") == home):
        return frozenset()
    return frozenset({("household", home)})


def _counted(whole: Bundle) -> tuple[Ref, ...]:
    """The records of the kinds that are counted: in the corbeille and merged ones included.

    A dossier that was merged is in older backups under its own number: it must not come back.
    """
    thrown = (Bundle.load(str(one.values["content"])) for one in whole.of("trash_item"))
    known = {one.ref for one in _every(whole, *thrown) if one.ref is not None}
    for one in whole.of("case_merge"):
        known |= gone_records(str(one.values["content"]))
    return tuple(ref for name in COUNTED for ref in sorted(one for one in known if one[0] == name))


def _every(*bundles: Bundle) -> Iterable[Stored]:
    for bundle in bundles:
        yield from bundle.rows
