"""One signalement: what it says, what became of it, and the decision when it waits for one."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.services import intake
from app.services.changes import Change, Subject
from app.services.choices import IntakeStatus, ReportSubject
from app.services.desk import Desk
from app.services.history_tracked import Kind
from app.services.intake import IntakePage
from app.services.intake_alike import WaitingReport, waiting_alike
from app.services.intake_waiting import NextWaiting, next_waiting, urgency
from app.services.rules.french import count, short_date
from app.services.rules.matching import Identity
from app.ui.context import PageContext, Place
from app.ui.forms.specs.intake_decision import NOT_RETAIN, REDIRECT, RETAIN
from app.ui.operations import intake_words
from app.ui.operations.already_reported import AlreadyReported
from app.ui.operations.history import history_icon
from app.ui.operations.history_undo import undo_of
from app.ui.operations.intake_decision import DecisionCard, Options, read_options
from app.ui.operations.resuming import resumes, with_form
from app.ui.operations.trash import Thing, throw_icon
from app.ui.widgets.badge import Tone
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.facts import Facts
from app.ui.widgets.focus import give_focus
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.style import label
from app.ui.widgets.timeline import Timeline

_TONES: dict[IntakeStatus, Tone] = {
    IntakeStatus.DRAFT: "neutral",
    IntakeStatus.RECEIVED: "amber",
    IntakeStatus.ADMISSIBLE: "green",
    IntakeStatus.REDIRECTED: "accent",
    IntakeStatus.NOT_RETAINED: "neutral",
}
FEEDBACK_PREVIEW = "feedback_preview"
_DONE = {
    RETAIN: "Signalement retenu.",
    REDIRECT: "Signalement réorienté.",
    NOT_RETAIN: "Signalement classé sans suite.",
}


@dataclass(frozen=True, slots=True)
class _Reading:
    page: IntakePage
    options: Options | None
    following: NextWaiting | None
    alike: tuple[WaitingReport, ...]


class IntakePageView(QWidget):
    """Kept alive; reads again when the signalement changes. A tab « qualify » asks the decision."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.intake")
        self._context, self._ref = context, place.ref or 0
        self._tab, self._resume = place.tab, resumes(place)
        self.decision: DecisionCard | None = None
        self._just_decided = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget = Skeleton(10, page=True)
        self._column.addWidget(self._shown)
        context.changes.changed.connect(self._changed)
        self._following: NextWaiting | None = None
        onward = QShortcut(QKeySequence("Alt+S"), self)
        onward.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        onward.activated.connect(self._go_on)
        self._read()

    def arrive(self, place: Place) -> None:
        """Shown again, maybe to decide."""
        self._tab, self._resume = place.tab, resumes(place)
        if self.decision is not None:
            self._begin()

    def here(self) -> Place:
        """Where one would come back to: the decision that is being prepared, if there is one."""
        place = Place("intake", self._ref)
        decision = self.decision
        return with_form(place, decision.keeper.key) if decision and decision.dirty else place

    def has_changes(self) -> bool:
        return self.decision is not None and self.decision.dirty

    def save(self, then: Callable[[], object]) -> None:
        """« Enregistrer » on leaving is to take the decision that was prepared."""
        if self.decision is None:
            then()
            return
        self.decision.decided.connect(lambda _way: then())
        self.decision.submit.click()

    def discard(self) -> None:
        if self.decision is not None:
            self.decision.keeper.give_up()

    def snapshot(self) -> Callable[[], object] | None:
        return self.decision.keeper.work() if self.decision is not None else None

    def _read(self) -> None:
        desk, ref = self._context.desk, self._ref
        self._context.jobs.database(self, lambda: _reading(desk, ref), self._show, latest="read")

    def _changed(self, change: Change) -> None:
        if change.subject is Subject.INTAKE and change.ref == self._ref:
            self._read()

    def _show(self, reading: _Reading) -> None:
        scroll = ScrollPage()
        self._following = reading.following
        scroll.add(self._header(reading.page))
        columns = TwoColumns(main=2, side=1)
        if self.decision is not None and self.decision.dirty:
            self.decision.keeper.write()  # the card is built anew, and takes it up
            self._resume = True
        self.decision = None
        if reading.options is not None:
            self.decision = DecisionCard(self._context, reading.page, reading.options)
            self.decision.decided.connect(self._decided)
            self.decision.outdated.connect(self._read)
            columns.main.addWidget(self.decision)
        for title, rows in _blocks(reading.page):
            if any(value for _, value in rows):
                card = Card(title)
                card.add(Facts(rows))
                columns.main.addWidget(card)
        if reading.alike:
            reported = Card("Déjà signalé", name="card.reported")
            lines = AlreadyReported(self._context)
            lines.show_reports(reading.alike)
            reported.add(lines)
            columns.side.addWidget(reported)
        for card in self._side(reading.page):
            columns.side.addWidget(card)
        columns.fill()
        scroll.add(columns)
        scroll.fill()
        self._column.replaceWidget(self._shown, scroll)
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = scroll
        self._begin()
        if self._just_decided:
            self._just_decided = False
            names = ("action.intake.case", "action.intake.next")
            onward = (scroll.findChild(QPushButton, name) for name in names)
            first = next((one for one in onward if one is not None), None)
            if first is not None:
                give_focus(first)

    def _begin(self) -> None:
        if self.decision is None:
            return
        if self._tab.startswith("qualify"):
            self.decision.begin(self._tab.partition(":")[2])
        else:
            self.decision.look_up(resume=self._resume)
        self._resume = False

    def _header(self, page: IntakePage) -> PageHeader:
        header = PageHeader(page.youth)
        header.set_crumbs(
            [("Signalements", lambda: self._context.go(Place("intakes"))), (page.number, None)]
        )
        badges: list[tuple[str, Tone]] = [(page.status.label, _TONES[page.status])]
        if page.status is IntakeStatus.RECEIVED and page.waiting_days:
            waited = f"attend depuis {count(page.waiting_days, 'jour', 'jours')}"
            badges.append((waited, urgency(page.waiting_days) or "neutral"))
        header.set_badges(badges)
        header.set_subtitle(f"Signalement {page.number}, fiche de repérage adressée à la cellule")
        actions: list[Button] = []
        if page.writable:
            edit = Place("intake.edit", page.id)
            actions.append(
                Button("Modifier", lambda: self._context.go(edit), name="action.intake.edit",
                       icon="pencil")
            )  # fmt: skip
        actions.append(history_icon(self._context, page.id, Kind.INTAKE))
        if page.writable:
            thing = Thing("intake_report", page.id, f"signalement {page.number}")
            actions.append(throw_icon(self._context, thing))
        if page.answerable:
            slip = Place(FEEDBACK_PREVIEW, page.id)
            actions.append(
                Button("Retour à l’auteur", lambda: self._context.go(slip),
                       name="action.intake.feedback", icon="printer")
            )  # fmt: skip
        if self._following is not None:
            actions.append(
                Button(f"Suivant ({self._following.others})", self._go_on,
                       name="action.intake.next", icon="chevron-right",
                       tip="Le signalement suivant à qualifier (Alt+S)")
            )  # fmt: skip
        if page.case_id is not None:
            case = Place("case", page.case_id)
            actions.append(
                PrimaryButton(f"Voir le dossier {page.file_number}",
                              lambda: self._context.go(case), name="action.intake.case",
                              icon="folder")
            )  # fmt: skip
        header.set_actions(actions)
        return header

    def _side(self, page: IntakePage) -> list[Card]:
        cards: list[Card] = []
        if page.information_due_on is not None and page.case_id is None and page.writable:
            family = Card("Information de la famille", tone="amber")
            due = short_date(page.information_due_on)
            family.add(
                label(
                    intake_words.still_to_tell(due, by_author=page.entry.family_informed is True),
                    wrap=True,
                )
            )
            cards.append(family)
        history = Card("Historique")
        history.add(Timeline(intake_words.history(page)))
        cards.append(history)
        if page.elimination_due_on is not None:
            kept = Card("Conservation")
            due = short_date(page.elimination_due_on)
            kept.add(label(f"Gardé jusqu’au {due} au plus tard.", wrap=True))
            cards.append(kept)
        return cards

    def _go_on(self) -> None:
        """To the next that waits, its decision ready to be answered."""
        if self._following is not None:
            self._context.go(Place("intake", self._following.id, "qualify"))

    def _decided(self, way: str) -> None:
        self._tab, self._just_decided = "", True
        written = self.decision.written if self.decision is not None else None
        self._context.messages.success(_DONE[way], undo=undo_of(self._context, written))


def _reading(desk: Desk, ref: int) -> _Reading:
    page = intake.read_intake(desk, ref)
    options = read_options(desk, page) if page.decidable else None
    qualifying = page.decidable or page.decision_on == desk.clock.today()
    following = next_waiting(desk, ref) if qualifying else None
    return _Reading(page, options, following, _alike(desk, page))


def _alike(desk: Desk, page: IntakePage) -> tuple[WaitingReport, ...]:
    """Other signalements that wait and seem to be about the same young person."""
    entry = page.entry
    if not page.decidable or entry.subject is not ReportSubject.YOUTH:
        return ()
    wanted = Identity(entry.last_name, entry.first_name, entry.birth, entry.sex, entry.usage_name)
    return waiting_alike(desk, wanted, report_id=page.id)


def _blocks(page: IntakePage) -> list[tuple[str, list[intake_words.Fact]]]:
    blocks = [
        ("Motifs", intake_words.reasons(page)),
        ("Qui signale", intake_words.source(page)),
        ("Qui est concerné", intake_words.youth(page)),
        ("La famille", intake_words.family(page)),
    ]
    if page.decision_on is not None:
        blocks.insert(0, ("Suite donnée", intake_words.decision(page)))
    return blocks
