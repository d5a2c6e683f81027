"""Administration › Effacements: the dossiers erased with their PV, and the file written anew."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import elimination_gathering, purge
from app.services.changes import Change
from app.services.desk import Desk
from app.services.elimination_gathering import ErasedCase
from app.services.rules.french import moment
from app.ui.context import PageContext, Place
from app.ui.jobs import Job, Progress, Step
from app.ui.widgets.busy import Busy, Skeleton
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.rows import RowGrid
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import label

PREVIEW = "elimination_preview"
_COLUMNS = (("Dossier", 2), ("Effacé le", 3), ("Motif", 4), ("Par", 3))
_WHAT = (
    "Un dossier ne sort d’ici qu’à son terme, ou parce qu’il a été ouvert à tort. Le registre "
    "n’en garde que le numéro\u202f; son procès-verbal se conserve sans limite."
)
_NOTHING = "Aucun dossier n’a été effacé."
_WHY = (
    "Effacer ne suffit pas\u202f: des restes demeurent dans le fichier chiffré tant qu’il n’est "
    "pas réécrit. Vigie le fait en se fermant, dès que quelque chose a été effacé."
)
_DUE = "Des effacements attendent la prochaine fermeture."
_CLEAN = "Rien n’attend d’être réécrit."


@dataclass(frozen=True, slots=True)
class _Reading:
    erased: tuple[ErasedCase, ...]
    due: bool


class ErasuresPage(QWidget):
    """Read again at each change: a dossier may have been erased meanwhile."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.admin.erasures")
        self._context = context
        self._job: Job | None = None
        header = PageHeader("Effacements")
        header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Effacements", None)]
        )
        self.register = Card("Dossiers effacés", name="card.erasures")
        self.register.add(label(_WHAT, wrap=True))
        self._skeleton = Skeleton(2)
        self.register.add(self._skeleton)
        self.rows = RowGrid(_COLUMNS, name="list.erasures")
        self.rows.opened.connect(lambda number: context.go(Place(PREVIEW, number)))
        self.register.add(self.rows)
        self.file = Card("Le fichier du coffre", name="card.purge")
        self.file.add(label(_WHY, wrap=True))
        self.state = label("", "strong", wrap=True)
        self.file.add(self.state)
        self.button = Button(
            "Réécrire le fichier maintenant", self._purge, name="action.purge", icon="eraser"
        )
        self.file.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.busy = Busy("Réécriture du fichier…")
        self.busy.cancelled.connect(self._cancel)
        self.busy.hide()
        self.file.add(self.busy)
        page = ScrollPage()
        for part in (header, self.register, self.file):
            page.add(part)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.setFocusProxy(self.button)
        context.changes.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the register again."""
        desk = self._context.desk
        self._context.jobs.database(self, lambda: _read(desk), self._show, latest="read")

    def _changed(self, _change: Change) -> None:
        self.refresh()

    def _show(self, read: _Reading) -> None:
        self._skeleton.hide()
        rows = [(one.id, (one.number, moment(one.at), one.reason, one.by)) for one in read.erased]
        self.rows.show_rows(rows, _NOTHING)
        self.state.setText(_DUE if read.due else _CLEAN)

    # -- the file -------------------------------------------------------------------------

    def _purge(self) -> None:
        desk = self._context.desk

        def work(progress: Progress) -> None:
            purge.purge(desk, progress.step)

        self.button.setEnabled(False)
        self.busy.show()
        self._job = self._context.jobs.long(
            self, work, self._purged, progress=self._advance, on_database=True, ended=self._ended
        )

    def _advance(self, step: Step) -> None:
        self.busy.advance(step.done, step.total)

    def _purged(self, _none: None) -> None:
        self._context.messages.success("Fichier réécrit\u202f: rien d’effacé n’y reste.")
        self.refresh()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._ended()

    def _ended(self) -> None:
        self._job = None
        self.busy.hide()
        self.button.setEnabled(True)


def _read(desk: Desk) -> _Reading:
    return _Reading(elimination_gathering.erased_cases(desk), purge.purge_due(desk))
