"""Bringing a backup back, from the door, with the keyboard."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import cli, paths, succession
from app.bootstrap import wizards
from app.program import Options, Program
from app.services import accounts, backups, entrance, partners, restoring
from app.services.accounts import AccountEntry
from app.services.choices import PartnerType, Role
from app.services.entrance import Founding
from app.services.partners import PartnerEntry
from app.services.partners_list import count_partners
from app.services.vault.layout import DATABASE
from app.services.vault.recovery import RecoveryKey
from app.settings import Settings
from app.ui import theme
from app.ui.shell.wizard import restore
from app.ui.shell.wizard.restore import RestoreWizard
from tests.helpers.vaults import CHEAP
from tests.ui.wizard.conftest import PASSWORD, TERMS, Stage

OTHER = "Huit autres mots pour la collègue qui arrive demain"


FOUNDING = Founding("Valmont", "Cellule", "Anne", "Bernard", "a.bernard", PASSWORD)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ville.vigie"


@pytest.fixture
def key(folder: Path) -> RecoveryKey:
    """A town backed up with one partner, in which a second was written since."""
    founded = entrance.found(folder, FOUNDING, terms=TERMS, cost=CHEAP)
    desk = founded.desk
    claire = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))
    accounts.add_account(desk, claire, OTHER)
    partners.save_partner(desk, PartnerEntry("Collège Jules-Martel", PartnerType.SCHOOL))
    backups.make_backup(desk)
    partners.save_partner(desk, PartnerEntry("Lycée Vauban", PartnerType.SCHOOL))
    assert desk.vault is not None
    desk.vault.close()
    return founded.recovery


@pytest.fixture
def wizard(stage: Stage, folder: Path, key: RecoveryKey) -> RestoreWizard:
    return play(stage, folder)


def play(stage: Stage, vault: Path | None, wanted: Path | None = None) -> RestoreWizard:
    made = RestoreWizard(vault, stage.means, wanted=wanted, terms=TERMS)
    stage.play(made)
    assert stage.jobs.drain()
    return made


def words(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def open_it(stage: Stage, wizard: RestoreWizard, login: str, password: str) -> None:
    """From the list to what is inside, by password."""
    stage.enter()
    assert wizard.step is wizard.way
    stage.type(login)
    stage.key(Qt.Key.Key_Tab)
    stage.type(password)
    stage.enter()


def partners_in(folder: Path) -> int:
    desk = entrance.enter(folder, login="a.bernard", password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        return count_partners(desk)


def test_a_backup_is_chosen_looked_at_and_takes_the_place_of_the_vault(
    stage: Stage, wizard: RestoreWizard, folder: Path
) -> None:
    assert stage.focused is wizard.choose.table
    assert len(wizard.choose.model.rows) == 1
    open_it(stage, wizard, "a.bernard", PASSWORD)
    assert wizard.step is wizard.inside
    said = words(wizard.inside)
    assert "0\u00a0dossier, 0\u00a0signalement, 2\u00a0comptes" in said
    assert "mis de côté sous un autre nom" in said
    assert partners_in(folder) == 2, "nothing is changed yet"
    stage.enter()
    assert wizard.step is wizard.done
    assert "L’ancien est mis de côté" in words(wizard.done)
    assert wizard.done.strip is None
    stage.enter()
    assert stage.left == [folder]
    assert partners_in(folder) == 1
    (aside,) = [one for one in restoring.candidates(folder) if "_ecarte_" in one.path.name]
    assert partners_in(aside.path) == 2
    assert wizard.way.password.text() == ""


def test_the_recovery_key_opens_it_too(
    stage: Stage, wizard: RestoreWizard, key: RecoveryKey
) -> None:
    stage.enter()
    wizard.way.by_key.click()
    for group in key.groups:
        stage.type(group.lower())
    stage.enter()
    assert wizard.step is wizard.inside


def test_a_wrong_password_is_said_and_what_is_typed_can_be_corrected(
    stage: Stage, wizard: RestoreWizard
) -> None:
    open_it(stage, wizard, "a.bernard", "un autre mot de passe")
    assert wizard.step is wizard.way
    assert wizard.strip is not None
    assert "mot de passe" in wizard.strip.accessibleName()
    assert wizard.way.login.text() == "a.bernard"


def test_who_may_not_restore_may_look_and_is_told(
    stage: Stage, wizard: RestoreWizard, folder: Path
) -> None:
    open_it(stage, wizard, "c.delmas", OTHER)
    assert wizard.step is wizard.inside
    stage.enter()
    assert wizard.step is wizard.inside
    assert wizard.strip is not None
    assert "ne peut pas restaurer" in wizard.strip.accessibleName()
    assert partners_in(folder) == 2


def test_a_damaged_vault_is_replaced_with_a_warning_that_stays(
    stage: Stage, folder: Path, key: RecoveryKey
) -> None:
    (folder / DATABASE).write_bytes(b"rien")
    wizard = play(stage, folder)
    open_it(stage, wizard, "a.bernard", PASSWORD)
    stage.enter()
    assert wizard.step is wizard.done
    assert wizard.done.strip is not None
    assert "Reprenez les procès-verbaux d’élimination" in wizard.done.strip.accessibleName()
    stage.enter()
    assert partners_in(folder) == 1


def test_a_lost_vault_comes_back_under_its_name(
    stage: Stage, folder: Path, key: RecoveryKey
) -> None:
    shutil.rmtree(folder)
    wizard = play(stage, folder)
    open_it(stage, wizard, "a.bernard", PASSWORD)
    assert f"Le coffre sera le dossier {folder}" in words(wizard.inside)
    stage.enter()
    stage.enter()
    assert stage.left == [folder]
    assert partners_in(folder) == 1


def test_on_a_new_pc_one_says_where_the_backups_are_and_where_the_vault_goes(
    stage: Stage, folder: Path, key: RecoveryKey, tmp_path: Path
) -> None:
    copied = Path(shutil.move(tmp_path / "ville sauvegardes", tmp_path / "clé"))
    shutil.rmtree(folder)
    wizard = play(stage, None)
    assert wizard.choose.empty.isVisible()
    wizard.go_on()
    assert wizard.strip is not None
    stage.dialogs.answer_next(next(copied.glob("*.vigie")))  # the backup itself will do
    wizard.choose.elsewhere.click()
    assert stage.jobs.drain()
    open_it(stage, wizard, "a.bernard", PASSWORD)
    (tmp_path / "documents").mkdir()
    stage.dialogs.answer_next(tmp_path / "documents")
    wizard.inside.where.click()
    wizard.go_on()
    assert stage.jobs.drain()
    assert wizard.step is wizard.done
    wizard.go_on()
    assert stage.left == [tmp_path / "documents" / "ville.vigie"]


def test_the_one_chosen_in_the_open_program_is_lit(
    stage: Stage, folder: Path, key: RecoveryKey, tmp_path: Path
) -> None:
    (beside,) = (tmp_path / "ville sauvegardes").glob("*.vigie")
    older = beside.with_name("ville_2020-01-01_10h00m00.vigie")
    shutil.copytree(beside, older)
    wizard = play(stage, folder, older)
    chosen = wizard.choose.chosen
    assert chosen is not None
    assert chosen.path == older


def test_it_can_be_stopped_in_the_middle_and_all_is_as_it_was(
    stage: Stage,
    wizard: RestoreWizard,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    open_it(stage, wizard, "a.bernard", PASSWORD)
    whole = restoring.restore

    def slow(*given: object, step: backups.Step, **named: object) -> restoring.Restoring:
        def slowly(done: int, total: int, label: str) -> None:
            while True:
                step(done, total, label)

        return whole(*given, step=slowly, **named)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(restore.restoring, "restore", slow)
    wizard.go_on()
    assert wizard.holds_vault
    assert wizard.leave_button.isEnabled()
    assert wizard.leave_button.text() == "Arrêter"
    wizard.leave_button.click()
    assert stage.jobs.drain()
    assert not wizard.holds_vault
    assert wizard.step is wizard.inside
    assert wizard.strip is None
    assert partners_in(folder) == 2
    assert sorted(one.name for one in folder.parent.iterdir()) == [
        "ville sauvegardes", "ville.vigie",
    ]  # fmt: skip


def test_a_vault_that_is_open_elsewhere_is_not_replaced(
    stage: Stage, wizard: RestoreWizard, folder: Path
) -> None:
    open_it(stage, wizard, "a.bernard", PASSWORD)
    desk = entrance.enter(folder, login="a.bernard", password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        stage.enter()
        assert wizard.step is wizard.inside
        assert wizard.strip is not None
        assert "n’a pas été restaurée" in wizard.strip.accessibleName()


def test_giving_up_leads_back_to_the_door(stage: Stage, wizard: RestoreWizard) -> None:
    stage.dialogs.answer_next("leave")
    stage.key(Qt.Key.Key_Escape)
    assert stage.left == [None]


def test_from_the_open_program_the_successor_shows_that_backup(
    qapp: QApplication,
    folder: Path,
    key: RecoveryKey,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (beside,) = (tmp_path / "ville sauvegardes").glob("*.vigie")
    words = succession.command(folder, beside)
    arguments = cli.parser().parse_args(words[words.index("open") :])
    assert (arguments.vault, arguments.restore, arguments.locked) == (folder, beside, True)
    theme.apply(qapp)
    monkeypatch.setattr(paths, "settings_folder", lambda: tmp_path / "reglages")
    options = Options(vault=folder, locked=True, restore=beside)
    program = Program(options, Settings(), wizards())
    try:
        assert program.show()
        assert program.jobs.drain()
        wizard = program.wizard
        assert isinstance(wizard, RestoreWizard)
        chosen = wizard.choose.chosen
        assert chosen is not None
        assert chosen.path == beside
    finally:
        program.window.close()
        program.jobs.close()
        program.instance.release()
        program.window.deleteLater()
