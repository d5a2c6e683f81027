"""Thresholds of absence: a regime of their own, that ends before the dossier (domain § 2.4)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, Refused
from app.models.enums import AbsenceThreshold, EliminationReason, Role, Sex
from app.services import attendance, trash
from app.services.attendance import AttendanceEntry, AttendanceOver
from app.services.attendance_term import erase_attendance
from app.services.cases import read_case
from app.services.elimination_replay import read_eliminations, replay_eliminations
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry, save_identity
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office, make_office

NOVEMBER = date(2026, 11, 1)
BORN = date(2011, 3, 14)  # 16 in March 2027: kept until 31 August 2027


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One town for all: each test has a dossier of its own."""
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


@pytest.fixture(autouse=True)
def monday(office: Office) -> Iterator[None]:
    yield
    office.clock.instant = MONDAY


@pytest.fixture(scope="module")
def school(office: Office) -> int:
    return plant_partner(office, "Collège Jean-Moulin")


def entry(school: int, **more: object) -> AttendanceEntry:
    values: dict[str, object] = {
        "threshold": AbsenceThreshold.T4, "month": NOVEMBER, "source_partner_id": school, **more,
    }  # fmt: skip
    return AttendanceEntry(**values)  # type: ignore[arg-type]  # by name


def note(office: Office, school: int, *, born: date = BORN, **more: object) -> tuple[int, int]:
    """A dossier with one threshold: their numbers."""
    case_id = plant_case(office, born=born)
    attendance.save_fact(office.desk(), case_id, entry(school, **more))
    (row,) = attendance.attendance(office.desk(), case_id).rows
    return case_id, row.id


def stored(office: Office, case_id: int) -> int:
    with Session(office.engine) as session:
        wanted = text("SELECT count(*) FROM attendance_fact WHERE case_id = :case")
        return int(session.scalar(wanted, {"case": case_id}) or 0)


def open_vault(office: Office, at: datetime) -> int:
    """What the opening of a vault does on that day."""
    office.clock.instant = at
    with Session(office.engine, autoflush=False) as session, session.begin():
        return erase_attendance(session, now=office.clock.now(), today=office.clock.today())


def test_a_threshold_is_shown_with_its_month_its_source_and_its_term(
    office: Office, school: int
) -> None:
    case_id, _ = note(office, school, reached_on=date(2026, 11, 20))
    view = attendance.attendance(office.desk(), case_id)
    (row,) = view.rows
    assert (row.threshold, row.month, row.source) == (
        AbsenceThreshold.T4, NOVEMBER, "Collège Jean-Moulin",
    )  # fmt: skip
    assert row.due_on == view.term == date(2027, 8, 31)
    assert view.open


def test_a_birth_date_partly_known_counts_as_its_earliest_day(office: Office, school: int) -> None:
    case_id = plant_case(office, born=date(2011, 1, 1), born_by=date(2011, 12, 31))
    attendance.save_fact(office.desk(), case_id, entry(school))
    assert attendance.attendance(office.desk(), case_id).term == date(2027, 8, 31)
    late = plant_case(office, born=date(2010, 8, 31), born_by=date(2010, 10, 1))
    assert attendance.attendance(office.desk(), late).term == date(2026, 8, 31)


def test_past_its_term_it_is_refused_with_the_motif_to_use_instead(
    office: Office, school: int
) -> None:
    case_id = plant_case(office, born=date(2010, 5, 2))  # 16 in May 2026
    assert not attendance.attendance(office.desk(), case_id).open
    with pytest.raises(AttendanceOver) as refused:
        attendance.save_fact(office.desk(), case_id, entry(school))
    assert "31/08/2026" in refused.value.sentence
    assert "Risque de décrochage" in refused.value.remedy
    assert "Rupture scolaire" in refused.value.remedy


def test_at_its_term_it_erases_itself_at_opening_and_leaves_the_dossier(
    office: Office, school: int
) -> None:
    case_id, fact_id = note(office, school)
    assert open_vault(office, datetime(2027, 8, 30, 9, tzinfo=UTC)) == 0
    assert stored(office, case_id) == 1
    assert open_vault(office, datetime(2027, 8, 31, 9, tzinfo=UTC)) >= 1
    assert stored(office, case_id) == 0
    assert read_case(office.desk(), case_id).header.id == case_id
    with Session(office.engine) as session:
        rows = session.execute(
            text("SELECT reason FROM elimination WHERE object_type = 'attendance_fact' "
                 "AND object_id = :id"), {"id": fact_id},
        )  # fmt: skip
        assert rows.scalars().all() == [str(EliminationReason.ATTENDANCE_TERM)]
        history = text(
            "SELECT count(*) FROM record_change WHERE object_type = 'attendance_fact' "
            "AND object_id = :id"
        )
        assert session.scalar(history, {"id": fact_id}) == 0
        assert session.scalar(text("SELECT purge_due FROM upkeep")) == 1


def test_a_vault_left_open_past_the_term_shows_nothing_of_it(office: Office, school: int) -> None:
    case_id, _ = note(office, school)
    office.clock.instant = datetime(2027, 9, 1, 9, tzinfo=UTC)
    assert attendance.attendance(office.desk(), case_id).rows == ()


def test_once_the_young_person_has_left_the_town_all_goes_at_once_and_none_is_noted(
    office: Office, school: int
) -> None:
    case_id, fact_id = note(office, school)
    attendance.save_fact(office.desk(), case_id, entry(school, threshold=AbsenceThreshold.T10))
    trash.throw_away(office.desk(), "attendance_fact", fact_id, "Erreur de mois")
    attendance.note_departure(office.desk(), case_id, date(2026, 11, 2))
    assert stored(office, case_id) == 0
    assert trash.trash_of(office.desk(), case_id) == ()
    with pytest.raises(AttendanceOver):
        attendance.save_fact(office.desk(), case_id, entry(school))
    attendance.note_departure(office.desk(), case_id, None)  # a wrong date
    attendance.save_fact(office.desk(), case_id, entry(school))
    assert stored(office, case_id) == 1


