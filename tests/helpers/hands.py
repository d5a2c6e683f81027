"""What one reads on a page, presses, and types into."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget


def words(of: QWidget) -> str:
    """Every text in view, a line each."""
    return "\n".join(one.text() for one in of.findChildren(QLabel) if one.isVisible())


def press(of: QWidget, name: str) -> None:
    """Press the button of that name; there is one."""
    button = of.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def focused() -> QWidget:
    """Where the keys go."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
