"""Administration › Doublons probables: found, compared, told apart, made one, and back."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from app.models.case import CaseFile
from app.services.case_direct import OpeningEntry, open_directly
from app.services.changes import Change, Subject
from app.services.choices import ArchiveReason, CaseStatus, GroupKind, PartnerType, Sex
from app.services.rules.partial_dates import PartialDate
from app.services.territory import GroupEntry, save_group
from app.services.youths import IdentityEntry
from app.ui.context import Place
from app.ui.operations.archive_lookup import ArchiveLookup
from app.ui.pages.duplicate import DuplicatePage
from app.ui.pages.duplicates import DuplicatesPage
from app.ui.widgets.buttons import Button
from app.ui.widgets.timeline import RowButton
from tests.ui.admin.conftest import Administration
from tests.ui.looking import cut_texts, nameless, outside

BORN = PartialDate.exactly(date(2011, 3, 14))


def open_two(admin: Administration) -> tuple[int, int]:
    """Two dossiers of one young person, whose names sound the same."""
    group = save_group(admin.desk, GroupEntry("Groupe Nord", GroupKind.TERRITORIAL)).ref
    today = admin.desk.clock.today()
    numbers = [
        open_directly(
            admin.desk,
            OpeningEntry(
                IdentityEntry(last, first, Sex.MALE, BORN),
                PartnerType.SCHOOL,
                group,
                None,
                received_on=today,
            ),
        ).ref
        for last, first in (("Martel", "Yanis"), ("Martelle", "Yannis"))
    ]
    return numbers[0], numbers[1]


def search(admin: Administration, *, width: int = 1140) -> DuplicatesPage:
    page = admin.seat.show(
        lambda context: DuplicatesPage(context, Place("duplicates")), width=width
    )
    assert isinstance(page, DuplicatesPage)
    page.search.click()
    assert not page.search.isEnabled()
    admin.seat.settle()
    return page


def compare(admin: Administration, one: int, other: int, *, width: int = 1140) -> DuplicatePage:
    place = Place("duplicate", one, str(other))
    page = admin.seat.show(lambda context: DuplicatePage(context, place), width=width)
    assert isinstance(page, DuplicatePage)
    return page


def line(page: DuplicatesPage, name: str) -> RowButton:
    found = page.findChild(RowButton, name)
    assert found is not None
    return found


def test_two_dossiers_are_made_one_with_the_proof_shown_and_two_again(
    admin: Administration,
) -> None:
    older, other = open_two(admin)
    page = search(admin)
    assert page.summary.text().startswith("1\u00a0paire probable parmi 2\u00a0dossiers")
    first = line(page, "list.duplicates.0")
    assert "Se prononce de même · Même date de naissance" in first.accessibleName()
    first.click()
    assert admin.seat.went == [Place("duplicate", older, str(other))]
    pair = compare(admin, older, other)
    assert pair.form is not None
    assert pair.merge is not None
    pair.form.binder.load({"youth_last_name": "other", "youth_first_name": "kept"})
    pair.merge.click()
    admin.seat.settle()
    assert admin.said.startswith("Dossiers réunis")
    assert pair.proof is not None
    assert pair.proof.isVisible()
    assert page.findChild(RowButton, "list.duplicates.0") is None
    admin.seat.dialogs.answer_next("yes")
    line(page, "list.merges.1").click()
    admin.seat.settle()
    assert admin.said.endswith("sont de nouveau deux.")
    assert page.findChild(RowButton, "list.merges.1") is None


def test_a_pair_told_apart_is_proposed_no_more_until_it_is_taken_back(
    admin: Administration,
) -> None:
    older, other = open_two(admin)
    pair = compare(admin, older, other)
    assert pair.apart is not None
    pair.apart.click()
    admin.seat.settle()
    page = search(admin)
    assert page.findChild(RowButton, "list.duplicates.0") is None
    admin.seat.dialogs.answer_next("yes")
    line(page, "list.apart.1").click()
    admin.seat.settle()
    page.search.click()
    admin.seat.settle()
    assert page.findChild(RowButton, "list.duplicates.0") is not None


@pytest.mark.parametrize("width", [804, 1140])
def test_nothing_is_cut_and_everything_has_a_name(admin: Administration, width: int) -> None:
    older, other = open_two(admin)
    for page in (search(admin, width=width), compare(admin, older, other, width=width)):
        assert cut_texts(page) == []
        assert outside(page) == []
        assert nameless(page) == []


def test_the_archives_are_searched_from_the_form_once_a_reason_is_given(
    admin: Administration,
) -> None:
    older, _other = open_two(admin)
    with admin.desk.work() as work:
        case = work.get(CaseFile, older)
        case.status, case.closed_on = CaseStatus.CLOSED, date(2026, 1, 5)
        work.commit(Change(Subject.CASE, older))
    lookup = ArchiveLookup(admin.seat.context, lambda: ("Martel", "Yanis", BORN))
    admin.seat.show(lambda _context: lookup, width=420)
    lookup.opener.click()
    lookup.search.click()
    admin.seat.settle()
    assert lookup.findChild(Button, f"action.archive.see.{older}") is None
    lookup.form.binder.load({"reason": ArchiveReason.NEW_REPORT})
    lookup.search.click()
    admin.seat.settle()
    see = lookup.findChild(Button, f"action.archive.see.{older}")
    assert see is not None
    see.click()
    assert admin.seat.went == [Place("case", older)]


def test_a_dossier_at_its_term_shows_its_number_and_nobody(admin: Administration) -> None:
    lookup = ArchiveLookup(admin.seat.context, lambda: ("Martel", "Yanis", BORN))
    admin.seat.show(lambda _context: lookup, width=420)
    older, _other = open_two(admin)
    with admin.desk.work() as work:
        case = work.get(CaseFile, older)
        case.elimination_due_on, number = date(2026, 1, 5), case.file_number
        work.commit(Change(Subject.CASE, older))
    lookup.opener.click()
    lookup.form.binder.load({"reason": ArchiveReason.NEW_REPORT})
    lookup.search.click()
    admin.seat.settle()
    shown = [one.text() for one in lookup.findChildren(QLabel)]
    assert f"Dossier {number}" in shown
    assert not [words for words in shown if "MARTEL" in words or "%" in words]
    assert lookup.findChild(Button, f"action.archive.see.{older}") is None
