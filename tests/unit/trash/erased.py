"""What the tests of erasing share."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import text

from app.models.enums import EliminationReason
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.opened_by_mistake import MistakeEntry
from tests.helpers.office import MONDAY
from tests.unit.trash.conftest import Dossier

NOW, TODAY = MONDAY, MONDAY.date()


def mistake(dossier: Dossier, **other: object) -> MistakeEntry:
    """What the coordonnateur types to erase the dossier."""
    number = dossier.one("SELECT substr(file_number, 6) FROM case_file WHERE id = 1")
    entry = MistakeEntry(
        EliminationReason.DUPLICATE, f"2026-{number:04}", version=_version(dossier)
    )
    return replace(entry, **other)


def _version(dossier: Dossier) -> int:
    return dossier.one(f"SELECT version FROM case_file WHERE id = {dossier.case_id}")


def rows_in(engine: sa.Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in names.scalars()
        }


def report(dossier: Dossier) -> int:
    """A signalement that led to the dossier."""
    number = save_intake(dossier.desk, IntakeEntry(last_name="Martel"), complete=False).ref
    with dossier.office.engine.begin() as connection:
        connection.execute(
            text("UPDATE intake_report SET case_id = :case, status = 'ADMISSIBLE'"),
            {"case": dossier.case_id},
        )
    return number
