"""« Doublons probables »: the pairs found over the whole vault, those told apart, the merges."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services import duplicates, merging_undo, told_apart
from app.services.changes import Change, Subject
from app.services.choices import ArchiveReason, member
from app.services.desk import Desk
from app.services.duplicates import People, Probable, ProbablePair
from app.services.gone import Gone
from app.services.merging_undo import MergeRow, Unmerged
from app.services.rules.french import count, moment
from app.services.rules.partial_dates import show_partial_date
from app.services.told_apart import ApartRow
from app.ui.context import PageContext, Place
from app.ui.dialogs import Choice, Question
from app.ui.forms.builder import Form
from app.ui.forms.specs.duplicates import archive_spec
from app.ui.jobs import Job, Progress, Step
from app.ui.widgets.busy import Busy
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.header import PageHeader
from app.ui.widgets.rows import RowGrid
from app.ui.widgets.scroll import ScrollPage
from app.ui.widgets.style import label

AT_ONCE = 25
_PAIRS = (("Un dossier", 5), ("Un autre", 5), ("Score", 1), ("Pourquoi", 6))
_APART = (("Un dossier", 5), ("Un autre", 5), ("Le", 3), ("Par", 3))
_MERGES = (("Dossier", 4), ("A réuni", 2), ("Le", 3), ("Par", 3))
_WHAT = (
    "Vigie compare les noms tels qu’ils s’écrivent et se prononcent, les dates de naissance, jour "
    "et mois inversés compris, et le sexe. Ni le téléphone ni l’adresse\u202f: des parents, des "
    "frères et sœurs les partagent."
)
_NOT_YET = "Lancez la recherche\u202f: elle lit tous les dossiers, en moins d’une minute."
_NONE = "Aucun doublon probable parmi les dossiers comparés."
_NONE_APART = "Aucune paire n’a été déclarée différente."
_NO_MERGE = "Aucun dossier n’a été réuni à un autre."


@dataclass(frozen=True, slots=True)
class _Settled:
    apart: tuple[ApartRow, ...]
    merges: tuple[MergeRow, ...]


class DuplicatesPage(QWidget):
    """What was found stays shown while one goes through it, less what was settled since."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.duplicates")
        self._context = context
        self._job: Job | None = None
        self._found: Probable | None = None
        self._pairs: list[ProbablePair] = []
        self._settled = _Settled((), ())
        header = PageHeader("Doublons probables")
        header.set_crumbs(
            [("Administration", lambda: context.go(Place("admin"))), ("Doublons probables", None)]
        )
        page = ScrollPage()
        for part in (header, self._search_card(), self._pairs_card(), *self._settled_cards()):
            page.add(part)
        page.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.setFocusProxy(self.search)
        context.changes.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read again what was told apart and merged."""
        desk = self._context.desk
        self._context.jobs.database(self, lambda: _read(desk), self._show_settled, latest="read")

    # -- its parts ------------------------------------------------------------------------

    def _search_card(self) -> Card:
        card = Card("Chercher dans tout le coffre", name="card.duplicates.search")
        card.add(label(_WHAT, wrap=True))
        self.form = Form(archive_spec(), cards=False)
        card.add(self.form)
        self.search = PrimaryButton(
            "Chercher les doublons", self._search, name="action.duplicates.search"
        )
        card.body.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        self.busy = Busy("Lecture des dossiers…")
        self.busy.cancelled.connect(self._cancel)
        self.busy.hide()
        card.add(self.busy)
        return card

    def _pairs_card(self) -> Card:
        card = Card("À vérifier", name="card.duplicates")
        self.summary = label(_NOT_YET, "muted", wrap=True)
        card.add(self.summary)
        self.rows = RowGrid(_PAIRS, name="list.duplicates")
        self.rows.opened.connect(self._open)
        card.add(self.rows)
        self.more = Button("Afficher la suite", self._more, name="action.duplicates.more")
        self.more.hide()
        card.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._shown = AT_ONCE
        return card

    def _settled_cards(self) -> tuple[Card, Card]:
        apart = Card("Ce n’est pas la même personne", name="card.apart")
        self.apart = RowGrid(_APART, name="list.apart")
        self.apart.opened.connect(self._ask_alike)
        apart.add(self.apart)
        merged = Card("Fusions faites", name="card.merges")
        self.merges = RowGrid(_MERGES, name="list.merges")
        self.merges.opened.connect(self._ask_undo)
        merged.add(self.merges)
        return apart, merged

    # -- looking --------------------------------------------------------------------------

    def _search(self) -> None:
        desk = self._context.desk
        reason = member(ArchiveReason, self.form.binder.values()["reason"])

        def work(progress: Progress) -> People:
            return duplicates.read_people(desk, progress.step, archive_reason=reason)

        self.search.setEnabled(False)
        self.busy.advance(0, 0, "Lecture des dossiers…")
        self.busy.show()
        self._job = self._context.jobs.long(
            self, work, self._compare, progress=self._advance, on_database=True,
            failed=self._failed,
        )  # fmt: skip

    def _compare(self, people: People) -> None:
        def work(progress: Progress) -> Probable:
            return duplicates.probable(people, progress.step)

        self.busy.advance(0, 0, "Comparaison des noms et des dates…")
        self._job = self._context.jobs.long(
            self, work, self._show, progress=self._advance, ended=self._ended
        )

    def _advance(self, step: Step) -> None:
        self.busy.advance(step.done, step.total)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._ended()

    def _failed(self, error: UserFacingError) -> None:
        self._ended()
        self._context.messages.problem(error)

    def _ended(self) -> None:
        self._job = None
        self.busy.hide()
        self.search.setEnabled(True)

    def _show(self, found: Probable) -> None:
        self._found, self._pairs = found, list(found.pairs)
        self._shown = AT_ONCE
        self._draw()

    def _more(self) -> None:
        self._shown += AT_ONCE
        self._draw()

    def _draw(self) -> None:
        found = self._found
        if found is None:
            return
        settled = found.total - len(found.pairs) + len(self._pairs)
        told = count(settled, "paire probable", "paires probables")
        among = count(found.persons, "dossier comparé", "dossiers comparés")
        order = ", les plus ressemblantes d’abord" if settled > 1 else ""
        self.summary.setText(f"{told} parmi {among}{order}.")
        self.summary.setVisible(settled > 0)  # else the list says it
        shown = self._pairs[: self._shown]
        rows = [(number, _cells(one)) for number, one in enumerate(shown)]
        self.rows.show_rows(rows, _NONE)
        self.more.setVisible(len(self._pairs) > self._shown)

    def _open(self, number: int) -> None:
        pair = self._pairs[number]
        self._context.go(Place("duplicate", pair.one.case_id, str(pair.other.case_id)))

    # -- what is settled ------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if isinstance(change, Gone):
            gone = {number for name, number in change.records if name == "case_file"}
            self._drop({one for one in self._pairs if {one.one.case_id, one.other.case_id} & gone})
        if change.touches(Subject.CASE):
            self.refresh()

    def _show_settled(self, settled: _Settled) -> None:
        self._settled = settled
        apart = {frozenset(one.case_ids) for one in settled.apart}
        self._drop({o for o in self._pairs if frozenset((o.one.case_id, o.other.case_id)) in apart})
        self.apart.show_rows(
            [
                (
                    one.id,
                    (
                        f"{one.names[0]}, {one.numbers[0]}", f"{one.names[1]}, {one.numbers[1]}",
                        moment(one.at), one.by,
                    ),
                )
                for one in settled.apart
            ],
            _NONE_APART,
        )  # fmt: skip
        self.merges.show_rows(
            [
                (one.id, (f"{one.name}, {one.number}", one.gone_number, moment(one.at), one.by))
                for one in settled.merges
            ],
            _NO_MERGE,
        )

    def _drop(self, pairs: set[ProbablePair]) -> None:
        if pairs:
            self._pairs = [one for one in self._pairs if one not in pairs]
            self._draw()

    def _ask_alike(self, number: int) -> None:
        row = next(one for one in self._settled.apart if one.id == number)
        question = Question(
            "Remettre cette paire parmi celles à vérifier\u202f?",
            f"{row.names[0]} ({row.numbers[0]}) et {row.names[1]} ({row.numbers[1]}).",
            (Choice("no", "Laisser"), Choice("yes", "Remettre")),
            default="yes",
            escape="no",
        )
        act = partial(told_apart.tell_alike, self._context.desk, *row.case_ids)
        self._context.dialogs.ask(
            question, lambda answer: self._alike(act) if answer == "yes" else None
        )

    def _alike(self, act: partial[Change]) -> None:
        said = "Cette paire peut de nouveau être proposée."
        self._context.jobs.database(self, act, lambda _done: self._context.messages.success(said))

    def _ask_undo(self, number: int) -> None:
        row = next(one for one in self._settled.merges if one.id == number)
        desk = self._context.desk
        self._context.jobs.database(
            self,
            lambda: merging_undo.what_changed(desk, number),
            lambda since: self._confirm_undo(row, since),
        )

    def _confirm_undo(self, row: MergeRow, since: tuple[str, ...]) -> None:
        exact = "Rien n’a changé depuis\u202f: les deux dossiers reviennent tels qu’ils étaient."
        question = Question(
            f"Défaire la fusion de {row.number} et {row.gone_number}\u202f?",
            " ".join(since) or exact,
            (
                Choice("no", "Laisser réunis"),
                Choice("yes", "Défaire la fusion", danger=bool(since)),
            ),
            default="no" if since else "yes",
            escape="no",
        )
        act = partial(merging_undo.unmerge, self._context.desk, row.id, accepted=since)

        def answered(answer: str) -> None:
            if answer == "yes":
                self._context.jobs.database(self, act, partial(self._undone, row))

        self._context.dialogs.ask(question, answered)

    def _undone(self, row: MergeRow, _done: Unmerged) -> None:
        self._context.messages.success(
            f"Les dossiers {row.number} et {row.gone_number} sont de nouveau deux."
        )


def _read(desk: Desk) -> _Settled:
    return _Settled(told_apart.pairs_apart(desk), merging_undo.merges(desk))


def _cells(pair: ProbablePair) -> tuple[str, str, str, str]:
    halves = [
        ", ".join(
            filter(None, (one.name, show_partial_date(one.birth) if one.birth else "", one.number))
        )
        for one in (pair.one, pair.other)
    ]
    return halves[0], halves[1], f"{pair.percent}\u00a0%", pair.why
