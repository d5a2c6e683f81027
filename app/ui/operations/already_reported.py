"""« Déjà signalé »: a quiet line for each signalement that waits and names somebody alike."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.intake_alike import WaitingReport
from app.services.rules.french import short_date
from app.services.rules.partial_dates import show_partial_date
from app.ui.context import PageContext, Place
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.style import clear, label


class AlreadyReported(QWidget):
    """It informs and leads there; the two signalements stay apart."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("reported")
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_reports(self, found: Sequence[WaitingReport]) -> None:
        """Say these; nothing at all when there is none."""
        clear(self._column)
        for one in found:
            self._column.addWidget(label(reported_line(one), wrap=True))
            self._column.addWidget(label(one.why, "small", wrap=True))
            see = LinkButton(
                "Voir ce signalement",
                partial(self._context.go, Place("intake", one.id)),
                name=f"action.reported.see.{one.id}",
            )
            see.setAccessibleName(f"Voir le signalement {one.number}")
            self._column.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)


def reported_line(one: WaitingReport) -> str:
    """« Déjà signalé : MARTEL Yanis, 14/03/2011, n° 2026-S-0001 reçu le 03/11/2026 »."""
    born = f", {show_partial_date(one.birth)}" if one.birth is not None else ""
    return (
        f"Déjà signalé\u202f: {one.name}{born}, n°\u00a0{one.number} reçu le "
        f"{short_date(one.received_on)}, {one.status.label.lower()}"
    )
