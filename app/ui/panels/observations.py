"""The tab Observations of a dossier: what was seen and heard, who may read it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.services import observations
from app.services.cases import CasePage
from app.services.changes import Change, Subject
from app.services.choices import SharingScope
from app.services.drafts import DraftKey
from app.services.history_tracked import Kind
from app.services.observations import ObservationRow
from app.services.rules.french import count, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext
from app.ui.operations.anew import read_anew, still
from app.ui.operations.case_words import closed_note
from app.ui.operations.form_slot import FormSlot, HoldsForms, either
from app.ui.operations.history import history_link
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.observations import FORM, observation_form, validate
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.scroll import show_whole
from app.ui.widgets.style import clear, label

_TONES: dict[SharingScope, Tone] = {
    SharingScope.COORDINATOR_ONLY: "amber",
    SharingScope.CELL: "neutral",
    SharingScope.GROUP: "accent",
}


NAMES = (
    "Elle nomme le jeune ou un proche\u202f: la fiche de synthèse ne s’imprimera ni par initiales "
    "ni par code tant qu’elle n’est pas reformulée."
)


class ObservationsTab(QWidget, HoldsForms):
    """The form opens above the list; one at a time."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("tab.observations")
        self._context, self._case_id = context, case_id
        self._sought: int | None = None
        actor = context.desk.actor
        self._writes = bool(actor.reach(UseCase.WRITE_OBSERVATION))
        self._validates = bool(actor.reach(UseCase.VALIDATE_OBSERVATION))
        self.slot = FormSlot()
        self.openings = {FORM: either(self.begin, self._correct)}
        self.slot.opened.connect(self._opened)
        self.slot.closed.connect(self._closed)
        self.new = Button(
            "Nouvelle observation", self.begin, name="action.observation.new", icon="plus"
        )
        self._ended = label("", "muted", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._list.addWidget(Skeleton(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        head = QWidget()
        line = FlowLayout(head, spacing=10, line_spacing=6)
        line.add(self.new)
        self._note = label("", "muted", wrap=True)
        line.add(self._note)
        column.addWidget(head)
        column.addWidget(self._ended)
        column.addWidget(self.slot)
        column.addLayout(self._list)
        column.addStretch(1)
        self._arrange("")
        context.changes.changed.connect(self._changed)
        self.refresh()
        if self._writes:
            self.slot.resume(context, DraftKey(FORM, str(case_id)), self.begin)

    def show_case(self, page: CasePage) -> None:
        """Offer what the dossier allows now: in a closed one nothing is written."""
        before, self._writes = self._writes, page.header.follows(UseCase.WRITE_OBSERVATION)
        self._arrange(closed_note(page.header))
        if self._writes is not before:
            self.refresh()

    def _arrange(self, ended: str) -> None:
        self.new.setVisible(self._writes)
        self._ended.setText(ended)
        self._ended.setVisible(bool(ended))

    def refresh(self) -> None:
        """Read the list again; a form that is open stays as it is."""
        desk, case_id = self._context.desk, self._case_id
        self._context.jobs.database(
            self, lambda: observations.observations(desk, case_id), self._show, latest="list"
        )

    def reveal(self, number: int) -> None:
        """Bring an observation in view, once the list is read, and give it the focus."""
        self._sought = number
        self._find_sought()

    def _find_sought(self) -> None:
        if self._sought is None:
            return
        card = self.findChild(QFrame, f"observation.{self._sought}")
        if card is not None:
            self._sought = None
            card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            # once shown: a card that is not yet in the window takes no focus
            QTimer.singleShot(0, card, lambda: card.setFocus(Qt.FocusReason.OtherFocusReason))
            show_whole(card)

    def begin(self) -> None:
        """Open the form of a new observation."""
        if self._writes:
            self._open(None)

    def _open(self, row: ObservationRow | None) -> None:
        key = None if row else DraftKey(FORM, str(self._case_id))
        self.slot.open(lambda: observation_form(self._context, self._case_id, row), "kind", key=key)

    def _correct(self, number: int) -> None:
        desk, case_id = self._context.desk, self._case_id
        read_anew(
            self._context,
            self.slot,
            lambda: observations.observations(desk, case_id),
            lambda rows: self._open(still(rows, number)),
        )

    def opens(self, _key: DraftKey) -> bool:
        return self._writes

    @property
    def form(self) -> InlineForm | None:
        """The form that is open."""
        return self.slot.form

    def _opened(self) -> None:
        self.new.setEnabled(False)

    def _closed(self) -> None:
        self.new.setEnabled(True)
        self.new.setFocus()

    # -- the list ---------------------------------------------------------------------------

    def _show(self, rows: tuple[ObservationRow, ...]) -> None:
        clear(self._list)
        self._note.setText(count(len(rows), "observation", "observations") if rows else "")
        for row in rows:
            self._list.addWidget(self._card(row))
        if not rows:
            self._list.addWidget(
                EmptyState(
                    "notes",
                    "Aucune observation pour le moment",
                    more="Entretiens, appels et retours des partenaires se notent ici, en "
                    "quelques lignes que la personne peut lire.",
                )
            )
        self._find_sought()

    def _card(self, row: ObservationRow) -> QFrame:
        card = Card(name=f"observation.{row.id}")
        head = QWidget()
        line = FlowLayout(head, spacing=8, line_spacing=4)
        line.add(label(f"{short_date(row.observed_on)} · {row.kind.label}", "strong"))
        by = f"par {row.author}" + (f", d’après {row.source}" if row.source else "")
        line.add(label(by, "muted", wrap=True))
        line.add(Badge(row.sharing_scope.label, _TONES[row.sharing_scope]))
        if row.sharing_scope is not SharingScope.CELL:
            line.add(label(row.readers, "small", wrap=True))
        if row.names:
            line.add(Badge("Contient un nom", "amber"))
        if row.validated:
            line.add(Badge("Rédaction validée", "green"))
        card.add(head)
        card.add(label(row.text, wrap=True))
        if row.names:
            card.add(label(NAMES, "small", wrap=True))
        if row.person_statement:
            card.add(label("Ce que la personne a demandé d’y ajouter", "label"))
            card.add(label(row.person_statement, wrap=True))
        links = QWidget()
        flow = FlowLayout(links, spacing=16, line_spacing=4)
        if self._writes:
            flow.add(
                LinkButton(
                    "Corriger",
                    lambda: self._correct(row.id),
                    name=f"action.observation.edit.{row.id}",
                )
            )
        flow.add(history_link(self._context, row.id, Kind.OBSERVATION))
        if self._validates and not row.validated:
            flow.add(
                LinkButton(
                    "Valider la rédaction",
                    lambda: validate(self._context, self, self._case_id, row),
                    name=f"action.observation.validate.{row.id}",
                )
            )
        if self._writes:
            words = f"{row.kind.label} du {short_date(row.observed_on)}"
            flow.add(throw_link(self._context, Thing("observation", row.id, words)))
        if flow.count():
            card.add(links)
        card.setAccessibleName(f"{row.kind.label} du {short_date(row.observed_on)}, {by}")
        return card

    def _changed(self, change: Change) -> None:
        if change.subject is Subject.CASE and change.ref == self._case_id:
            self.refresh()
