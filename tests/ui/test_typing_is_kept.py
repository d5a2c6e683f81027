"""What is typed in any form is in the vault before a second, and no password with it."""

import re

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.desk import Draft
from app.services.desk import Desk
from app.services.draft_forms import FORMS, known_name
from app.ui.context import Place
from app.ui.forms.builder import Form
from app.ui.forms.spec import Kind
from app.ui.operations import drafts
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.kept_forms import KEPT, Town

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


TEXTS = (Kind.TEXT, Kind.NAME, Kind.LONG_TEXT, Kind.DATE, Kind.BIRTH_DATE, Kind.REFERENCE)


@pytest.mark.parametrize("name", KEPT)
def test_what_is_typed_is_in_the_vault_before_a_second(
    town: Office, sit: Sit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The pause is one for all the forms: it is waited for once, in test_draft_lag.py."""
    assert drafts.PAUSE_MS < 1000
    monkeypatch.setattr(drafts, "PAUSE_MS", 1)
    seat = sit(town.desk())
    place = Town(town, seat)
    KEPT[name](place)
    seat.settle()
    form = _form(name)
    editor = next(
        one for kind in TEXTS for field in form.spec.fields()
        if field.kind is kind and (one := form.cells[field.name].editor).targets
    )  # fmt: skip
    assert "12/0" not in _newest(seat.desk)[1]
    editor.set_raw("12/0")  # what any of them may hold, half-typed where it is a date
    editor.changed.emit()
    qtbot.waitUntil(lambda: "12/0" in _newest(seat.desk)[1], timeout=1000)
    kept, _ = _newest(seat.desk)
    assert known_name(kept) in FORMS  # or it would stay when its record is erased
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.reject()
    seat.settle()


def _form(name: str) -> Form:
    found = [
        form
        for window in QApplication.topLevelWidgets()
        for form in window.findChildren(Form)
        if re.fullmatch(rf"{re.escape(name)}\d*", form.spec.name)
    ]
    assert found, f"the form {name} is not open"
    return found[-1]


def _newest(desk: Desk) -> tuple[str, str]:
    """The form and the words of the draft begun last; empty when there is none."""
    with desk.read() as work:
        row = work.session.execute(select(Draft.form, Draft.content).order_by(Draft.id.desc()))
        kept, content = row.first() or ("", "")
    return kept, str(content)


def test_a_password_is_in_no_draft(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())
    Town(town, seat).page(Place("admin.account.new"))
    form = _form("account")
    form.cells["first_name"].editor.set_raw("Claire")
    form.cells["password"].editor.set_raw("douze caractères au moins")
    content = str(form.binder.snapshot())
    assert "Claire" in content
    assert "douze" not in content
