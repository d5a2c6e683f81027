"""What each record is called in the history, as « Observation du 14/03/2026 »."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.history_labels import KINDS
from app.services.history_scope import Target
from app.services.history_tracked import BY_KIND, Kind
from app.services.labels import account_label
from app.services.persons import name_of
from app.services.rules.french import NNBSP, month_and_year, short_date
from app.services.rules.identifiers import format_phone


def _named(name: str) -> str:
    return f"{NNBSP}: {name}"


def _way(row: Any) -> str:  # noqa: ANN401 - of a young person or of a representative
    return _named(format_phone(row.value or row.city or ""))


_MORE: Final[Mapping[Kind, Callable[[Any], str]]] = {
    Kind.CASE: lambda row: f" du dossier {row.file_number}",
    Kind.YOUTH: lambda row: _named(name_of(row)),
    Kind.GUARDIANSHIP: lambda row: _named(name_of(row.guardian)),
    Kind.YOUTH_CONTACT: _way,
    Kind.GUARDIAN_CONTACT: _way,
    Kind.ADULT: lambda row: _named(name_of(row.guardian)),
    Kind.MEMBERSHIP: lambda row: _named(row.household.name),
    Kind.SCHOOLING: lambda row: _named((row.grade or row.situation).label),
    Kind.ATTENDANCE: lambda row: f" de {month_and_year(row.month)}",
    Kind.OBSERVATION: lambda row: f" du {short_date(row.observed_on)}",
    Kind.ATTACHMENT: lambda row: _named(row.title),
    Kind.OBJECTIVE: lambda row: _named(row.title),
    Kind.ACTION: lambda row: _named(row.title),
    Kind.REFERRAL: lambda row: f" {row.number}{_named(row.partner.name)}",
    Kind.HOUSEHOLD: lambda row: _named(row.name),
    Kind.INTAKE: lambda row: f" {row.number}",
    Kind.PARTNER: lambda row: _named(row.name),
    Kind.ORGANISATION: lambda _row: "",
    Kind.GROUP: lambda row: _named(row.name),
    Kind.NEIGHBOURHOOD: lambda row: _named(row.name),
    Kind.ACCOUNT: lambda row: _named(account_label(row)),
}


def titles(session: Session, targets: Iterable[Target]) -> dict[Target, str]:
    """What these records are called; by their kind alone when they are gone."""
    wanted = set(targets)
    by_kind: dict[Kind, set[int]] = defaultdict(set)
    for one in wanted:
        by_kind[one.kind].add(one.number)
    found = {one: KINDS[one.kind] for one in wanted}
    for kind, numbers in by_kind.items():
        model: Any = BY_KIND[kind].model
        for row in session.scalars(select(model).where(model.id.in_(sorted(numbers)))):
            found[Target(kind, row.id)] += _MORE[kind](row)
    return found
