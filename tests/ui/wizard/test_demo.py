"""Trying with a demonstration vault, from the window."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from app.services import organisation
from app.services.demo.making import LOGIN, PASSWORD
from app.ui.shell.wizard.demo import DemoWizard
from tests.helpers.vaults import CHEAP
from tests.ui.wizard.conftest import TERMS, Stage


def test_a_fictional_town_is_made_and_its_password_told(stage: Stage, tmp_path: Path) -> None:
    wizard = DemoWizard(stage.means, terms=TERMS, cost=CHEAP)
    stage.play(wizard)
    stage.dialogs.answer_next(tmp_path)
    wizard.place.choose()
    stage.enter()
    assert wizard.step is wizard.ready
    shown = [one.text() for one in wizard.ready.findChildren(QLabel)]
    assert LOGIN in shown
    assert PASSWORD in shown
    stage.enter()
    ((folder, desk),) = stage.arrived
    assert folder == tmp_path / "demonstration.vigie"
    assert organisation.read_settings(desk).is_demonstration
