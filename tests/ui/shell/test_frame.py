"""The frame: going somewhere, coming back, leaving a form, searching, shortcuts."""

from collections import Counter

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Conflict
from app.services.changes import Change, Subject
from app.services.gone import Gone
from app.ui.context import Place
from app.ui.shell import actions
from app.ui.shell.entries import RAIL
from app.ui.shell.frame import Frame, Office
from app.ui.shell.navigator import KEPT
from app.ui.shell.rail import SLIM, WIDE
from tests.ui.shell.framed import page, press, windows_shown


def test_an_entry_appears_only_when_its_page_is_registered(frame: Frame) -> None:
    assert list(frame.rail.buttons) == [
        "home", "intakes", "cases", "households", "referrals", "partners", "admin",
    ]  # fmt: skip
    assert {entry.kind for entry in RAIL} > set(frame.rail.buttons)


def test_what_waits_is_counted_beside_its_entry_and_said(frame: Frame, office: Office) -> None:
    assert office.jobs.drain()
    assert frame.rail.buttons["intakes"].text().endswith("· 3")
    assert frame.rail.buttons["intakes"].accessibleName() == "Signalements, 3 en attente"
    assert frame.rail.buttons["cases"].count == 0


def test_what_waits_is_counted_again_after_a_change(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    assert office.jobs.drain()
    frame.rail.set_counts({})
    office.changes.notice(Change(Subject.INTAKE, 1))
    qtbot.waitUntil(lambda: frame.rail.buttons["intakes"].count == 3)


def test_the_rail_s_initial_stands_over_its_icons(frame: Frame, qtbot: QtBot) -> None:
    frame.rail.set_slim(True)
    title = frame.rail.findChild(QLabel, "rail.title")
    assert title is not None
    qtbot.waitUntil(lambda: title.width() < SLIM)
    assert title.alignment() == Qt.AlignmentFlag.AlignCenter
    assert title.contentsRect().center().x() == title.rect().center().x()


def test_the_rail_lights_the_place_one_is_in(frame: Frame) -> None:
    frame.rail.buttons["cases"].click()
    assert frame.page_title == "Dossiers"
    frame.navigator.go(Place("case", 42))
    lit = [kind for kind, button in frame.rail.buttons.items() if button.isChecked()]
    assert lit == ["cases"]
    assert frame.page_title == "Dossier"


def test_back_returns_to_the_very_page_with_its_focus(frame: Frame, qtbot: QtBot) -> None:
    frame.navigator.go(Place("cases"))
    listed = page(frame)
    listed.field.setText("")
    frame.navigator.go(Place("case", 42, "plan"))
    press(qtbot, frame, "Alt+Left")
    assert frame.navigator.page is listed
    press(qtbot, frame, "Alt+Right")
    assert frame.navigator.place == Place("case", 42, "plan")


def test_another_tab_of_the_same_record_keeps_the_page_and_asks_nothing(
    frame: Frame, office: Office
) -> None:
    frame.navigator.go(Place("case", 42, "plan"))
    first = page(frame)
    first.field.setText("non enregistré")
    frame.navigator.go(Place("case", 42, "referrals"))
    assert frame.navigator.page is first
    assert first.arrived == [Place("case", 42, "plan"), Place("case", 42, "referrals")]
    assert office.dialogs.asked == []


def test_a_form_that_begins_anew_is_neither_kept_nor_returned_to(frame: Frame) -> None:
    frame.navigator.go(Place("intakes"))
    frame.navigator.go(Place("intake.new"))
    form = page(frame)
    frame.navigator.go(Place("case", 1))
    frame.navigator.back()
    assert frame.navigator.place == Place("intakes")
    frame.navigator.go(Place("intake.new"))
    assert frame.navigator.page is not form


def test_the_pages_of_what_is_gone_close_and_nothing_leads_back_to_them(
    frame: Frame, office: Office
) -> None:
    frame.navigator.go(Place("case", 1))
    frame.navigator.go(Place("case", 42, "plan"))
    frame.navigator.go(Place("case", 42, "referrals"))
    gone = Gone(Subject.CASE, 42, records=frozenset({("case_file", 42), ("youth", 1)}))
    office.changes.notice(gone)
    assert frame.navigator.place == Place("cases")
    frame.navigator.back()
    assert frame.navigator.place == Place("case", 1)
    frame.navigator.forward()
    assert frame.navigator.place == Place("cases")
    assert office.dialogs.asked == []


def test_the_history_of_another_record_with_the_same_number_stays(
    frame: Frame, office: Office
) -> None:
    frame.navigator.go(Place("history", 12))
    frame.navigator.go(Place("case", 1))
    frame.navigator.go(Place("history", 12, "observation"))
    office.changes.notice(Gone(Subject.CASE, 12, records=frozenset({("observation", 12)})))
    assert frame.navigator.place == Place("cases")
    frame.navigator.back()
    assert frame.navigator.place == Place("case", 1)
    frame.navigator.back()
    assert frame.navigator.place == Place("history", 12)
    office.changes.notice(Gone(Subject.CASE, 12, records=frozenset({("case_file", 12)})))
    assert frame.navigator.place == Place("cases")


def test_only_so_many_pages_stay_alive_but_never_one_that_would_lose_something(
    frame: Frame,
) -> None:
    frame.navigator.go(Place("case", 1))
    unsaved = page(frame)
    frame.navigator.go(Place("case", 2))
    unsaved.field.setText("arrivé par un travail en cours")
    for number in range(3, 3 + 2 * KEPT):
        frame.navigator.go(Place("case", number))
    assert frame.stack.count() <= KEPT + 1
    assert frame.stack.indexOf(unsaved) >= 0


def test_a_narrow_window_shows_icons_with_their_words_in_tooltips(
    frame: Frame, qtbot: QtBot
) -> None:
    assert frame.rail.width() == WIDE
    frame.resize(1024, 700)
    qtbot.waitUntil(lambda: frame.rail.width() == SLIM)
    assert frame.rail.buttons["cases"].text() == ""
    assert frame.rail.buttons["cases"].toolTip() == "Dossiers"
    assert frame.rail.buttons["cases"].accessibleName() == "Dossiers"


def test_no_two_actions_share_their_keys() -> None:
    keys = Counter(QKeySequence(action.keys).toString() for action in actions.ACTIONS)
    assert [key for key, count in keys.items() if count > 1] == []
    assert len({action.key for action in actions.ACTIONS}) == len(actions.ACTIONS)
    assert all(QKeySequence(action.keys).toString() for action in actions.ACTIONS)


def test_f1_lists_every_shortcut(frame: Frame, qtbot: QtBot) -> None:
    press(qtbot, frame, "F1")
    dialog = next(w for w in windows_shown() if w.objectName() == "dialog.shortcuts")
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {action.label for action in actions.ACTIONS} <= words
    dialog.close()


def test_f6_walks_from_the_rail_to_the_search_box_to_the_page(frame: Frame, qtbot: QtBot) -> None:
    page(frame).field.setFocus()
    seen = []
    for _ in range(3):
        press(qtbot, frame, "F6")
        focused = frame.focusWidget()
        seen.append(focused.objectName() if focused else "")
    assert seen == ["rail.home", "field.search", "field.dummy"]


def test_tab_enters_a_page_by_its_first_part_not_by_the_one_it_opens_on(
    frame: Frame, qtbot: QtBot
) -> None:
    form = page(frame)
    before = QPushButton("Dossiers", form)
    before.show()
    QWidget.setTabOrder(before, form.field)
    form.setFocus()
    assert form.field.hasFocus()  # opening is another matter
    lock = frame.findChild(QPushButton, "action.lock")
    assert lock is not None
    lock.setFocus()
    qtbot.keyClick(lock, Qt.Key.Key_Tab)
    assert before.hasFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert form.field.hasFocus()


def test_ctrl_l_locks(frame: Frame, qtbot: QtBot, locks: list[str]) -> None:
    press(qtbot, frame, "Ctrl+L")
    assert locks == ["lock"]


def test_a_problem_stands_above_the_page_until_closed_or_left(frame: Frame, office: Office) -> None:
    office.messages.problem(Conflict())
    strip = frame.findChild(QWidget, "notice.problem")
    assert isinstance(strip, QWidget)
    assert strip.isVisible()
    words = [label.text() for label in strip.findChildren(QLabel)]
    assert "Cette fiche a été modifiée depuis que vous l’avez ouverte." in words
    frame.navigator.go(Place("cases"))
    assert not strip.isVisible()


def test_a_success_can_be_undone_once(frame: Frame, office: Office, qtbot: QtBot) -> None:
    undone = []
    office.messages.success("Action supprimée.", undo=lambda: undone.append(True))
    line = frame.findChild(QWidget, "notice.success")
    assert isinstance(line, QWidget)
    assert line.isVisible()
    undo = line.findChild(QPushButton, "action.undo")
    assert isinstance(undo, QPushButton)
    undo.click()
    undo.click()
    assert undone == [True]
    qtbot.waitUntil(line.isHidden)


def test_every_interactive_widget_of_the_frame_has_a_name_and_words(frame: Frame) -> None:
    for widget in [
        *frame.rail.findChildren(QPushButton),
        *frame.topbar.findChildren(QPushButton),
        *frame.topbar.findChildren(QLineEdit),
    ]:
        assert widget.objectName()
        assert widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text())


def test_what_is_said_hides_no_action_even_of_a_page_that_comes_later(
    frame: Frame, office: Office, qtbot: QtBot
) -> None:
    def covered() -> list[str]:
        line = frame.findChild(QWidget, "notice.success")
        assert line is not None
        return [
            one.text()
            for one in frame.findChildren(QPushButton)
            if one.isVisible()
            and not line.isAncestorOf(one)
            and line.geometry().intersects(QRect(one.mapTo(frame, QPoint(0, 0)), one.size()))
        ]

    bottom = QPushButton("Retirer l’accès…", page(frame))
    bottom.setGeometry(page(frame).rect().adjusted(40, page(frame).height() - 60, -40, -8))
    bottom.show()
    office.messages.success("Le compte est enregistré.")
    assert covered() == []
    bottom.move(bottom.x(), bottom.y() - 60)  # a page drawn meanwhile
    qtbot.waitUntil(lambda: covered() == [])
