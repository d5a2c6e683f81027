"""The focus, when what holds it is built anew: it comes back to the same place, by its name."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.widgets.style import focus_within


@contextmanager
def focus_kept(owner: QWidget) -> Iterator[None]:
    """Around the rebuilding of what `owner` shows.

    The focus returns to the part of the same `objectName`; failing that, to the first part that
    takes it in the row of that name, then in `owner`. Left alone, it would go to the first link
    of the page.
    """
    focused: QWidget | None = owner.window().focusWidget()
    names: list[str] = []
    if focus_within(owner, focused):
        while focused is not None and focused is not owner:
            names.append(focused.objectName())
            focused = focused.parentWidget()
        owner.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt scrolls to the next one
    yield
    found = next((part for name in names if name and (part := _taker(owner, name))), None)
    if found is None and names:
        found = _first(owner)
    if found is not None:  # a layout shows what was added at the next turn only
        give_focus(found)


def give_focus(widget: QWidget) -> None:
    """Give the focus at the next turn of the event loop, once layouts have shown the widget."""
    QTimer.singleShot(0, widget, lambda: widget.setFocus(Qt.FocusReason.OtherFocusReason))


def _taker(owner: QWidget, name: str) -> QWidget | None:
    part = owner.findChild(QWidget, name)
    if part is None or _takes(part):
        return part
    return _first(part)


def _first(owner: QWidget) -> QWidget | None:
    return next((one for one in owner.findChildren(QWidget) if _takes(one)), None)


def _takes(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
