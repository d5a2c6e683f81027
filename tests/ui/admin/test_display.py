"""Administration › Affichage: everyone chooses colours and sizes, worn at once and remembered."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from app.services.choices import Role
from app.settings import Settings
from app.ui import theme
from app.ui.context import Place
from app.ui.pages.admin import AdminPage
from app.ui.pages.admin_display import DisplayPage
from app.workplace import PAGES
from tests.helpers.office import Office
from tests.helpers.seats import Seat, Sit
from tests.ui.admin.conftest import child
from tests.ui.looking import cut_texts, nameless, outside


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def display(seat: Seat, settings: Settings) -> DisplayPage:
    page = seat.show(
        lambda context: DisplayPage(replace(context, settings=settings), Place("admin.display"))
    )
    assert isinstance(page, DisplayPage)
    return page


def radio(page: DisplayPage, name: str) -> QRadioButton:
    found = child(page, f"field.display.{name}")
    assert isinstance(found, QRadioButton)
    return found


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CASE_OFFICER, Role.CLERK, Role.AUDITOR])
def test_everyone_is_led_there(town: Office, sit: Sit, role: Role) -> None:
    seat = sit(town.desk(role))
    page = seat.show(lambda context: AdminPage(context, Place("admin")))
    assert isinstance(page, AdminPage)
    page.buttons["admin.display"].click()
    assert seat.went == [Place("admin.display")]
    assert next(spec for spec in PAGES if spec.kind == "admin.display").allowed is None


def test_colours_are_worn_at_once_and_found_again(town: Office, sit: Sit, tmp_path: Path) -> None:
    file = tmp_path / "reglages.json"
    page = display(sit(town.desk()), Settings(file))
    assert radio(page, "theme.system").isChecked()
    for name in ("dark", "contrast", "light"):
        radio(page, f"theme.{name}").click()
        assert theme.current().name == name
        assert Settings(file).theme == name
    radio(page, "theme.system").click()
    assert Settings(file).theme == ""


def test_the_size_of_texts_is_worn_at_once_and_found_again(
    town: Office, sit: Sit, tmp_path: Path, qapp: QApplication
) -> None:
    file = tmp_path / "reglages.json"
    page = display(sit(town.desk()), Settings(file))
    before = qapp.font().pixelSize()
    radio(page, "text_scale.150").click()
    assert qapp.font().pixelSize() == round(before * 1.5)
    assert Settings(file).text_scale == 1.5
    again = display(sit(town.desk()), Settings(file))
    assert radio(again, "text_scale.150").isChecked()


def test_the_arrow_keys_choose(town: Office, sit: Sit) -> None:
    settings = Settings()
    settings.theme = "light"
    page = display(sit(town.desk()), settings)
    page.setFocus()
    assert radio(page, "theme.light").hasFocus()
    QTest.keyClick(radio(page, "theme.light"), Qt.Key.Key_Down)
    assert radio(page, "theme.dark").isChecked()
    assert settings.theme == "dark"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_or_nameless(
    town: Office, sit: Sit, qapp: QApplication, scale: float
) -> None:
    theme.apply(qapp, text_scale=scale)
    page = display(sit(town.desk()), Settings())
    assert cut_texts(page) == []
    assert outside(page) == []
    assert nameless(page) == []
