"""Helpers that tie a widget to the style sheet."""

from PySide6 import QtCore
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QWidget

NNBSP = "\u202f"


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Set the dynamic properties that the style sheet selects on, and redraw if one changed."""
    changed = False
    for name, value in properties.items():
        text = str(value).lower() if isinstance(value, bool) else value
        if widget.property(name) != text:
            widget.setProperty(name, text)
            changed = True
    # Before it is first shown a widget has no style yet: polishing it then would be done twice.
    if changed and widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def name_values(thing: QObject, **values: str) -> None:
    """Give properties of Qt the values that bear these names, as a form of Qt Designer does.

    For what the first screen shows: `Qt.TextFormat` would have Python build the whole namespace
    `Qt`, 15 milliseconds of every start. Raises ValueError for what Qt does not know.
    """
    for name, value in values.items():
        if not thing.setProperty(name, value):
            raise ValueError(name)


def label(text: str, role: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A plain-text label: what people typed is never taken for markup."""
    result = WrapLabel(text) if wrap else QLabel(text)
    name_values(result, textFormat="PlainText")
    if role:
        result.setProperty("role", role)
    if tone:
        result.setProperty("tone", tone)
    return result


class WrapLabel(QLabel):
    """A text that would rather be on one line, and takes as many as it must."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        lines = self.text().split("\n")
        width = max((metrics.horizontalAdvance(line) for line in lines), default=0)
        margins = self.contentsMargins()
        return QSize(
            width + 2 + margins.left() + margins.right(),
            metrics.height() * len(lines) + margins.top() + margins.bottom(),
        )


def count(number: int, one: str, many: str = "") -> str:
    """« 0 dossier », « 1 dossier », « 1 250 dossiers »: French agrees from two on."""
    shown = f"{number:,}".replace(",", NNBSP)
    return f"{shown} {one if abs(number) < 2 else many or one + 's'}"


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def focus_within(owner: QWidget, widget: QWidget | None) -> bool:
    """Whether `widget` is `owner` or lies in it, its pop-ups included."""
    while widget is not None:
        if widget is owner:
            return True
        widget = widget.parentWidget()
    return False
