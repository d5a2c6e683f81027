"""What a person does with the draft that a form offers."""

from PySide6.QtWidgets import QPushButton, QWidget


def draft_button(page: QWidget, act: str) -> QPushButton:
    """« Reprendre », « Comparer » or « Jeter » (`resume`, `compare`, `drop`) of the strip shown."""
    found = [
        one
        for one in page.findChildren(QPushButton)
        if one.objectName().startswith(f"action.draft.{act}.") and one.isVisibleTo(page)
    ]
    assert found, f"no draft offers « {act} »"
    return found[0]


def take_up(page: QWidget) -> None:
    """Press « Reprendre »."""
    draft_button(page, "resume").click()
