"""The program around its wizards: the very first screen, the way in, the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app import workplace
from app.bootstrap import wizards
from app.program import Options, Program, Wizards
from app.settings import Settings
from app.ui import theme
from app.ui.shell.wizard.create import CreateWizard
from tests.helpers.vaults import CHEAP
from tests.ui.wizard.conftest import PASSWORD, TERMS


def begin_create(program: Program) -> None:
    program.begin(lambda means: CreateWizard(means, terms=TERMS, cost=CHEAP))


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def program(qapp: QApplication, settings: Settings) -> Iterator[Program]:
    theme.apply(qapp)
    assert workplace.PAGES  # loaded, as it is in the background of a real start
    one = Program(Options(), settings, Wizards(create=begin_create, demo=lambda _program: None))
    one.window.resize(1366, 768)
    one.window.show()
    yield one
    if one.house is not None:
        one.house.departure.end()
    one.window.close()
    one.jobs.close()
    assert one.jobs.drain()
    one.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def settle(program: Program) -> None:
    for _ in range(3):
        assert program.jobs.drain()
        QApplication.processEvents()


def create(program: Program, folder: Path) -> CreateWizard:
    """From the first screen to the recovery sheet."""
    assert program.welcome_screen is not None
    program.welcome_screen.create_button.click()
    wizard = program.wizard
    assert isinstance(wizard, CreateWizard)
    program.dialogs.answer_next(folder)
    wizard.place.choose()
    wizard.go_on()
    settle(program)
    wizard.town.form.binder.load({"town_name": "Valmont", "cell_name": "Cellule"})
    wizard.go_on()
    wizard.person.form.binder.load(
        {"first_name": "Anne", "last_name": "Bernard", "login": "a.bernard"}
    )
    wizard.go_on()
    wizard.password.form.binder.load({"password": PASSWORD, "again": PASSWORD})
    wizard.go_on()
    settle(program)
    assert wizard.step is wizard.sheet
    return wizard


def test_where_no_vault_is_known_the_first_screen_says_what_vigie_is(program: Program) -> None:
    assert program.window.stack.currentWidget() is program.welcome_screen


def test_where_a_vault_is_known_the_door_comes_first(qapp: QApplication, tmp_path: Path) -> None:
    settings = Settings()
    settings.remember_vault(tmp_path / "ville.vigie")
    one = Program(Options(), settings, wizards())
    assert one.welcome_screen is None
    assert one.window.stack.currentWidget() is one.door
    one.jobs.close()
    one.window.deleteLater()


def test_after_a_lock_nothing_offers_to_create_anything(qapp: QApplication) -> None:
    one = Program(Options(locked=True), Settings(), wizards())
    assert one.window.stack.currentWidget() is one.door
    one.jobs.close()
    one.window.deleteLater()


def test_a_vault_created_leads_into_the_house(
    program: Program, settings: Settings, tmp_path: Path
) -> None:
    wizard = create(program, tmp_path)
    wizard.go_on()
    key = [one.text() for one in wizard.panel.card.groups]
    for number in wizard.confirm.numbers:
        wizard.confirm.lines[number].setText(key[number - 1])
    wizard.go_on()
    settle(program)
    assert program.house is not None
    assert program.window.stack.currentWidget() is program.house.frame
    assert program.wizard is None
    assert settings.vaults == [tmp_path / "cellule.vigie"]
    assert program.messages.problem_shown is None


def test_an_existing_vault_is_chosen_then_asks_its_password(
    program: Program, tmp_path: Path
) -> None:
    assert program.welcome_screen is not None
    program.dialogs.answer_next(tmp_path / "ville.vigie")
    program.welcome_screen.open_button.click()
    assert program.window.stack.currentWidget() is program.door
    assert program.door.folder == tmp_path / "ville.vigie"


def test_giving_up_comes_back_to_the_first_screen(program: Program) -> None:
    assert program.welcome_screen is not None
    program.welcome_screen.create_button.click()
    assert program.wizard is not None
    program.dialogs.answer_next("leave")
    program.wizard.ask_to_leave()
    assert program.wizard is None
    assert program.window.stack.currentWidget() is program.welcome_screen


def test_closing_the_window_before_the_sheet_is_proved_asks_first(
    program: Program, tmp_path: Path
) -> None:
    create(program, tmp_path)
    program.dialogs.answer_next("stay")
    program.window.close()
    assert program.window.isVisible()
    program.dialogs.answer_next("leave")
    program.window.close()
    settle(program)
    assert program.window.stack.currentWidget() is program.door
    assert program.door.folder == tmp_path / "cellule.vigie"
    program.window.close()
    assert not program.window.isVisible()
