"""Between widgets and dictionary: nothing lost, nothing said too early."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section
from app.ui.forms.specs.password import adviser, password_problems, password_spec
from app.ui.widgets.choice import Choice
from tests.ui.forms.conftest import FULL, every_kind, loaded, press, type_in

OpenForm = Callable[..., Form]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # pop-ups offscreen

CHANGES: dict[str, Callable[[Form], None]] = {
    "choice": lambda f: press(f, "choice", Qt.Key.Key_Space),
    "yes_no": lambda f: press(f, "yes_no", Qt.Key.Key_Space),
    "choices": lambda f: press(f, "choices", Qt.Key.Key_Space),
}
ASKED = [field.name for field in every_kind().fields() if field.kind is not Kind.READ_ONLY]


def leave(form: Form, name: str, towards: str) -> None:
    """Go from one field to another, as Tab does."""
    first = form.cells[name].editor.targets[0]
    second = form.cells[towards].editor.targets[0]
    first.setFocus()
    form.binder.follow_focus(first, second)


def test_what_is_loaded_comes_back_the_same(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load(loaded())
    assert form.binder.values() == FULL
    assert not form.binder.dirty


def test_an_empty_form_gives_empty_answers_of_each_kind(open_form: OpenForm) -> None:
    form = open_form()
    values = form.binder.values()
    assert values["text"] == ""
    assert values["choices"] == ()
    assert values["yes_no"] is None
    assert values["date"] is None
    assert "read_only" not in values


@pytest.mark.parametrize("name", ASKED)
def test_a_key_pressed_in_any_kind_of_field_makes_the_form_dirty(
    open_form: OpenForm, name: str
) -> None:
    form = open_form()
    form.binder.load({})
    heard: list[None] = []
    form.binder.changed.connect(lambda: heard.append(None))
    CHANGES.get(name, lambda f: type_in(f, name, "1"))(form)
    assert form.binder.dirty
    assert heard


@pytest.mark.parametrize("name", ASKED)
def test_undoing_by_hand_makes_the_form_clean_again(open_form: OpenForm, name: str) -> None:
    form = open_form()
    form.binder.load({})
    before = form.binder.snapshot()["fields"]
    CHANGES.get(name, lambda f: type_in(f, name, "1"))(form)
    editor = form.cells[name].editor
    editor.set_raw(before.get(name, "") if isinstance(before, dict) else None)
    assert not form.binder.dirty


def test_nothing_is_said_while_one_types(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load({})
    type_in(form, "email", "marie@")
    assert form.cells["email"].error == ""


def test_an_error_is_said_when_the_field_is_left_and_goes_when_it_is_right(
    open_form: OpenForm,
) -> None:
    form = open_form()
    form.binder.load({})
    type_in(form, "date", "32/13/2026")
    leave(form, "date", "text")
    assert "n’existe pas" in form.cells["date"].error
    form.cells["date"].editor.set_raw("31/12/202")
    assert form.cells["date"].error, "still wrong: the sentence stays"
    form.cells["date"].editor.set_raw("31/12/2026")
    assert form.cells["date"].error == ""


def test_passing_through_an_empty_field_says_nothing(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load({})
    leave(form, "name", "text")
    assert form.cells["name"].error == ""


def test_emptying_a_required_field_says_so_when_it_is_left(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load(loaded())
    target = form.cells["name"].editor.targets[0]
    QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(target, Qt.Key.Key_Delete)
    leave(form, "name", "text")
    assert form.cells["name"].error == "Réponse obligatoire"


def test_a_window_that_comes_in_front_is_no_leaving(open_form: OpenForm) -> None:
    form = open_form()
    type_in(form, "email", "marie@")
    form.binder.follow_focus(form.cells["email"].editor.targets[0], None)
    assert form.cells["email"].error == ""


def test_leaving_a_date_writes_it_the_usual_way(open_form: OpenForm) -> None:
    form = open_form()
    type_in(form, "birth_date", "140310")
    leave(form, "birth_date", "text")
    assert form.cells["birth_date"].editor.raw() == "14/03/2010"
    type_in(form, "phone", "0123456789")
    leave(form, "phone", "text")
    assert form.cells["phone"].editor.raw() == "01\u00a023\u00a045\u00a067\u00a089"


def test_what_is_missing_is_counted_and_found(open_form: OpenForm) -> None:
    form = open_form()
    counts: list[int] = []
    form.binder.missing_changed.connect(counts.append)
    form.binder.load({})
    assert form.binder.missing_count == 3
    type_in(form, "name", "MARTEL")
    assert counts[-1] == 2
    form.binder.go_to_missing()
    assert QApplication.focusWidget() is form.cells["choice"].editor.targets[0]


def test_saving_shows_every_problem_and_goes_to_the_first(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load({"name": "MARTEL"})
    type_in(form, "email", "marie@")
    assert not form.binder.check_all()
    assert list(form.binder.problems()) == ["choice", "yes_no", "email"]
    assert form.cells["choice"].error == "Réponse obligatoire"
    assert QApplication.focusWidget() is form.cells["choice"].editor.targets[0]


def test_problems_of_the_service_go_to_their_fields_and_the_rest_comes_back(
    open_form: OpenForm,
) -> None:
    form = open_form()
    rest = form.binder.show_problems({"name": "Ce nom est trop long", "elsewhere": "Autre chose"})
    assert form.cells["name"].error == "Ce nom est trop long"
    assert rest == {"elsewhere": "Autre chose"}


def test_a_text_that_is_too_long_is_kept_and_refused(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load(loaded() | {"long_text": "x" * 43})
    assert form.cells["long_text"].editor.raw() == "x" * 43
    assert "dépasse de 3" in form.binder.problems()["long_text"]


def test_a_number_stays_within_its_bounds(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load(loaded() | {"integer": 501})
    assert form.binder.problems()["integer"] == "Le plus grand nombre possible est 500"
    form.cells["integer"].editor.set_raw("douze")
    assert form.binder.problems()["integer"] == "Écrivez un nombre entier, en chiffres"


def dependent() -> FormSpec:
    other = Field(
        "other", "Lequel",
        visible_when=lambda v: v["reasons"] == ("OTHER",),
        required_when=lambda v: v["reasons"] == ("OTHER",),
        check=lambda value: "Trop court" if len(str(value)) < 3 else "",
    )  # fmt: skip
    reasons = Field(
        "reasons",
        "Motifs",
        Kind.CHOICES,
        choices=(Choice("A", "Absences"), Choice("OTHER", "Autre")),
    )
    return FormSpec("dependent", (Section("Motifs", ((reasons,), (other,))),))


def test_a_question_appears_when_another_answer_asks_for_it(open_form: OpenForm) -> None:
    form = open_form(dependent())
    form.binder.load({})
    cell = form.cells["other"]
    assert not cell.isVisible()
    assert form.binder.missing_count == 0
    form.cells["reasons"].editor.set_raw(["OTHER"])
    assert cell.isVisible()
    assert cell.obligation.isVisible()
    assert form.binder.missing_count == 1
    cell.editor.set_raw("ab")
    assert form.binder.problems() == {"other": "Trop court"}


def test_the_answer_of_a_question_no_longer_asked_is_not_given(open_form: OpenForm) -> None:
    form = open_form(dependent())
    form.binder.load({"reasons": ("OTHER",), "other": "Harcèlement"})
    assert form.binder.values()["other"] == "Harcèlement"
    form.cells["reasons"].editor.set_raw(["A"])
    assert form.binder.values()["other"] == ""
    assert form.binder.problems() == {}


def test_undo_gives_back_what_was_typed(open_form: OpenForm) -> None:
    form = open_form()
    form.binder.load({"text": "Rue"})
    type_in(form, "text", "s")
    QTest.keyClick(
        form.cells["text"].editor.targets[0], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    assert form.cells["text"].editor.raw() == "Rue"
    assert not form.binder.dirty


def test_a_saved_form_is_clean(open_form: OpenForm) -> None:
    form = open_form()
    type_in(form, "text", "x")
    form.binder.mark_saved()
    assert not form.binder.dirty


def test_what_a_password_lacks_is_said_once(qtbot: QtBot) -> None:
    form = Form(password_spec("password"), advisers={"password": adviser(lambda: "")})
    qtbot.addWidget(form)
    form.show()
    cell = form.cells["password"]
    QTest.keyClicks(cell.editor.targets[0], "court")
    problems = password_problems("court", "court", login="")
    form.binder.show_problems(problems)
    told = [one.text() for one in cell.findChildren(QLabel) if one.isVisible()]
    assert told.count(problems["password"]) == 1
    QTest.keyClicks(cell.editor.targets[0], "!")
    assert cell.error == ""
    told = [one.text() for one in cell.findChildren(QLabel) if one.isVisible()]
    assert password_problems("court!", "court!", login="")["password"] in told


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Inès 😀", "Le 6e caractère, «\u202f😀\u202f», ne peut pas être imprimé"),
        ("م", "Le 1er caractère"),
        ("N" * 63, "Ce texte dépasse de 3\u00a0caractères\u202f: raccourcissez-le"),
        ("Nʼguessan-Œhmichen d'Été", ""), ("Łukasz Đặng", ""), ("Ine\u0300s", ""),
    ],
)  # fmt: skip
def test_a_name_is_refused_where_it_would_be_cut_or_not_printed(
    qtbot: QtBot, typed: str, said: str
) -> None:
    name = Field("name", "Nom", Kind.NAME, max_length=60)
    form = Form(FormSpec("person", (Section("", ((name,),)),)))
    qtbot.addWidget(form)
    line = form.cells["name"].editor.targets[0]
    assert isinstance(line, QLineEdit)
    line.insert(typed)  # as pasted
    assert form.binder.problems().get("name", "").startswith(said)
    assert bool(form.binder.problems()) is bool(said)
    assert line.text() == typed
