"""Where two dossiers made one stand: states, closures, departure, homes, restrictions."""

from datetime import date

import pytest

from app.models.enums import (
    ClosureReason,
    LiftReason,
    RestrictionReason,
    Role,
)
from app.services.cases import read_case
from app.services.drafts import DraftKey, keep_draft
from app.services.merging import merge
from app.services.restriction import LiftEntry, RestrictionEntry, lift, restrict, restrictions
from app.services.search import search
from app.services.timeline import timeline
from app.services.timeline_source import EventKind, Theme
from tests.helpers.cases import plant_family_case
from tests.helpers.office import Office
from tests.unit.merging.conftest import Twice, ask, planted, run, settle, undone_exactly

# -- closures ---------------------------------------------------------------------------------


def close(twice: Twice, case_id: int, day: str, reason: ClosureReason, review: str) -> None:
    run(
        twice,
        "UPDATE case_file SET status='CLOSED', closed_on=:day, closure_reason=:why, "
        "closure_review=:review WHERE id=:id",
        day=day, why=str(reason), review=review, id=case_id,
    )  # fmt: skip
    run(
        twice,
        "INSERT INTO case_status_change (case_id, from_status, to_status, effective_on, at, "
        "by_id, closure_reason, review) VALUES (:id, 'ACTIVE', 'CLOSED', :day, "
        "'2026-11-01 09:00:00.000000', 1, :why, :review)",
        day=day, why=str(reason), review=review, id=case_id,
    )  # fmt: skip


@pytest.fixture
def closed(office: Office) -> Twice:
    """Two dossiers that were closed, each in its time: the second one later."""
    twice = planted(office)
    close(twice, twice.older, "2025-03-01", ClosureReason.GOALS_MET, "Le premier bilan")
    close(twice, twice.other, "2026-06-01", ClosureReason.FAMILY_DECLINED, "Le second bilan")
    settle(twice)
    return twice


def test_of_two_closures_the_later_one_holds_and_sets_the_term(closed: Twice) -> None:
    merge(closed.desk, closed.older, closed.other, closed.entry())
    sql = (
        "SELECT status, closed_on, closure_reason, closure_review, elimination_due_on "
        "FROM case_file"
    )
    assert ask(closed, sql) == [
        ("CLOSED", "2026-06-01", "FAMILY_DECLINED", "Le second bilan", "2029-06-01")
    ]


def test_whichever_of_the_two_was_closed_later(office: Office) -> None:
    twice = planted(office)
    close(twice, twice.older, "2026-06-01", ClosureReason.FAMILY_DECLINED, "Le plus récent")
    close(twice, twice.other, "2025-03-01", ClosureReason.GOALS_MET, "Le plus ancien")
    settle(twice)
    undone_exactly(twice)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert ask(twice, "SELECT closed_on, closure_review FROM case_file") == [
        ("2026-06-01", "Le plus récent")
    ]


def test_the_line_of_the_merge_is_not_one_more_closure(closed: Twice) -> None:
    merge(closed.desk, closed.older, closed.other, closed.entry())
    endings = read_case(closed.desk, closed.older).endings
    assert [(one.on, one.review) for one in endings] == [
        (date(2026, 6, 1), "Le second bilan"),
        (date(2025, 3, 1), "Le premier bilan"),
    ]
    assert all(one.reopened_on is None for one in endings)
    lines = timeline(closed.desk, closed.older, (Theme.LIFE,)).events
    assert [one.kind for one in lines].count(EventKind.CLOSURE) == 2
    (told,) = (one for one in lines if one.title == "Deux dossiers réunis")
    assert (told.kind, told.detail) == (EventKind.STATUS, "Fusion avec le dossier 2026-0002")


def test_a_closure_of_before_its_bilan_was_kept_with_it_has_its_own_bilan(closed: Twice) -> None:
    run(closed, "UPDATE case_status_change SET review = NULL")
    merge(closed.desk, closed.older, closed.other, closed.entry())
    endings = read_case(closed.desk, closed.older).endings
    assert [one.review for one in endings] == ["Le second bilan", ""]


def test_a_closure_that_the_merge_ends_is_told_as_reopened(office: Office) -> None:
    twice = planted(office)
    close(twice, twice.other, "2026-06-01", ClosureReason.FAMILY_DECLINED, "Bilan")
    merge(twice.desk, twice.older, twice.other, twice.entry())
    (ending,) = read_case(twice.desk, twice.older).endings
    assert (ending.reopened_on, ending.reopened_why) == (
        office.clock.today(),
        "Fusion avec le dossier 2026-0002",
    )


def test_a_merge_of_one_at_its_bilan_is_no_bilan(office: Office) -> None:
    twice = planted(office)
    run(twice, "UPDATE case_file SET status='REVIEW' WHERE id=:id", id=twice.older)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    lines = timeline(twice.desk, twice.older, (Theme.LIFE,)).events
    assert [(one.kind, one.title) for one in lines] == [(EventKind.STATUS, "Deux dossiers réunis")]


