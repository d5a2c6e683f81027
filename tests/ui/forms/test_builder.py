"""What the builder gives each field: label, name, description, order, room."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.forms.builder import Form
from app.ui.forms.cell import FieldCell
from app.ui.forms.choosing import ComboEditor, RadioEditor
from app.ui.forms.frame import FormFrame
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.choice import Choice
from tests.ui.forms.conftest import every_kind

OpenForm = Callable[..., Form]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen
NAMES = [field.name for field in every_kind().fields()]


@pytest.mark.parametrize("name", NAMES)
def test_every_field_says_its_name_to_assistive_tools(open_form: OpenForm, name: str) -> None:
    form = open_form()
    cell = form.cells[name]
    field = form.spec.field(name)
    for target in cell.editor.targets or (cell.editor.widget,):
        interface = QAccessible.queryAccessibleInterface(target)
        spoken = interface.text(QAccessible.Text.Name)
        told = interface.text(QAccessible.Text.Description)
        assert spoken
        assert field.label in spoken or field.label in told
        if field.required:
            assert "(obligatoire)" in spoken + told


@pytest.mark.parametrize("name", NAMES)
def test_every_widget_is_found_by_its_object_name(open_form: OpenForm, name: str) -> None:
    form = open_form()
    assert form.findChild(QWidget, f"field.all.{name}") is not None


def test_a_required_field_says_so_in_words(open_form: OpenForm) -> None:
    form = open_form()
    assert form.cells["name"].obligation.text() == "(obligatoire)"
    assert form.cells["name"].obligation.isVisible()
    assert not form.cells["text"].obligation.isVisible()


def test_help_and_error_are_read_with_the_field(open_form: OpenForm) -> None:
    form = open_form()
    cell = form.cells["long_text"]
    cell.show_error("Trop long")
    described = cell.editor.targets[0].accessibleDescription()
    assert described == "Trop long Faits utiles au suivi."
    cell.show_error("")
    assert cell.editor.targets[0].accessibleDescription() == "Faits utiles au suivi."


def test_the_label_points_at_its_field(open_form: OpenForm) -> None:
    form = open_form()
    assert form.cells["text"].label.buddy() is form.cells["text"].editor.targets[0]


def test_tab_goes_through_the_fields_in_reading_order(open_form: OpenForm) -> None:
    form = open_form()
    form.cells["text"].editor.targets[0].setFocus()
    met = ["text"]
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        owner = next(n for n, cell in form.cells.items() if cell.isAncestorOf(at))
        if owner == "text":
            break
        if owner != met[-1]:
            met.append(owner)
    assert met == [n for n in NAMES if n != "read_only"]


def test_few_choices_are_all_visible_and_many_are_searched(open_form: OpenForm) -> None:
    form = open_form()
    assert isinstance(form.cells["choice"].editor, RadioEditor)
    assert len(form.cells["choice"].findChildren(QRadioButton)) == 2
    assert isinstance(form.cells["level"].editor, ComboEditor)
    assert form.cells["level"].findChild(QComboBox) is not None


def test_sections_are_numbered_questions(open_form: OpenForm) -> None:
    form = open_form()
    assert [box.accessibleName() for box in form.sections] == ["1. Tout", "2. Suite"]


def test_one_may_ask_to_create_what_is_not_found(open_form: OpenForm) -> None:
    asked: list[str] = []
    form = open_form(None, creators={"reference": asked.append})
    combo = form.cells["reference"].editor.targets[0]
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClicks(combo, "Boulangerie")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert asked == ["Boulangerie"]


def test_a_spec_that_contradicts_itself_is_refused() -> None:
    twice = ((Field("a", "A"), Field("a", "B")),)
    with pytest.raises(ValueError, match="twice"):
        FormSpec("x", (Section("", twice),))
    with pytest.raises(ValueError, match="choose"):
        FormSpec("x", (Section("", ((Field("a", "A", Kind.CHOICES),),)),))
    with pytest.raises(ValueError, match="parser"):
        FormSpec("x", (Section("", ((Field("a", "A", Kind.IDENTIFIER),),)),))


def long_row() -> FormSpec:
    row = (
        Field("a", "Établissement", required=True, help="Une aide qui prend deux lignes à la fin"),
        Field("b", "Classe", width=Width.SHORT),
        Field("c", "Auteur", Kind.REFERENCE, choices=(Choice("1", "x" * 60),), width=Width.LONG),
    )
    return FormSpec("row", (Section("Rangée", (row,)),))


def inside(parent: QWidget, child: QWidget) -> bool:
    corner = child.mapTo(parent, child.rect().bottomRight())
    return corner.x() <= parent.width() and corner.y() <= parent.height()


def test_fields_of_a_row_stand_on_one_line(open_form: OpenForm) -> None:
    form = open_form(long_row())
    tops = {cell.editor.widget.mapTo(form, cell.editor.widget.rect().topLeft()).y()
            for cell in form.cells.values()}  # fmt: skip
    assert len(tops) == 1


@pytest.mark.parametrize("width", [260, 340, 500, 760, 1024, 1800])
def test_no_field_is_cut_or_covers_another_at_any_width(open_form: OpenForm, width: int) -> None:
    form = open_form()
    form.resize(width, max(form.heightForWidth(width), 100))
    cells = list(form.cells.values())
    for cell in cells:
        assert inside(form, cell)
        assert cell.editor.widget.height() >= cell.editor.widget.minimumSizeHint().height()
        for label in (cell.label, cell.obligation):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width())
    boxes = [(c.mapTo(form, c.rect().topLeft()), c.size()) for c in cells]
    for i, (at, size) in enumerate(boxes):
        for other, other_size in boxes[i + 1 :]:
            apart = (
                at.x() + size.width() <= other.x()
                or other.x() + other_size.width() <= at.x()
                or at.y() + size.height() <= other.y()
                or other.y() + other_size.height() <= at.y()
            )
            assert apart


def test_ctrl_enter_saves_from_any_field(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form(long_row())
    saved: list[bool] = []
    primary = PrimaryButton("Enregistrer", lambda: saved.append(form.binder.check_all()))
    frame = FormFrame(form, primary=primary)
    qtbot.addWidget(frame)
    frame.show()
    with qtbot.waitActive(frame):
        frame.activateWindow()
    target = form.cells["b"].editor.targets[0]
    target.setFocus()
    QTest.keyClick(target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == [False]
    assert form.cells["a"].error == "Réponse obligatoire"


def test_the_bar_says_what_is_missing(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form()
    frame = FormFrame(form, primary=PrimaryButton("Enregistrer"))
    qtbot.addWidget(frame)
    frame.show()
    words = frame.bar.findChild(QWidget, "action.missing")
    assert words is not None
    assert words.property("text") == "3 réponses manquent"
    for name, raw in (("name", "MARTEL"), ("choice", "F")):
        form.cells[name].editor.set_raw(raw)
    assert words.property("text") == "1 réponse manque"
    form.cells["yes_no"].editor.set_raw("no")
    assert not words.isVisible()


def test_going_to_a_field_brings_it_into_view(open_form: OpenForm, qtbot: QtBot) -> None:
    form = open_form()
    frame = FormFrame(form, primary=PrimaryButton("Enregistrer"))
    qtbot.addWidget(frame)
    frame.resize(800, 400)
    frame.show()
    form.binder.go_to("level")
    cell: FieldCell = form.cells["level"]
    top = cell.mapTo(frame.page.viewport(), cell.rect().topLeft()).y()
    assert 0 <= top < frame.page.viewport().height()
