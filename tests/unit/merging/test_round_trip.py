"""Two dossiers with a row in every table, and everything said twice, come back row by row."""

from datetime import date

import pytest
from sqlalchemy import text

from app.models.enums import AbsenceThreshold, ContactKind, ObservationKind
from app.services import trash
from app.services.attendance import AttendanceEntry, save_fact
from app.services.contacts import ContactPointEntry, save_contact
from app.services.drafts import DraftKey, keep_draft
from app.services.merging import merge
from app.services.merging_undo import unmerge, what_changed
from app.services.merging_view import compare_cases
from app.services.observations import ObservationEntry, save_observation
from app.services.told_apart import tell_apart
from tests.helpers.cases import plant_case
from tests.unit.merging.conftest import Twice, settle

#: The same representative, home and adult for both young people; a telephone that one says alone.
_GUARDIAN = """
    INSERT INTO guardianship (youth_id, guardian_id, relationship_kind, parental_authority)
    SELECT :youth, guardian_id, relationship_kind, parental_authority FROM guardianship
    WHERE youth_id = :mine ORDER BY id LIMIT 1
"""
_HOME = """
    INSERT INTO household_membership (youth_id, household_id, from_on)
    SELECT :youth, household_id, '2025-01-01' FROM household_membership
    WHERE youth_id = :mine ORDER BY id LIMIT 1
"""
_PHONE = "UPDATE youth SET phone = '+33644444444' WHERE id = :youth AND id <> :mine"
_AS_MANY = ("attachment", "guardianship", "household_membership", "told_apart", "youth_contact")


@pytest.fixture
def rich(twice: Twice) -> Twice:
    """What both say again is set aside, what only one says without dates becomes a contact."""
    desk, today = twice.desk, twice.office.clock.today()
    with twice.office.engine.begin() as connection:
        for sql in (_GUARDIAN, _HOME, _PHONE):
            connection.execute(text(sql), {"youth": twice.youths[1], "mine": twice.youths[0]})
        school = connection.execute(text("SELECT min(id) FROM partner")).scalar_one()
    third = plant_case(twice.office, last_name="MARTEAU", first_name="Yann")
    for number in (twice.older, twice.other):
        tell_apart(desk, number, third)
        fact = AttendanceEntry(AbsenceThreshold.T10, date(2026, 10, 1), school)
        save_fact(desk, number, fact)
        keep_draft(desk, DraftKey("case", str(number)), {"programme": str(number)})
        seen = ObservationEntry(ObservationKind.CALL, today, "À jeter")
        saved = save_observation(desk, number, seen)
        (line,) = saved.written
        trash.throw_away(desk, "observation", line.object_id, "Erreur")
    for phone in ("06 11 11 11 11", "06 22 22 22 22"):
        save_contact(desk, twice.older, ContactPointEntry(ContactKind.PHONE, phone))
    settle(twice)
    return twice


@pytest.mark.parametrize("every", [1, 2, 3])
def test_whatever_was_chosen_every_row_is_what_it_was(rich: Twice, every: int) -> None:
    before = rich.tables()
    assert all(len(before[name]) > 1 for name in _AS_MANY)
    names = [one.name for one in compare_cases(rich.desk, rich.older, rich.other).fields]
    done = merge(rich.desk, rich.older, rich.other, rich.entry(*names[::every]))
    assert sum(one.aside for one in done.proof) > 3
    assert what_changed(rich.desk, done.merge_id) == ()
    unmerge(rich.desk, done.merge_id)
    after = rich.tables()
    apart = {name for name in before if before[name] != after[name]}
    assert apart == set(), [(sorted(set(before[n]) ^ set(after[n]), key=str)) for n in apart]
