"""The list of signalements and the page of one: what waits first, every way out, its history."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.services.choices import (
    DangerAnswer,
    IntakeReason,
    IntakeStatus,
    NotRetainedReason,
    PartnerType,
    Sex,
    Situation,
)
from app.services.intake import read_intake
from app.services.intake_decide import not_retain
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.partners import PartnerEntry, save_partner
from app.services.rules.partial_dates import PartialDate
from app.ui.context import Place
from app.ui.pages.intake_list import IntakesPage
from app.ui.pages.intake_read import IntakePageView
from tests.helpers.office import Office
from tests.helpers.seats import Seat
from tests.ui.looking import cut_texts, nameless, outside

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen

LONG = ("OUEDRAOGO-LEFEBVRE", "Marie-Antoinette")


@pytest.fixture
def seat(town: Office, sit: Callable[..., Seat]) -> Seat:
    return sit(town.desk())


@pytest.fixture
def entry(town: Office) -> IntakeEntry:
    return IntakeEntry(
        received_on=date(2026, 11, 3),
        origin_type=PartnerType.FAMILY,
        last_name=LONG[0],
        first_name=LONG[1],
        sex=Sex.FEMALE,
        birth=PartialDate.in_year(2011),
        situation=Situation.COLLEGE,
        reasons=frozenset(IntakeReason),
        reason_note="Courriers du collège restés sans réponse depuis la rentrée.",
        family_informed=False,
        danger_answer=DangerAnswer.NO,
        group_id=town.north,
    )


def open_list(seat: Seat, *, width: int = 1140) -> IntakesPage:
    page = seat.show(lambda context: IntakesPage(context, Place("intakes")), width=width)
    assert isinstance(page, IntakesPage)
    return page


def open_one(seat: Seat, ref: int, tab: str = "qualify", *, width: int = 1140) -> IntakePageView:
    page = seat.show(
        lambda context: IntakePageView(context, Place("intake", ref, tab)), width=width
    )
    assert isinstance(page, IntakePageView)
    return page


def words(page: QWidget) -> set[str]:
    return {one.text() for one in page.findChildren(QLabel) if one.isVisible()}


def names(page: IntakesPage) -> list[str]:
    return [row.youth for row in page.model.rows]


def test_an_empty_list_says_what_it_is_for_and_offers_the_first_action(seat: Seat) -> None:
    page = open_list(seat)
    button = page.findChild(QPushButton, "action.intake.first")
    assert button is not None
    assert button.isVisible()
    button.click()
    assert seat.went == [Place("intake.new")]


def test_what_waits_longest_comes_first_and_enter_opens_it(seat: Seat, entry: IntakeEntry) -> None:
    new = save_intake(seat.desk, replace(entry, received_on=date(2026, 11, 22))).ref
    old = save_intake(seat.desk, replace(entry, last_name="ROY")).ref
    done = save_intake(seat.desk, replace(entry, last_name="ABBA")).ref
    not_retain(seat.desk, done, NotRetainedReason.SOLVED)
    draft = save_intake(seat.desk, IntakeEntry(last_name="Zidi"), complete=False).ref
    page = open_list(seat)
    assert [row.id for row in page.model.rows] == [old, new, draft, done]
    table = page.frame.table
    assert page.model.index(0, 2).data() == "20\u00a0jours"
    table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.setCurrentIndex(page.model.index(2, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert seat.went == [Place("intake", old), Place("intake.edit", draft)]


def test_filters_show_as_chips_that_take_themselves_away(seat: Seat, entry: IntakeEntry) -> None:
    save_intake(seat.desk, entry)
    gone = save_intake(seat.desk, replace(entry, last_name="ROY")).ref
    not_retain(seat.desk, gone, NotRetainedReason.SOLVED)
    page = open_list(seat)
    page.filters["status"].choose(str(IntakeStatus.NOT_RETAINED))
    seat.settle()
    assert names(page) == ["ROY Marie-Antoinette"]
    assert "1 signalement" in words(page)
    chip = page.findChild(QPushButton, "intakes.filter.status.NOT_RETAINED")
    assert chip is not None
    chip.click()
    seat.settle()
    assert len(names(page)) == 2
    assert page.filters["status"].code() is None


def test_typing_in_the_list_finds_the_name_wherever_it_is(seat: Seat, entry: IntakeEntry) -> None:
    save_intake(seat.desk, entry)
    save_intake(seat.desk, replace(entry, last_name="Élan"))
    page = open_list(seat)
    page.frame.table.keyboardSearch("e")
    QTest.keyClicks(page.frame.search, "la")
    QTest.keyClick(page.frame.search, Qt.Key.Key_Return)
    seat.settle()
    assert names(page) == ["ÉLAN Marie-Antoinette"]
    QTest.keyClick(page.frame.search, Qt.Key.Key_Escape)
    QTest.keyClick(page.frame.search, Qt.Key.Key_Return)
    seat.settle()
    assert len(names(page)) == 2


@pytest.mark.parametrize("column", range(8))
def test_every_column_sorts_both_ways(seat: Seat, entry: IntakeEntry, column: int) -> None:
    for at, name in enumerate(("Roy", "Abba", "Élan")):
        save_intake(seat.desk, replace(entry, last_name=name, received_on=date(2026, 11, 3 + at)))
    page = open_list(seat)
    QAbstractItemModelTester(page.model)
    for order in (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder):
        page.frame.table.horizontalHeader().setSortIndicator(column, order)
        seat.settle()
        assert len(page.model.rows) == 3
        assert page.model.sorting.by == page.model.columns[column].sort
    assert page.model.sorting.descending is False


def test_the_list_follows_what_is_written_elsewhere(seat: Seat, entry: IntakeEntry) -> None:
    page = open_list(seat)
    seat.jobs.database(seat.jobs, lambda: save_intake(seat.desk, entry))
    seat.settle()
    assert names(page) == ["OUEDRAOGO-LEFEBVRE Marie-Antoinette"]


def test_retained_it_opens_a_dossier_and_shows_the_way_to_it(
    seat: Seat, entry: IntakeEntry
) -> None:
    ref = save_intake(seat.desk, entry).ref
    page = open_one(seat, ref)
    assert page.decision is not None
    page.decision.form.cells["way"].editor.load("retain")
    assert page.decision.submit.text() == "Ouvrir le dossier"
    assert page.has_changes()
    page.decision.submit.click()
    seat.settle()
    read = read_intake(seat.desk, ref)
    assert read.status is IntakeStatus.ADMISSIBLE
    assert page.decision is None
    assert {"Retenu", "Suite donnée"} <= words(page)
    case = page.findChild(QPushButton, "action.intake.case")
    assert case is not None
    assert page.window().focusWidget() is case
    case.click()
    assert seat.went == [Place("case", read.case_id)]


def test_a_second_one_about_the_same_person_is_offered_the_dossier(
    seat: Seat, entry: IntakeEntry
) -> None:
    first, second = (save_intake(seat.desk, entry).ref for _ in range(2))
    page = open_one(seat, first)
    assert page.decision is not None
    page.decision.form.cells["way"].editor.load("retain")
    page.decision.submit.click()
    seat.settle()
    case_id = read_intake(seat.desk, first).case_id
    again = open_one(seat, second, f"qualify:{case_id}")
    assert again.decision is not None
    assert again.decision.submit.text() == "Rejoindre ce dossier"
    again.decision.submit.click()
    seat.settle()
    assert read_intake(seat.desk, second).case_id == case_id


def test_redirected_and_classed_each_ask_what_they_need(seat: Seat, entry: IntakeEntry) -> None:
    social = save_partner(seat.desk, PartnerEntry("Service social", PartnerType.ASE)).ref
    ref = save_intake(seat.desk, entry).ref
    page = open_one(seat, ref)
    assert page.decision is not None
    cells = page.decision.form.cells
    cells["way"].editor.load("redirect")
    page.decision.submit.click()
    assert cells["partner"].error
    cells["partner"].editor.set_raw([str(social), "Service social"])
    page.decision.submit.click()
    seat.settle()
    assert "Service social" in words(page)
    other = save_intake(seat.desk, entry).ref
    classed = open_one(seat, other)
    assert classed.decision is not None
    classed.decision.form.binder.load({"way": "not_retain", "reason": "MOVED_OUT"})
    classed.decision.submit.click()
    seat.settle()
    assert read_intake(seat.desk, other).not_retained_reason is NotRetainedReason.MOVED_OUT
    assert "Gardé jusqu’au 23/05/2027 au plus tard." in words(classed)


def test_leaving_a_prepared_decision_takes_it_or_forgets_it(seat: Seat, entry: IntakeEntry) -> None:
    ref = save_intake(seat.desk, entry).ref
    page = open_one(seat, ref)
    assert page.decision is not None
    page.decision.form.cells["way"].editor.load("not_retain")
    assert page.has_changes()
    page.discard()
    assert not page.has_changes()
    page.decision.form.cells["reason"].editor.load("SOLVED")
    left: list[bool] = []
    page.save(lambda: left.append(True))
    seat.settle()
    assert left == [True]
    assert read_intake(seat.desk, ref).status is IntakeStatus.NOT_RETAINED


def test_what_is_out_of_reach_is_said_not_to_exist(seat: Seat) -> None:
    page = open_one(seat, 99)
    assert page.decision is None
    assert seat.messages.problem_shown is not None
    assert seat.messages.problem_shown.code == "refused"


@pytest.mark.parametrize("width", [800, 1140, 1700])
def test_nothing_is_cut_or_nameless_at_any_width(
    seat: Seat, entry: IntakeEntry, width: int
) -> None:
    ref = save_intake(seat.desk, entry).ref
    page = open_one(seat, ref, width=width)
    assert page.decision is not None
    for way in ("retain", "redirect", "not_retain"):
        page.decision.form.binder.load({"way": way, "case": "new"})
        page.decision._changed()
        seat.settle()
        assert cut_texts(page) == []
        assert outside(page) == []
        assert nameless(page) == []
    page.decision.form.binder.mark_saved()
    listed = open_list(seat, width=width)
    assert cut_texts(listed) == []
    assert outside(listed) == []
    assert nameless(listed) == []
