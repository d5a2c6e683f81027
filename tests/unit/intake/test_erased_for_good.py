"""What was cleared of a signalement or of a past does not come back with an older backup."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import text

from app.models.engine import create_engine
from app.models.enums import DangerRecipient, ObservationKind
from app.services.danger import transmit_and_follow, transmit_only
from app.services.drafts import DraftKey, keep_draft
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.history_erase import erase_past_values
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.intake import read_intake
from app.services.intake_write import FORM, save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.trash import restore, throw_away
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office

Receive = Callable[..., int]
Older = Callable[[], sa.Engine]
TOLD = "Il dort chez un ami."


@pytest.fixture
def older(office: Office, tmp_path: Path) -> Iterator[Older]:
    """A backup of the vault as it is now, opened later."""
    engines: list[sa.Engine] = []

    def copy() -> sa.Engine:
        with office.engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        path = tmp_path / f"older-{len(engines)}.db"
        shutil.copy(office.path, path)
        engines.append(create_engine(path, office.key))
        return engines[-1]

    yield copy
    for one in engines:
        one.dispose()


def replayed(office: Office, backup: sa.Engine) -> None:
    """A restoring, twice: the second time changes nothing."""
    register = read_eliminations(office.engine)
    assert register
    replay_eliminations(backup, register, at=MONDAY)
    assert read_eliminations(backup) == register
    assert replay_eliminations(backup, register, at=MONDAY) == 0
    assert read_eliminations(backup) == register


def everything(engine: sa.Engine) -> str:
    """Every value of every table, as text."""
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return " ".join(
            str(row)
            for name in names.scalars().all()
            for row in connection.execute(text(f'SELECT * FROM "{name}"')).all()
        )


def test_a_signalement_transmitted_and_not_kept_does_not_come_back(
    office: Office, received: Receive, older: Older
) -> None:
    desk, number = office.desk(), received(last_name="Introuvable")
    keep_draft(desk, DraftKey(FORM, str(number)), {"reason_note": TOLD})
    keep_draft(desk, DraftKey("intake.decision", str(number)), {"reason": TOLD})
    backup = older()
    transmit_only(desk, DangerRecipient.CRIP, report_id=number)
    replayed(office, backup)
    left = everything(backup)
    assert "ntrouvable" not in left
    assert TOLD not in left


def test_what_was_typed_before_a_transmission_does_not_come_back(
    office: Office, older: Older
) -> None:
    desk = office.desk()
    keep_draft(desk, DraftKey(FORM), {"reason_note": TOLD})
    backup = older()
    transmit_only(desk, DangerRecipient.CRIP)
    replayed(office, backup)
    assert TOLD not in everything(backup)


def test_the_narrative_of_a_transmitted_signalement_does_not_come_back(
    office: Office, received: Receive, older: Older
) -> None:
    desk, number = office.desk(), received(reason_note=TOLD)
    entry = replace(read_intake(desk, number).entry, reason_note="Autre récit.")
    save_intake(desk, entry, report_id=number)
    keep_draft(desk, DraftKey(FORM, str(number)), {"reason_note": TOLD})
    backup = older()
    transmit_and_follow(desk, DangerRecipient.CRIP, report_id=number)
    replayed(office, backup)
    left = everything(backup)
    assert TOLD not in left
    assert "Autre récit." not in left
    assert read_intake(replace(desk, engine=backup), number).entry.last_name == "Martel"


def test_nor_does_it_from_the_corbeille_of_the_backup(
    office: Office, received: Receive, older: Older
) -> None:
    desk, number = office.desk(), received(reason_note=TOLD)
    entry = replace(read_intake(desk, number).entry, reason_note="Autre récit.")
    save_intake(desk, entry, report_id=number)
    keep_draft(desk, DraftKey(FORM, str(number)), {"reason_note": TOLD})
    thrown = throw_away(desk, "intake_report", number, "Essai")
    backup = older()
    restore(desk, thrown.item_id)
    transmit_and_follow(desk, DangerRecipient.CRIP, report_id=number)
    replayed(office, backup)
    left = everything(backup)
    assert TOLD not in left
    assert "Autre récit." not in left
    there = replace(desk, engine=backup)
    restore(there, thrown.item_id)
    assert not read_intake(there, number).entry.reason_note


def test_rectified_past_values_do_not_come_back_and_the_record_stays(
    office: Office, older: Older
) -> None:
    desk, case_id = office.desk(), plant_case(office)
    seen = ObservationEntry(ObservationKind.CALL, date(2026, 11, 23), TOLD)
    number = save_observation(desk, case_id, seen).written[0].object_id
    better = replace(seen, text="Il dort mal.", version=1)
    save_observation(desk, case_id, better, observation_id=number)
    backup = older()
    erase_past_values(desk, Target(Kind.OBSERVATION, number), "text")
    replayed(office, backup)
    left = everything(backup)
    assert TOLD not in left
    assert "Il dort mal." in left
