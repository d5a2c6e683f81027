"""One change of a record: who, when, each answer from what to what, what can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import label

NAME_WIDTH = 180
EMPTY = "vide"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, in words; both empty when its values were erased."""

    label: str
    before: str
    after: str
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """What a card tells; `open` follows the record, `restore` brings the version back."""

    name: str
    when: str
    by: str
    what: str
    tone: Tone
    title: str
    answers: Sequence[Answer]
    open: Callable[[], object] | None = None
    restore: Callable[[], object] | None = None


class VersionCard(Card):
    """A card of the history."""

    def __init__(self, version: Version) -> None:
        super().__init__(name=f"version.{version.name}")
        by = f"par {version.by}" if version.by else ""
        self.setAccessibleName(f"{version.what}, {version.title}, {version.when} {by}".strip())
        line = QHBoxLayout()
        line.setSpacing(12)
        head = QWidget()
        words = FlowLayout(head, spacing=8, line_spacing=4, centred=True)
        words.add(Badge(version.what, version.tone))
        if version.open is None:
            words.add(label(version.title, "strong", wrap=True))
        else:
            link = LinkButton(version.title, version.open, name=f"action.version.{version.name}")
            link.setAccessibleDescription("Toutes les versions de cette fiche")
            words.add(link)
        words.add(label(f"{version.when} {by}".strip(), "muted", wrap=True))
        line.addWidget(head, 1)
        if version.restore is not None:
            button = Button(
                "Rétablir cette version",
                version.restore,
                name=f"action.restore.{version.name}",
                icon="arrow-back-up",
            )
            button.setAccessibleDescription(version.when)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.add(line)
        if version.answers:
            self.add(_grid(version.answers))


def _grid(answers: Sequence[Answer]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, NAME_WIDTH)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    top = Qt.AlignmentFlag.AlignTop
    for at, one in enumerate(answers):
        name = label(one.label, "muted", wrap=True)
        name.setFixedWidth(NAME_WIDTH)
        grid.addWidget(name, at, 0, top)
        if one.erased:
            gone = label("Anciennes valeurs effacées", "muted", wrap=True)
            gone.setAccessibleName(f"{one.label}\u202f: anciennes valeurs effacées")
            grid.addWidget(gone, at, 1, 1, 3, top)
            continue
        for column, value in ((1, one.before), (3, one.after)):
            shown = label(value or EMPTY, "muted" if column == 1 or not value else "", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(
                f"{one.label}, {'avant' if column == 1 else 'après'}\u202f: {value or EMPTY}"
            )
            grid.addWidget(shown, at, column, top)
        grid.addWidget(Picture("arrow-right", "muted", size=16), at, 2, top)
    return box
