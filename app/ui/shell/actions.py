"""The shortcuts as data: one table feeds the window, its tooltips and the list shown by F1."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


@dataclass(frozen=True, slots=True)
class Action:
    """`keys` as Qt writes them, `shown` as a French keyboard does.

    `by_page`: the page or the list itself answers it; it stands here to be listed and to stay
    the only one with these keys.
    """

    key: str
    keys: str
    shown: str
    label: str
    group: str
    by_page: bool = False


_MOVE, _WRITE, _LIST, _SAFE = "Se déplacer", "Saisir", "Dans une liste", "Protéger"

ACTIONS = (
    Action(
        "search",
        "Ctrl+K",
        "Ctrl+K",
        "Chercher un jeune, une famille, un signalement, une orientation, une observation, "
        "un partenaire",
        _MOVE,
    ),
    Action("home", "Alt+Home", "Alt+Origine", "Revenir à l’accueil", _MOVE),
    Action("back", "Alt+Left", "Alt+←", "Revenir à la page précédente", _MOVE),
    Action("forward", "Alt+Right", "Alt+→", "Aller à la page suivante", _MOVE),
    Action(
        "next", "Alt+S", "Alt+S", "Passer au signalement suivant à qualifier", _MOVE, by_page=True
    ),
    Action("zone", "F6", "F6", "Passer du menu à la recherche, puis à la page", _MOVE),
    Action("help", "F1", "F1", "Afficher les raccourcis", _MOVE),
    Action("save", "Ctrl+Return", "Ctrl+Entrée", "Enregistrer", _WRITE, by_page=True),
    # In a field the field takes it back, as anywhere; elsewhere what was just written.
    Action("undo", "Ctrl+Z", "Ctrl+Z", "Annuler la frappe, ou la dernière action", _WRITE),
    Action("open", "Return", "Entrée", "Ouvrir la ligne choisie", _LIST, by_page=True),
    Action("print", "Ctrl+P", "Ctrl+P", "Imprimer la fiche affichée", _WRITE, by_page=True),
    Action("lock", "Ctrl+L", "Ctrl+L", "Verrouiller", _SAFE),
)


def shown(key: str) -> str:
    """The keys of an action as a person reads them, for a tooltip."""
    return next(action.shown for action in ACTIONS if action.key == key)


def bind(window: QWidget, handlers: Mapping[str, Callable[[], object]]) -> list[QShortcut]:
    """Tie the window's own actions to their handlers; they work wherever the focus is in it."""
    shortcuts = []
    for action in ACTIONS:
        if action.by_page:
            continue
        shortcut = QShortcut(QKeySequence(action.keys), window)
        shortcut.setObjectName(f"shortcut.{action.key}")
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(handlers[action.key])
        shortcuts.append(shortcut)
    return shortcuts


class ShortcutsDialog(QDialog):
    """The list that F1 shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.shortcuts")
        self.setWindowTitle("Vigie")
        self.setAccessibleName("Raccourcis du clavier")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        title = QLabel("Raccourcis du clavier")
        title.setProperty("role", "title")
        layout.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        row = 0
        for group in dict.fromkeys(action.group for action in ACTIONS):
            heading = QLabel(group)
            heading.setProperty("role", "group")
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for action in (action for action in ACTIONS if action.group == group):
                keys = QLabel(action.shown)
                keys.setProperty("role", "strong")
                grid.addWidget(keys, row, 0)
                grid.addWidget(QLabel(action.label), row, 1)
                row += 1
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        close = QPushButton("Fermer")
        close.setObjectName("action.shortcuts.close")
        close.setDefault(True)
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)


def next_zone(zones: list[QWidget], focused: QWidget | None) -> None:
    """F6: give the focus to the zone after the one that holds it, where it last was."""
    holding = next(
        (
            index
            for index, zone in enumerate(zones)
            if focused is not None and (zone is focused or zone.isAncestorOf(focused))
        ),
        -1,
    )
    for step in range(1, len(zones) + 1):
        target = _entrance(zones[(holding + step) % len(zones)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def _entrance(zone: QWidget) -> QWidget | None:
    """Where the focus was in `zone`, else the first widget that takes it."""
    inner = [zone, *zone.findChildren(QWidget)]
    last = zone.focusWidget()
    ready = (
        widget
        for widget in ([last, *inner] if last is not None else inner)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
    )
    return next(ready, None)
