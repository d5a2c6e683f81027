"""After a lock, a crash or a kill one is back at the same page, form and caret."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import workplace
from app.models.enums import GroupKind, PartnerType, Sex
from app.services import entrance, seats
from app.services.case_direct import OpeningEntry, open_directly
from app.services.desk import Desk
from app.services.rules.partial_dates import PartialDate
from app.services.seats import Seat
from app.services.territory import GroupEntry, save_group
from app.services.youths import IdentityEntry
from app.settings import Settings
from app.ui import theme
from app.ui.changes import Changes
from app.ui.context import Place
from app.ui.dialogs import Dialogs
from app.ui.jobs import JobRunner
from app.ui.messages import Messages
from app.ui.operations.inline_form import InlineForm
from app.ui.shell.house import BACK, House, Services, Workplace
from app.ui.shell.window import Window
from app.ui.widgets.style import focus_within
from tests.helpers.cases import BORN
from tests.helpers.vaults import CHEAP
from tests.ui.shell.house.conftest import FOUNDING, LOGIN, PASSWORD, TERMS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Program:
    """One run of the program on the vault, as a process would be."""

    qtbot: QtBot
    desk: Desk
    house: House
    window: Window
    jobs: JobRunner
    messages: Messages
    dialogs: Dialogs
    asked: list[str]

    def settle(self) -> None:
        for _ in range(4):
            assert self.jobs.drain(within=10)
            QApplication.processEvents()

    def wait(self, ready: Callable[[], bool]) -> None:
        """Let timers and jobs run until it is so."""
        self.qtbot.waitUntil(ready, timeout=5000)
        self.settle()

    def come_forward(self) -> None:
        """In front, as a window in which one types is."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    def go(self, place: Place) -> None:
        self.house.frame.navigator.go(place)
        self.settle()

    @property
    def page(self) -> QWidget:
        page = self.house.frame.navigator.page
        assert page is not None
        return page

    def click(self, name: str) -> None:
        button = self.page.findChild(QPushButton, name)
        assert button is not None, name
        button.click()
        self.settle()

    def text(self, name: str) -> QPlainTextEdit:
        found = self.page.findChild(QPlainTextEdit, name)
        assert found is not None, name
        return found


