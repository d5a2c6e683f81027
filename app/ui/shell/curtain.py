"""The short lock's screen: « Vigie », a password, nothing else."""

from collections.abc import Callable

from app.ui.shell.door import Door
from app.ui.widgets.buttons import LinkButton

SENTENCE = "La session est verrouillée. Tapez votre mot de passe pour reprendre où vous en étiez."


class Curtain(Door):
    """`submit(password)` checks it; `leave` closes the vault for a colleague."""

    def __init__(self, *, submit: Callable[[str], object], leave: Callable[[], object]) -> None:
        super().__init__(name="curtain", sentence=SENTENCE, verb="Reprendre", submit=self._send)
        self._send_password = submit
        self.finish([LinkButton("Fermer le coffre, pour un collègue", leave, name="action.leave")])

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        super().set_busy(busy)
        if busy:
            self.button.setText("Vérification…")

    def _send(self) -> None:
        self.set_busy(True)
        self._send_password(self.password.text())
