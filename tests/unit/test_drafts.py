"""Drafts belong to their account, and follow the right to see what they are about."""

from collections.abc import Callable

import pytest

from app.models.enums import ReferralRequest, Role
from app.services.case_edit import CaseEntry, save_case
from app.services.desk import Desk
from app.services.drafts import DraftKey, drafts, drop_draft, find_draft, keep_draft
from app.services.households import found_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.referral_moves import ReferralEntry, save_referral
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
