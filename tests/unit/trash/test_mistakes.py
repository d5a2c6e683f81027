"""A dossier opened by mistake: nothing of it is left, and nothing of others is touched."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from app.errors import Conflict, Invalid, Refused
from app.models.enums import CaseKind, EliminationReason, Relationship, Role
from app.services.elimination_replay import read_eliminations
from app.services.guardians import link_guardian
from app.services.households import enter_household
from app.services.journal import first_break
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.recent import recent
from app.services.search import search
from app.services.seats import Seat, keep_seat
from app.services.trash import throw_away
from tests.helpers.cases import plant_case
from tests.unit.trash.conftest import Dossier
from tests.unit.trash.erased import mistake, report, rows_in


def test_a_dossier_opened_by_mistake_leaves_no_row_behind(dossier: Dossier) -> None:
    empty = rows_in(dossier.office.engine)
    throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    search(dossier.desk, "Kaddour")
    keep_seat(dossier.desk, Seat("case", dossier.case_id))
    report(dossier)
    assert [one[2] for one in what_goes(dossier.desk, dossier.case_id).counts] == [
        1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1,
    ]  # fmt: skip
    erased = erase_case(dossier.desk, dossier.case_id, mistake(dossier))
    left = rows_in(dossier.office.engine)
    kept = {
        "account", "account_role", "alembic_version", "counter", "elimination", "journal_entry",
        "organisation", "partner", "working_group", "upkeep", "record_change",
    }  # fmt: skip
    assert {name for name, count in left.items() if count and not name.startswith(
        ("search_words", "sqlite_"))} <= kept  # fmt: skip
    assert empty["case_file"] == 1
    of_people = "SELECT count(*) FROM record_change WHERE object_type NOT IN ('partner')"
    assert dossier.one(of_people) == 0
    assert search(dossier.desk, "Kaddour") == ()
    assert recent(dossier.desk) == ()
    lines = read_eliminations(dossier.office.engine)
    assert {one.number for one in lines} == {"2026-0001"}
    assert lines[0].ref == ("case_file", dossier.case_id)
    assert lines[0].rows > len(lines)
    assert erased.elimination_id == 1
    with dossier.desk.read() as work:
        assert first_break(work.session) is None


def test_the_family_and_the_persons_that_others_have_stay(
    dossier: Dossier, another: Callable[..., int]
) -> None:
    desk, other = dossier.desk, another()
    enter_household(desk, other, 1)
    link_guardian(desk, other, 1, Relationship.MOTHER)
    erase_case(desk, dossier.case_id, mistake(dossier))
    for table in ("case_file", "youth", "guardian", "guardianship", "household"):
        assert dossier.one(f"SELECT count(*) FROM {table}") == 1
    assert dossier.one("SELECT count(*) FROM household_membership") == 1
    assert {one.ref for one in search(desk, "Kaddour")} == {other, 1}


def test_a_dossier_of_a_family_goes_with_it_when_nobody_lives_in_it(dossier: Dossier) -> None:
    desk, values = dossier.desk, {"kind": CaseKind.HOUSEHOLD, "youth_id": None}
    with dossier.office.engine.begin() as connection:
        connection.execute(text("INSERT INTO household (name, sort_key, version, created_at, "
                                "updated_at) SELECT 'Otmani', 'otmani', 1, created_at, updated_at "
                                "FROM household"))  # fmt: skip
    empty, lived_in = (
        plant_case(dossier.office, household_id=home, file_number=f"2026-01{home:02}", **values)
        for home in (2, 1)
    )
    for case_id, homes in ((empty, 1), (lived_in, 1)):
        goes = what_goes(desk, case_id)
        entry = MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version)
        erase_case(desk, case_id, entry)
        assert dossier.one("SELECT count(*) FROM household") == homes
    assert dossier.one("SELECT count(*) FROM household_membership") == 1


def test_a_dossier_is_erased_by_its_number_and_a_reason_only(dossier: Dossier) -> None:
    for entry, field in (
        (mistake(dossier, typed_number="2026-0002"), "typed_number"),
        (mistake(dossier, typed_number=""), "typed_number"),
        (mistake(dossier, reason=None), "reason"),
        (mistake(dossier, reason=EliminationReason.TRASH_TERM), "reason"),
    ):
        with pytest.raises(Invalid) as raised:
            erase_case(dossier.desk, dossier.case_id, entry)
        assert list(raised.value.problems) == [field]
    with pytest.raises(Conflict):
        erase_case(dossier.desk, dossier.case_id, mistake(dossier, version=99))
    assert dossier.one("SELECT count(*) FROM case_file") == 1


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
def test_only_the_coordonnateur_erases_a_dossier(dossier: Dossier, role: Role) -> None:
    desk = dossier.office.desk(role, groups=(dossier.office.north,))
    with pytest.raises(Refused):
        what_goes(desk, dossier.case_id)
    with pytest.raises(Refused):
        erase_case(desk, dossier.case_id, mistake(dossier))
