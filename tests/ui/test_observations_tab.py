"""The tab Observations: written by keyboard, kept as a draft, read by whom it should be."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.services.choices import ObservationKind, Role, SharingScope
from app.services.desk import Desk
from app.services.drafts import drafts
from app.services.observations import ObservationEntry, observations, save_observation
from app.ui.panels.observations import ObservationsTab
from tests.helpers.cases import plant_case
from tests.helpers.drafts import take_up
from tests.helpers.hands import focused, press
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts, nameless, outside

TODAY = MONDAY.date()
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


def tab(seat: Seat, case_id: int, *, width: int = 1100) -> ObservationsTab:
    page = seat.host(lambda context: ObservationsTab(context, case_id), width=width)
    assert isinstance(page, ObservationsTab)
    return page


def type_text(page: ObservationsTab, text: str) -> None:
    assert page.form is not None
    target = page.form.form.cells["text"].editor.targets[0]
    target.setFocus()
    QTest.keyClicks(target, text)


def words(page: ObservationsTab) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def note(desk: Desk, case_id: int, text: str, scope: SharingScope = SharingScope.CELL) -> None:
    entry = ObservationEntry(ObservationKind.CALL, TODAY, text, scope)
    save_observation(desk, case_id, entry)


def test_one_is_written_with_the_keyboard_alone(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = tab(seat, case_id)
    page.new.setFocus()
    QTest.keyClick(page.new, Qt.Key.Key_Space)
    seat.settle()
    # « Appel », then the date, then the text
    steps = (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    for key in steps:
        QTest.keyClick(focused(), key)
    assert focused().objectName() == "field.observation.text"
    QTest.keyClicks(focused(), "Appel ce matin.")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seat.settle()

    [row] = observations(desk, case_id)
    assert (row.kind, row.text) == (ObservationKind.CALL, "Appel ce matin.")
    assert (row.observed_on, row.sharing_scope) == (TODAY, SharingScope.CELL)
    assert page.form is None
    assert "Appel ce matin." in words(page)
    assert drafts(desk) == ()


def test_what_is_missing_is_said_and_nothing_is_saved(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = tab(seat, case_id)
    page.begin()
    seat.settle()
    assert page.form is not None
    page.form.primary.click()
    seat.settle()
    assert page.form.form.cells["kind"].error == "Indiquez de quoi vient cette observation"
    assert page.form.form.cells["text"].error == "Écrivez l’observation"
    assert observations(desk, case_id) == ()


def test_what_is_typed_survives_a_lock(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = tab(seat, case_id)
    page.begin()
    seat.settle()
    type_text(page, "Encore incomplet")
    assert page.has_changes()
    work = page.snapshot()
    assert work is not None
    work()

    later = sit(desk)
    again = tab(later, case_id)  # the form is open again, where it was
    later.settle()
    assert again.form is not None
    take_up(again)
    assert again.form.form.binder.values()["text"] == "Encore incomplet"
    assert again.form.state.text().startswith("Brouillon du ")
    form = again.form
    again.begin()
    assert again.form is form


def test_giving_up_forgets_the_draft(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    seat = sit(desk)
    page = tab(seat, case_id)
    page.begin()
    seat.settle()
    type_text(page, "Erreur de dossier")
    work = page.snapshot()
    assert work is not None
    work()
    page.discard()
    seat.settle()
    assert drafts(desk) == ()
    assert not page.has_changes()


def test_a_correction_keeps_its_version_and_loses_the_approval(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    note(desk, case_id, "Entretien au lycée")
    seat = sit(desk)
    page = tab(seat, case_id)
    number = observations(desk, case_id)[0].id
    press(page, f"action.observation.validate.{number}")
    seat.settle()
    assert "Rédaction validée" in words(page)
    press(page, f"action.observation.edit.{number}")
    seat.settle()
    type_text(page, "Corrige. ")
    page.save(lambda: None)
    seat.settle()
    assert "Rédaction validée" not in words(page)
    assert observations(desk, case_id)[0].text == "Corrige. Entretien au lycée"


def test_readers_stand_beside_what_is_restricted(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    note(desk, case_id, "Pour moi", SharingScope.COORDINATOR_ONLY)
    note(desk, case_id, "Pour le groupe", SharingScope.GROUP)
    shown = words(tab(sit(desk), case_id))
    assert "Lu par le coordonnateur seul" in shown
    assert "Lu par la cellule, imprimable pour le groupe" in shown

    officer = town.desk(Role.CASE_OFFICER, groups=(town.north,))
    shown = words(tab(sit(officer), case_id))
    assert "Pour moi" not in shown
    assert "Pour le groupe" in shown


def test_only_the_coordonnateur_validates(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    note(town.desk(), case_id, "Un fait")
    page = tab(sit(town.desk(Role.CASE_OFFICER, groups=(town.north,))), case_id)
    names = [one.objectName() for one in page.findChildren(QPushButton)]
    assert not any(name.startswith("action.observation.validate") for name in names)
    assert any(name.startswith("action.observation.edit") for name in names)


@pytest.mark.parametrize("width", [1100, 560])
def test_nothing_is_cut_or_nameless(town: Office, sit: Sit, width: int) -> None:
    desk, case_id = town.desk(), plant_case(town)
    note(desk, case_id, "Un texte long qui passe à la ligne plusieurs fois. " * 15,
         SharingScope.GROUP)  # fmt: skip
    entry = ObservationEntry(
        ObservationKind.PARTNER_FEEDBACK,
        TODAY - timedelta(days=1),
        "Bref",
        person_statement="« Je ne suis pas d’accord. »",
    )
    save_observation(desk, case_id, entry)
    seat = sit(desk)
    page = tab(seat, case_id, width=width)
    page.begin()
    seat.settle()
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []
