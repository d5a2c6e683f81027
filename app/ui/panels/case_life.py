"""The tab Suivi of a dossier: who follows it, what is possible now, how long it is kept."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import cases, trash
from app.services.case_endings import Ending
from app.services.case_moves import Move
from app.services.cases import CaseHeader, CasePage
from app.services.changes import Change, Subject
from app.services.choices import CaseStatus
from app.services.drafts import DraftKey
from app.services.rules.french import short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext
from app.ui.operations.anew import read_anew
from app.ui.operations.case_life_words import ending_facts, move_note
from app.ui.operations.case_words import conservation, follow_up
from app.ui.operations.cases import Options, header_form, read_options, status_form, verb
from app.ui.operations.form_slot import FormSlot, HoldsForms
from app.ui.operations.mistake import ask_to_erase_case
from app.ui.operations.trash_card import TrashCard
from app.ui.widgets.buttons import Button, DangerButton
from app.ui.widgets.cards import Card
from app.ui.widgets.facts import Facts
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.scroll import TwoColumns
from app.ui.widgets.style import clear, label


class LifeTab(QWidget, HoldsForms):
    """« Ce qui est possible maintenant » offers the moves of the state machine, and no other."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("tab.life")
        self._context, self._case_id = context, case_id
        self._head: CaseHeader | None = None
        self.slot = FormSlot()
        self.openings = {
            "case": lambda _record: self._edit(),
            "case.status": lambda record: self._move(CaseStatus(record.partition(".")[2])),
        }
        self._body = QVBoxLayout()
        desk = context.desk
        self.trash = TrashCard(context, lambda: trash.trash_of(desk, case_id), self._concerns_trash)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.slot)
        column.addLayout(self._body)
        column.addWidget(self.trash)
        column.addStretch(1)

    def show_case(self, page: CasePage) -> None:
        """Show another reading of the dossier; an open form stays as it is."""
        self._head = head = page.header
        clear(self._body)
        columns = TwoColumns()
        card = Card("Suivi", name="card.case.life")
        if head.follows(UseCase.EDIT_CASE):
            card.add_action("Modifier", self._edit, name="action.case.edit")
        card.add(Facts(follow_up(page)))
        columns.main.addWidget(card)
        for one in page.endings:
            columns.main.addWidget(_ending(one))
        columns.side.addWidget(self._possible(head))
        kept = conservation(head)
        if kept:
            term = Card("Conservation")
            term.add(label(kept, wrap=True))
            columns.side.addWidget(term)
        if UseCase.ERASE in head.may:
            columns.side.addWidget(self._mistake())
        columns.fill()
        self._body.addWidget(columns)

    def opens(self, key: DraftKey) -> bool:
        head = self._head
        if head is None:
            return False
        if key.form == "case":
            return head.follows(UseCase.EDIT_CASE)
        return key.record.partition(".")[2] in {str(one) for one in head.next_states}

    def _mistake(self) -> Card:
        card = Card("Dossier ouvert à tort", name="card.case.mistake")
        card.add(
            label(
                "Doublon, erreur sur la personne, essai\u202f: le dossier s’efface sans délai, "
                "avec un procès-verbal. Une fin de suivi, elle, se clôt.",
                "muted",
                wrap=True,
            )
        )
        buttons = QWidget()
        FlowLayout(buttons, spacing=8, line_spacing=8).add(
            DangerButton(
                "Effacer ce dossier…",
                lambda: ask_to_erase_case(self._context, self, self._case_id),
                name="action.case.mistake",
            )
        )
        card.add(buttons)
        return card

    def _concerns_trash(self, change: Change) -> bool:
        return change.subject is not Subject.CASE or change.ref == self._case_id

    def _possible(self, head: CaseHeader) -> Card:
        card = Card("Ce qui est possible maintenant", name="card.case.possible")
        since = f" depuis le {short_date(head.status_since)}" if head.status_since else ""
        card.add(label(f"{head.status.label}{since}.", "strong", wrap=True))
        if not head.moves:
            card.add(label("Cet état est le dernier.", "muted", wrap=True))
        for move in head.moves:
            card.add(self._move_line(head, move))
        return card

    def _move_line(self, head: CaseHeader, move: Move) -> QWidget:
        """One way out: a button for who may take it, else who may; and what it asks."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(3)
        words = verb(head.status, move.after)
        if move.mine:
            buttons = QWidget()
            FlowLayout(buttons, spacing=8, line_spacing=8).add(
                Button(
                    words,
                    partial(self._move, move.after),
                    name=f"action.case.to.{move.after.value}",
                )
            )
            column.addWidget(buttons)
        else:
            column.addWidget(label(words, wrap=True))
        column.addWidget(label(move_note(head.status, move), "small", wrap=True))
        return holder

    def _edit(self) -> None:
        self._anew(
            lambda head, options: self.slot.open(
                lambda: header_form(self._context, head, options), "lead_officer_id"
            )
        )

    def _move(self, after: CaseStatus) -> None:
        self._anew(
            lambda head, _options: self.slot.open(
                lambda: status_form(self._context, head, after), "on"
            )
        )

    def _anew(self, ready: Callable[[CaseHeader, Options], object]) -> None:
        desk, case_id = self._context.desk, self._case_id

        def read() -> tuple[CaseHeader, Options]:
            return cases.read_case(desk, case_id, opening=False).header, read_options(desk)

        read_anew(self._context, self.slot, read, lambda record: ready(*record))


def _ending(one: Ending) -> Card:
    """A closure, or a bilan after which the follow-up went on."""
    title = "Clôture" if one.is_closure else "Bilan"
    card = Card(f"{title} du {short_date(one.on)}", name=f"card.case.ending.{one.id}")
    card.add(Facts(ending_facts(one)))
    return card
