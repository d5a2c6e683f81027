"""« Déjà connu ? »: who resembles the person being typed, how much, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import Button
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import clear, label, mark

LIKELY = 80  # % from which a resemblance is worth stopping for


@dataclass(frozen=True, slots=True)
class Proposal:
    """Someone: a number, a name, one line of what is known, why they are proposed."""

    key: int
    name: str
    percent: int
    line: str
    why: str


class Proposals(QWidget):
    """One block a person: recognising one can be taken back, the other answer hides them.

    `chosen` gives the number of who was recognised, None when that is taken back; `dismissed`
    that of who was not.
    """

    chosen = Signal(object)
    dismissed = Signal(int)

    def __init__(
        self, *, yes: str = "C’est ce jeune", no: str = "Ce n’est pas la même personne",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._yes, self._no = yes, no
        self._rows: tuple[Proposal, ...] = ()
        self._dismissed: set[int] = set()
        self._taken: Proposal | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._draw()

    @property
    def taken(self) -> int | None:
        """Who was recognised."""
        return self._taken.key if self._taken else None

    @property
    def dismissed_keys(self) -> frozenset[int]:
        """Who was not recognised."""
        return frozenset(self._dismissed)

    def show_people(self, rows: Sequence[Proposal]) -> None:
        """Replace them; who was recognised stays, whatever is typed next."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._draw()

    def of(self, key: int) -> Proposal:
        """Whom that number stands for. Raises KeyError when they are not proposed."""
        return {one.key: one for one in self._rows}[key]

    def take(self, key: int | None) -> None:
        """Recognise someone of those shown, or nobody."""
        self._taken = next((one for one in self._rows if one.key == key), None)
        self._draw()
        self.chosen.emit(self.taken)

    def _dismiss(self, key: int) -> None:
        self._dismissed.add(key)
        if self.taken == key:
            self._taken = None
            self.chosen.emit(None)
        self._draw()
        self.dismissed.emit(key)

    def bring_back(self, key: int) -> None:
        """Show someone again who was dismissed."""
        self._dismissed.discard(key)
        self._draw()

    def _draw(self) -> None:
        clear(self._column)
        shown = [one for one in self._rows if one.key not in self._dismissed]
        if self._taken is not None:
            shown = [self._taken]
        for one in shown:
            self._column.addWidget(self._block(one))
        if not shown:
            self._column.addWidget(
                label("Aucun jeune qui lui ressemble parmi les dossiers qui vous sont ouverts.",
                      "muted", wrap=True)
            )  # fmt: skip

    def _block(self, one: Proposal) -> QFrame:
        taken = one == self._taken
        likely = one.percent >= LIKELY
        box = QFrame()
        box.setProperty("role", "card")
        mark(box, tone="green" if taken else "amber" if likely else "neutral")
        column = QVBoxLayout(box)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(4)
        head = QWidget()
        line = FlowLayout(head, spacing=8, line_spacing=2)
        line.add(label(one.name, "strong", wrap=True))
        line.add(Badge(f"{one.percent}\u00a0%", "neutral"))
        column.addWidget(head)
        column.addWidget(label(one.line, wrap=True))
        column.addWidget(label(one.why, "small", wrap=True))
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=8, line_spacing=6)
        if taken:
            column.addWidget(
                label("Le signalement rejoindra ce dossier.", "strong", tone="green", wrap=True)
            )
            row.add(
                Button("Revenir sur ce choix", lambda: self.take(None), name="action.known.undo")
            )
        else:
            row.add(
                Button(self._yes, lambda: self.take(one.key), name=f"action.known.yes.{one.key}")
            )
            row.add(Button(self._no, lambda: self._dismiss(one.key),
                           name=f"action.known.no.{one.key}"))  # fmt: skip
        column.addWidget(buttons)
        return box
