"""The frame of a wizard: one card, one question at a time, back and forward without losing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.ui.dialogs import Dialogs, Question
from app.ui.jobs import Step as Advance
from app.ui.shell.card import CardScreen
from app.ui.widgets.busy import Busy
from app.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import label

_WIDTH, _HEIGHT = 600, 470


class Step(QWidget):
    """One screen of a wizard. What is typed stays in its widgets while one goes back and forth.

    `verb` is on the button that goes on; `returnable` says whether one may go back from here.
    """

    verb = "Continuer"
    returnable = True

    def __init__(self, title: str, lead: str = "") -> None:
        super().__init__()
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        if lead:
            self.column.addWidget(label(lead, wrap=True))

    def arrive(self) -> None:
        """The step is on screen: put the cursor where one types."""

    def go_on(self, then: Callable[[], object]) -> None:
        """Check what is typed; call `then` when one may go on, now or later."""
        then()


class WizardFrame(CardScreen):
    """Shows the steps given to `begin`; `finished` is called after the last.

    Entrée goes on, Échap asks `question`; `give_up` is called once the person has confirmed.
    """

    def __init__(
        self,
        *,
        name: str,
        dialogs: Dialogs,
        question: Callable[[], Question],
        give_up: Callable[[], object],
        finished: Callable[[], object],
    ) -> None:
        super().__init__(name=name, width=_WIDTH)
        self._steps: tuple[Step, ...] = ()
        self._dialogs = dialogs
        self._question, self._give_up, self._finished = question, give_up, finished
        self._asking = self._busy = False
        self.where = label("", "muted")
        self.where.setObjectName(f"{name}.where")
        self.title = label("", "title", wrap=True)
        self.title.setObjectName(f"{name}.title")
        self._stack = QStackedWidget()
        self._stack.setProperty("ground", "card")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(8)
        self.strip: Strip | None = None
        self.busy = Busy("", cancellable=False)
        self.busy.hide()
        self.leave_button = LinkButton("Abandonner", self.ask_to_leave, name=f"{name}.leave")
        self.back_button = Button("Précédent", self.back, name=f"{name}.back")
        self.back_button.setAutoDefault(True)
        self.next_button = PrimaryButton("", self.go_on, name=f"{name}.next")
        self.next_button.setAutoDefault(True)
        self._lay_out()

    def begin(self, steps: Sequence[Step]) -> None:
        """Take the steps, in order, and show the first."""
        self._steps = tuple(steps)
        for step in self._steps:
            self._stack.addWidget(step)
        self._show(0)

    def _lay_out(self) -> None:
        self.card.setMinimumHeight(_HEIGHT)
        self.card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        column = self.column
        column.addWidget(self.where)
        column.addWidget(self.title)
        column.addSpacing(8)
        column.addWidget(self._stack)
        column.addStretch(1)
        column.addLayout(self._notes)
        column.addWidget(self.busy)
        column.addSpacing(10)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        column.addLayout(buttons)

    @property
    def step(self) -> Step:
        """The step on screen."""
        return self._steps[self._stack.currentIndex()]

    @property
    def holds_vault(self) -> bool:
        """Whether a vault is open: leaving must close it."""
        return False

    def take_focus(self) -> None:
        """Put the cursor where one types."""
        self.step.arrive()

    def go_on(self) -> None:
        """What « Continuer » and Entrée do."""
        if not self._busy:
            self.tell(None)
            self.step.go_on(self.forward)

    def forward(self) -> None:
        """Show the next step, or end."""
        following = self._stack.currentIndex() + 1
        if following < len(self._steps):
            self._show(following)
            self.step.arrive()
        else:
            self._finished()

    def back(self) -> None:
        """Show the step before, as it was left."""
        before = self._stack.currentIndex() - 1
        if before >= 0 and self.step.returnable and not self._busy:
            self._show(before)
            self.step.arrive()

    def tell(self, error: UserFacingError | None) -> None:
        """Say what was refused, above the buttons; None takes it away."""
        if self.strip is not None:
            self._notes.removeWidget(self.strip)
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
        if error is not None:
            self.strip = Strip(error.sentence, error.remedy, name=f"{self.objectName()}.problem")
            self._notes.addWidget(self.strip)

    def set_busy(self, sentence: str) -> None:
        """While something is made, one cannot press twice; an empty sentence: it is done."""
        self._busy = bool(sentence)
        self.busy.setVisible(self._busy)
        self.busy.advance(0, 0, sentence)
        for widget in (self._stack, self.next_button, self.back_button, self.leave_button):
            widget.setEnabled(not self._busy)

    def advance(self, step: Advance) -> None:
        """Say how far a long work is."""
        self.busy.advance(step.done, step.total, step.label)

    def ask_to_leave(self) -> None:
        """What « Abandonner » and Échap do: ask once."""
        if self._asking or self._busy:
            return
        self._asking = True

        def answered(key: str) -> None:
            self._asking = False
            if key == "leave":
                self._give_up()
            else:
                self.take_focus()

        self._dialogs.ask(self._question(), answered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.ask_to_leave()
        else:
            super().keyPressEvent(event)

    def _show(self, index: int) -> None:
        self.tell(None)
        self._stack.setCurrentIndex(index)
        step = self._steps[index]
        self.where.setText(f"Étape {index + 1} sur {len(self._steps)}")
        self.where.setVisible(len(self._steps) > 1)
        self.title.setText(step.title)
        self.setAccessibleName(step.title)
        self.next_button.setText(step.verb)
        self.back_button.setVisible(index > 0 and step.returnable)
        self.ensureVisible(0, 0)
