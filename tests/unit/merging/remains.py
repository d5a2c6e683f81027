"""What a merge keeps, read past the services; two dossiers that noted the same threshold."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.enums import AbsenceThreshold
from app.services.attendance import AttendanceEntry, save_fact
from app.services.attendance_term import erase_attendance
from tests.helpers.cases import plant_partner
from tests.helpers.office import MONDAY, Office
from tests.unit.merging.conftest import Twice, planted

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
PAST_ALL = date(2027, 9, 1)  # born in March 2011: facts go on 31 August 2027


@dataclass
class Facts:
    """Two dossiers that noted the same threshold in November; the older one October's too."""

    twice: Twice
    numbers: tuple[int, int]

    def stored(self, case_id: int) -> list[str]:
        return column(self.twice, f"SELECT month FROM attendance_fact WHERE case_id = {case_id}")


def column(twice: Twice, sql: str) -> list[str]:
    with twice.office.engine.connect() as connection:
        return [str(one) for one in connection.execute(text(sql)).scalars()]


def kept(twice: Twice) -> str:
    """All that the merges keep."""
    return " ".join(column(twice, "SELECT content FROM case_merge"))


def entry(school: int, month: date = NOVEMBER) -> AttendanceEntry:
    return AttendanceEntry(AbsenceThreshold.T10, month, school)


def born(twice: Twice, case_id: int, day: date) -> None:
    """Written past the forms, which would erase at once what that day makes late."""
    sql = (
        "UPDATE youth SET birth_earliest = :day, birth_latest = :day "
        "WHERE id = (SELECT youth_id FROM case_file WHERE id = :number)"
    )
    with twice.office.engine.begin() as connection:
        connection.execute(text(sql), {"day": day.isoformat(), "number": case_id})


def noted_in_both(office: Office) -> Facts:
    twice, school = planted(office), plant_partner(office, "Collège Jean-Moulin")
    for number in (twice.older, twice.other):
        save_fact(twice.desk, number, entry(school))
    save_fact(twice.desk, twice.older, entry(school, OCTOBER))
    sql = "SELECT id FROM attendance_fact WHERE month = '2026-11-01' ORDER BY case_id"
    mine, theirs = map(int, column(twice, sql))
    return Facts(twice, (mine, theirs))


def erase(twice: Twice, today: date) -> int:
    with Session(twice.office.engine) as session, session.begin():
        return erase_attendance(session, now=MONDAY, today=today)
