"""Two versions of one form, question by question, with a choice for each."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.forms.compare import Difference
from app.ui.widgets.badge import Badge
from app.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from app.ui.widgets.marked import MarkedLabel
from app.ui.widgets.style import label

EMPTY = "Vide"
WIDTH, HIGHEST = 920, 600
_AROUND, _ROW = 190, 78  # pixels: title, lead and buttons; a row of short answers


class _Side(QFrame):
    """One of two answers: a button to take it, the words themselves under it."""

    def __init__(self, verb: str, words: str, against: str, *, name: str, spoken: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.button = QRadioButton(verb)
        self.button.setObjectName(name)
        self.button.setAccessibleName(f"{spoken}, {verb}\u202f: {words or EMPTY}")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(2)
        column.addWidget(self.button)
        column.addWidget(MarkedLabel(words, against) if words else label(EMPTY, "muted"))
        column.addStretch(1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.setChecked(True)
        self.button.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)


class CompareDialog(QDialog):
    """`kept` and `other` name the two versions (« Enregistré », « Brouillon du 12/03 »).

    `chosen` gets the keys of the answers taken from `other`; giving up changes nothing.
    """

    def __init__(
        self,
        title: str,
        lead: str,
        differences: Sequence[Difference],
        *,
        kept: str,
        other: str,
        verb: str,
        chosen: Callable[[frozenset[str]], object],
    ) -> None:
        super().__init__()
        self.setObjectName("dialog.compare")
        self.setWindowTitle("Vigie")
        self.setAccessibleName(title)
        self._chosen = chosen
        self.differences = tuple(differences)
        self.sides: dict[str, tuple[_Side, _Side]] = {}
        self._groups: list[QButtonGroup] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(title, "heading", wrap=True))
        column.addWidget(label(lead, "muted", wrap=True))
        column.addWidget(self._table(kept, other), 1)
        foot = QHBoxLayout()
        for side, words, key in ((0, kept, "keep"), (1, other, "take")):
            everywhere = f"Choisir partout «\u202f{words}\u202f»"
            choose = partial(self._all, side)
            foot.addWidget(LinkButton(everywhere, choose, name=f"action.compare.{key}_all"))
        foot.addStretch(1)
        foot.addWidget(Button("Revenir", self.reject, name="dialog.compare.cancel"))
        self.submit = PrimaryButton(verb, self._submit, name="dialog.compare.submit",
                                    tip="Ctrl+Entrée")  # fmt: skip
        foot.addWidget(self.submit)
        column.addLayout(foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit.click)
        self.resize(WIDTH, min(HIGHEST, _AROUND + _ROW * len(self.differences)))
        first = next(iter(self.sides.values()), None)
        if first is not None:
            first[int(self.differences[0].prefer_other)].button.setFocus()

    @property
    def taken(self) -> frozenset[str]:
        """The answers that are taken from the other version."""
        return frozenset(key for key, (_, other) in self.sides.items() if other.button.isChecked())

    def _table(self, kept: str, other: str) -> QScrollArea:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, share in enumerate((3, 5, 5)):
            grid.setColumnStretch(at, share)
        for row, one in enumerate(self.differences):
            grid.addWidget(self._question(one), row, 0, Qt.AlignmentFlag.AlignTop)
            name = f"compare.{one.key.replace('/', '.')}"
            pair = (
                _Side(kept, one.kept, one.other, name=f"{name}.kept", spoken=one.label),
                _Side(other, one.other, one.kept, name=f"{name}.other", spoken=one.label),
            )
            group = QButtonGroup(inner)
            for at, side in enumerate(pair, start=1):
                group.addButton(side.button)
                grid.addWidget(side, row, at)
            pair[int(one.prefer_other)].button.setChecked(True)
            self.sides[one.key] = pair
            self._groups.append(group)
        grid.setRowStretch(len(self.differences), 1)
        area = QScrollArea()
        area.setObjectName("list.compare")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    @staticmethod
    def _question(one: Difference) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 7, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(one.label, "strong", wrap=True))
        if one.clash:
            column.addWidget(
                Badge("Modifié des deux côtés", "amber"), 0, Qt.AlignmentFlag.AlignLeft
            )
        return box

    def _all(self, side: int) -> None:
        for pair in self.sides.values():
            pair[side].button.setChecked(True)

    def _submit(self) -> None:
        taken = self.taken
        self.accept()
        self._chosen(taken)
