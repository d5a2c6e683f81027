"""Keeps the lines of search true, whoever wrote the rows and by whatever way.

Triggers note in `search_words_due` each record whose words may have changed (see the migration
`4_search.sql`), and take the lines of those that are gone. `settle` indexes them anew in the same
transaction: a use case has nothing to do for it. Observations need nothing: they are indexed
where they stand.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.orm import Session

from app.models.case import CaseFile
from app.models.intake import IntakeReport
from app.models.youth import Guardian, Guardianship, Household, Youth
from app.services import search_index
from app.services.rules.partial_dates import PartialDate
from app.services.search_index import Found, entry_values

_AT_ONCE: Final = 5_000
_DUE: Final = text("SELECT kind, ref FROM search_words_due ORDER BY kind, ref")
_DONE: Final = text("DELETE FROM search_words_due")
_WRITTEN_IN_BULK: Final = (
    "INSERT INTO search_words (search_words) VALUES ('rebuild')",
    "INSERT INTO search_words_notes (search_words_notes) VALUES ('rebuild')",
    "INSERT INTO search_words_due SELECT 'intake', id FROM intake_report WHERE case_id IS NULL",
)

Line = Mapping[str, object]


def settle(session: Session) -> None:
    """Index anew what is noted; rows must have been flushed."""
    due = session.connection().execute(_DUE).all()
    if not due:
        return
    wanted: defaultdict[Found, list[int]] = defaultdict(list)
    for kind, ref in due:
        wanted[Found(kind)].append(ref)
    for kind, refs in wanted.items():
        for start in range(0, len(refs), _AT_ONCE):
            some = refs[start : start + _AT_ONCE]
            lines = list(_LINES[kind](session, some))
            search_index.write(session, lines)
            search_index.remove(session, kind, {*some} - {one["ref"] for one in lines})
    session.execute(_DONE)


def settle_vault(engine: Engine) -> None:
    """The same in a transaction of its own, once tables have been brought up to date.

    A vault whose index was never gathered is: at its making, or at the first opening since.
    """
    with Session(engine, autoflush=False) as session, session.begin():
        settle(session)
        if not search_index.gathered(session.connection()):
            search_index.gather(session.connection())


@contextmanager
def in_bulk(connection: Connection) -> Iterator[None]:
    """Write a new vault's many rows, lines of dossiers and families included, then index all."""
    kept = search_index.triggers(connection)
    for name in kept:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for statement in (*_WRITTEN_IN_BULK, *kept.values()):
        connection.exec_driver_sql(statement)
    with Session(connection, autoflush=False) as session:
        settle(session)
    search_index.gather(connection)


def _cases(session: Session, refs: Sequence[int]) -> Iterator[Line]:
    """Dossiers: the young person and the representatives, or the family; the number."""
    rows = session.execute(
        select(
            CaseFile.id, CaseFile.file_number, CaseFile.youth_id, Youth.last_name,
            Youth.usage_name, Youth.known_as, Youth.first_name, Youth.birth_earliest,
            Youth.birth_latest, Household.name,
        )
        .outerjoin(Youth, Youth.id == CaseFile.youth_id)
        .outerjoin(Household, Household.id == CaseFile.household_id)
        .where(CaseFile.id.in_(refs))
    ).all()  # fmt: skip
    guardians = _guardians(session, [one.youth_id for one in rows if one.youth_id is not None])
    for one in rows:
        own = (one.last_name, one.usage_name, one.first_name, one.known_as, one.name)
        yield entry_values(
            Found.CASE,
            one.id,
            names=(*filter(None, own), *guardians[one.youth_id]),
            codes=(one.file_number,),
            born=_born(one.birth_earliest, one.birth_latest),
        )


def _guardians(session: Session, youth_ids: Sequence[int]) -> defaultdict[int | None, list[str]]:
    rows = session.execute(
        select(Guardianship.youth_id, Guardian.last_name, Guardian.usage_name, Guardian.first_name)
        .join(Guardian, Guardian.id == Guardianship.guardian_id)
        .where(Guardianship.youth_id.in_(youth_ids))
        .order_by(Guardianship.id)
    )
    found: defaultdict[int | None, list[str]] = defaultdict(list)
    for youth_id, *names in rows:
        found[youth_id] += filter(None, names)
    return found


def _households(session: Session, refs: Sequence[int]) -> Iterator[Line]:
    rows = select(Household.id, Household.name).where(Household.id.in_(refs))
    for number, name in session.execute(rows):
        yield entry_values(Found.HOUSEHOLD, number, names=(name,))


def _intakes(session: Session, refs: Sequence[int]) -> Iterator[Line]:
    """Signalements without a dossier; the others are found by it, or by their number."""
    rows = session.execute(
        select(
            IntakeReport.id, IntakeReport.last_name, IntakeReport.usage_name,
            IntakeReport.first_name, IntakeReport.place, IntakeReport.birth_earliest,
            IntakeReport.birth_latest,
        )
        .where(IntakeReport.id.in_(refs), IntakeReport.case_id.is_(None))
    )  # fmt: skip
    for number, last, usage, first, place, earliest, latest in rows:
        yield entry_values(
            Found.INTAKE,
            number,
            names=filter(None, (last, usage, first)),
            codes=filter(None, (place,)),
            born=_born(earliest, latest),
        )


def _born(earliest: date | None, latest: date | None) -> PartialDate | None:
    return None if earliest is None or latest is None else PartialDate(earliest, latest)


_LINES: Final[Mapping[Found, Callable[[Session, Sequence[int]], Iterable[Line]]]] = {
    Found.CASE: _cases,
    Found.HOUSEHOLD: _households,
    Found.INTAKE: _intakes,
}
