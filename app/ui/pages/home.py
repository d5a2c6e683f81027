"""Accueil: what waits for me, what I had open, and the first steps of a new vault."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services.alerts import watched
from app.services.changes import Change
from app.services.choices import IntakeStatus, Role
from app.services.home import Home, ToDo, When
from app.services.rules.alerts import AlertKind
from app.services.rules.french import late, long_date, plural, relative_day, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.draft_offers import throw_away
from app.ui.operations.home_reading import RESUMED, Board, State, read_board, read_state
from app.ui.operations.plan import HOW_IT_WENT, move, outcome_step, outcomes
from app.ui.operations.resuming import resumed_draft, resumed_recent, resumed_report
from app.ui.panels.home_cards import FirstSteps, ResumeCard, SafetyCard
from app.ui.panels.home_watch import MOST, WatchCard
from app.ui.theme import SPACE_M
from app.ui.widgets.badge import Tone
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.cards import Card
from app.ui.widgets.chips import FilterChips
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import Fill, FlowLayout
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.style import label
from app.ui.widgets.tiles import StatTile
from app.ui.widgets.todo import Task, TaskList

EACH = 6  # lines under each heading: what one reads at a glance
EVERY = 200  # when only what is late is shown
NOTHING = "Rien ne vous attend dans les 7 prochains jours"
_COUNTED: dict[str, tuple[str, str, Tone]] = {
    "to_qualify": ("signalement à qualifier", "signalements à qualifier", "amber"),
    "late": ("échéance dépassée", "échéances dépassées", "red"),
    "silent": ("orientation sans réponse", "orientations sans réponse", "amber"),
    "to_inform": ("famille à informer", "familles à informer", "accent"),
}
"""The tiles: what one is called, what many are, the colour of what waits."""
_TONES = {When.LATE: "red", When.TODAY: "accent", When.THIS_WEEK: "muted"}


class HomePage(ScrollPage):
    """Read again each time it is shown, and when something changes while it is."""

    def __init__(self, context: PageContext, _place: Place) -> None:
        super().__init__()
        self.setObjectName("page.home")
        self._context = context
        self._actor = context.desk.actor
        self._only_late = False
        self._read = False
        self._tiles: dict[str, StatTile] = {}
        self.header = PageHeader("Bonjour")
        self.add(self.header)
        self._waiting = Skeleton(8)
        self.add(self._waiting, 1)
        self._board = self._make_board()
        self.add(self._board, 1)
        self._board.hide()  # no number is shown before it is known
        context.changes.changed.connect(self._changed)

    def arrive(self, _place: Place) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read everything again."""
        desk, mine = self._context.desk, self.mine.isChecked()
        limit = EVERY if self._only_late else EACH
        self._context.jobs.database(
            self, partial(read_board, desk, mine=mine, limit=limit), self._show, latest="board"
        )

    def _count(self) -> None:
        """It goes through the whole vault: once the lists are shown, not while they are made."""
        desk, mine = self._context.desk, self.mine.isChecked()
        self._context.jobs.database(
            self, partial(read_state, desk, mine=mine), self._show_state, latest="state"
        )

    # -- parts ----------------------------------------------------------------------------

    def _make_board(self) -> QWidget:
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(self._make_tiles())
        self.mine = QCheckBox("Mes dossiers seulement")
        self.mine.setObjectName("filter.home.mine")
        # the coordonnateur answers for every dossier, the others for those they follow
        self.mine.setChecked(Role.COORDINATOR not in self._actor.roles)
        self.mine.toggled.connect(lambda _on: self.refresh())
        self.chips = FilterChips(name="home.filter")
        self.chips.removed.connect(lambda _key: self._show_late(only=False))
        self.tasks = TaskList(question=HOW_IT_WENT)
        self.card = self._make_card()
        self.first = FirstSteps(self._actor, self._context.go)
        self.resume = ResumeCard(self._context.go, partial(throw_away, self._context))
        self.watch = WatchCard(self._context.go, self._ask_watched, self._place_of)
        self.safety = SafetyCard(self._context.go)
        columns = TwoColumns()
        columns.main.addWidget(self.card, 1)
        columns.main.addWidget(self.first, 1)
        columns.side.addWidget(self.resume)
        columns.side.addWidget(self.watch)
        columns.side.addWidget(self.safety)
        columns.side.addStretch(1)
        column.addWidget(columns, 1)
        self.card.hide()
        self.first.hide()
        return board

    def _make_tiles(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, fill=Fill.STRETCH, spacing=12, line_spacing=12, even=True)
        go = self._context.go
        for key, icon, use_case, act in (
            ("to_qualify", "bell-ringing", UseCase.QUALIFY_INTAKE,
             lambda: go(Place("intakes", tab=str(IntakeStatus.RECEIVED)))),
            ("late", "calendar-check", UseCase.READ_PLAN, lambda: self._show_late(only=True)),
            ("silent", "compass", UseCase.READ_REFERRAL,
             lambda: go(Place("referrals", tab=self._mine_or("silent")))),
            ("to_inform", "users-group", UseCase.EDIT_CASE,
             lambda: go(Place("cases", tab=self._mine_or("to_inform")))),
        ):  # fmt: skip
            if self._actor.reach(use_case):
                _one, many, tone = _COUNTED[key]
                tile = StatTile(
                    icon, many, number=None, tone=tone, on_click=act, name=f"tile.{key}"
                )
                self._tiles[key] = tile
                flow.add(tile)
        if not self._tiles:
            box.hide()
        return box

    def _make_card(self) -> Card:
        card = Card("À faire", name="card.todo")
        card.head.addWidget(self.mine)
        card.add(self.chips)
        self._nothing = EmptyState("circle-check", NOTHING)
        self._more = label("", "muted", wrap=True)
        for part in (self.tasks, self._more, self._nothing):
            part.hide()
            card.add(part)
        card.fill()
        return card

    def _mine_or(self, tab: str) -> str:
        """The filter of a list that counts as the tile does."""
        return f"{tab}+mine" if self.mine.isChecked() else tab

    # -- showing --------------------------------------------------------------------------

    def _show(self, board: Board) -> None:
        self._read = True
        self._waiting.hide()
        self._board.show()
        desk, found = self._context.desk, board.home
        today, now = desk.clock.today(), desk.clock.now()
        self.header.set_title(f"Bonjour {found.first_name} — {long_date(today)}")
        plans = self._actor.reach(UseCase.READ_PLAN) or self._actor.reach(UseCase.READ_REFERRAL)
        self.first.setVisible(found.empty and bool(self.first.buttons))
        self.card.setVisible(bool(plans) and not found.empty)
        self._show_tasks(found)
        resumed = [one for one in map(resumed_draft, board.drafts) if one]
        typed = {(one.key.form, one.key.record) for one in board.drafts}
        resumed += [
            resumed_report(row)
            for row in board.unfinished
            if ("intake", str(row.id)) not in typed  # its own line says more
        ]
        resumed += [resumed_recent(kept, now) for kept in board.recent]
        self.resume.show_items(resumed[:RESUMED])
        if self.first.isVisibleTo(self) and self.hasFocus():
            self.first.buttons[0].setFocus()
        self._count()

    def _show_state(self, state: State) -> None:
        counts, today = state.counts, self._context.desk.clock.today()
        for key, number in (
            ("to_qualify", counts.to_qualify),
            ("late", counts.late),
            ("silent", counts.silent_referrals),
            ("to_inform", counts.to_inform),
        ):
            if key in self._tiles:
                one, many, tone = _COUNTED[key]
                self._tiles[key].show_number(number, plural(number, one, many), tone)
        self.watch.show_figures(state.watched)
        self.safety.show_state(
            counts.near_term, today, state.health, state.rehearsal_due, purge_due=state.purge_due
        )

    def _place_of(self, kind: AlertKind) -> Place:
        """The dossiers behind a figure, as a list that sorts, filters and leaves."""
        return Place("cases", tab=self._mine_or(kind.value))

    def _ask_watched(self, kind: AlertKind) -> None:
        desk, mine = self._context.desk, self.mine.isChecked()
        self._context.jobs.database(
            self,
            partial(watched, desk, kind, mine=mine, limit=MOST),
            partial(self.watch.show_cases, kind),
            latest="watched",
        )

    def _show_tasks(self, found: Home) -> None:
        kept = found.to_do
        if self._only_late:
            kept = tuple(one for one in kept if one.when is When.LATE)
        groups = []
        for when in When:
            tasks = [self._task(one) for one in kept if one.when is when]
            if tasks:
                groups.append((when.value, tasks))
        self.tasks.show_groups(groups)
        full = not self._only_late and any(len(tasks) >= EACH for _, tasks in groups)
        self._more.setText(
            f"Chaque rubrique montre {EACH} lignes au plus\u202f; "
            "le reste se trouve dans les dossiers."
        )
        self._more.setVisible(full)
        self._nothing.say(
            "Aucune échéance dépassée" if self._only_late else NOTHING,
            "Décochez «\u202fMes dossiers seulement\u202f» pour voir ceux de toute la cellule."
            if self.mine.isChecked()
            else "",
        )
        self.tasks.setVisible(bool(groups))
        self._nothing.setVisible(not groups)

    def _task(self, one: ToDo) -> Task:
        today = self._context.desk.clock.today()
        go, case_id = self._context.go, one.case_id
        day = short_date(one.due_on)
        spoken = late(one.due_on, today) or f"échéance\u202f: {relative_day(one.due_on, today)}"
        task = Task(
            f"referral.{one.referral_id}",
            day=day[:5] if one.due_on.year == today.year else day,
            who=one.youth,
            what=one.title,
            spoken=spoken[0].upper() + spoken[1:],
            tone=_TONES[one.when],
            open=lambda: go(Place("referral", one.referral_id)),
        )
        number, version = one.action_id, one.version
        if number is None or version is None or one.status is None:
            return task
        editable = bool(self._actor.reach(UseCase.EDIT_PLAN))
        return replace(
            task,
            key=f"action.{number}",
            open=lambda: go(Place("case", case_id, "plan")),
            answers=outcomes(one.status) if editable else (),
            answer=lambda code: move(
                self._context,
                self,
                outcome_step(case_id, number, version, code),
                failed=self._refused,
            ),
            icon="list-check",
        )

    def _refused(self, error: UserFacingError) -> None:
        self._context.messages.problem(error)
        self.refresh()

    def _show_late(self, *, only: bool) -> None:
        self._only_late = only
        self.chips.show_filters([("late", "Échéances dépassées")] if only else [])
        self.refresh()

    def _changed(self, _change: Change) -> None:
        if self._read:
            self.refresh()
