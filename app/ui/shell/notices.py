"""How messages are drawn: the problem as a strip at the top, the success as a line below."""

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.messages import Messages
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.picture import Picture
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear

FADE_MS = 120
"""The only motion of the program, in milliseconds."""
WATCH_MS = 250
_STEP = 8  # pixels


class ProblemStrip(QWidget):
    """What happened, what to do, and a cross, above the page; it takes no room when all is well."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("notice.problem")
        self._messages = messages
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 14, 24, 0)
        messages.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the problem of the moment, or nothing."""
        problem = self._messages.problem_shown
        clear(self._layout)
        self.setVisible(problem is not None)
        if problem is None:
            return
        strip = Strip(
            problem.sentence,
            problem.remedy,
            on_close=self._messages.dismiss_problem,
            name="notice.strip",
        )
        self._layout.addWidget(strip)
        _announce(self, f"{problem.sentence} {problem.remedy}")


class SuccessLine(QFrame):
    """One line over the page, as low as it hides no action; « Annuler » where it can be undone."""

    def __init__(self, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice.success")
        self.setProperty("role", "popup")
        self._messages, self._parent = messages, parent
        self._words = QLabel()
        self._words.setObjectName("notice.success.text")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("role", "strong")
        self._undo = LinkButton("Annuler", messages.undo, name="action.undo")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(12)
        line.addWidget(Picture("circle-check", "green"))
        line.addWidget(self._words, 1)
        line.addWidget(self._undo)
        effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(effect)
        self._fade = QPropertyAnimation(effect, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.Linear)
        self._fade.finished.connect(self._faded)
        self._watch = QTimer(self)  # a page that comes meanwhile brings its own actions
        self._watch.setInterval(WATCH_MS)
        self._watch.timeout.connect(self._make_way)
        self.hide()
        messages.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the success of the moment, or let it go."""
        success = self._messages.success_shown
        if success is None:
            if not self.isHidden() and self._fade.endValue() != 0.0:
                self._run(0.0)
            return
        self._words.setText(success.text)
        self._undo.setVisible(success.undo is not None)
        self.place()
        self.show()
        self.raise_()
        self._watch.start()
        self._run(1.0)
        _announce(self, success.text)

    def place(self) -> None:
        """Keep the line centred, at the lowest place where it covers nothing one can press."""
        wanted = self.sizeHint()
        width = min(wanted.width(), max(0, self._parent.width() - 32))
        left = (self._parent.width() - width) // 2
        lowest = self._parent.height() - wanted.height() - 16
        taken = self._actions()
        places = [QRect(left, top, width, wanted.height()) for top in range(lowest, 0, -_STEP)] or [
            QRect(left, lowest, width, wanted.height())
        ]
        free = (one for one in places if not any(one.intersects(other) for other in taken))
        self.setGeometry(next(free, places[0]))

    def _actions(self) -> list[QRect]:
        """Where, in the parent, what can be pressed or typed in shows."""
        within = self._parent
        parts = (one for kind in (QAbstractButton, QLineEdit) for one in within.findChildren(kind))
        shown = (one for one in parts if one.isVisible() and not self.isAncestorOf(one))
        return [rect for one in shown if not (rect := _shown_part(one, within)).isEmpty()]

    def _make_way(self) -> None:
        if any(self.geometry().intersects(rect) for rect in self._actions()):
            self.place()

    def _run(self, target: float) -> None:
        self._fade.stop()
        self._fade.setStartValue(1.0 - target)
        self._fade.setEndValue(target)
        self._fade.start()

    def _faded(self) -> None:
        if self._fade.endValue() == 0.0:
            self._watch.stop()
            self.hide()


def _shown_part(widget: QWidget, within: QWidget) -> QRect:
    """What shows of a widget, scrolled areas between them being what they are."""
    shown = widget.visibleRegion().boundingRect()
    return shown.translated(widget.mapTo(within, QPoint(0, 0)))


def _announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say what appeared, without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
