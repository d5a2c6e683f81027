"""An export is a right of its own, and the journal tells of it by numbers."""

from datetime import date

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models.desk import JournalEntry
from app.models.enums import JournalAction, Role
from app.services.documents.sheets import SheetFormat
from app.services.exports import ListName, file_name, record_export
from tests.helpers.office import Office


def told(office: Office) -> list[str]:
    with office.desk().read() as work:
        lines = select(JournalEntry.detail).where(JournalEntry.action == JournalAction.EXPORT)
        return list(work.session.scalars(lines.order_by(JournalEntry.id)))


def test_the_journal_tells_the_list_the_rows_and_the_numbers(office: Office) -> None:
    record_export(office.desk(), ListName.CASES, SheetFormat.ODS, (7, 1, 2, 3, 2, 12))
    assert told(office) == ["list=cases format=ods rows=6", "list=cases ids=1-3,7,12"]


def test_all_the_numbers_are_told_however_many(office: Office) -> None:
    numbers = range(1, 4_000, 2)
    record_export(office.desk(), ListName.INTAKES, SheetFormat.CSV, numbers)
    head, *lines = told(office)
    assert head == "list=intakes format=csv rows=2000"
    assert all(len(line) <= 400 for line in lines)
    kept = [int(one) for line in lines for one in line.partition("ids=")[2].split(",")]
    assert kept == list(numbers)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
def test_nobody_but_the_coordonnateur_exports(office: Office, role: Role) -> None:
    with pytest.raises(Refused):
        record_export(
            office.desk(role, groups=(office.north,)), ListName.CASES, SheetFormat.CSV, (1,)
        )
    assert told(office) == []


def test_the_file_bears_a_kind_and_a_day_and_no_name() -> None:
    day = date(2026, 11, 23)
    assert file_name(ListName.CASES, SheetFormat.ODS, day) == "dossiers_2026-11-23.ods"
