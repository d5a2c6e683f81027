"""What a restored vault is told by the one it replaces, so that neither is contradicted.

The register of what was erased, so that nobody comes back (domain § 2.8). The numbers given
since: papers are out with them, and a number of a row that was erased must never be another's,
which a later restoring would erase in its turn. Who has left: passwords of its time open a
restored vault, but not for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.account import Account
from app.models.desk import Counter
from app.models.enums import JournalAction
from app.models.history import Elimination
from app.services import journal
from app.services.elimination_replay import Eliminated, read_eliminations, replay_eliminations
from app.services.leaving import forget_desk
from app.services.rules.rights import Record, UseCase, allowed


@dataclass(frozen=True, slots=True)
class Continuity:
    """`sequences`: the last number given in each table; `counters`: by kind and year.

    `left`: the accounts that were revoked, by number and login, and the day.
    """

    eliminations: tuple[Eliminated, ...]
    sequences: Mapping[str, int]
    counters: Mapping[tuple[str, int], int]
    left: Mapping[tuple[int, str], date]


def read_continuity(engine: sa.Engine) -> Continuity:
    """What the vault about to be replaced says; for reading only, it may be of an older version.

    Raises the driver's errors when it is damaged.
    """
    there = set(sa.inspect(engine).get_table_names())
    known = Elimination.__tablename__ in there
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        sequences = {str(name): int(last) for name, last in rows}
    counters: dict[tuple[str, int], int] = {}
    if Counter.__tablename__ in there:
        with Session(engine) as session:
            counters = {
                (one.kind, one.year): one.last for one in session.scalars(sa.select(Counter))
            }
    return Continuity(
        read_eliminations(engine) if known else (), sequences, counters, _left(engine, there)
    )


def carry_over(engine: sa.Engine, told: Continuity, *, at: datetime) -> int:
    """Tell the restored vault, whose tables are up to date; how many rows were erased again.

    Doing it twice changes nothing more. Who left is revoked, unless nobody who looks after
    accounts would be left; the next opening by one of them takes the slots out.
    """
    erased = replay_eliminations(engine, told.eliminations, at=at)
    _revoke(engine, told.left, at)
    with engine.begin() as connection:
        own = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_sequence")}
        for name, last in told.sequences.items():
            if name in own:
                statement = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"
            else:
                statement = "INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)"
            connection.exec_driver_sql(statement, (last, name))
    with Session(engine) as session, session.begin():
        for (kind, year), last in told.counters.items():
            counter = session.get(Counter, (kind, year))
            if counter is None:
                session.add(Counter(kind=kind, year=year, last=last))
            else:
                counter.last = max(counter.last, last)
    return erased


def _left(engine: sa.Engine, there: set[str]) -> dict[tuple[int, str], date]:
    if Account.__tablename__ not in there:
        return {}
    query = sa.select(Account.id, Account.login, Account.revoked_on)
    with Session(engine) as session:
        return {
            (number, login): day
            for number, login, day in session.execute(query.where(Account.revoked_on.is_not(None)))
            if day is not None
        }


def _revoke(engine: sa.Engine, left: Mapping[tuple[int, str], date], at: datetime) -> None:
    with Session(engine) as session, session.begin():
        present = session.scalars(sa.select(Account).where(Account.revoked_on.is_(None))).all()
        leaving = [one for one in present if (one.id, one.login) in left]
        staying = (one for one in present if one not in leaving)
        if not any(_looks_after_accounts(one) for one in staying):
            return
        for one in leaving:
            one.revoked_on = left[one.id, one.login]
            forget_desk(session, one.id)
            line = journal.Line(at, None, JournalAction.ACCOUNT, "account", one.id, "revoke")
            journal.append(session, [line])


def _looks_after_accounts(account: Account) -> bool:
    roles = [one.role for one in account.roles]
    return allowed(roles, UseCase.MANAGE_ACCOUNTS, Record.OFFICE)
