"""Drafts belong to their account, and follow the right to see what they are about."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.models.enums import ReferralRequest, Role
from app.services.case_edit import CaseEntry, save_case
from app.services.desk import Desk
from app.services.drafts import DraftKey, drafts, drop_draft, find_draft, keep_draft, put_back
from app.services.households import found_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.seats import Seat, keep_seat, last_seat, leave_seat
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import Office

Keys = Callable[[Office, Desk, int], str]


def household(_office: Office, desk: Desk, case_id: int) -> str:
    return str(found_household(desk, case_id, "Famille Martel").ref)


def referral(office: Office, desk: Desk, case_id: int) -> str:
    entry = ReferralEntry(plant_partner(office), ReferralRequest.INFORMATION)
    return str(save_referral(desk, case_id, entry).ref)


def dossier(_office: Office, _desk: Desk, case_id: int) -> str:
    return str(case_id)


def part(_office: Office, _desk: Desk, case_id: int) -> str:
    return f"{case_id}.7"


@pytest.mark.parametrize(
    ("form", "record"),
    [
        ("case", dossier),
        ("observation", part),
        ("household.new", dossier),
        ("household", household),
        ("referral", referral),
        ("referral.new", dossier),
        ("agreements", referral),
        ("move.SENT", referral),
    ],
)
def test_a_draft_is_listed_only_while_its_record_is_in_reach(
    office: Office, form: str, record: Keys
) -> None:
    case_id = plant_case(office)
    key = DraftKey(form, record(office, office.desk(), case_id))
    desk = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    keep_draft(desk, key, {"title": "MARTEL"})
    assert [one.key for one in drafts(desk)] == [key]
    save_case(office.desk(), case_id, CaseEntry(group_id=office.south, lead_officer_id=None))
    assert drafts(desk) == ()


def test_a_draft_of_a_signalement_follows_its_group(office: Office) -> None:
    report = save_intake(office.desk(), IntakeEntry(group_id=office.north), complete=False).ref
    desk = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    keep_draft(desk, DraftKey("intake", str(report)), {"last_name": "MARTEL"})
    assert len(drafts(desk)) == 1
    save_intake(office.desk(), IntakeEntry(group_id=office.south), report_id=report, complete=False)
    assert drafts(desk) == ()


def test_a_new_record_has_its_draft_and_nobody_elses(office: Office) -> None:
    mine, theirs = office.desk(), office.desk(Role.COORDINATOR)
    keep_draft(mine, DraftKey("case.new"), {"last_name": "Martel"})
    keep_draft(mine, DraftKey("case.new"), {"last_name": "Martin"})
    assert [one.content for one in drafts(mine)] == [{"last_name": "Martin"}]
    assert drafts(theirs) == ()
    assert find_draft(theirs, DraftKey("case.new")) is None
    drop_draft(theirs, DraftKey("case.new"))
    assert len(drafts(mine)) == 1
    drop_draft(mine, DraftKey("case.new"))
    assert drafts(mine) == ()


def test_a_draft_says_when_its_record_changed_since(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    keep_draft(desk, DraftKey("case", str(case_id), 1), {"programme": "x"})
    same = find_draft(desk, DraftKey("case", str(case_id), 1))
    later = find_draft(desk, DraftKey("case", str(case_id), 2))
    assert same is not None
    assert later is not None
    assert (same.stale, later.stale) == (False, True)


def test_typing_anew_loses_nothing_of_what_was_left_before(office: Office) -> None:
    desk, key = office.desk(), DraftKey("observation", "12")
    keep_draft(desk, key, {"text": "premier"})
    office.clock.advance(timedelta(minutes=5))
    keep_draft(desk, key, {"text": "deuxième"}, unseen=True)
    office.clock.advance(timedelta(minutes=5))
    keep_draft(desk, key, {"text": "troisième"}, unseen=True)
    found = find_draft(desk, key)
    assert found is not None
    assert found.content == {"text": "troisième"}
    assert [one.content["text"] for one in found.earlier] == ["deuxième", "premier"]
    assert found.saved_at - found.earlier[1].saved_at == timedelta(minutes=10)


def test_a_draft_thrown_away_by_mistake_comes_back_with_its_hour_and_what_waited_with_it(
    office: Office,
) -> None:
    desk, key = office.desk(), DraftKey("case.new")
    keep_draft(desk, key, {"last_name": "Martel"})
    keep_draft(desk, key, {"last_name": "Martin"}, unseen=True)
    before = find_draft(desk, key)
    assert before is not None
    office.clock.advance(timedelta(hours=1))
    drop_draft(desk, key)
    put_back(desk, before)
    assert find_draft(desk, key) == before


def test_what_was_begun_since_stays_beside_a_draft_that_comes_back(office: Office) -> None:
    desk, key = office.desk(), DraftKey("case.new")
    keep_draft(desk, key, {"last_name": "Martel"})
    thrown = find_draft(desk, key)
    assert thrown is not None
    drop_draft(desk, key)
    keep_draft(desk, key, {"last_name": "Diallo"})
    put_back(desk, thrown)
    found = find_draft(desk, key)
    assert found is not None
    assert found.content == {"last_name": "Martel"}
    assert [one.content for one in found.earlier] == [{"last_name": "Diallo"}]


def test_an_earlier_draft_says_too_when_its_record_changed(office: Office) -> None:
    desk = office.desk()
    keep_draft(desk, DraftKey("case", "1", 1), {"programme": "x"})
    keep_draft(desk, DraftKey("case", "1", 2), {"programme": "y"}, unseen=True)
    found = find_draft(desk, DraftKey("case", "1", 2))
    assert found is not None
    assert (found.stale, found.earlier[0].stale) == (False, True)


@pytest.mark.parametrize(
    ("form", "opens"),
    [("account", Role.ADMIN), ("organisation", Role.ADMIN), ("group", Role.COORDINATOR)],
)
def test_a_draft_of_the_administration_goes_with_the_right_to_it(
    office: Office, form: str, opens: Role
) -> None:
    allowed, other = office.desk(opens), office.desk(Role.CASE_OFFICER, groups=(office.north,))
    for desk in (allowed, other):
        keep_draft(desk, DraftKey(form, "7", 1), {"name": "x"})
    assert len(drafts(allowed)) == 1
    assert drafts(other) == ()


def test_the_seat_is_kept_with_the_draft_and_given_up_at_an_ordinary_end(office: Office) -> None:
    desk, other = office.desk(), office.desk(Role.ADMIN)
    seat = Seat("case", 12, "observations", "field.observation.text", 7)
    keep_draft(desk, DraftKey("observation", "12"), {"text": "x"}, seat=seat)
    assert last_seat(desk) == seat
    assert last_seat(other) is None
    keep_seat(desk, Seat("home"))
    assert last_seat(desk) == Seat("home")
    leave_seat(desk)
    assert last_seat(desk) is None