Start = Callable[[], Program]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Each call starts the program anew on the same vault, that the one before must have left."""
    theme.apply(qapp)
    folder = tmp_path / "ville.vigie"
    runs: list[Program] = []

    def enter() -> Desk:
        if not folder.exists():
            return entrance.found(folder, FOUNDING, terms=TERMS, cost=CHEAP).desk
        return entrance.enter(folder, login=LOGIN, password=PASSWORD, terms=TERMS)

    def run() -> Program:
        messages, changes, settings = Messages(), Changes(), Settings()
        window = Window(settings)
        jobs = JobRunner(problem=messages.problem, bug=messages.bug, observe=changes.notice)
        dialogs = Dialogs(lambda: window)
        made: list[tuple[Desk, Workplace]] = []
        jobs.database(window, lambda: (desk := enter(), workplace.at(desk)), made.append)
        assert jobs.drain()
        desk, place = made[0]
        asked: list[str] = []
        house = House(
            window,
            place,
            Services(jobs, messages, dialogs, changes, settings),
            replace=lambda: asked.append("replace"),
            quit_program=lambda: asked.append("quit"),
        )
        window.resize(1366, 768)
        window.show()
        house.open()
        runs.append(Program(qtbot, desk, house, window, jobs, messages, dialogs, asked))
        runs[-1].settle()
        runs[-1].come_forward()
        return runs[-1]

    yield run
    for one in runs:
        end(one)


def end(program: Program) -> None:
    """A window that is locked hides those that come after it: it must be gone."""
    if not shiboken6.isValid(program.window):
        return
    program.house.idle.stop()
    program.house.departure.end()
    program.window.close()
    program.jobs.close()
    assert program.jobs.drain()
    program.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def new_case(program: Program) -> int:
    group = save_group(program.desk, GroupEntry("Nord", GroupKind.TERRITORIAL)).ref
    entry = OpeningEntry(
        identity=IdentityEntry(
            last_name="MARTEL", first_name="Yanis", sex=Sex.MALE, birth=PartialDate.exactly(BORN)
        ),
        origin_type=PartnerType.SCHOOL,
        group_id=group,
        lead_officer_id=program.desk.actor.account_id,
        received_on=program.desk.clock.today(),
    )
    return open_directly(program.desk, entry).ref


def gone(program: Program) -> None:
    """The process is replaced: nothing of it is left but the vault."""
    program.house.lock_hard()
    assert program.asked == ["replace"]
    end(program)


def test_a_hard_lock_leads_back_to_the_observation_and_its_caret(start: Start) -> None:
    first = start()
    case_id = new_case(first)
    first.go(Place("case", case_id))
    first.go(Place("case", case_id, "observations"))
    first.click("action.observation.new")
    first.come_forward()
    area = first.text("field.observation.text")
    area.setFocus()
    assert area.hasFocus()
    QTest.keyClicks(area, "Entretien avec la mere")
    cursor = area.textCursor()
    cursor.setPosition(9)
    area.setTextCursor(cursor)
    gone(first)

    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert (here.kind, here.ref) == ("case", case_id)
    again = second.text("field.observation.text")
    second.wait(again.hasFocus)
    assert again.toPlainText() == "Entretien avec la mere"
    assert again.textCursor().position() == 9
    assert second.messages.success_shown is not None
    assert second.messages.success_shown.text == BACK
    assert second.dialogs.asked == []
    QTest.keyClicks(again, "X")
    assert again.toPlainText() == "EntretienX avec la mere"


@pytest.mark.parametrize(
    ("place", "action", "field"),
    [
        ("identity", "action.youth.edit", "field.youth.first_name"),
        ("identity", "action.guardian.new", "field.guardian.last_name"),
        ("schooling", "action.schooling.new", "field.schooling.started_on"),
        ("life", "action.case.edit", "field.case.programme"),
        ("plan", "action.objective.new", "field.objective.title"),
    ],
)
def test_every_form_of_a_dossier_is_found_open_again(
    start: Start, place: str, action: str, field: str
) -> None:
    first = start()
    case_id = new_case(first)
    first.go(Place("case", case_id, place))
    first.click(action)
    line = first.page.findChild(QWidget, field)
    assert line is not None, sorted(
        one.objectName() for one in first.page.findChildren(QWidget) if "field." in one.objectName()
    )
    first.come_forward()
    line.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "ab")
    gone(first)

    second = start()
    again = second.page.findChild(QWidget, field)
    assert again is not None
    second.wait(again.isVisible)
    second.wait(lambda: focus_within(again, QApplication.focusWidget()))


@pytest.mark.parametrize("kind", ["intake.new", "case.new", "partner.new", "admin.organisation",
                                  "admin.account.new"])  # fmt: skip
def test_a_page_that_is_a_form_comes_back_as_it_was(start: Start, kind: str) -> None:
    first = start()
    first.go(Place(kind))
    line = next(
        one for one in first.page.findChildren(QLineEdit)
        if one.isVisible() and one.isEnabled() and one.objectName().startswith("field.")
    )  # fmt: skip
    line.setFocus()
    QTest.keyClicks(line, "Zut")
    name, written = line.objectName(), line.text()
    gone(first)

    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert here.kind == kind
    again = second.page.findChild(QLineEdit, name)
    assert again is not None
    second.wait(again.hasFocus)
    assert again.text() == written


def test_what_was_typed_in_a_dialog_is_found_in_the_dialog_again(start: Start) -> None:
    first = start()
    save_group(first.desk, GroupEntry("Nord", GroupKind.TERRITORIAL))
    first.go(Place("admin.territory"))
    first.click("action.group.new")
    line = first.window.findChild(QWidget, "field.group.name")
    assert line is not None
    QTest.keyClicks(line, "Sud")
    gone(first)

    second = start()
    again = second.window.findChild(QLineEdit, "field.group.name")
    assert again is not None
    assert again.text() == "Sud"


def test_a_kill_leads_back_to_where_the_last_draft_was_written(start: Start) -> None:
    first = start()
    case_id = new_case(first)
    first.go(Place("case", case_id, "observations"))
    first.click("action.observation.new")
    first.come_forward()
    area = first.text("field.observation.text")
    area.setFocus()
    assert area.hasFocus()
    QTest.keyClicks(area, "Vu ce matin")
    form = first.page.findChild(InlineForm, "card.observation")
    assert form is not None
    form.keeper.write()
    first.settle()
    seat = seats.last_seat(first.desk)
    assert seat is not None
    assert (seat.page, seat.ref, seat.field) == ("case", case_id, "field.observation.text")
    assert seat.tab == f"observations/observation@{case_id}"
    assert seat.cursor == len("Vu ce matin")


def test_an_ordinary_end_begins_the_next_day_at_accueil(start: Start) -> None:
    first = start()
    first.go(Place("cases"))
    first.window.close()
    assert first.jobs.drain()
    assert first.asked == ["quit"]
    end(first)
    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert here.kind == "home"
    assert second.messages.success_shown is None


def test_back_at_one_s_seat_accueil_is_one_key_away(start: Start) -> None:
    first = start()
    first.go(Place("cases"))
    gone(first)
    second = start()
    assert second.house.frame.navigator.place == Place("cases")
    QTest.keyClick(second.window, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    second.settle()
    assert second.house.frame.navigator.place == Place("home")


def test_a_seat_that_this_person_may_no_longer_take_leads_to_accueil(start: Start) -> None:
    first = start()
    folder = first.desk.vault.folder if first.desk.vault else None
    gone(first)
    assert folder is not None
    desk = entrance.enter(folder, login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        seats.keep_seat(desk, Seat("no.such.page"))
    second = start()
    here = second.house.frame.navigator.place
    assert here is not None
    assert here.kind == "home"


def test_a_key_pressed_while_the_page_fills_is_not_answered_by_another_field(start: Start) -> None:
    first = start()
    first.go(Place("cases"))
    gone(first)
    second = start()
    second.house.seating.sit(Seat("cases", field="field.that.never.comes"))
    assert second.house.seating._timer.isActive()
    handle = second.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert not second.house.seating._timer.isActive()
