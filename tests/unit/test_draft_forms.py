"""A draft leaves with the record it is about, and with no other that has the same number."""

import pytest

from app.services.draft_forms import FORMS, known_name
from app.services.drafts import DraftKey, keep_draft
from app.services.rows import Ref
from app.services.rows_about import about
from tests.helpers.office import Office

OWN = [
    ("case_file", {"case", "case.status", "youth", "household.new", "household.enter",
                   "household.second", "contact", "contact.guardian",
                   "referral.new", "guardian", "schooling", "observation", "objective", "action",
                   "attachment", "attendance", "departure", "notice", "postpone"}),
    ("intake_report", {"intake", "intake.decision"}),
    ("referral", {"referral", "agreements", "move.SENT"}),
    ("household", {"household", "household.case", "household.child", "household.adult"}),
    ("partner", {"partner"}),
    ("account", {"account"}),
    ("working_group", {"group"}),
    ("neighbourhood", {"neighbourhood"}),
]  # fmt: skip
PARTS = [
    ("observation", {"observation"}),
    ("attachment", {"attachment"}),
    ("objective", {"objective"}),
    ("planned_action", {"action", "postpone"}),
    ("schooling", {"schooling"}),
    ("guardian", {"guardian"}),
    ("youth_contact", {"contact"}),
    ("guardian_contact", {"contact.guardian"}),
    ("household_adult", {"household.adult"}),
]


def forms_about(office: Office, ref: Ref) -> set[object]:
    with office.desk().read() as work:
        return {one.values["form"] for one in about(work.session, [ref]) if one.table == "draft"}


@pytest.fixture
def typed(office: Office) -> Office:
    """A draft of every form about number 12, and one about part 7 of it."""
    for form in FORMS:
        name = "move.SENT" if form == "move." else form
        keep_draft(office.desk(), DraftKey(name, "12"), {"x": "y"})
        keep_draft(office.desk(), DraftKey(name, "112"), {"x": "y"})
        keep_draft(office.desk(), DraftKey(name, "3.7"), {"x": "y"})
    return office


@pytest.mark.parametrize(("table", "forms"), OWN)
def test_the_drafts_of_a_record_are_its_own_and_no_strangers(
    typed: Office, table: str, forms: set[str]
) -> None:
    expected = forms | {one for one in ("case.new", "partner.quick") if FORMS[one].table == table}
    assert forms_about(typed, (table, 12)) == expected


@pytest.mark.parametrize(("table", "forms"), PARTS)
def test_the_drafts_of_a_part_are_found_whatever_the_dossier(
    typed: Office, table: str, forms: set[str]
) -> None:
    assert forms_about(typed, (table, 7)) == forms
    assert forms_about(typed, (table, 12)) == set()


@pytest.mark.parametrize("table", ["case_file", "household"])
def test_the_drafts_of_the_parts_of_a_record_are_the_records(typed: Office, table: str) -> None:
    of_parts = {name for name, form in FORMS.items() if form.part and form.table == table}
    assert of_parts
    assert of_parts <= forms_about(typed, (table, 3))


def test_the_steps_of_an_orientation_are_one_form() -> None:
    assert {known_name(one) for one in ("move.SENT", "move.CLOSED")} == {"move."}
