"""From the register to the values of a PV of elimination, and the list of those that were made."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.errors import Refused
from app.models.account import Account
from app.models.enums import EliminationReason
from app.models.history import Elimination
from app.models.organisation import Organisation
from app.services.desk import Desk, Work
from app.services.documents.elimination_record import EliminationSheet
from app.services.documents.whitelists import ELIMINATION
from app.services.labels import account_label
from app.services.opened_by_mistake import COUNTED
from app.services.printable import printable
from app.services.rules.names import given_name
from app.services.rules.rights import UseCase


@dataclass(frozen=True, slots=True)
class ErasedCase:
    """A dossier that is gone, as the register has it; `id` leads to its PV."""

    id: int
    number: str
    reason: str
    at: datetime
    by: str


def erased_cases(desk: Desk) -> tuple[ErasedCase, ...]:
    """The dossiers erased, the newest first. Raises `Refused`."""
    with desk.read() as work:
        demand_register(work)
        found = work.session.execute(
            select(Elimination, Account)
            .outerjoin(Account, Account.id == Elimination.by_id)
            .where(Elimination.object_type == "case_file")
            .order_by(Elimination.id.desc())
        )
        return tuple(
            ErasedCase(row.id, row.number or "", _reason(row.reason), row.at, account_label(by))
            for row, by in found
        )


def demand_register(work: Work) -> None:
    """Pass for who may erase a dossier; `Refused` otherwise. What it tells of is gone."""
    if not work.actor.reach(UseCase.ERASE):
        raise Refused


def gather_elimination(work: Work, elimination_id: int) -> EliminationSheet:
    """The values of the PV of that line, which must be a dossier's; else `Refused`."""
    run = work.session.execute
    head = run(
        select(
            printable(ELIMINATION, Elimination.number),
            printable(ELIMINATION, Elimination.reason),
            printable(ELIMINATION, Elimination.at),
            printable(ELIMINATION, Elimination.rows),
            Elimination.by_id,
        ).where(Elimination.id == elimination_id, Elimination.object_type == "case_file")
    ).first()
    if head is None or head.number is None:
        raise Refused
    town = run(
        select(
            printable(ELIMINATION, Organisation.town_name),
            printable(ELIMINATION, Organisation.cell_name),
            printable(ELIMINATION, Organisation.is_demonstration),
        )
    ).one()
    kinds = select(printable(ELIMINATION, Elimination.object_type))
    found = Counter(run(kinds.where(Elimination.number == head.number)).scalars())
    return EliminationSheet(
        town=town.town_name,
        cell=town.cell_name,
        demonstration=town.is_demonstration,
        number=head.number,
        reason=_reason(head.reason),
        at=head.at,
        signed_by=_signed_by(work, head.by_id),
        counts=tuple(
            (words[found[name] > 1].capitalize(), found[name])
            for name, words in COUNTED.items()
            if found[name]
        ),
        total=head.rows,
    )


def _signed_by(work: Work, number: int | None) -> str:
    who = work.session.execute(
        select(
            printable(ELIMINATION, Account.first_name), printable(ELIMINATION, Account.last_name)
        ).where(Account.id == number)
    ).first()
    return "" if who is None else f"{who.first_name} {given_name(who.last_name)}"


def _reason(code: str) -> str:
    return EliminationReason(code).label
