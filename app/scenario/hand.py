"""A hand on the window: waits until it sees, then types and clicks as a person does.

Nothing here reaches behind the widgets: what is not visible cannot be used.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QScrollArea,
    QTabBar,
    QWidget,
)

from app.scenario import eye

T = TypeVar("T")
PATIENCE_MS = 15_000
"""Milliseconds: deriving a key takes half a second, a slow machine twenty times that."""
TICK_MS = 10


class NotSeen(LookupError):
    """What was expected on screen did not come. Names a widget or its own words."""


class Hand:
    """Works on the windows of the program; `shot` keeps pictures of `window` in `pictures`.

    `stuck` answers whether the program says that it cannot go on: nothing is awaited then.
    """

    def __init__(
        self, window: QWidget, pictures: Path, *, stuck: Callable[[], bool], first: int = 1
    ) -> None:
        self._window, self._pictures, self._stuck = window, pictures, stuck
        self.pictures_taken = first - 1

    # -- waiting --------------------------------------------------------------------------

    def see(self, name: str) -> QWidget:
        """The visible widget of that name, waited for. Raises `NotSeen`."""
        return self.await_(lambda: eye.named(name), name)

    def sees(self, name: str) -> bool:
        """Whether a widget of that name is visible now."""
        return eye.named(name) is not None

    def read(self, name: str) -> str:
        """The words of a label or of a button."""
        widget = self.see(name)
        text = getattr(widget, "text", None)
        return str(text()) if text is not None else widget.accessibleName()

    def wait_for_text(self, words: str) -> None:
        """Wait until these words are on screen, wherever they are."""
        self.wait(lambda: any(words in text for text in eye.texts()), f"«\u202f{words}\u202f»")

    def await_(self, look: Callable[[], T | None], what: str) -> T:
        """What `look` sees, as soon as it does. Raises `NotSeen`."""
        found: list[T] = []

        def seen() -> bool:
            one = look()
            if one is not None:
                found.append(one)
            return bool(found)

        self.wait(seen, what)
        return found[0]

    def wait(self, condition: Callable[[], bool], what: str) -> None:
        """Let the program work until `condition` holds. Raises `NotSeen`."""
        if condition():
            return
        loop, ticks = QEventLoop(), QTimer()
        left = [PATIENCE_MS // TICK_MS]

        def look() -> None:
            left[0] = -1 if self._stuck() else left[0] - 1
            if left[0] < 0 or condition():
                ticks.stop()
                loop.quit()

        ticks.timeout.connect(look)
        ticks.start(TICK_MS)
        loop.exec()
        if left[0] < 0:
            raise NotSeen(what)

    def shot(self, title: str) -> None:
        """Keep a picture of the window, numbered in the order of the story."""
        QApplication.processEvents()  # what was just asked for is laid out and painted
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.pictures_taken += 1
        self._pictures.mkdir(parents=True, exist_ok=True)
        self._window.grab().save(str(self._pictures / f"{self.pictures_taken:02}-{title}.png"))

    # -- clicking -------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click what bears that name."""
        self._click(self.see(name), name)

    def click_words(self, words: str) -> None:
        """Click the button or the link whose words begin so."""
        self._click(self.await_(lambda: eye.spoken(words), f"«\u202f{words}\u202f»"), words)

    def pick(self, name: str, words: str) -> None:
        """Tick the answer of a question, by its words."""
        question = self.see(name)
        what = f"{name} («\u202f{words}\u202f»)"
        self._click(self.await_(lambda: eye.spoken(words, within=question), what), what)

    def click_in_menu(self, words: str) -> None:
        """Choose in the menu that is open."""
        menu, action = self.await_(lambda: eye.menu_line(words), f"«\u202f{words}\u202f»")
        at = menu.actionGeometry(action).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=at)
        self._window.activateWindow()

    def open_tab(self, name: str, title: str) -> None:
        """Show a part of the page, by the beginning of its title."""
        bar = self.see(name)
        if not isinstance(bar, QTabBar):
            raise NotSeen(name)
        at = next((i for i in range(bar.count()) if bar.tabText(i).startswith(title)), None)
        if at is None:
            raise NotSeen(f"{name} («\u202f{title}\u202f»)")
        self._reveal(bar)
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())

    def open_row(self, list_name: str, words: str) -> None:
        """Open the line of a list that holds these words, as Entrée does."""
        view, line = self.see_row(list_name, words)
        self._click_line(view, line)
        QTest.keyClick(view, Qt.Key.Key_Return)

    def see_row(self, list_name: str, words: str) -> tuple[QAbstractItemView, QModelIndex]:
        """Wait until a list holds these words."""
        view = self.see(list_name)
        if not isinstance(view, QAbstractItemView):
            raise NotSeen(list_name)
        what = f"{list_name} («\u202f{words}\u202f»)"
        return view, self.await_(lambda: eye.row(view, words), what)

    # -- typing ---------------------------------------------------------------------------

    def write(self, name: str, text: str) -> None:
        """Replace what a field holds by typing, then leave it."""
        QTest.keyClick(self.type_in(name, text), Qt.Key.Key_Tab)

    def type_in(self, name: str, text: str) -> QWidget:
        """Replace what a field holds by typing, and stay there."""
        field = self.see(name)
        self.wait(field.isEnabled, f"{name} (actif)")
        self._reveal(field)
        self._type(field, text)
        return field

    def choose(self, name: str, typed: str, *, answer: str = "") -> None:
        """Type in a list that searches, and click the answer that begins so, or holds it."""
        combo = self.see(name)
        if not isinstance(combo, QComboBox) or (line := combo.lineEdit()) is None:
            raise NotSeen(name)
        self._reveal(combo)
        self._type(line, typed)
        what = f"{name} («\u202f{answer or typed}\u202f»)"
        self._click_line(*self.await_(lambda: eye.offered(answer or typed), what))
        combo.window().activateWindow()

    def press(self, key: Qt.Key, name: str) -> None:
        """A key, in what bears that name."""
        QTest.keyClick(self.see(name), key)

    def _type(self, field: QWidget, text: str) -> None:
        if not field.isActiveWindow():
            # a desktop gives the front back when a dialog closes; nobody does without one
            field.activateWindow()
            QApplication.processEvents()
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        for letter in text:  # QTest knows the letters of a western keyboard only
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(field, key)

    def _click(self, widget: QWidget, what: str) -> None:
        self.wait(widget.isEnabled, f"{what} (actif)")
        self._reveal(widget)
        # near the left edge: where the box of an answer is
        at = QPoint(min(14, widget.width() // 2), widget.height() // 2)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def _click_line(self, view: QAbstractItemView, index: QModelIndex) -> None:
        view.scrollTo(index)
        at = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def _reveal(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QApplication.processEvents()
