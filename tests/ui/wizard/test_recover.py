"""Opening with the recovery key in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.services import entrance
from app.services.entrance import Founding
from app.services.vault.recovery import RecoveryKey
from app.ui.shell.wizard.recover import RecoverWizard
from tests.helpers.vaults import CHEAP
from tests.ui.wizard.conftest import PASSWORD, TERMS, Stage

NEW = "Huit autres mots que la coordonnatrice retiendra bien"
FOUNDING = Founding("Valmont", "Cellule", "Anne", "Bernard", "a.bernard", PASSWORD)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ville.vigie"


@pytest.fixture
def key(folder: Path) -> RecoveryKey:
    founded = entrance.found(folder, FOUNDING, terms=TERMS, cost=CHEAP)
    assert founded.desk.vault is not None
    founded.desk.vault.close()
    return founded.recovery


@pytest.fixture
def wizard(stage: Stage, folder: Path, key: RecoveryKey) -> RecoverWizard:
    made = RecoverWizard(folder, stage.means, terms=TERMS)
    stage.play(made)
    return made


def test_the_sheet_opens_and_gives_a_new_password(
    stage: Stage, wizard: RecoverWizard, key: RecoveryKey, folder: Path
) -> None:
    for group in key.groups:  # the cursor goes on by itself
        stage.type(group.lower())
    stage.enter()
    assert wizard.step is wizard.account
    stage.enter()  # the only account is chosen already
    stage.type(NEW)
    stage.key(Qt.Key.Key_Tab)
    stage.type(NEW)
    stage.enter()
    ((where, desk),) = stage.arrived
    assert where == folder
    assert desk.actor.name == "A. Bernard"


def test_a_whole_key_may_be_pasted(stage: Stage, wizard: RecoverWizard, key: RecoveryKey) -> None:
    stage.type(f" {key.text.lower().replace('-', ' — ')} ")
    assert [line.text() for line in wizard.key.key.lines] == list(key.groups)
    stage.enter()
    assert wizard.step is wizard.account
    wizard.close_vault()


def test_a_group_miscopied_is_named(stage: Stage, wizard: RecoverWizard, key: RecoveryKey) -> None:
    stage.type(key.text)
    wrong = wizard.key.key.lines[4]
    group = key.groups[4]
    wrong.setText(group[:4] + ("B" if group[4] == "A" else "A"))
    assert wrong.property("invalid") == "true"
    stage.enter()
    assert wizard.step is wizard.key
    assert stage.focused is wrong
    assert wizard.strip is not None
    assert "groupe 5" in wizard.strip.accessibleName()


def test_another_vault_s_key_opens_nothing(stage: Stage, wizard: RecoverWizard) -> None:
    stage.type(RecoveryKey.new().text)
    stage.enter()
    assert wizard.step is wizard.key
    assert wizard.strip is not None
    assert "n’est pas celle de ce coffre" in wizard.strip.accessibleName()
    assert not wizard.holds_vault


def test_giving_up_closes_the_vault_and_changes_no_password(
    stage: Stage, wizard: RecoverWizard, key: RecoveryKey, folder: Path
) -> None:
    stage.type(key.text)
    stage.enter()
    assert wizard.holds_vault
    stage.dialogs.answer_next("leave")
    stage.key(Qt.Key.Key_Escape)
    assert stage.jobs.drain()
    assert stage.left == [None]
    desk = entrance.enter(folder, login="a.bernard", password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    desk.vault.close()


def test_backspace_goes_back_to_the_group_before(
    stage: Stage, wizard: RecoverWizard, key: RecoveryKey
) -> None:
    stage.type(key.groups[0])
    assert stage.focused is wizard.key.key.lines[1]
    stage.key(Qt.Key.Key_Backspace)
    assert stage.focused is wizard.key.key.lines[0]
    assert wizard.key.key.lines[0].text() == key.groups[0]
