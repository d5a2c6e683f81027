"""« Mots surveillés »: added, put aside, taken back; what was confirmed, and where it leads."""

from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from app.services.choices import Role, WritingCategory, WritingReason
from app.services.desk import Desk
from app.services.plan import ObjectiveEntry, save_objective
from app.services.rules.writing import findings
from app.services.writing import lists
from app.services.writing_confirmations import Confirmed, keep
from app.ui.context import Place
from app.ui.operations.form_dialog import FormDialog
from app.ui.pages.admin_words import WordsPage
from app.ui.pages.admin_words_kept import KeptWordsPage
from app.workplace import PAGES
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts, nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def found_in(desk: Desk, text: str) -> list[str]:
    return [one.words for one in findings(text, lists(desk))]


def shown(page: WordsPage) -> list[str]:
    return [one.words for one in page.table.rows]


def search(page: WordsPage, seat: Seat, text: str) -> None:
    page.frame.search.setText(text)
    page.frame.search.returnPressed.emit()
    seat.settle()


def test_words_are_added_put_aside_and_taken_back(town: Office, sit: Sit) -> None:
    desk = town.desk()
    seat = sit(desk)
    page = seat.show(lambda context: WordsPage(context, Place("admin.words")))
    assert isinstance(page, WordsPage)
    assert len(shown(page)) > 250
    assert [nameless(page), cut_texts(page)] == [[], []]

    page.new.click()
    seat.settle()
    dialog = next(
        one for one in QApplication.topLevelWidgets()
        if isinstance(one, FormDialog) and one.isVisible()
    )  # fmt: skip
    assert [nameless(dialog), cut_texts(dialog)] == [[], []]
    dialog.form.cells["category"].editor.load(str(WritingCategory.JUDGEMENT))
    dialog.form.cells["words"].editor.set_raw("zonard")
    dialog.submit.click()
    seat.settle()
    assert found_in(desk, "des zonards") == ["zonards"]

    search(page, seat, "zonard")
    assert shown(page) == ["zonard"]
    assert page.act.text() == "Retirer ce mot"
    page.act.click()
    seat.settle()
    assert shown(page) == []
    assert found_in(desk, "des zonards") == []
    undo = seat.messages.success_shown
    assert undo is not None
    assert undo.undo is not None
    undo.undo()
    seat.settle()
    assert found_in(desk, "des zonards") == ["zonards"]

    search(page, seat, "kippa")
    assert page.act.text() == "Écarter ce mot"
    page.frame.table.opened.emit(page.frame.table.currentIndex())
    seat.settle()
    assert found_in(desk, "une kippa") == []
    assert page.act.text() == "Surveiller de nouveau"
    page.act.click()
    seat.settle()
    assert found_in(desk, "une kippa") == ["kippa"]


def test_what_was_confirmed_leads_to_its_dossier(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    empty = seat.show(lambda context: KeptWordsPage(context, Place("admin.words.kept")))
    assert isinstance(empty, KeptWordsPage)
    said = Confirmed(
        "title", "Sevrage", frozenset({WritingCategory.HEALTH}), WritingReason.NECESSARY
    )
    with desk.along(partial(keep, confirmed=(said,))):
        save_objective(desk, case_id, ObjectiveEntry("Sevrage"))
    page = seat.show(lambda context: KeptWordsPage(context, Place("admin.words.kept")))
    assert isinstance(page, KeptWordsPage)
    assert nameless(page) == []
    page.rows.opened.emit(1)
    assert seat.went == [Place("case", case_id)]


def test_the_door_is_the_coordonnateurs_alone(town: Office, sit: Sit) -> None:
    spec = next(one for one in PAGES if one.kind == "admin.words")
    assert spec.allowed is not None
    assert [role for role in Role if spec.allowed(town.desk(role))] == [Role.COORDINATOR]
