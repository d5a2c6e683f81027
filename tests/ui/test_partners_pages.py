"""The directory on screen: listed, filtered, written with its persons, created on the spot."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton

from app.services.choices import PartnerType, Role, SecrecyStatus
from app.services.drafts import DraftKey, find_draft
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.partners_list import partners
from app.ui.context import Place
from app.ui.operations.partners import NewPartnerDialog
from app.ui.pages.partner import PartnerPageView
from app.ui.pages.partners import PartnersPage
from app.ui.widgets.choice import Choice
from tests.helpers.drafts import take_up
from tests.helpers.hands import press
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless, outside

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen

LYCEE = PartnerEntry(
    name="Lycée polyvalent Paul-Langevin des métiers de l’énergie et du bâtiment durable",
    partner_type=PartnerType.SCHOOL,
    city="Sainte-Geneviève-des-Bois",
    contacts=(
        ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE"),
        ContactEntry(last_name="OUEDRAOGO-LEFEBVRE", first_name="Marie-Antoinette"),
    ),
)


@pytest.fixture
def seat(town: Office, sit: Callable[..., Seat]) -> Seat:
    return sit(town.desk())


def open_list(seat: Seat, *, width: int = 1140) -> PartnersPage:
    page = seat.show(lambda context: PartnersPage(context, Place("partners")), width=width)
    assert isinstance(page, PartnersPage)
    return page


def open_one(seat: Seat, ref: int | None = None, *, width: int = 1140) -> PartnerPageView:
    kind = "partner.new" if ref is None else "partner"
    page = seat.show(lambda context: PartnerPageView(context, Place(kind, ref)), width=width)
    assert isinstance(page, PartnerPageView)
    assert page.form is not None
    return page


def fill(page: PartnerPageView, **answers: object) -> None:
    assert page.form is not None
    for name, value in answers.items():
        page.form.cells[name].editor.load(value)


def test_an_empty_directory_offers_the_first_partner(seat: Seat) -> None:
    page = open_list(seat)
    page.filters["active"].choose(None)
    page.filters["active"].choose("yes")
    seat.settle()
    press(page, "action.partner.first")
    assert seat.went == [Place("partner.new")]


def test_filters_and_words_narrow_the_list_and_enter_opens(seat: Seat) -> None:
    lycee = save_partner(seat.desk, LYCEE).ref
    save_partner(seat.desk, PartnerEntry("Essonne Habitat", PartnerType.LANDLORD))
    save_partner(seat.desk, PartnerEntry("Ancien club", PartnerType.SPORT_CLUB, active=False))
    page = open_list(seat)
    QAbstractItemModelTester(page.model)
    assert [row.name for row in page.model.rows] == ["Essonne Habitat", LYCEE.name]
    chip = page.findChild(QPushButton, "partners.filter.active")
    assert chip is not None
    chip.click()
    seat.settle()
    assert len(page.model.rows) == 3
    QTest.keyClicks(page.frame.search, "aubry")
    QTest.keyClick(page.frame.search, Qt.Key.Key_Return)
    seat.settle()
    assert [row.id for row in page.model.rows] == [lycee]
    page.frame.table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.frame.table, Qt.Key.Key_Return)
    assert seat.went == [Place("partner", lycee)]


def test_a_new_partner_is_written_with_its_persons(seat: Seat, town: Office) -> None:
    page = open_one(seat)
    assert page.persons is not None
    fill(page, name="Collège Louise-Michel", partner_type="SCHOOL", groups=(str(town.north),))
    press(page, "action.partner.contacts.add")
    (person,) = page.persons.forms
    press(page, "action.partner.save")
    seat.settle()
    assert person.cells["last_name"].error
    assert partners(seat.desk)[0] == ()
    person.cells["last_name"].editor.load("ROY")
    person.cells["charter_signed_on"].editor.load(date(2026, 9, 1))
    person.cells["secrecy_status"].editor.load("BOUND")
    page.form.cells["uai"].editor.set_raw("0951099d") if page.form else None
    press(page, "action.partner.save")
    seat.settle()
    (row,) = partners(seat.desk)[0]
    entry = read_partner(seat.desk, row.id).entry
    assert entry.uai == "0951099D"
    assert entry.group_ids == {town.north}
    assert entry.contacts[0].secrecy_status is SecrecyStatus.BOUND
    assert seat.went == [Place("partners")]
    assert not page.has_changes()


def test_a_wrong_code_is_said_at_its_field(seat: Seat) -> None:
    page = open_one(seat)
    assert page.form is not None
    fill(page, name="Collège", partner_type="SCHOOL")
    page.form.cells["uai"].editor.set_raw("0951099E")
    press(page, "action.partner.save")
    seat.settle()
    assert "lettre" in page.form.cells["uai"].error
    assert partners(seat.desk)[0] == ()


def test_changing_a_partner_keeps_its_persons_and_removing_one_retires_them(seat: Seat) -> None:
    ref = save_partner(seat.desk, LYCEE).ref
    page = open_one(seat, ref)
    assert page.persons is not None
    assert not page.has_changes()
    before = read_partner(seat.desk, ref).entry.contacts
    page.persons.forms[0].cells["job_title"].editor.load("Principale")
    press(page, f"action.{page.persons.forms[1].spec.name}.remove")
    assert page.has_changes()
    press(page, "action.partner.save")
    seat.settle()
    after = read_partner(seat.desk, ref).entry.contacts
    assert [one.id for one in after] == [one.id for one in before]
    assert [(one.job_title, one.active) for one in after] == [("Principale", True), ("", False)]


def test_what_is_typed_becomes_a_draft_and_comes_back_with_the_same_persons(seat: Seat) -> None:
    ref = save_partner(seat.desk, LYCEE).ref
    page = open_one(seat, ref)
    fill(page, city="Évry")
    work = page.snapshot()
    assert work is not None
    work()
    again = open_one(seat, ref)
    assert again.form is not None
    take_up(again)
    assert again.form.binder.values()["city"] == "Évry"
    press(again, "action.partner.save")
    seat.settle()
    assert len(read_partner(seat.desk, ref).entry.contacts) == 2
    assert find_draft(seat.desk, DraftKey("partner", str(ref))) is None


def test_a_body_is_created_on_the_spot_and_given_back_as_a_choice(seat: Seat) -> None:
    given: list[Choice] = []
    dialog = NewPartnerDialog(seat.context, "Club de judo", None, given.append)
    seat.shown.append(dialog)
    dialog.show()
    dialog.submit.click()
    seat.settle()
    assert given == []
    assert dialog.form.cells["partner_type"].error
    dialog.form.cells["partner_type"].editor.load("SPORT_CLUB")
    dialog.submit.click()
    seat.settle()
    (row,) = partners(seat.desk)[0]
    assert given == [Choice(str(row.id), "Club de judo")]
    assert not dialog.isVisible()


def test_roles_without_the_directory_are_refused(town: Office, sit: Callable[..., Seat]) -> None:
    seat = sit(town.desk(Role.AUDITOR))
    open_list(seat)
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "refused"


@pytest.mark.parametrize("width", [800, 1140, 1700])
def test_nothing_is_cut_or_nameless_at_any_width(seat: Seat, width: int) -> None:
    ref = save_partner(seat.desk, LYCEE).ref
    for page in (open_one(seat, ref, width=width), open_list(seat, width=width)):
        assert cut_texts(page) == []
        assert outside(page) == []
        assert nameless(page) == []
