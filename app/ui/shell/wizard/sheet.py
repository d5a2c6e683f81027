"""The recovery sheet: shown, printed or saved, then proved by retyping two groups of it."""

from collections.abc import Callable
from random import SystemRandom

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from app.services.vault.recovery import GROUPS, RecoveryKey
from app.ui.operations.recovery_sheet import SheetPanel
from app.ui.shell.wizard.frame import Step
from app.ui.widgets.cards import Card
from app.ui.widgets.style import label, mark

ASKED = 2


class SheetStep(Step):
    """Shows the key that has just been made: there is no going back from here."""

    returnable = False
    verb = "J’ai la fiche, continuer"

    def __init__(self, panel: SheetPanel) -> None:
        super().__init__(
            "La fiche de secours",
            "Si tous les mots de passe sont perdus, cette clé ouvre encore le coffre. Imprimez "
            "ou recopiez la fiche, puis gardez-la sous enveloppe cachetée, loin de ce PC.",
        )
        self.panel = panel
        self.column.addWidget(panel)
        warning = Card(tone="amber", name="recovery.warning")
        warning.add(
            label(
                "Sans mot de passe et sans cette fiche, les dossiers sont perdus pour toujours. "
                "Personne ne pourra ouvrir le coffre, pas même ceux qui ont écrit Vigie.",
                "strong",
                wrap=True,
            )
        )
        self.column.addWidget(warning)
        self.column.addStretch(1)

    def arrive(self) -> None:
        self.panel.print_button.setFocus(Qt.FocusReason.OtherFocusReason)


class ConfirmStep(Step):
    """Asks two groups drawn at random: a sheet that cannot be read is no sheet."""

    verb = "Ouvrir le coffre"

    def __init__(self, *, key: Callable[[], RecoveryKey], draw: SystemRandom | None = None) -> None:
        super().__init__(
            "Vérifier la fiche",
            "Prenez la fiche, imprimée ou recopiée, et tapez ces deux groupes.",
        )
        self._key = key
        numbers = (draw or SystemRandom()).sample(range(1, GROUPS + 1), ASKED)
        self.numbers = tuple(sorted(numbers))
        self.lines: dict[int, QLineEdit] = {}
        self.errors: dict[int, QLabel] = {}
        for number in self.numbers:
            self._ask(number)
        self.column.addWidget(
            label(
                "Majuscules et minuscules se valent. Un rond est un zéro, un bâton est un un.",
                "small",
                wrap=True,
            )
        )
        self.column.addStretch(1)

    def _ask(self, number: int) -> None:
        words = label(f"Groupe {number}", "label")
        line = QLineEdit()
        line.setObjectName(f"field.recovery.group.{number}")
        line.setAccessibleName(f"Groupe {number}")
        line.setMaxLength(12)
        line.setMaximumWidth(160)
        words.setBuddy(line)
        error = label("", "error", wrap=True)
        error.hide()
        line.textChanged.connect(lambda _text: self._say(number, ""))
        for widget in (words, line, error):
            self.column.addWidget(widget)
        self.column.addSpacing(4)
        self.lines[number], self.errors[number] = line, error

    def arrive(self) -> None:
        empty = next((line for line in self.lines.values() if not line.text()), None)
        (empty or self.lines[self.numbers[0]]).setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self, then: Callable[[], object]) -> None:
        wrong = [
            number
            for number, line in self.lines.items()
            if not self._key().has_group(number, line.text())
        ]
        for number in wrong:
            self._say(
                number,
                "Ce n’est pas ce que dit la fiche. «\u202fPrécédent\u202f» la montre encore."
                if self.lines[number].text().strip()
                else f"Tapez le groupe {number}.",
            )
        if wrong:
            self.lines[wrong[0]].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            then()

    def _say(self, number: int, sentence: str) -> None:
        self.errors[number].setText(sentence)
        self.errors[number].setVisible(bool(sentence))
        mark(self.lines[number], invalid=bool(sentence))
        self.lines[number].setAccessibleDescription(sentence)
