"""The bar above the pages: the search box, the backups, who works, « Verrouiller »."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.ui.shell.actions import shown
from app.ui.shell.search import SearchBox
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.style import label

HEIGHT = 54


class TopBar(QFrame):
    """`who` reads « C. Delmas · référente »; `state` says how the backups are."""

    def __init__(
        self,
        search: SearchBox | None,
        *,
        who: str,
        lock: Callable[[], object],
        help_: Callable[[], object],
        state: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(HEIGHT)
        self.who: QLabel = label(who, "muted")
        self.who.setObjectName("topbar.who")
        self.who.setAccessibleDescription("Personne qui travaille")
        button = Button(
            "Verrouiller",
            lock,
            name="action.lock",
            icon="lock",
            tip=f"Cacher l’écran et demander le mot de passe ({shown('lock')})",
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(20, 8, 20, 8)
        line.setSpacing(12)
        if search is not None:
            line.addWidget(search, 3)
        line.addStretch(1)
        if state is not None:
            line.addWidget(state)
        line.addWidget(self.who)
        words = f"Afficher les raccourcis du clavier ({shown('help')})"
        line.addWidget(IconButton("help-circle", words, help_, name="action.help"))
        line.addWidget(button)
