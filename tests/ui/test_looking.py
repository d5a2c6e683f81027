"""Both pages of the gallery, looked at as an eye would, at the sizes people have."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from tests.ui.gallery import form_page, parts_page
from tests.ui.looking import cut_texts, nameless, outside

# content of the page, in logical pixels: 1024 with the rail of icons; 1366 at 150 % and at 100 %;
# 1920 at 150 % and at 100 %
SIZES = ((960, 700), (847, 460), (1148, 714), (1062, 666), (1702, 1026))


@pytest.fixture(params=[1.0, 1.3], ids=["text 100 %", "text 130 %"])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    theme.apply(qapp, text_scale=request.param)
    yield request.param
    theme.apply(qapp)


@pytest.mark.parametrize("build", [parts_page, form_page])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_at_the_sizes_people_have(
    qtbot: QtBot, scale: float, build: Callable[[], QWidget], size: tuple[int, int]
) -> None:
    page = build()
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    for _ in range(3):  # a wrapped text changes its page's height, then its scroll bar
        QApplication.processEvents()
    assert cut_texts(page) == []
    assert outside(page) == []


@pytest.mark.parametrize("build", [parts_page, form_page])
def test_whatever_takes_the_focus_has_a_name(
    qtbot: QtBot, qapp: QApplication, build: Callable[[], QWidget]
) -> None:
    theme.apply(qapp)
    page = build()
    qtbot.addWidget(page)
    page.show()
    assert nameless(page) == []
