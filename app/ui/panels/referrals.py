"""The tab Orientations of a dossier."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import referrals
from app.services.cases import CasePage
from app.services.changes import Change, Subject
from app.services.referrals import ReferralRow
from app.services.rules.french import count
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.case_words import closed_note
from app.ui.operations.referral_words import next_step, silence, state, state_tone
from app.ui.widgets.badge import Badge
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import clear, label
from app.ui.widgets.timeline import RowButton


class ReferralsTab(QWidget):
    """Each line opens its orientation; writing one has its own page."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("tab.referrals")
        self._context, self._case_id = context, case_id
        self._edits = bool(context.desk.actor.reach(UseCase.EDIT_REFERRAL))
        self.new = Button("Nouvelle orientation", self.begin, name="action.referral.new",
                          icon="plus")  # fmt: skip
        if not self._edits:
            self.new.hide()
        self._note = label("", "muted")
        self._ended = label("", "muted", wrap=True)
        self._ended.hide()
        head = QWidget()
        line = FlowLayout(head, spacing=10, line_spacing=6)
        line.add(self.new)
        line.add(self._note)
        self._list = QVBoxLayout()
        self._list.addWidget(Skeleton(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(head)
        column.addWidget(self._ended)
        column.addLayout(self._list)
        column.addStretch(1)
        context.changes.changed.connect(self._changed)
        self.refresh()

    def show_case(self, page: CasePage) -> None:
        """Offer what the dossier allows now: in a closed one nothing is written."""
        before, self._edits = self._edits, page.header.follows(UseCase.EDIT_REFERRAL)
        ended = closed_note(page.header)
        self._ended.setText(ended)
        self._ended.setVisible(bool(ended))
        if self._edits is not before:
            self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        desk, case_id = self._context.desk, self._case_id
        self._context.jobs.database(
            self, lambda: referrals.referrals_of(desk, case_id), self._show, latest="list"
        )

    def begin(self) -> None:
        """Write a new orientation, on its own page."""
        self._context.go(Place("referral.new", self._case_id))

    def has_changes(self) -> bool:
        """Nothing is typed here."""
        return False

    def save(self, then: Callable[[], object]) -> None:
        """Nothing to save."""
        then()

    def discard(self) -> None:
        """Nothing to forget."""

    def _show(self, rows: tuple[ReferralRow, ...]) -> None:
        clear(self._list)
        self.new.setVisible(self._edits and bool(rows))  # an empty list has its own button
        self._note.setText(count(len(rows), "orientation", "orientations") if rows else "")
        if not rows:
            self._list.addWidget(
                EmptyState(
                    "compass",
                    "Aucune orientation pour le moment",
                    more="Une orientation adresse le jeune à un CFA ou à une Chambre de métiers, "
                    "avec son accord, puis suit la réponse jusqu’à l’entrée en formation.",
                    action="Nouvelle orientation" if self._edits else "",
                    on_action=self.begin,
                    action_name="action.referral.first",
                )
            )
            return
        card = Card(name="card.referrals")
        card.setAccessibleName("Orientations")
        for row in rows:
            card.add(self._line(row))
        self._list.addWidget(card)

    def _line(self, row: ReferralRow) -> RowButton:
        button = RowButton()
        button.setObjectName(f"referral.{row.id}")
        button.setAccessibleName(f"{row.partner}, {row.aim}, {state(row)}")
        line = QHBoxLayout(button)
        line.setContentsMargins(6, 6, 6, 6)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(row.partner, "strong", wrap=True))
        detail = " · ".join(one for one in (f"n°\u00a0{row.number}", row.aim) if one)
        words.addWidget(label(detail, "muted", wrap=True))
        line.addLayout(words, 3)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Badge(state(row), state_tone(row)), 0, Qt.AlignmentFlag.AlignLeft)
        after = " · ".join(one for one in (silence(row), next_step(row)) if one)
        if after:
            column.addWidget(label(after, "muted", tone="red" if row.late else "", wrap=True))
        line.addLayout(column, 2)
        for part in button.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.setAccessibleDescription(after)
        button.clicked.connect(lambda _on=False: self._context.go(Place("referral", row.id)))
        return button

    def _changed(self, change: Change) -> None:
        if change.subject is Subject.REFERRAL:
            self.refresh()
