"""What an eye would see on a page: texts cut, things off the page, fields without a name."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.ui.widgets.elided import ElidedLabel


def cut_texts(page: QWidget) -> list[str]:
    """The visible texts that do not have the room they need, save those that shorten themselves."""
    return [*_cut_labels(page), *_cut_buttons(page)]


def _cut_labels(page: QWidget) -> Iterator[str]:
    for text in page.findChildren(QLabel):
        if not text.isVisible() or not text.text() or isinstance(text, ElidedLabel):
            continue
        if text.wordWrap():
            short = text.height() < text.heightForWidth(text.width())
            # a word longer than the line would be cut even though lines wrap
            words = text.text().replace("-", "- ").split()
            room = text.contentsRect().width()
            widest = max((text.fontMetrics().horizontalAdvance(word) for word in words), default=0)
            short = short or widest > room + 1
        else:
            short = text.width() < text.sizeHint().width()
        if short:
            yield text.text()


def _cut_buttons(page: QWidget) -> Iterator[str]:
    for button in page.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        if isinstance(button, (QPushButton, QCheckBox, QRadioButton)):
            wanted = button.sizeHint()
            if button.width() < wanted.width() or button.height() < wanted.height():
                yield button.text()


def outside(page: QWidget) -> list[str]:
    """The visible parts that stick out of the one that holds them (scrolled areas apart)."""
    found = []
    for part in page.findChildren(QWidget):
        holder = part.parentWidget()
        if not part.isVisible() or part.isWindow() or holder is None or part.size().isEmpty():
            continue
        if isinstance(holder.parentWidget(), QAbstractScrollArea):
            continue
        if not QRect(QPoint(0, 0), holder.size()).contains(part.geometry()):
            name = part.objectName() or type(part).__name__
            found.append(f"{name} {part.geometry()} in {type(holder).__name__} {holder.size()}")
    return found


def nameless(page: QWidget) -> list[str]:
    """The visible parts that take the focus by Tab and say nothing to assistive tools."""
    found = []
    for part in page.findChildren(QWidget):
        takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled()
        if not part.isVisible() or not takes or part.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(part)
        if interface is None or not interface.text(QAccessible.Text.Name):
            found.append(f"{type(part).__name__} {part.objectName()}")
    return found