@pytest.mark.parametrize(
    ("ended", "left", "stays"),
    [
        (False, ("2026-09-01", None), None),
        (False, (None, "2026-09-01"), None),
        (False, ("2026-09-01", "2026-09-08"), "2026-09-08"),
        (True, (None, "2026-09-01"), "2026-09-01"),
        (True, ("2026-09-08", "2026-09-01"), "2026-09-08"),
    ],
)
def test_a_departure_holds_for_both_only_when_no_followed_dossier_denies_it(
    office: Office, ended: bool, left: tuple[str | None, str | None], stays: str | None
) -> None:
    twice = planted(office)
    also = ", status='CLOSED', closed_on='2026-10-01'" if ended else ""
    for number, day in zip((twice.older, twice.other), left, strict=True):
        run(twice, f"UPDATE case_file SET moved_out_on=:day{also} WHERE id=:id", day=day, id=number)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert ask(twice, "SELECT moved_out_on FROM case_file") == [(stays,)]


# -- homes and situations ----------------------------------------------------------------------


def live(twice: Twice, youth: int, home: str, since: str, sharing: str | None = None) -> None:
    plant_family_case(twice.office, home)
    run(
        twice,
        "INSERT INTO household_membership (household_id, youth_id, from_on, sharing) "
        "SELECT max(id), :youth, :day, :sharing FROM household",
        youth=youth, day=since, sharing=sharing,
    )  # fmt: skip


HOMES = "SELECT from_on, until_on FROM household_membership ORDER BY from_on"


@pytest.mark.parametrize("first", [0, 1])
def test_one_lives_in_one_home_once_merged_the_former_ended_when_the_next_began(
    office: Office, first: int
) -> None:
    twice = planted(office)
    live(twice, twice.youths[first], "Famille Martel", "2024-09-01")
    live(twice, twice.youths[1 - first], "Famille Diallo", "2026-01-15")
    settle(twice)
    undone_exactly(twice)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert ask(twice, HOMES) == [("2024-09-01", "2026-01-15"), ("2026-01-15", None)]


def test_two_homes_that_share_both_stay(office: Office) -> None:
    twice = planted(office)
    live(twice, twice.youths[0], "Famille Martel", "2024-09-01", "ALTERNATING")
    live(twice, twice.youths[1], "Famille Diallo", "2026-01-15", "ALTERNATING")
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert ask(twice, HOMES) == [("2024-09-01", None), ("2026-01-15", None)]


def test_one_is_in_one_situation_once_merged(office: Office) -> None:
    twice = planted(office)
    for youth, day in zip(twice.youths, ("2026-09-01", "2025-09-01"), strict=True):
        run(
            twice,
            "INSERT INTO schooling (youth_id, situation, started_on) VALUES (:y, 'COLLEGE', :d)",
            y=youth, d=day,
        )  # fmt: skip
    undone_exactly(twice)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    sql = "SELECT started_on, ended_on FROM schooling ORDER BY started_on"
    assert ask(twice, sql) == [("2025-09-01", "2026-09-01"), ("2026-09-01", None)]


# -- restrictions -----------------------------------------------------------------------------


def asked(twice: Twice, case_id: int, day: date) -> None:
    (version,) = ask(twice, "SELECT version FROM case_file WHERE id=:id", id=case_id)[0]
    restrict(twice.desk, case_id, RestrictionEntry(next(iter(RestrictionReason)), day, version))


def test_either_restriction_holds_for_both_and_lifting_ends_every_period(office: Office) -> None:
    twice = planted(office)
    asked(twice, twice.older, date(2026, 11, 2))
    asked(twice, twice.other, date(2026, 11, 9))
    undone_exactly(twice)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert [one.lifted_at for one in restrictions(twice.desk, twice.older)] == [None, None]
    (version,) = ask(twice, "SELECT version FROM case_file")[0]
    reason = next(one for one in LiftReason if one is not LiftReason.SET_IN_ERROR)
    lift(twice.desk, twice.older, LiftEntry(reason, office.clock.today(), version))
    periods = restrictions(twice.desk, twice.older)
    assert len(periods) == 2
    assert all(one.lifted_at is not None and one.lift_reason is reason for one in periods)


def test_what_one_of_them_restricts_is_restricted_in_both(office: Office) -> None:
    twice = planted(office)
    asked(twice, twice.other, date(2026, 11, 9))
    merge(twice.desk, twice.older, twice.other, twice.entry())
    assert read_case(twice.desk, twice.older).header.restricted
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert search(officer, "martel") == ()


# -- drafts and search -------------------------------------------------------------------------


def test_no_draft_nor_answer_of_the_search_leads_to_the_one_that_is_gone(office: Office) -> None:
    twice = planted(office)
    for number, typed in ((twice.older, "PRE"), (twice.other, "Autre")):
        keep_draft(twice.desk, DraftKey("case", str(number)), {"programme": typed})
    keep_draft(twice.desk, DraftKey("observation", f"{twice.other}.new"), {"text": "En cours"})
    undone_exactly(twice)
    merge(twice.desk, twice.older, twice.other, twice.entry())
    keys = ask(twice, "SELECT form, record_key FROM draft ORDER BY form")
    assert keys == [("case", str(twice.older)), ("observation", f"{twice.older}.new")]
    assert {hit.ref for hit in search(twice.desk, "martel")} == {twice.older}
    assert {hit.ref for hit in search(twice.desk, "martelle")} <= {twice.older}
    assert search(twice.desk, "2026-0002") == ()
