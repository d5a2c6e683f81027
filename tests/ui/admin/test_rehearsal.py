"""The recovery sheet rehearsed: which group is wrong, whether it opens, and nothing changed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.models.desk import JournalEntry
from app.models.enums import JournalAction
from app.services import rehearsal
from app.services.desk import Desk
from app.services.vault.recovery import RecoveryKey
from app.ui.context import PageContext, Place
from app.ui.pages.admin_recovery import RecoveryPage
from app.ui.pages.home import HomePage
from app.ui.panels.rehearsal import RehearsalCard
from tests.helpers.vaults import contents
from tests.ui.admin.conftest import PASSWORD, Administration


@pytest.fixture
def card(admin: Administration) -> RehearsalCard:
    page = admin.seat.show(lambda context: RecoveryPage(context, Place("admin.recovery")))
    assert isinstance(page, RecoveryPage)
    assert page.rehearsal is not None
    return page.rehearsal


def type_in(card: RehearsalCard, key: RecoveryKey) -> None:
    """Group after group: the cursor goes on by itself."""
    card.begin_button.click()
    for group in key.groups:
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        line.insert(group.lower())


def journal(desk: Desk) -> list[JournalAction]:
    with Session(desk.engine) as session:
        return list(session.scalars(select(JournalEntry.action).order_by(JournalEntry.id)))


def test_the_right_sheet_is_said_to_open_and_only_the_date_is_kept(
    admin: Administration, card: RehearsalCard, qtbot: QtBot
) -> None:
    assert "encore jamais" in card.last.text()
    keys = contents(admin.folder)["cles.json"]
    type_in(card, admin.founded.recovery)
    last = QApplication.focusWidget()
    assert last is card.key.lines[-1]
    qtbot.keyClick(last, Qt.Key.Key_Return)
    admin.seat.settle()
    assert card.strip is not None
    assert card.strip.accessibleName() == "Cette fiche ouvre le coffre"
    assert card.last.text().startswith("Dernière répétition\u202f: le ")
    assert not any(line.text() for line in card.key.lines), "nothing typed stays"
    assert journal(admin.desk)[-1] is JournalAction.REHEARSAL
    assert contents(admin.folder)["cles.json"] == keys
    assert admin.opens("a.bernard", PASSWORD)


def test_a_miscopied_group_is_named_and_has_the_cursor(
    admin: Administration, card: RehearsalCard
) -> None:
    type_in(card, admin.founded.recovery)
    group = admin.founded.recovery.groups[2]
    card.key.lines[2].setText(group[:4] + ("B" if group[4] == "A" else "A"))
    card.try_button.click()
    assert card.strip is not None
    assert "Le groupe 3" in card.strip.accessibleName()
    assert card.key.lines[2].hasFocus()
    assert JournalAction.REHEARSAL not in journal(admin.desk)


def test_another_sheet_is_said_not_to_open(admin: Administration, card: RehearsalCard) -> None:
    type_in(card, RecoveryKey.new())
    card.try_button.click()
    admin.seat.settle()
    assert card.strip is not None
    assert "n’est pas celle de ce coffre" in card.strip.accessibleName()
    assert "encore jamais" in card.last.text()


def test_giving_up_forgets_what_was_typed(admin: Administration, card: RehearsalCard) -> None:
    type_in(card, admin.founded.recovery)
    leave = card.findChild(QPushButton, "action.rehearsal.leave")
    assert isinstance(leave, QPushButton)
    leave.click()
    assert not any(line.text() for line in card.key.lines)
    assert card.begin_button.hasFocus()


def test_after_a_year_accueil_reminds_who_can_do_it_and_leads_there(
    admin: Administration,
) -> None:
    def reminder(at: FixedClock) -> QPushButton | None:
        def build(context: PageContext) -> HomePage:
            page = HomePage(context, Place("home"))
            page.arrive(Place("home"))
            return page

        object.__setattr__(admin.desk, "clock", at)
        page = admin.seat.show(build)
        found = page.findChild(QPushButton, "action.home.rehearse")
        assert found is None or isinstance(found, QPushButton)
        return found

    now = admin.desk.clock.now()
    assert reminder(FixedClock(now)) is None
    link = reminder(FixedClock(now + timedelta(days=370)))
    assert link is not None
    link.click()
    assert admin.seat.went == [Place("admin.recovery")]
    rehearsal.rehearse(admin.desk, admin.founded.recovery.text)
    assert reminder(FixedClock(now + timedelta(days=380))) is None
