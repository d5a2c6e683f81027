"""The tables of a vault: migrations and models say the same, a newer vault is left as it is."""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.errors import NewerVault
from app.models.engine import create_engine
from app.models.migrations import FOLDER, current, head, revisions, running, upgrade
from app.models.tables import METADATA


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty encrypted database."""
    path = tmp_path / "coffre.db"
    path.touch()
    one = create_engine(path, bytearray(os.urandom(32)))
    yield one
    one.dispose()


def schema(engine: sa.Engine) -> dict[str, str]:
    """Every table and index by name, its definition without layout nor order of its parts.

    Triggers are not known to the models: what they keep has its own tests.
    """
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' "
            "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_words%' "
            "AND name <> 'alembic_version'"
        ).all()
    return {name: _definition(sql) for name, sql in rows}


def _definition(sql: str) -> str:
    """A column added to a table stands at its end, after the constraints."""
    head, _, parts = re.sub(r"\s+", " ", sql).strip().removesuffix(")").partition("(")
    if not head.startswith("CREATE TABLE"):
        return f"{head}({parts}"
    inside = re.split(r", (?![^(]*\))", parts.strip())
    return f"{head}({', '.join(sorted(part.strip() for part in inside))})"


def test_the_migrations_lead_to_exactly_the_models(engine: sa.Engine, tmp_path: Path) -> None:
    upgrade(engine)
    path = tmp_path / "models.db"
    path.touch()
    direct = create_engine(path, bytearray(os.urandom(32)))
    METADATA.create_all(direct)
    by_models = schema(direct)
    direct.dispose()
    assert schema(engine) == by_models


def test_an_upgraded_vault_is_at_the_head_and_upgrading_again_changes_nothing(
    engine: sa.Engine,
) -> None:
    upgrade(engine)
    before = schema(engine)
    upgrade(engine)
    with engine.connect() as connection:
        assert current(connection) == head()
    assert schema(engine) == before


def test_two_vaults_brought_up_to_date_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """One is opened while a fictional town is prepared in the background."""
    both = []
    for name in ("a.db", "b.db"):
        (tmp_path / name).touch()
        both.append(create_engine(tmp_path / name, bytearray(os.urandom(32))))
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(upgrade, both))
    for one in both:
        with one.connect() as connection:
            assert current(connection) == head()
        one.dispose()


def test_a_vault_of_a_newer_version_is_refused_and_untouched(engine: sa.Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = schema(engine)
    with pytest.raises(NewerVault) as refused:
        upgrade(engine)
    assert "version plus récente" in refused.value.sentence
    assert schema(engine) == before


def test_deleted_words_leave_the_search_index_at_once(engine: sa.Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT v FROM search_words_config WHERE k = 'secure-delete'"
        ).scalar()
    assert row == 1


@pytest.mark.parametrize(
    "script", sorted((FOLDER / "versions").glob("v*.py")), ids=lambda it: it.stem
)
def test_a_migration_imports_nothing_of_the_program(script: Path) -> None:
    assert not re.search(r"^\s*(from|import)\s+app\b", script.read_text("utf-8"), re.MULTILINE)


FORBIDDEN = re.compile(
    r"birth_?place|place_of_birth|nationalit|photo|\bnir\b|\bine\b|allocataire|religion|"
    r"ethni|origin_country|residence_permit|health|sibling_name|profession|income",
    re.IGNORECASE,
)


def test_what_must_not_be_held_has_no_column() -> None:
    """Domain §§ 1.6.2 and 3.9: the schema itself cannot hold it."""
    names = [
        f"{table.name}.{column.name}"
        for table in METADATA.tables.values()
        for column in table.columns
    ]
    assert [name for name in names if FORBIDDEN.search(name)] == []


def test_a_danger_leaves_a_trace_of_three_facts_tied_to_nobody() -> None:
    columns = {column.name for column in METADATA.tables["danger_transmission"].columns}
    assert columns == {"id", "transmitted_on", "recipient", "by_id"}


def test_the_versions_known_without_alembic_are_those_alembic_runs_in_their_order() -> None:
    scripts = running.scripts()
    walked = [one.revision for one in scripts.walk_revisions()]
    assert revisions() == walked[::-1]
    assert head() == scripts.get_current_head()


def test_alembic_is_loaded_for_an_upgrade_only() -> None:
    """Its dialects of every other database are 20 MB that an ordinary day does without."""
    at_once = re.compile(r"^(from|import) alembic", re.MULTILINE)
    users = {
        file.relative_to(FOLDER.parents[1]).as_posix()
        for file in FOLDER.parents[1].rglob("*.py")
        if at_once.search(file.read_text(encoding="utf-8"))
    }
    assert users == {"models/migrations/env.py", "models/migrations/running.py"}
