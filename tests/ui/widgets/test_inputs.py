"""What one types and chooses in: dates, boxes, texts, passwords."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QCheckBox, QLineEdit, QWidget

from app.services.choices import PartnerType, labelled
from app.ui.widgets.checkgrid import CheckGrid, RadioRow
from app.ui.widgets.choice import Choice, matching
from app.ui.widgets.dateedit import DateEdit
from app.ui.widgets.password import Advice, PasswordField
from app.ui.widgets.textarea import TextArea
from tests.ui.widgets.conftest import Show

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen


def tidy(text: str) -> str:
    return "14/03/2010" if text == "140310" else text


def test_a_date_is_rewritten_on_leaving_and_says_its_age(show: Show) -> None:
    edit = DateEdit(tidy=tidy, beside=lambda text: "16 ans" if text else "")
    show(edit)
    QTest.keyClicks(edit.line, "140310")
    assert edit.remark.text() == "16 ans"
    edit.settle()
    assert edit.text() == "14/03/2010"


@pytest.mark.parametrize(("typed", "shown"), [("", QDate(2011, 1, 1)), ("x", QDate(2009, 5, 6))])
def test_the_calendar_opens_on_the_date_or_the_right_decade(
    show: Show, typed: str, shown: QDate
) -> None:
    edit = DateEdit(
        to_date=lambda text: date(2009, 5, 6) if text else None,
        opens_on=lambda: date(2011, 1, 1),
    )
    show(edit)
    edit.set_text(typed)
    QTest.keyClick(edit.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.selectedDate() == shown
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    calendar.activated.emit(QDate(2010, 12, 31))
    assert edit.text() == "31/12/2010"
    assert not calendar.isVisible()


def test_boxes_reflow_with_the_width(show: Show) -> None:
    grid = CheckGrid([Choice(str(n), f"Motif numéro {n}") for n in range(8)])
    window = show(grid, width=900)
    boxes: list[QCheckBox] = list(grid.boxes.values())
    assert len({box.x() for box in boxes}) == 4
    window.resize(200, 500)
    assert len({box.x() for box in boxes}) == 1
    for box in boxes:
        assert box.width() >= box.sizeHint().width()


def test_arrows_move_in_the_grid_and_space_ticks(show: Show) -> None:
    grid = CheckGrid([Choice(str(n), f"Motif numéro {n}") for n in range(8)])
    show(grid, width=900)
    grid.boxes["0"].setFocus()
    QTest.keyClick(grid.boxes["0"], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is grid.boxes["1"]
    QTest.keyClick(grid.boxes["1"], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is grid.boxes["5"]
    QTest.keyClick(grid.boxes["5"], Qt.Key.Key_Space)
    assert grid.codes() == ("5",)


def test_the_only_answer_of_a_row_stays_when_pressed_again(show: Show) -> None:
    row = RadioRow([Choice("one", "Retrouver le chemin du lycée")])
    show(row)
    for _ in range(2):
        QTest.mouseClick(row.buttons["one"], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
        assert row.code() == "one"
    QTest.keyClick(row.buttons["one"], Qt.Key.Key_Delete)
    assert row.code() is None


def test_answers_side_by_side_stand_under_each_other_from_one_question_to_the_next(
    show: Show,
) -> None:
    long = "Une place en CFA est-elle envisageable dès janvier ?"
    rows = [
        RadioRow([Choice("kept", words), Choice("other", "(rien)")], columns=2)
        for words in ("Erwan", long)
    ]
    window = show(*rows, width=900)
    first, second = (row.buttons["other"].x() for row in rows)
    assert first == second > 400
    window.resize(420, 500)
    QApplication.processEvents()
    QApplication.processEvents()
    folded = rows[1].buttons["kept"]
    assert "\n" in folded.text()
    assert folded.height() >= folded.sizeHint().height()
    assert folded.sizeHint().width() <= folded.width()


def test_an_answer_longer_than_its_row_takes_lines_and_gives_them_back(show: Show) -> None:
    words = "Nouveau signalement sur la même personne"
    row = RadioRow([Choice("one", words), Choice("two", "Demande de la personne")])
    holder = QWidget()
    row.setParent(holder)
    show(holder)
    button = row.buttons["one"]
    row.resize(200, 120)
    row.show()
    assert button.text().split("\n") == ["Nouveau signalement", "sur la même personne"]
    assert button.sizeHint().width() <= 200
    assert button.sizeHint().height() >= 2 * button.fontMetrics().height()
    row.resize(600, 120)
    assert button.text() == button.accessibleName() == words


def test_a_single_answer_can_be_changed_and_taken_back(show: Show) -> None:
    row = RadioRow([Choice("yes", "Oui"), Choice("no", "Non")])
    show(row)
    row.buttons["yes"].setFocus()
    QTest.keyClick(row.buttons["yes"], Qt.Key.Key_Space)
    assert row.code() == "yes"
    QTest.keyClick(row.buttons["yes"], Qt.Key.Key_Right)
    assert row.code() == "no"
    QTest.keyClick(row.buttons["no"], Qt.Key.Key_Delete)
    assert row.code() is None
    QTest.keyClick(row.buttons["no"], Qt.Key.Key_Space)
    assert row.code() == "no"


def test_two_rows_of_answers_do_not_mix(show: Show) -> None:
    first, second = (RadioRow([Choice("yes", "Oui"), Choice("no", "Non")]) for _ in range(2))
    show(first, second)
    first.choose("yes")
    second.choose("no")
    assert (first.code(), second.code()) == ("yes", "no")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "10 caractères restants"), ("x" * 9, "1 caractère restant"),
     ("x" * 10, "0 caractère restant"), ("x" * 12, "2 caractères de trop")],
)  # fmt: skip
def test_a_short_text_counts_down(show: Show, typed: str, words: str) -> None:
    area = TextArea(max_length=10)
    show(area)
    area.set_text(typed)
    assert area.left.text().startswith(words)
    assert area.text() == typed, "nothing is cut"


def test_a_text_area_grows_and_tab_leaves_it(show: Show) -> None:
    area, after = TextArea(lines=2), QLineEdit()
    show(area, after)
    small = area.area.height()
    area.set_text("un\ndeux\ntrois\nquatre")
    assert area.area.height() > small
    area.area.setFocus()
    QTest.keyClick(area.area, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after
    assert "\t" not in area.text()


def test_a_password_is_hidden_shown_and_advised(show: Show) -> None:
    field = PasswordField(
        advise=lambda text: Advice("Bon" if len(text) > 3 else "Encore", good=len(text) > 3)
    )
    show(field)
    field.line.setFocus()
    QTest.keyClicks(field.line, "abc")
    assert field.advice.text() == "Encore"
    assert field.line.displayText() == "●●●"
    QTest.keyClick(field.line, Qt.Key.Key_F2)
    assert field.line.displayText() == "abc"
    QTest.keyClicks(field.line, "d")
    assert field.advice.text() == "Bon"
    assert field.line.accessibleDescription() == "Bon"
    field.clear()
    assert field.text() == ""
    assert not field.shown


def test_a_hidden_password_cannot_be_copied(show: Show) -> None:
    field = PasswordField()
    show(field)
    QApplication.clipboard().setText("avant")
    QTest.keyClicks(field.line, "abc")
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "avant"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("lyc", PartnerType.SCHOOL), ("collège", PartnerType.SCHOOL), ("cfa", PartnerType.CFA),
        ("ecole", PartnerType.SCHOOL), ("cma", PartnerType.CMA), ("lycee", PartnerType.SCHOOL),
        ("procureur", PartnerType.PROSECUTOR), ("assistante sociale", PartnerType.ASE),
        ("mairie", PartnerType.CITY_SERVICE), ("hlm", PartnerType.LANDLORD),
    ],
)  # fmt: skip
def test_a_kind_of_partner_is_found_by_the_word_people_say(typed: str, wanted: PartnerType) -> None:
    choices = [Choice(*one) for one in labelled(PartnerType)]
    assert str(wanted) in [choice.code for choice in matching(choices, typed)]
