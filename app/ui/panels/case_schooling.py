"""The tab Scolarité of a dossier: the situation, the class, and what came before."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import attendance, cases
from app.services.attendance import AttendanceView
from app.services.cases import CasePage
from app.services.drafts import DraftKey
from app.services.history_tracked import Kind
from app.services.rules.french import short_date
from app.services.rules.rights import UseCase
from app.services.schooling import SchoolingRow
from app.ui.context import PageContext
from app.ui.operations.anew import read_anew, still
from app.ui.operations.attendance_card import AttendanceCard
from app.ui.operations.case_words import age_facts, closed_note, joined, schooling_period
from app.ui.operations.form_slot import FormSlot, HoldsForms, either
from app.ui.operations.history import history_link
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.schooling import departure_form, fact_form, schooling_form
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import Facts
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.scroll import TwoColumns
from app.ui.widgets.style import clear, label


class SchoolingTab(QWidget, HoldsForms):
    """A new situation ends the former one; a wrong one is corrected in place."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("tab.schooling")
        self._context, self._case_id = context, case_id
        self._edits = False
        self.slot = FormSlot()
        self._notes = False
        self.openings = {
            "schooling": either(self.begin, self._correct),
            "attendance": either(self._note, self._correct_fact),
            "departure": lambda _record: self._leave(),
        }
        self._body = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.slot)
        column.addLayout(self._body)
        self.attendance = AttendanceCard(context, self._note, self._correct_fact, self._leave)
        column.addWidget(self.attendance)
        column.addStretch(1)

    def show_case(self, page: CasePage) -> None:
        """Show another reading of the dossier; an open form stays as it is."""
        clear(self._body)
        if page.youth is None:
            return
        head = page.header
        self._edits = edits = head.follows(UseCase.EDIT_IDENTITY)
        columns = TwoColumns()
        rows = page.youth.schooling
        card = Card("Parcours", name="card.schooling")
        if edits:
            card.add_action("Nouvelle situation", self.begin, name="action.schooling.new")
        if head.is_closed:
            card.add(label(closed_note(head), "muted", wrap=True))
        if not rows:
            card.add(
                EmptyState("school", "Aucune situation n’est notée",
                           more="Établissement, formation, emploi, sans activité…")
            )  # fmt: skip
        for row in rows:
            card.add(self._row(row, edits=edits))
        columns.main.addWidget(card)
        law = Card("Ce que dit l’âge")
        law.add(Facts(age_facts(page)))
        law.add(label("À titre d’information\u202f: jamais un motif de refus.", "small", wrap=True))
        columns.side.addWidget(law)
        columns.fill()
        self._body.addWidget(columns)
        self._notes = head.follows(UseCase.EDIT_ATTENDANCE)
        if UseCase.READ_ATTENDANCE in head.may:
            desk, case_id = self._context.desk, self._case_id
            self._context.jobs.database(
                self,
                lambda: attendance.attendance(desk, case_id),
                self.attendance.show_view,
                latest="attendance",
            )

    def opens(self, key: DraftKey) -> bool:
        return self._edits if key.form == "schooling" else self._notes

    def begin(self) -> None:
        """Open the form of a new situation."""
        self.slot.open(lambda: schooling_form(self._context, self._case_id), "situation")

    def _correct(self, number: int) -> None:
        desk, case_id = self._context.desk, self._case_id

        def ready(page: CasePage) -> None:
            now = still(page.youth.schooling if page.youth is not None else (), number)
            self.slot.open(lambda: schooling_form(self._context, case_id, now), "situation")

        read_anew(
            self._context,
            self.slot,
            lambda: cases.read_case(desk, case_id, opening=False),
            ready,
        )

    def _note(self) -> None:
        self._with_view(lambda view: fact_form(self._context, self._case_id, view), "threshold")

    def _correct_fact(self, number: int) -> None:
        self._with_view(
            lambda view: fact_form(self._context, self._case_id, view, still(view.rows, number)),
            "threshold",
        )

    def _leave(self) -> None:
        self._with_view(
            lambda view: departure_form(self._context, self._case_id, view), "moved_out_on"
        )

    def _with_view(self, form: Callable[[AttendanceView], InlineForm], field: str) -> None:
        desk, case_id = self._context.desk, self._case_id
        read_anew(
            self._context,
            self.slot,
            lambda: attendance.attendance(desk, case_id),
            lambda view: self.slot.open(lambda: form(view), field),
        )

    def _row(self, row: SchoolingRow, *, edits: bool) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(1)
        column.addWidget(label(row.words, "strong", wrap=True))
        situation = row.situation.label if row.grade is not None else ""
        done = "3e achevée" if row.completed_3e else ""
        more = joined((schooling_period(row), situation, done))
        column.addWidget(label(more, "muted", wrap=True))
        if row.overlaps:
            words = "Cette période et la suivante se chevauchent\u202f: vérifiez leurs dates."
            column.addWidget(label(words, "small", wrap=True))
        if edits:
            link = LinkButton(
                "Corriger",
                lambda: self._correct(row.id),
                name=f"action.schooling.edit.{row.id}",
            )
            link.setAccessibleName(f"Corriger la situation du {short_date(row.started_on)}")
            links = QWidget()
            flow = FlowLayout(links, spacing=16, line_spacing=4)
            flow.add(link)
            flow.add(history_link(self._context, row.id, Kind.SCHOOLING))
            flow.add(throw_link(self._context, Thing("schooling", row.id, row.words)))
            column.addWidget(links)
        return holder
