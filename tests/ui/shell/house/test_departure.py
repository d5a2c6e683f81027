"""An open vault that is left: drafts are kept, the vault closed, the process replaced."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.services import drafts, entrance
from app.services.vault.lock import WriterLock
from app.ui.context import Place
from app.ui.shell.idle import Delays
from tests.ui.shell.house.conftest import LOGIN, PASSWORD, TERMS, Home


def test_a_hard_lock_keeps_drafts_closes_the_vault_and_asks_for_a_successor(home: Home) -> None:
    home.house.frame.navigator.go(Place("draft"))
    home.page.field.setText("à moitié tapé")
    home.house.lock_hard()
    assert home.asked == ["replace"]
    assert home.window.windowTitle() == "Vigie"
    lock = WriterLock(home.folder)
    lock.acquire()
    lock.release()
    desk = entrance.enter(home.folder, login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        (kept,) = drafts.drafts(desk)
        assert (kept.key.form, kept.content) == ("case.new", {"text": "à moitié tapé"})
    home.house.lock_hard()
    assert home.asked == ["replace"], "it happens once"


def test_idleness_draws_the_curtain_then_leaves(home: Home, qtbot: QtBot) -> None:
    home.house.idle.set_delays(Delays(short=0.0, hard=3600.0))
    assert home.house.short_lock.is_locked
    assert home.asked == []
    home.house.idle.set_delays(Delays(short=0.0, hard=0.0))
    assert home.jobs.drain()
    assert home.asked == ["replace"]


def test_the_session_s_own_lock_is_a_hard_one(home: Home) -> None:
    home.house.session.told(True)
    assert home.asked == ["replace"]


def test_closing_the_window_asks_for_what_is_not_saved_then_ends(home: Home) -> None:
    form = home.page
    form.field.setText("Absences")
    home.dialogs.answer_next("stay")
    assert home.window.close() is False
    assert home.asked == []
    home.dialogs.answer_next("save")
    home.window.close()
    assert home.jobs.drain()
    assert form.saved == "Absences"
    assert not home.window.isVisible()
    assert home.asked == ["quit"]


def test_closing_a_locked_window_asks_nothing_and_keeps_drafts(home: Home) -> None:
    home.house.frame.navigator.go(Place("draft"))
    home.page.field.setText("à moitié tapé")
    home.house.lock()
    home.window.close()
    assert home.jobs.drain()
    assert home.dialogs.asked == []
    assert home.asked == ["quit"]
    desk = entrance.enter(home.folder, login=LOGIN, password=PASSWORD, terms=TERMS)
    assert desk.vault is not None
    with desk.vault:
        assert len(drafts.drafts(desk)) == 1


def test_a_colleague_can_close_the_vault_from_the_curtain(home: Home) -> None:
    home.house.lock()
    leave = home.window.findChild(QPushButton, "action.leave")
    assert isinstance(leave, QPushButton)
    leave.click()
    assert home.jobs.drain()
    assert home.asked == ["replace"]
