"""The tab Signalements of a dossier: every signalement that led to it, with its source."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.case_reports import ReportRow
from app.services.cases import CasePage
from app.services.rules.french import short_date, typeset
from app.ui.context import PageContext, Place
from app.ui.widgets.cards import Card
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.facts import Facts
from app.ui.widgets.style import clear


class ReportsTab(QWidget):
    """One card a signalement, newest first."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("tab.reports")
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)

    def show_case(self, page: CasePage) -> None:
        """Show another reading of the dossier."""
        clear(self._column)
        for row in page.reports:
            self._column.addWidget(self._card(row))
        if not page.reports:
            self._column.addWidget(
                EmptyState(
                    "bell-ringing",
                    "Aucun signalement n’est joint à ce dossier",
                    more="Un dossier peut s’ouvrir sans signalement, ou en réunir plusieurs.",
                )
            )
        self._column.addStretch(1)

    def _card(self, row: ReportRow) -> Card:
        card = Card(
            f"Signalement {row.number}",
            action="Ouvrir",
            on_action=lambda: self._context.go(Place("intake", row.id)),
            action_name=f"action.report.{row.id}",
        )
        card.add(
            Facts(
                [
                    ("Reçu le", short_date(row.received_on)),
                    ("Auteur", row.reporter),
                    ("Motifs", "\n".join(one.label for one in row.reasons)),
                    ("Précision", typeset(row.note)),
                ]
            )
        )
        return card
