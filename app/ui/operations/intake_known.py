"""« Déjà connu ? »: asked again, quietly, each time the name or the birth date changes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.services import told_apart
from app.services.changes import Change
from app.services.choices import CaseStatus
from app.services.desk import Desk
from app.services.intake_alike import WaitingReport, waiting_alike
from app.services.intake_known import KnownPerson, known_people
from app.services.rules.french import short_date
from app.services.rules.matching import Identity
from app.services.rules.partial_dates import PartialDate, show_partial_date
from app.ui.context import PageContext
from app.ui.operations.already_reported import AlreadyReported
from app.ui.widgets.proposals import Proposal, Proposals

PAUSE_MS = 20  # what resembles takes as long to be found: seen within 50 ms of the last key
Person = tuple[str, str, PartialDate | None]
"""Last name, first name, birth date."""
_Found = tuple[tuple[KnownPerson, ...], tuple[WaitingReport, ...]]


class KnownLookup(QObject):
    """Keeps `proposals` in step with `person()`: last name, first name, birth date."""

    def __init__(
        self,
        context: PageContext,
        proposals: Proposals,
        person: Callable[[], Person],
        parent: QObject,
        *,
        reported: AlreadyReported | None = None,
    ) -> None:
        """`reported`: where the signalements that wait and name them are said, if anywhere."""
        super().__init__(parent)
        self._reported = reported
        self._context, self._proposals, self._person = context, proposals, person
        self._asked: Person | None = None
        #: The signalement, once it is in the vault: who is told apart from it is remembered.
        self.report_id: int | None = None
        proposals.dismissed.connect(self._tell_apart)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.ask)

    def touch(self) -> None:
        """Something was typed."""
        self._timer.start()

    def ask(self) -> None:
        """Look now, unless nothing that matters has changed."""
        person = self._person()
        if person == self._asked:
            return
        self._asked = person
        desk, wanted, report = self._context.desk, Identity(*person), self.report_id
        tells = self._reported is not None

        def read() -> _Found:
            waiting = waiting_alike(desk, wanted, report_id=report) if tells else ()
            return known_people(desk, wanted, report_id=report), waiting

        self._context.jobs.database(self, read, self._show, latest="known")

    def _tell_apart(self, case_id: int) -> None:
        report, desk = self.report_id, self._context.desk
        if report is None:
            return  # nothing is in the vault yet to be told apart from
        self._context.jobs.database(
            self,
            lambda: told_apart.tell_report_apart(desk, report, case_id),
            lambda _done: self._context.messages.success(
                "Noté\u202f: ce n’est pas la même personne.",
                undo=lambda: self._tell_alike(report, case_id),
            ),
        )

    def _tell_alike(self, report_id: int, case_id: int) -> None:
        desk = self._context.desk
        self._context.jobs.database(
            self,
            lambda: told_apart.tell_report_alike(desk, report_id, case_id),
            lambda _done: self._proposals.bring_back(case_id),
        )

    def _show(self, found: _Found) -> None:
        people, waiting = found
        self._proposals.show_people([_proposal(one) for one in people])
        if self._reported is not None:
            self._reported.show_reports(waiting)


def opened_apart(
    desk: Desk, opening: Callable[[], Change], case_ids: frozenset[int]
) -> Callable[[], Change]:
    """The work that opens a dossier, then remembers who it is not."""

    def work() -> Change:
        change = opening()
        if case_ids:
            told_apart.tell_new_apart(desk, change.ref, case_ids)
        return change

    return work


def _proposal(one: KnownPerson) -> Proposal:
    return Proposal(one.case_id, one.name, one.percent, known_line(one), one.why)


def known_line(one: KnownPerson) -> str:
    """« 14/03/2011 · dossier 2024-0031 clos le 30/06/2025 »."""
    state = one.status.label.lower()
    if one.status is CaseStatus.CLOSED and one.closed_on is not None:
        state = f"clos le {short_date(one.closed_on)}"
    born = show_partial_date(one.birth) if one.birth is not None else "Date inconnue"
    return f"{born} · dossier {one.file_number}, {state}"
