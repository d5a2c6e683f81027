"""The icons: drawn, in the right colour, sharp at every scale."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from app.ui import icons, theme


def ink_of(image: QImage) -> set[str]:
    """The colours of the fully opaque pixels."""
    found = set()
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


@pytest.mark.parametrize("name", icons.names())
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_every_icon_is_drawn_at_every_scale(qapp: QApplication, name: str, ratio: float) -> None:
    image = icons.pixmap(name, "ink", ratio=ratio).toImage()
    assert image.width() == round(icons.SIZE * ratio)
    strong = sum(
        image.pixelColor(x, y).alpha() > 150
        for x in range(image.width())
        for y in range(image.height())
    )
    assert strong > 6 * ratio, "an icon must be seen, not guessed"


def test_an_icon_takes_the_colour_of_its_tone(qapp: QApplication) -> None:
    theme.apply(qapp)
    assert ink_of(icons.pixmap("home", "red", ratio=2).toImage()) == {theme.LIGHT.red}


def test_an_icon_made_before_follows_the_theme(qapp: QApplication) -> None:
    theme.apply(qapp)
    before = icons.icon("home", "accent")
    theme.apply(qapp, theme.DARK)
    try:
        assert ink_of(before.pixmap(QSize(20, 20), 2.0).toImage()) == {theme.DARK.accent}
    finally:
        theme.apply(qapp)


def test_a_disabled_icon_is_muted_and_a_checked_one_changes(qapp: QApplication) -> None:
    theme.apply(qapp)
    icon = icons.icon("home", "on_navy", on="on_pill")
    size = QSize(20, 20)
    off = icon.pixmap(size, 2.0, QIcon.Mode.Disabled).toImage()
    on = icon.pixmap(size, 2.0, QIcon.Mode.Normal, QIcon.State.On).toImage()
    assert ink_of(off) == {theme.LIGHT.muted}
    assert ink_of(on) == {theme.LIGHT.on_pill}


def test_an_icon_is_sharp_at_150_percent(qapp: QApplication) -> None:
    """Drawn for the screen, not stretched: no blur wider than antialiasing."""
    image = icons.pixmap("minus", "ink", ratio=1.5).toImage()
    middle = image.width() // 2
    column = [image.pixelColor(middle, y).alpha() for y in range(image.height())]
    assert sum(alpha > 0 for alpha in column) <= 4


def test_an_unknown_icon_is_said_at_once(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
