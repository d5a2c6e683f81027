"""Creating a vault in the real window: by the keyboard alone, and whatever goes wrong."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.services import entrance
from app.services.rules.names import proposed_login
from app.services.vault import creation
from app.services.vault.errors import NetworkFolder
from app.services.vault.recovery import GROUPS
from app.ui.forms.specs.password import DIFFERENT, GOOD
from app.ui.shell.wizard import place as place_step
from app.ui.shell.wizard.create import NOT_CONFIRMED, NOTHING_YET, CreateWizard
from app.ui.shell.wizard.place import folder_name
from tests.helpers.vaults import CHEAP
from tests.ui.wizard.conftest import PASSWORD, TERMS, Stage


@pytest.fixture
def wizard(stage: Stage, tmp_path: Path) -> CreateWizard:
    made = CreateWizard(stage.means, terms=TERMS, cost=CHEAP)
    stage.play(made)
    stage.dialogs.answer_next(tmp_path)
    made.place.choose()
    return made


def fill_in(stage: Stage, wizard: CreateWizard) -> None:
    """From the first step to the password, typed twice, by the keyboard."""
    wizard.place.name_line.setText("ville")
    stage.enter()
    stage.type("Saint-Étienne-de-Valmont")
    stage.enter()
    stage.type("Anne")
    stage.key(Qt.Key.Key_Tab)
    stage.type("Lévêque")
    stage.enter()
    stage.type(PASSWORD)
    stage.key(Qt.Key.Key_Tab)
    stage.type(PASSWORD)


def confirm(stage: Stage, wizard: CreateWizard) -> None:
    key = [one.text() for one in wizard.panel.card.groups]
    for number in wizard.confirm.numbers:
        wizard.confirm.lines[number].setText(key[number - 1].lower())
    stage.enter()


def test_the_keyboard_alone_leads_from_nothing_to_a_desk(
    stage: Stage, wizard: CreateWizard, tmp_path: Path
) -> None:
    fill_in(stage, wizard)
    stage.enter()
    assert wizard.step is wizard.sheet
    wizard.next_button.click()
    confirm(stage, wizard)
    ((folder, desk),) = stage.arrived
    assert folder == tmp_path / "ville.vigie"
    assert desk.actor.name == "A. Lévêque"
    assert desk.vault is not None
    desk.vault.close()
    again = entrance.enter(folder, login="a.leveque", password=PASSWORD, terms=TERMS)
    assert again.vault is not None
    again.vault.close()


def test_the_window_stays_alive_while_the_vault_is_made(stage: Stage, wizard: CreateWizard) -> None:
    fill_in(stage, wizard)
    stage.key(Qt.Key.Key_Return)
    assert wizard.busy.isVisible()
    assert not wizard.next_button.isEnabled()
    wizard.go_on()  # pressed again: nothing more
    assert stage.jobs.drain()
    assert wizard.step is wizard.sheet
    wizard.close_vault()


def test_going_back_keeps_what_was_typed(stage: Stage, wizard: CreateWizard) -> None:
    fill_in(stage, wizard)
    for _ in range(3):
        wizard.back_button.click()
    assert wizard.step is wizard.place
    assert wizard.place.name_line.text() == "ville"
    stage.enter()
    assert wizard.town.town == "Saint-Étienne-de-Valmont"
    stage.enter()
    assert wizard.person.login == "a.leveque"
    stage.enter()
    assert wizard.password.password == PASSWORD


def test_two_groups_retyped_wrongly_do_not_pass(stage: Stage, wizard: CreateWizard) -> None:
    fill_in(stage, wizard)
    stage.enter()
    wizard.next_button.click()
    first = wizard.confirm.numbers[0]
    wizard.confirm.lines[first].setText("AAAAA")
    stage.enter()
    assert wizard.step is wizard.confirm
    assert "Ce n’est pas ce que dit la fiche" in wizard.confirm.errors[first].text()
    assert stage.arrived == []
    wizard.back_button.click()
    assert wizard.step is wizard.sheet
    wizard.close_vault()


def test_the_groups_asked_are_two_of_the_eight(stage: Stage, wizard: CreateWizard) -> None:
    numbers = wizard.confirm.numbers
    assert len(set(numbers)) == 2
    assert set(numbers) <= set(range(1, GROUPS + 1))


def test_the_sheet_is_saved_where_one_says(
    stage: Stage, wizard: CreateWizard, tmp_path: Path
) -> None:
    fill_in(stage, wizard)
    stage.enter()
    stage.dialogs.answer_next(tmp_path / "fiche.pdf")
    wizard.panel.save_button.click()
    assert stage.jobs.drain()
    assert (tmp_path / "fiche.pdf").read_bytes().startswith(b"%PDF")
    assert "effacez ce fichier" in wizard.panel.done.text()
    wizard.close_vault()


def test_what_a_password_lacks_is_said_while_one_types(stage: Stage, wizard: CreateWizard) -> None:
    fill_in(stage, wizard)
    advice = wizard.password.form.cells["password"].editor.widget.advice  # type: ignore[attr-defined]  # a PasswordField
    assert advice.text() == GOOD
    stage.key(Qt.Key.Key_Backtab)
    wizard.password.form.cells["password"].editor.set_raw("abc")
    assert "Encore 9 caractères." in advice.text()
    assert "Ajoutez une majuscule." in advice.text()
    stage.enter()
    assert wizard.step is wizard.password


def test_two_different_passwords_do_not_pass(stage: Stage, wizard: CreateWizard) -> None:
    fill_in(stage, wizard)
    stage.type("x")
    stage.enter()
    assert wizard.password.form.cells["again"].error == DIFFERENT
    assert not wizard.holds_vault


def test_a_place_that_is_taken_is_said_at_once(
    stage: Stage, wizard: CreateWizard, tmp_path: Path
) -> None:
    (tmp_path / "ville.vigie").mkdir()
    (tmp_path / "ville.vigie" / "lettre.txt").write_text("à garder", encoding="utf-8")
    wizard.place.name_line.setText("ville")
    stage.enter()
    assert wizard.step is wizard.place
    assert wizard.strip is not None
    assert wizard.strip.accessibleName() == "Ce dossier existe déjà et n’est pas vide."
    assert [one.name for one in tmp_path.iterdir()] == ["ville.vigie"]


def test_a_network_share_is_refused_with_a_sentence(
    stage: Stage, wizard: CreateWizard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def share(_folder: Path) -> None:
        raise NetworkFolder

    monkeypatch.setattr(creation, "refuse_network", share)
    stage.enter()
    assert wizard.step is wizard.place
    assert wizard.strip is not None
    assert "partage réseau" in wizard.strip.accessibleName()


def test_trying_a_place_leaves_nothing_there(
    stage: Stage, wizard: CreateWizard, tmp_path: Path
) -> None:
    stage.enter()
    assert wizard.step is wizard.town
    assert list(tmp_path.iterdir()) == []


def test_escape_asks_and_gives_nothing_up_by_itself(stage: Stage, wizard: CreateWizard) -> None:
    stage.dialogs.answer_next("stay")
    stage.key(Qt.Key.Key_Escape)
    assert stage.dialogs.asked[-1] == NOTHING_YET.title
    assert stage.left == []
    stage.dialogs.answer_next("leave")
    stage.key(Qt.Key.Key_Escape)
    assert stage.left == [None]


def test_leaving_before_the_sheet_is_proved_closes_the_vault_and_keeps_it(
    stage: Stage, wizard: CreateWizard, tmp_path: Path
) -> None:
    fill_in(stage, wizard)
    stage.enter()
    stage.dialogs.answer_next("leave")
    wizard.leave_button.click()
    assert stage.dialogs.asked[-1] == NOT_CONFIRMED.title
    assert stage.jobs.drain()
    assert stage.left == [tmp_path / "ville.vigie"]
    desk = entrance.enter(stage.left[0], login="a.leveque", password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    desk.vault.close()


def test_every_step_fits_in_a_small_window(stage: Stage, wizard: CreateWizard) -> None:
    stage.window.resize(1024, 700)
    fill_in(stage, wizard)
    stage.enter()
    QApplication.processEvents()
    assert wizard.verticalScrollBar().maximum() == 0
    assert wizard.horizontalScrollBar().maximum() == 0
    wizard.close_vault()


@pytest.mark.parametrize(
    ("typed", "folder"),
    [
        ("ville", "ville.vigie"),
        (" Cellule de Bourg-la-Forêt ", "Cellule de Bourg-la-Forêt.vigie"),
        ("ville.vigie", "ville.vigie"),
        ("", None),
        ("   ", None),
        ("a/b", None),
        ("a\\b", None),
        ("C:", None),
        ("con", None),
        ("LPT1.x", None),
        (".cache", None),
        ("fin.", None),
        ("x" * (place_step.MAX_NAME + 1), None),
    ],
)
def test_a_vault_s_name_is_one_that_every_system_takes(typed: str, folder: str | None) -> None:
    assert folder_name(typed) == folder


@pytest.mark.parametrize(
    ("first", "last", "login"),
    [
        ("Claire", "Delmas", "c.delmas"),
        ("Éloïse", "de la Tour d’Auvergne", "e.delatourdauvergne"),
        ("", "Delmas", ""),
        ("Claire", "", ""),
    ],
)
def test_a_login_is_proposed_without_accents(first: str, last: str, login: str) -> None:
    assert proposed_login(first, last) == login
