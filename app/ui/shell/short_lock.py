"""The short lock: everything is hidden and kept, until the password is given again."""

from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QWidget

from app.errors import UserFacingError
from app.ui.jobs import JobRunner
from app.ui.shell import clipboard
from app.ui.shell.curtain import Curtain

WRONG = "wrong_password"
NOT_THIS_ONE = (
    "Ce mot de passe n’est pas celui de la personne qui a ouvert le coffre.",
    (
        "Vérifiez la touche Verr. maj. et la disposition du clavier. Si c’est un collègue qui l’a "
        "ouvert, fermez le coffre, puis ouvrez-le à votre nom\u202f: sa saisie est gardée."
    ),
)
"""No login is asked for here, and whose session it is must not be read on a locked screen."""


@dataclass(slots=True)
class _Hidden:
    """A dialog taken away by the lock, and how it was modal."""

    window: QWidget
    modality: Qt.WindowModality


class ShortLock(QObject):
    """Draws the curtain over `stack`, whose first widget is the frame.

    Pages, what is typed, the cursor and open dialogs stay as they are; answers of jobs wait.
    `confirm(password)` runs on the database thread and raises a `UserFacingError` when it is
    not the one. A window that opens behind the lock is taken away at once.
    """

    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        stack: QStackedWidget,
        *,
        jobs: JobRunner,
        confirm: Callable[[str], None],
        leave: Callable[[], object],
    ) -> None:
        super().__init__(stack)
        self._stack, self._jobs, self._confirm = stack, jobs, confirm
        self._curtain = Curtain(submit=self._check, leave=leave)
        self._stack.addWidget(self._curtain)
        self._behind: QWidget | None = None
        self._focused: QWidget | None = None
        self._hidden: list[_Hidden] = []
        clipboard.ClipboardWatch(self)  # from the first page on, as long as the vault is open

    @property
    def is_locked(self) -> bool:
        """Whether the curtain is drawn."""
        return self._behind is not None

    @property
    def curtain(self) -> Curtain:
        """The screen shown while locked."""
        return self._curtain

    def lock(self) -> None:
        """Hide everything now."""
        if self.is_locked:
            return
        self._behind = self._stack.currentWidget()
        self._focused = QApplication.focusWidget()
        self._jobs.hold()
        clipboard.forget()
        window = self._stack.window()
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                self._hide(other)
        self._stack.setCurrentWidget(self._curtain)
        self._curtain.reset()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one
        self.locked.emit()
        self._curtain.password.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self, password: str) -> None:
        confirm = self._confirm
        self._jobs.database(
            self,
            lambda: confirm(password),
            lambda _none: self._open(),
            failed=self._refused,
            through_lock=True,
        )

    def _refused(self, error: UserFacingError) -> None:
        if error.code == WRONG:
            self._curtain.refuse(*NOT_THIS_ONE)
        else:
            self._curtain.refuse(error.sentence, error.remedy)

    def _open(self) -> None:
        if self._behind is None:
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # there is one
        self._stack.setCurrentWidget(self._behind)
        self._behind = None
        self._curtain.reset()
        for hidden in self._hidden:
            if shiboken6.isValid(hidden.window):
                hidden.window.setWindowModality(hidden.modality)
                hidden.window.show()
        self._hidden.clear()
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.activateWindow()
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focused = None
        self._jobs.resume()
        self.unlocked.emit()

    def _hide(self, window: QWidget) -> None:
        if isinstance(window, QMenu) or window.windowType() in {
            Qt.WindowType.Popup,
            Qt.WindowType.ToolTip,
        }:
            window.hide()  # a menu or a tooltip has nothing to come back to
            return
        self._hidden.append(_Hidden(window, window.windowModality()))
        window.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._stack.window()
        ):
            QTimer.singleShot(0, watched, lambda: self._intruder(watched))
        return super().eventFilter(watched, event)

    def _intruder(self, window: QWidget) -> None:
        if self.is_locked and window.isVisible():
            self._hide(window)
