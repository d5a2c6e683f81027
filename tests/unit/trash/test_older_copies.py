"""A backup brought back holds what was erased since: it is erased again."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.engine import create_engine
from app.models.enums import Relationship, Role
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.guardians import link_guardian
from app.services.households import enter_household
from app.services.journal import first_break
from app.services.opened_by_mistake import erase_case
from app.services.trash import restore, throw_away
from app.services.trash_erase import erase_now
from tests.helpers.office import Office
from tests.unit.trash.conftest import Dossier
from tests.unit.trash.erased import NOW, mistake, report, rows_in


@pytest.fixture
def older(dossier: Dossier, tmp_path: Path) -> Callable[[], sa.Engine]:
    """A copy of the vault as it is now, to be opened later."""

    def copy() -> sa.Engine:
        with dossier.office.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        number = len(list(tmp_path.glob("older-*.db")))
        path = tmp_path / f"older-{number}.db"
        shutil.copy(dossier.office.path, path)
        return create_engine(path, dossier.office.key)

    return copy


def test_nobody_erased_comes_back_with_a_backup(
    dossier: Dossier, older: Callable[[], sa.Engine]
) -> None:
    report(dossier)
    before = older()
    throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    meanwhile = older()
    erase_case(dossier.desk, dossier.case_id, mistake(dossier))
    register = read_eliminations(dossier.office.engine)
    wanted = rows_in(dossier.office.engine)
    for engine in (before, meanwhile):
        assert replay_eliminations(engine, register, at=NOW) > 20
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        found = rows_in(engine)
        for table in wanted.keys() - {"journal_entry", "search_words_data", "search_words_idx",
                                      "account", "sqlite_sequence"}:  # fmt: skip
            assert found[table] == wanted[table], table
        assert read_eliminations(engine) == register
        again = rows_in(engine)
        assert replay_eliminations(engine, register, at=NOW) == 0
        assert rows_in(engine) == again
        with Session(engine) as session:
            assert first_break(session) is None
        engine.dispose()


def test_what_was_erased_from_the_corbeille_leaves_what_held_it(
    dossier: Dossier, older: Callable[[], sa.Engine]
) -> None:
    """The backup has the objective in its corbeille, with the action that was erased later."""
    objective = throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    backup = older()
    restore(dossier.desk, objective.item_id)
    action = throw_away(dossier.desk, "planned_action", dossier.planned_action, "Erreur")
    erase_now(dossier.desk, action.item_id)
    register = read_eliminations(dossier.office.engine)
    assert replay_eliminations(backup, register, at=NOW) > 0
    desk = replace(dossier.desk, engine=backup)
    restore(desk, objective.item_id)
    counts = rows_in(backup)
    assert (counts["objective"], counts["planned_action"], counts["action_contributor"]) == (
        1,
        0,
        0,
    )
    backup.dispose()


def test_what_nothing_links_to_a_dossier_any_more_does_not_stay_in_a_backup(
    dossier: Dossier, older: Callable[[], sa.Engine], another: Callable[..., int]
) -> None:
    """In the newer vault the mother had been linked to another child: she was not erased."""
    backup = older()
    other = another()
    enter_household(dossier.desk, other, 1)
    link_guardian(dossier.desk, other, 1, Relationship.MOTHER)
    erase_case(dossier.desk, dossier.case_id, mistake(dossier))
    replay_eliminations(backup, read_eliminations(dossier.office.engine), at=NOW)
    counts = rows_in(backup)
    assert (counts["guardian"], counts["household"]) == (0, 0)
    backup.dispose()


def test_an_account_that_the_backup_does_not_know_stops_nothing(
    dossier: Dossier, older: Callable[[], sa.Engine], office: Office
) -> None:
    backup = older()
    later = office.desk(Role.COORDINATOR)
    erase_case(later, dossier.case_id, mistake(dossier))
    replay_eliminations(backup, read_eliminations(office.engine), at=NOW)
    assert {one.by_id for one in read_eliminations(backup)} == {None}
    backup.dispose()
