"""The page of the backups: what is there, one now, another folder, one read again, the way back."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services import accounts, backups
from app.services.choices import Role
from app.services.desk import Actor, Desk
from app.services.vault import backup_folder
from app.services.vault.layout import DATABASE
from app.ui.context import Place
from app.ui.operations.backup_words import size_words
from app.ui.pages.admin_backup import BackupsPage
from tests.helpers.seats import Seat
from tests.ui.admin.conftest import Administration


def shown(admin: Administration, width: int = 1140) -> BackupsPage:
    place = Place("admin.backups")
    page = admin.seat.show(lambda context: BackupsPage(context, place), width=width)
    assert isinstance(page, BackupsPage)
    page.arrive(place)
    admin.seat.settle()
    return page


def made_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.vigie"))


@pytest.fixture
def beside(admin: Administration) -> Path:
    return admin.folder.parent / "ville sauvegardes"


@pytest.fixture
def stick(admin: Administration) -> Path:
    folder = admin.folder.parent / "clé usb"
    folder.mkdir()
    return folder


def test_before_the_first_one_the_page_says_what_will_come(admin: Administration) -> None:
    page = shown(admin)
    assert page.list.empty.isVisible()
    assert not page.list.table.isVisible()
    assert page.badge.text() == "Aucune"
    assert page.sentence.text() == "Ce coffre n’a encore aucune sauvegarde vérifiée."


def test_one_now_with_the_keyboard_alone(admin: Administration, beside: Path, qtbot: QtBot) -> None:
    page = shown(admin)
    page.setFocus()
    assert QApplication.focusWidget() is page.now_button
    qtbot.keyClick(page.now_button, Qt.Key.Key_Return)
    assert page.busy.isVisible()
    assert not page.now_button.isEnabled()
    admin.seat.settle()
    assert admin.said == "Sauvegarde faite et vérifiée."
    (path,) = made_in(beside)
    (row,) = page.list.rows
    assert row.path == path
    assert page.list.tip.text().startswith("Relue le ")
    assert page.badge.text() == "À jour"
    assert not page.busy.isVisible()


def test_it_can_be_given_up(admin: Administration, beside: Path) -> None:
    page = shown(admin)
    page.back_up()
    page.busy.cancelled.emit()
    admin.seat.settle()
    assert made_in(beside) == []
    assert admin.seat.messages.problem_shown is None
    assert not page.busy.isVisible()
    page.back_up()
    admin.seat.settle()
    assert len(made_in(beside)) == 1


def test_the_same_disk_is_said_and_another_folder_gets_one_at_once(
    admin: Administration, beside: Path, stick: Path
) -> None:
    backups.make_backup(admin.desk)
    page = shown(admin)
    assert page.place.strip is not None
    assert "même disque" in page.place.strip.accessibleName()
    admin.seat.dialogs.answer_next(stick, "retire")
    page.place.choose()
    admin.seat.settle()
    assert page.place.path.text() == str(stick)
    assert len(made_in(stick)) == 1
    assert admin.seat.dialogs.asked[-1] == "Supprimer 1\u00a0sauvegarde de l’ancien dossier\u202f?"
    assert made_in(beside) == []
    page.place.beside_button.click()
    admin.seat.dialogs.answer_next("keep")
    admin.seat.settle()
    assert page.place.path.text() == str(beside)
    assert len(made_in(stick)) == 1


def test_a_folder_that_will_not_do_says_why_and_the_former_stays(admin: Administration) -> None:
    page = shown(admin)
    before = page.place.path.text()
    admin.seat.dialogs.answer_next(admin.folder)
    page.place.choose()
    admin.seat.settle()
    problem = admin.seat.messages.problem_shown
    assert problem is not None
    assert "le dossier du coffre lui-même" in problem.sentence
    assert page.place.path.text() == before


def test_a_share_that_does_not_answer_holds_nobody_up(
    admin: Administration, stick: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    page, answers, read = shown(admin), Event(), list[object]()
    demand = backup_folder.demand_writable

    def slow(folder: Path, vault_id: bytes) -> None:
        answers.wait(20)
        demand(folder, vault_id)

    monkeypatch.setattr(backup_folder, "demand_writable", slow)
    page.place.send_to(stick)
    admin.seat.jobs.database(page, lambda: accounts.accounts(admin.desk), read.append)
    qtbot.waitUntil(lambda: bool(read), timeout=5_000)
    assert not backups.whereabouts(admin.desk).chosen
    answers.set()
    admin.seat.settle()
    assert backups.whereabouts(admin.desk).folder == stick


def test_a_stick_pulled_out_is_said_where_the_list_was(admin: Administration, stick: Path) -> None:
    backups.choose_folder(admin.desk, stick)
    stick.rmdir()
    page = shown(admin)
    assert page.list.strip is not None
    assert not page.list.empty.isVisible()
    assert page.place.path.text() == str(stick), "where they should be is said all the same"
    page.back_up()
    admin.seat.settle()
    problem = admin.seat.messages.problem_shown
    assert problem is not None
    assert problem.code == "backup_folder_gone"
    stick.mkdir()
    page.arrive(Place("admin.backups"))
    admin.seat.settle()
    assert page.list.strip is None


def test_reading_one_again_says_what_is_wrong_with_it(admin: Administration, beside: Path) -> None:
    backups.make_backup(admin.desk)
    page = shown(admin)
    page.list.table.opened.emit(page.list.table.currentIndex())
    admin.seat.settle()
    assert admin.said == "Sauvegarde relue\u202f: elle est intacte."
    (path,) = made_in(beside)
    with (path / DATABASE).open("r+b") as stream:
        stream.seek(9000)
        stream.write(bytes(64))
    page.verify()
    admin.seat.settle()
    (row,) = page.list.rows
    assert row.problem
    assert row.problem in page.list.tip.text()
    assert page.badge.text() == "Aucune"


def test_a_backup_of_a_former_key_sends_to_restoring(admin: Administration) -> None:
    backups.make_backup(admin.desk)
    accounts.revoke_account(admin.desk, admin.claire)
    page = shown(admin)
    page.verify()
    admin.seat.settle()
    problem = admin.seat.messages.problem_shown
    assert problem is not None
    assert problem.code == "check_other_key"


def test_restoring_asks_then_closes_the_vault_for_that_backup(admin: Administration) -> None:
    backups.make_backup(admin.desk)
    page = shown(admin)
    asked: list[Path] = []
    object.__setattr__(admin.seat.context, "restore", asked.append)
    admin.seat.dialogs.answer_next("stay")
    page.list.restore_button.click()
    assert asked == []
    admin.seat.dialogs.answer_next("leave")
    page.list.restore_button.click()
    assert asked == [page.list.rows[0].path]


def test_a_referent_sees_them_and_makes_one_but_chooses_nothing(
    admin: Administration, sit: Callable[[Desk], Seat]
) -> None:
    desk = admin.desk
    actor = Actor(admin.claire, "C. Delmas", frozenset({Role.CASE_OFFICER}))
    seat = sit(Desk(desk.engine, actor, desk.clock, desk.vault))
    page = seat.show(lambda context: BackupsPage(context, Place("admin.backups")))
    assert isinstance(page, BackupsPage)
    page.back_up()
    seat.settle()
    assert len(page.list.rows) == 1
    assert page.list.verify_button.isVisible()
    assert not page.list.restore_button.isVisible()
    assert not page.place.choose_button.isVisible()


@pytest.mark.parametrize("width", [700, 1140])
def test_every_part_has_a_name_and_fits(admin: Administration, width: int) -> None:
    backups.make_backup(admin.desk)
    page = shown(admin, width)
    for name in (
        "action.backup.now", "action.backup.folder", "action.backup.verify",
        "action.backup.restore", "list.backups",
    ):  # fmt: skip
        widget = page.findChild(QWidget, name)
        assert widget is not None, name
        right = widget.mapTo(page, widget.rect().topRight()).x()
        assert right <= page.width()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0\u00a0o"), (924_000, "902\u00a0Ko"), (13_000_000, "12,4\u00a0Mo"),
     (500 * 1024**2, "500\u00a0Mo"), (3 * 1024**3, "3,0\u00a0Go")],
)  # fmt: skip
def test_sizes_are_said_as_the_file_manager_does(size: int, words: str) -> None:
    assert size_words(size) == words
