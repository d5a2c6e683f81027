"""The very first screen: no vault is known to this PC yet."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.ui.shell.card import CardScreen
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.style import label

_WIDTH = 560


class WelcomeScreen(CardScreen):
    """The ways to begin, each a button under the sentence that says what it is for."""

    def __init__(
        self,
        *,
        create: Callable[[], object],
        open_existing: Callable[[], object],
        demo: Callable[[], object] | None,
        restore: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(name="welcome", width=_WIDTH)
        self.column.addWidget(label("Bienvenue dans Vigie", "title"))
        self.column.addWidget(
            label(
                "Le poste de travail d’une cellule de veille éducative. Tout reste sur ce PC, dans "
                "un coffre chiffré\u202f; Vigie ne va jamais sur internet.",
                "muted",
                wrap=True,
            )
        )
        self.create_button = self._offer(
            "Votre cellule commence avec Vigie.", "Créer un coffre", create,
            name="welcome.create", icon="folder-plus", primary=True,
        )  # fmt: skip
        self.open_button = self._offer(
            "Elle a déjà un coffre, sur ce PC ou sur un support.", "Ouvrir un coffre existant…",
            open_existing, name="welcome.open", icon="folder-open",
        )  # fmt: skip
        if restore is not None:
            self.restore_button = self._offer(
                "Le PC ou le coffre est perdu, pas ses sauvegardes.",
                "Restaurer une sauvegarde…", restore, name="welcome.restore", icon="history",
            )  # fmt: skip
        if demo is not None:
            self._offer(
                "Pour apprendre sans risque, dans une ville qui n’existe pas.",
                "Essayer avec un coffre de démonstration", demo,
                name="welcome.demo", icon="school",
            )  # fmt: skip

    def take_focus(self) -> None:
        """Entrée creates a vault."""
        self.create_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(
        self,
        why: str,
        words: str,
        act: Callable[[], object],
        *,
        name: str,
        icon: str,
        primary: bool = False,
    ) -> Button:
        self.column.addSpacing(12)
        self.column.addWidget(label(why, wrap=True))
        kind = PrimaryButton if primary else Button
        button = kind(words, act, name=name, icon=icon)
        button.setAutoDefault(True)
        button.setAccessibleDescription(why)
        self.column.addWidget(button)
        return button
