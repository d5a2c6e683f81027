"""The card of the thresholds of absence: a file of its own beside the dossier (domain § 2.4)."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.attendance import INSTEAD, AttendanceRow, AttendanceView
from app.services.history_tracked import Kind
from app.services.rules.french import month_and_year, short_date
from app.ui.context import PageContext
from app.ui.operations.case_words import joined
from app.ui.operations.history import history_link
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import clear, label


class AttendanceCard(Card):
    """What is noted and until when; past the term, what to use instead."""

    def __init__(
        self,
        context: PageContext,
        note: Callable[[], object],
        correct: Callable[[int], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__("Seuils d’absence", name="card.attendance")
        self._context, self._correct = context, correct
        self._note = self.add_action("Noter un seuil", note, name="action.attendance.new")
        self._leave = self.add_action("Départ", leave, name="action.departure")
        self._leave.setAccessibleName("Noter un départ de la commune")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.add(self._lines)
        self.hide()

    def show_view(self, view: AttendanceView) -> None:
        """Replace what is shown."""
        clear(self._lines)
        self._note.setVisible(view.editable and view.open)
        self._leave.setVisible(view.editable)
        for row in view.rows:
            self._lines.addWidget(self._row(row, editable=view.editable))
        if not view.rows and view.open:
            self._lines.addWidget(label("Aucun seuil n’est noté.", "muted", wrap=True))
        self._lines.addWidget(label(term_words(view), "small", wrap=True))
        self.show()

    def _row(self, row: AttendanceRow, *, editable: bool) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(1)
        words = f"{row.threshold.label}\u202f: {month_and_year(row.month)}"
        column.addWidget(label(words, "strong", wrap=True))
        reached = f"atteint le {short_date(row.reached_on)}" if row.reached_on else ""
        column.addWidget(label(joined((row.source, reached)), "muted", wrap=True))
        if editable:
            link = LinkButton(
                "Corriger", lambda: self._correct(row.id), name=f"action.attendance.edit.{row.id}"
            )
            link.setAccessibleName(f"Corriger le seuil de {month_and_year(row.month)}")
            links = QWidget()
            flow = FlowLayout(links, spacing=16, line_spacing=4)
            flow.add(link)
            flow.add(history_link(self._context, row.id, Kind.ATTENDANCE))
            flow.add(throw_link(self._context, Thing("attendance_fact", row.id, words)))
            column.addWidget(links)
        return holder


def term_words(view: AttendanceView) -> str:
    """When it all goes, or went, and what to use then."""
    if view.open:
        return (
            f"{view.regime.label}\u202f: ces lignes s’effacent d’elles-mêmes le "
            f"{short_date(view.term)}, ou dès que le jeune quitte la commune. Le dossier reste."
        )
    if view.moved_out_on is not None:
        why = f"A quitté la commune le {short_date(view.moved_out_on)}"
    else:
        why = f"L’année scolaire de ses 16 ans s’est terminée le {short_date(view.term)}"
    return f"{why}\u202f: aucun seuil ne se note plus. {INSTEAD}"
