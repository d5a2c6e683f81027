"""Going from page to page: one history, one guard, pages kept as they were left."""

from collections import OrderedDict
from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.context import Drafting, Guarded, Located, PageContext, PageSpec, Place, Placed
from app.ui.dialogs import LEAVE, LEAVE_A_DRAFT, Dialogs

KEPT = 12
"""How many pages stay alive behind the one shown."""


class Navigator(QObject):
    """Owns the pages. `begin` gives it the context that its pages are built with.

    Nothing leaves a page but through `leave`, which asks when something would be lost.
    """

    moved = Signal()

    def __init__(
        self, stack: QStackedWidget, specs: Mapping[str, PageSpec], dialogs: Dialogs
    ) -> None:
        super().__init__(stack)
        self._stack, self._specs, self._dialogs = stack, dict(specs), dialogs
        self._context: PageContext | None = None
        self._past: list[Place] = []
        self._future: list[Place] = []
        self._place: Place | None = None
        self._pages: OrderedDict[tuple[str, int | None], QWidget] = OrderedDict()
        self._focus: dict[tuple[str, int | None], QWidget] = {}

    def begin(self, context: PageContext) -> None:
        """Give what pages are built with."""
        self._context = context

    @property
    def place(self) -> Place | None:
        """Where one is."""
        return self._place

    @property
    def page(self) -> QWidget | None:
        """The page shown."""
        return self._pages.get(_key(self._place)) if self._place is not None else None

    @property
    def spec(self) -> PageSpec | None:
        """What the page shown is."""
        return self._specs[self._place.kind] if self._place is not None else None

    def go(self, place: Place) -> None:
        """Go somewhere, unless the person decides to stay. Raises LookupError: no such page."""
        if place.kind not in self._specs:
            raise LookupError(place.kind)
        if self._place is not None and _key(place) == _key(self._place):
            self._show(place, remember=place != self._place)
            return
        self.leave(lambda: self._show(place))

    def precede(self, place: Place) -> None:
        """Make `place` the page before the first one shown, unless it is that one."""
        shown = self._past[0] if self._past else self._place
        if shown is not None and _key(shown) != _key(place):
            self._past.insert(0, place)
            self.moved.emit()

    def back(self) -> None:
        """Return to the page before."""
        if self._past:
            self.leave(lambda: self._travel(self._past, self._future))

    def forward(self) -> None:
        """Undo `back`."""
        if self._future:
            self.leave(lambda: self._travel(self._future, self._past))

    def leave(self, then: Callable[[], object]) -> None:
        """Call `then` once nothing would be lost: saved, kept as a draft, given up."""
        held, context = _unsaved(self.page), self._context
        if held is None or context is None:
            then()
            return
        draft = held.snapshot() if isinstance(held, Drafting) else None

        def answered(choice: str) -> None:
            if choice == "save":
                held.save(then)
            elif choice == "discard":
                held.discard()
                then()
            elif draft is not None:  # who stays keeps what was typed too
                context.jobs.database(self, draft, lambda _at: then() if choice == "keep" else None)

        self._dialogs.ask(LEAVE if draft is None else LEAVE_A_DRAFT, answered)

    def forget(self, gone: Callable[[Place], bool]) -> None:
        """Close the pages of the places that are gone, and the ways back to them.

        Who is on one of them goes to the list it belongs to; nothing of it is left to save.
        """
        for places in (self._past, self._future):
            places[:] = [one for one in places if not gone(one)]
        left, spec = self._place, self.spec
        if left is not None and spec is not None and gone(left):
            self._show(Place(spec.rail or next(iter(self._specs))), remember=False)
        for key, page in list(self._pages.items()):
            if gone(page.here() if isinstance(page, Located) else Place(*key)):
                self._drop(key)

    def drafts(self) -> list[Callable[[], object]]:
        """The works that write what is being typed, in every page alive."""
        pages = [page for page in self._pages.values() if isinstance(page, Drafting)]
        works = [page.snapshot() for page in pages]
        return [work for work in works if work is not None]

    def _travel(self, source: list[Place], other: list[Place]) -> None:
        if not source:  # two keys pressed while a question was open
            return
        target = source.pop()
        if self._place is not None and self._specs[self._place.kind].keep:
            other.append(self._place)
        self._show(target, travelling=True)

    def _show(self, place: Place, *, remember: bool = True, travelling: bool = False) -> None:
        if self._context is None:
            raise RuntimeError("navigator used before begin")
        left, self._place = self._place, place
        if left is not None:
            self._put_away(left, place)
            if remember and not travelling:
                self._future.clear()
                if self._specs[left.kind].keep:
                    self._past.append(left)
        key = _key(place)
        page = self._pages.get(key)
        if page is None:
            page = self._specs[place.kind].build(self._context, place)
            self._pages[key] = page
            self._stack.addWidget(page)
        self._pages.move_to_end(key)
        if isinstance(page, Placed):
            page.arrive(place)
        self._stack.setCurrentWidget(page)
        self._give_focus(key, page)
        self._forget_oldest()
        self.moved.emit()

    def _put_away(self, left: Place, place: Place) -> None:
        key = _key(left)
        if key == _key(place) or key not in self._pages:
            return
        page = self._pages[key]
        focused = page.focusWidget()
        if focused is not None:
            self._focus[key] = focused
        if not self._specs[left.kind].keep:
            self._drop(key)

    def _give_focus(self, key: tuple[str, int | None], page: QWidget) -> None:
        focused = self._focus.pop(key, None)
        if focused is not None and shiboken6.isValid(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not page.isAncestorOf(page.focusWidget() or self._stack):
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_oldest(self) -> None:
        for key in list(self._pages)[:-1]:
            if len(self._pages) <= KEPT:
                return
            page = self._pages[key]
            if _unsaved(page) is None:
                self._drop(key)

    def _drop(self, key: tuple[str, int | None]) -> None:
        page = self._pages.pop(key)
        self._focus.pop(key, None)
        self._stack.removeWidget(page)
        page.deleteLater()


def _unsaved(page: object) -> Guarded | None:
    if isinstance(page, Guarded):
        return page if page.has_changes() else None
    return None


def _key(place: Place | None) -> tuple[str, int | None]:
    return (place.kind, place.ref) if place is not None else ("", None)
