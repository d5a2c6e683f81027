"""Whatever page shows a record, reading it leaves a line: peers' lesson of an edit screen that
escaped the audit of readings (phenotips 2649)."""

from functools import partial

import pytest
from PySide6.QtWidgets import QWidget
from sqlalchemy import func, select

from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.ui.context import PageContext, PageSpec, Place, Placed
from app.workplace import PAGES
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.helpers.whole_town import whole_town

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen

READINGS = (JournalAction.READ, JournalAction.READ_RESTRICTED)
#: The number of the record that each page is about, by its name in `whole_town`.
RECORDS = {
    "intake": "report_id", "intake.edit": "report_id", "case": "case_id",
    "household": "household_id", "referral": "referral_id", "referral.edit": "referral_id",
    "synthesis_preview": "case_id", "family_tree_preview": "household_id",
    "referral_preview": "referral_id", "notice_preview": "case_id", "document": "attachment_id",
    "history": "case_id", "history.household": "household_id", "history.intake": "report_id",
    "history.referral": "referral_id",
}  # fmt: skip
#: Pages that open no record of a person, or whose reading has a test of its own.
OTHERWISE = {
    "home": "lists", "intakes": "a list", "intakes.trash": "a list", "cases": "a list",
    "households": "a list", "referrals": "a list", "partners": "a list", "partner": "no person",
    "history.partner": "no person", "intake.new": "nothing yet", "case.new": "nothing yet",
    "referral.new": "its dossier was opened before", "partner.new": "nothing yet",
    "blank_preview": "names nobody", "elimination_preview": "names nobody",
    "feedback_preview": "wants a decision: tests/unit/documents/test_letters.py",
    "family_preview": "wants a family's dossier: tests/unit/families/test_family_prints.py",
    "duplicates": "a list", "duplicate": "two dossiers: tests/unit/merging/test_merging.py",
}  # fmt: skip


def test_every_page_says_what_it_reads_or_why_not() -> None:
    kinds = {one.kind for one in PAGES if not one.kind.startswith(("admin", "history.admin"))}
    assert kinds == RECORDS.keys() | OTHERWISE.keys()


def test_opening_the_page_of_a_record_leaves_a_line_of_reading(town: Office, sit: Sit) -> None:
    numbers = whole_town(town).numbers
    seat = sit(town.desk())
    silent = []
    for spec in PAGES:
        if spec.kind not in RECORDS:
            continue
        place, before = Place(spec.kind, numbers[RECORDS[spec.kind]]), _readings(town)
        page = seat.show(partial(_opened, spec, place))
        if _readings(town) == before:
            silent.append(spec.kind)
        page.hide()
    assert silent == []


def _opened(spec: PageSpec, place: Place, context: PageContext) -> QWidget:
    page = spec.build(context, place)
    if isinstance(page, Placed):
        page.arrive(place)
    return page


def _readings(town: Office) -> int:
    with town.desk().read() as work:
        lines = select(func.count(JournalEntry.id)).where(JournalEntry.action.in_(READINGS))
        return work.session.scalar(lines) or 0
