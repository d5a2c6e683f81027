"""Two dossiers of one young person, each with a row in every table that hangs on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Column, DateTime, Integer, Table, insert, select, text

from app.models.base import Code, UtcDateTime
from app.models.case import CaseFile
from app.models.tables import METADATA
from app.services.changes import Change, Subject
from app.services.desk import Desk
from app.services.merging import MergeEntry, merge
from app.services.merging_coordinates import agree
from app.services.merging_undo import unmerge, what_changed
from app.services.merging_view import compare_cases
from app.services.terms import set_term
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office
from tests.helpers.whole_town import whole_town

#: What the desk itself remembers, and what repeats the rest.
ASIDE = ("journal_entry", "sqlite_", "search_words", "recent_item", "seat", "upkeep")
Tables = dict[str, list[tuple[object, ...]]]


@dataclass
class Twice:
    """The older dossier and the other; `youths` are their young people, in the same order."""

    office: Office
    desk: Desk
    older: int
    other: int
    youths: tuple[int, int]

    def tables(self) -> Tables:
        """Every row of every table, but `ASIDE`."""
        with self.office.engine.connect() as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
            return {
                name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=str)
                for name in names.scalars()
                if not name.startswith(ASIDE)
            }

    def entry(self, *names: str) -> MergeEntry:
        """A choice: these fields are taken from the other."""
        view = compare_cases(self.desk, self.older, self.other)
        return MergeEntry(frozenset(names), view.versions)


def hanging() -> list[tuple[Table, Column[Any]]]:
    """Every column of any table that refers to a dossier or to a young person."""
    return [
        (source, one)
        for source in METADATA.sorted_tables
        for one in source.columns
        for key in one.foreign_keys
        if key.column.table.name in {"case_file", "youth"}
        and source.name not in {"case_file", "case_merge"}
    ]


def settle(twice: Twice) -> None:
    """What the rules compute, and what is searched."""
    with twice.desk.work() as work:
        for number in (twice.older, twice.other):
            case = work.get(CaseFile, number)
            set_term(work, case)
            if case.youth is not None:
                agree(work, case.youth)
        work.commit(Change(Subject.CASE, twice.older))


def planted(office: Office, **other: Any) -> Twice:
    """Two dossiers of one young person with nothing in them; `other`: columns of the second."""
    older = plant_case(office)
    second = plant_case(office, last_name="MARTELLE", first_name="Yannis", **other)
    with office.engine.connect() as connection:
        sql = "SELECT youth_id FROM case_file ORDER BY id"
        mine, theirs = connection.execute(text(sql)).scalars()
    found = Twice(office, office.desk(), older, second, (mine, theirs))
    settle(found)
    return found


@pytest.fixture
def twice(office: Office) -> Twice:
    """The other dossier is of the same day, its first name written otherwise."""
    town = whole_town(office)
    older = town.numbers["case_id"]
    other = plant_case(office, last_name="MARTELLE", first_name="Yannis")
    found = Twice(office, office.desk(), older, other, (0, 0))
    with office.engine.begin() as connection:
        of = text("SELECT youth_id FROM case_file WHERE id = :number")
        mine, theirs = (connection.execute(of, {"number": n}).scalar_one() for n in (older, other))
        found.youths = (mine, theirs)
        for source in dict.fromkeys(one for one, _ in hanging()):
            for case_id, youth_id in ((older, mine), (other, theirs)):
                values = _row(connection.execute, source, {"case_file": case_id, "youth": youth_id})
                connection.execute(insert(source).values(values))
    settle(found)
    return found


def _row(ask: Callable[..., Any], source: Table, ours: dict[str, int]) -> dict[str, Any]:
    """A row of that table about these records; what it also needs is what the town has."""
    values: dict[str, Any] = {}
    for one in source.columns:
        target = next((key.column.table for key in one.foreign_keys), None)
        if target is not None and target.name in ours:
            values[one.name] = ours[target.name]
        elif one.primary_key or one.nullable or one.server_default is not None:
            continue
        elif target is not None:
            values[one.name] = ask(select(target.columns.id).limit(1)).scalar_one()
        else:
            values[one.name] = _any(one, ours["case_file"])
        if one.name in {"owner_type", "object_type"}:
            values[one.name] = "case_file"
    if source.name == "told_apart":  # one of two columns only
        del values["other_youth_id"]
        values["report_id"] = ask(text("SELECT id FROM intake_report LIMIT 1")).scalar_one()
    return values


def _any(one: Column[Any], number: int) -> Any:
    kind = one.type
    if isinstance(kind, Code):
        return next(iter(kind.closed_list))
    if isinstance(kind, UtcDateTime | DateTime):
        return MONDAY
    if kind.python_type is date:
        return date(2026, 9, 1 + number)
    if isinstance(kind, Integer):
        return 1
    return False if kind.python_type is bool else f"{one.name} {number}"[:12]


def run(twice: Twice, sql: str, **values: object) -> None:
    with twice.office.engine.begin() as connection:
        connection.execute(text(sql), values)


def ask(twice: Twice, sql: str, **values: object) -> list[tuple[Any, ...]]:
    with twice.office.engine.connect() as connection:
        return [tuple(one) for one in connection.execute(text(sql), values)]


def undone_exactly(twice: Twice, *names: str) -> None:
    """Merged then taken back: every row of every table is what it was."""
    before = twice.tables()
    done = merge(twice.desk, twice.older, twice.other, twice.entry(*names))
    assert what_changed(twice.desk, done.merge_id) == ()
    unmerge(twice.desk, done.merge_id)
    assert twice.tables() == before