def test_a_departure_to_come_is_not_noted(office: Office, school: int) -> None:
    case_id, _ = note(office, school)
    with pytest.raises(Invalid) as wrong:
        attendance.note_departure(office.desk(), case_id, MONDAY.date() + timedelta(days=1))
    assert set(wrong.value.problems) == {"moved_out_on"}


def test_correcting_the_birth_date_moves_the_term(office: Office, school: int) -> None:
    case_id, _ = note(office, school)

    def born(day: date) -> None:
        typed = IdentityEntry("MARTEL", "Yanis", Sex.MALE, PartialDate(day, day))
        save_identity(office.desk(), case_id, typed)

    born(date(2012, 3, 14))
    (row,) = attendance.attendance(office.desk(), case_id).rows
    assert row.due_on == date(2028, 8, 31)
    born(date(2009, 3, 14))
    assert stored(office, case_id) == 0


def test_a_fact_in_the_corbeille_goes_at_its_term_too(office: Office, school: int) -> None:
    office.clock.instant = datetime(2027, 8, 20, 9, tzinfo=UTC)
    case_id, fact_id = note(office, school, month=date(2027, 8, 1))
    trash.throw_away(office.desk(), "attendance_fact", fact_id, "Erreur")
    (thrown,) = trash.trash_of(office.desk(), case_id)
    assert thrown.erase_on == date(2027, 8, 31)
    assert thrown.title == "4 demi-journées ou plus dans le mois, août 2027"


def test_a_fact_back_from_the_corbeille_has_the_term_of_the_corrected_birth_date(
    office: Office, school: int
) -> None:
    case_id, fact_id = note(office, school, born=date(2012, 3, 14))
    item = trash.throw_away(office.desk(), "attendance_fact", fact_id, "Erreur").item_id
    born = PartialDate.exactly(date(2011, 3, 14))
    save_identity(office.desk(), case_id, IdentityEntry("Martel", "Yanis", Sex.MALE, born))
    trash.restore(office.desk(), item)
    (row,) = attendance.attendance(office.desk(), case_id).rows
    assert row.due_on == date(2027, 8, 31)


def test_a_fact_noted_anew_keeps_the_thrown_one_from_coming_back(
    office: Office, school: int
) -> None:
    case_id, fact_id = note(office, school)
    item = trash.throw_away(office.desk(), "attendance_fact", fact_id, "Erreur").item_id
    attendance.save_fact(office.desk(), case_id, entry(school))
    with pytest.raises(trash.UserFacingError) as refused:
        trash.restore(office.desk(), item)
    assert refused.value.code == "not_restored"


def test_after_a_restoring_it_is_erased_again(office: Office, school: int) -> None:
    case_id, fact_id = note(office, school)
    attendance.note_departure(office.desk(), case_id, date(2026, 11, 2))
    gone = read_eliminations(office.engine)
    with Session(office.engine) as session, session.begin():  # the older copy still has it
        session.execute(
            text(
                "INSERT INTO attendance_fact (id, case_id, regime, threshold, month, "
                "source_partner_id, due_on, version, created_at, updated_at) VALUES (:id, :case, "
                "'SCHOOL_ATTENDANCE', 'T4', '2026-11-01', :school, '2027-08-31', 1, "
                "'2026-11-23 09:00:00', '2026-11-23 09:00:00')"
            ),
            {"id": fact_id, "case": case_id, "school": school},
        )
        session.execute(text("DELETE FROM elimination"))
    assert replay_eliminations(office.engine, gone, at=MONDAY) >= 1
    assert stored(office, case_id) == 0


def test_only_those_designated_read_it(office: Office, school: int) -> None:
    case_id, fact_id = note(office, school)
    for desk in (
        office.desk(Role.CLERK, groups=(office.north,)),
        office.desk(Role.CASE_OFFICER, groups=(office.south,)),
    ):
        with pytest.raises(Refused):
            attendance.attendance(desk, case_id)
        with pytest.raises(Refused):
            attendance.save_fact(desk, case_id, entry(school), fact_id=fact_id)
        with pytest.raises(Refused):
            attendance.note_departure(desk, case_id, date(2026, 11, 2))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"threshold": None}, "threshold"),
        ({"month": None}, "month"),
        ({"month": date(2026, 12, 1)}, "month"),
        ({"reached_on": date(2026, 10, 31)}, "reached_on"),
        ({"reached_on": date(2026, 11, 30)}, "reached_on"),
        ({"source_partner_id": None}, "source"),
        ({"source_partner_id": 99_999}, "source"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    office: Office, school: int, wrong: dict[str, object], field: str
) -> None:
    case_id = plant_case(office, born=BORN)
    with pytest.raises(Invalid) as found:
        attendance.save_fact(office.desk(), case_id, entry(school, **wrong))
    assert set(found.value.problems) == {field}


def test_one_month_has_each_threshold_once_and_a_stale_correction_is_a_conflict(
    office: Office, school: int
) -> None:
    case_id, fact_id = note(office, school)
    with pytest.raises(Invalid):
        attendance.save_fact(office.desk(), case_id, entry(school))
    october = entry(school, month=date(2026, 10, 5), version=1)
    attendance.save_fact(office.desk(), case_id, october, fact_id=fact_id)
    (row,) = attendance.attendance(office.desk(), case_id).rows
    assert row.month == date(2026, 10, 1)
    with pytest.raises(Conflict):
        attendance.save_fact(office.desk(), case_id, october, fact_id=fact_id)
