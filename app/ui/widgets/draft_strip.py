"""The strip above a form that says what was left unfinished, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.style import label


class DraftStrip(QFrame):
    """« Brouillon du 12/03 à 14 h 07 : Reprendre · Comparer · Jeter ». Hidden at first."""

    resumed = Signal()
    compared = Signal()
    dropped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"strip.draft.{name}")
        self.setProperty("role", "card")
        self.setProperty("tone", "accent")
        self.words = label("", "strong", wrap=True)
        self.resume = Button("Reprendre", self.resumed.emit, name=f"action.draft.resume.{name}")
        self.compare = Button("Comparer", self.compared.emit, name=f"action.draft.compare.{name}")
        self.drop = Button("Jeter", self.dropped.emit, name=f"action.draft.drop.{name}")
        flow = FlowLayout(self, fill=Fill.STRETCH, spacing=8, line_spacing=6, centred=True)
        flow.setContentsMargins(14, 8, 10, 8)
        flow.add(self.words, 1)
        for button in (self.resume, self.compare, self.drop):
            flow.add(button, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def say(self, sentence: str, *, resume: bool, compare: bool) -> None:
        """Show the strip, with the ways that are open."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.resume.setVisible(resume)
        self.compare.setVisible(compare)
        self.show()
