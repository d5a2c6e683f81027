"""A coordonnateur at a desk with real key slots, and a colleague."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.models.migrations import upgrade
from app.services import accounts, entrance
from app.services.accounts import AccountEntry
from app.services.choices import Role
from app.services.desk import Desk
from app.services.entrance import Founded, Founding
from app.services.vault.opening import Terms
from app.ui.operations.form_dialog import FormDialog
from tests.helpers.seats import Seat
from tests.helpers.vaults import CHEAP

PASSWORD = "Onze mots bien choisis ouvrent toujours ce coffre neuf"
OTHER = "Huit autres mots pour la collègue qui arrive demain"
THIRD = "Neuf mots encore pour un troisième collègue de la cellule"
TERMS = Terms(prepare=upgrade, floor=CHEAP)
FOUNDING = Founding("Valmont", "Cellule", "Anne", "Bernard", "a.bernard", PASSWORD)
CLAIRE = AccountEntry("c.delmas", "Claire", "Delmas", frozenset({Role.CASE_OFFICER}))


@dataclass
class Administration:
    """A seat at the coordonnateur's desk; `claire` is the colleague's account."""

    seat: Seat
    founded: Founded
    folder: Path
    claire: int

    @property
    def desk(self) -> Desk:
        return self.founded.desk

    @property
    def said(self) -> str:
        shown = self.seat.messages.success_shown
        return shown.text if shown is not None else ""

    def opens(self, login: str, password: str) -> bool:
        """Whether these open the vault, which is closed for that."""
        assert self.desk.vault is not None
        self.desk.vault.close()
        try:
            desk = entrance.enter(self.folder, login=login, password=password, terms=TERMS)
        except entrance.UserFacingError:
            return False
        assert desk.vault is not None
        desk.vault.close()
        return True

    def dialog(self) -> FormDialog:
        """The form that is open over the page."""
        windows = QApplication.topLevelWidgets()
        found = [one for one in windows if isinstance(one, FormDialog) and one.isVisible()]
        assert len(found) == 1
        return found[0]


@pytest.fixture
def admin(tmp_path: Path, sit: Callable[[Desk], Seat]) -> Iterator[Administration]:
    folder = tmp_path / "ville.vigie"
    founded = entrance.found(folder, FOUNDING, terms=TERMS, cost=CHEAP)
    claire = accounts.add_account(founded.desk, CLAIRE, OTHER).ref
    one = Administration(sit(founded.desk), founded, folder, claire)
    yield one
    assert founded.desk.vault is not None
    founded.desk.vault.close()


def child(page: QWidget, name: str) -> QWidget:
    """The one widget of that name."""
    found = page.findChildren(QWidget, name)
    assert len(found) == 1, name
    return found[0]
