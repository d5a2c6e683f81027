"""What is asked at saving of words that were pointed out: go back to them, or say why they stay."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.services.choices import WritingReason, labelled, member
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.choice import Choice
from app.ui.widgets.growing import GrowingDialog
from app.ui.widgets.style import label

WIDTH = 560
TITLE = "Enregistrer ces mots tels quels\u202f?"
LEAD = (
    "Vous pouvez revenir au texte, rien n’est perdu. Sinon, dites pourquoi ces mots restent\u202f: "
    "le motif est gardé et le coordonnateur le voit, les mots ne sont pas recopiés."
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A question of the form, and what is pointed out of its answer."""

    question: str
    sentences: tuple[str, ...]


class WritingDialog(GrowingDialog):
    """`chosen` gets the reason; `back` is called when one returns to the text."""

    def __init__(
        self,
        pointed: Sequence[Pointed],
        *,
        chosen: Callable[[WritingReason], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__(width=WIDTH)
        self.setObjectName("dialog.writing")
        self.setWindowTitle("Vigie")
        self.setAccessibleName(TITLE)
        self._chosen, self._back = chosen, back
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(TITLE, "heading", wrap=True))
        for one in pointed:
            column.addWidget(label(one.question, "label", wrap=True))
            column.addWidget(label("\n".join(one.sentences), "notice", wrap=True))
        column.addWidget(label(LEAD, "muted", wrap=True))
        self.form = Form(_spec(), cards=False)
        column.addWidget(self.form)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel = Button("Revenir au texte", self.reject, name="dialog.writing.back")
        self.submit = PrimaryButton(
            "Enregistrer tel quel", self._send, name="dialog.writing.submit", tip="Ctrl+Entrée"
        )
        self.submit.setDefault(True)
        for one_button in (self.cancel, self.submit):
            buttons.addWidget(one_button)
        column.addLayout(buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit.click)
        self.form.focus_first()

    def reject(self) -> None:
        """Back to the text, which stands as it was typed."""
        super().reject()
        self._back()

    def _send(self) -> None:
        if not self.form.binder.check_all():
            return
        reason = member(WritingReason, self.form.binder.values()["reason"])
        if reason is not None:
            self.accept()
            self._chosen(reason)


def _spec() -> FormSpec:
    reasons = tuple(Choice(code, words) for code, words, _ in labelled(WritingReason))
    why = Field("reason", "Pourquoi ces mots restent", Kind.CHOICE, required=True, choices=reasons,
                width=Width.FULL, missing="Choisissez le motif, ou revenez au texte")  # fmt: skip
    return FormSpec("writing", (Section("", ((why,),)),), numbered=False)
