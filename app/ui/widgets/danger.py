"""The page of a danger: whom to call first, then the two ways on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.widgets.buttons import Button, DangerButton, LinkButton, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.checkgrid import RadioRow
from app.ui.widgets.choice import Choice
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.header import PageHeader
from app.ui.widgets.picture import Picture
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import label


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call, in which case, at which number (empty: not set yet)."""

    who: str
    when: str
    number: str


MISSING = "Numéro à renseigner par le coordonnateur, dans Administration › Organisation"
SET = "Renseigner le numéro"


class DangerPanel(ScrollPage):
    """`transmitted` gives the recipient's code and whether the schooling is followed too.

    `back` is « la réponse était une erreur », `setting` asks to set a number that is missing.
    """

    transmitted = Signal(str, bool)
    back = Signal()
    setting = Signal()

    def __init__(self, recipients: Sequence[Choice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.danger")
        header = PageHeader("Danger ou risque de danger")
        header.set_actions(
            [Button("Revenir au formulaire", self.back.emit, name="action.danger.back",
                    icon="arrow-left", tip="La réponse «\u202foui\u202f» était une erreur")]
        )  # fmt: skip
        self.add(header)
        self.add(
            Strip(
                "Appelez maintenant. Vigie ne remplace ni la CRIP ni le procureur.",
                "Ce que vous savez de la situation se dit à ces interlocuteurs\u202f: "
                "rien n’en est gardé ici.",
            )
        )
        self._calls = QWidget()
        self._cards = FlowLayout(self._calls, fill=Fill.STRETCH, spacing=14, line_spacing=14)
        self.add(self._calls)
        self.recipient = RadioRow(recipients, name="field.danger.recipient")
        self.recipient.setObjectName("field.danger.recipient")
        self.recipient.setAccessibleName("À qui la situation a-t-elle été transmise\u202f?")
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self.recipient.changed.connect(self._error.hide)
        done = Card(
            "Une fois l’appel passé\u202f: à qui la situation a-t-elle été transmise\u202f?"
        )
        done.add(self.recipient)
        done.add(self._error)
        self.add(done)
        self._ways = QWidget()
        ways = FlowLayout(self._ways, fill=Fill.STRETCH, spacing=14, line_spacing=14)
        ways.add(
            _way(
                "Transmettre seulement",
                "Ce signalement est effacé. Il ne reste que la date, le destinataire et votre nom, "
                "sans lien avec le jeune.",
                DangerButton(
                    "Effacer et garder la seule trace",
                    lambda: self._go(follow=False),
                    name="action.danger.only",
                ),
            )
        )
        ways.add(_way(
            "Transmettre, et suivre aussi la scolarité",
            "La précision que vous avez écrite est effacée. Le formulaire continue pour "
            "l’absentéisme, l’orientation ou la formation.",
            PrimaryButton("Effacer le récit et continuer",
                          lambda: self._go(follow=True), name="action.danger.follow"),
        ))  # fmt: skip
        self.add(self._ways)
        self.fill()

    def show_calls(self, calls: Sequence[Call], *, may_set: bool = False) -> None:
        """The numbers, the most urgent first; a missing one is a link for who `may_set` it."""
        high = 0
        for at, call in enumerate(calls):
            card = Card()
            card.setMinimumWidth(200)
            card.add(Picture("phone", "red", size=24))
            if call.number or not may_set:
                told = label(call.number or MISSING, "title" if call.number else "muted", wrap=True)
                card.add(told)
                told.ensurePolished()
                high = max(high, told.sizeHint().height()) if call.number else high
            else:
                link = LinkButton(SET, self.setting.emit, name=f"action.danger.number.{at}")
                link.setAccessibleName(f"{SET}\u202f: {call.who}")
                link.ensurePolished()
                # as high as a number, so that the lines below stay level from card to card
                card.body.addSpacing(max(0, high - link.sizeHint().height()))
                card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            card.add(label(call.who, "strong", wrap=True))
            card.add(label(call.when, "muted", wrap=True))
            card.fill()
            self._cards.add(card)

    def begin(self) -> None:
        """Start again: nothing chosen, the focus on the first answer."""
        self.recipient.choose(None)
        self._error.hide()
        next(iter(self.recipient.buttons.values())).setFocus()
        self.verticalScrollBar().setValue(0)

    def refuse(self, sentence: str) -> None:
        """What is wrong with the answer."""
        self._error.setText(sentence)
        self._error.show()

    def _go(self, *, follow: bool) -> None:
        code = self.recipient.code()
        if code is None:
            self.refuse("Indiquez à qui la situation a été transmise.")
            next(iter(self.recipient.buttons.values())).setFocus()
            return
        self.transmitted.emit(code, follow)


def _way(title: str, words: str, button: Button) -> QFrame:
    card = Card(title)
    card.setMinimumWidth(300)
    card.add(label(words, wrap=True))
    card.fill()
    line = QVBoxLayout()
    line.addWidget(button)
    card.add(line)
    return card
