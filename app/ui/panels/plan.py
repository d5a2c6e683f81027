"""The tab Plan d'actions of a dossier: objectives, and all their actions on one page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserFacingError
from app.services import accounts, plan
from app.services.cases import CasePage
from app.services.changes import Change, Subject
from app.services.choices import ActionStatus
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.history_tracked import Kind
from app.services.plan import MOST_OBJECTIVES, ActionRow, ObjectiveRow
from app.services.rules.french import count, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext
from app.ui.operations.anew import read_anew, still
from app.ui.operations.case_words import closed_note
from app.ui.operations.form_slot import FormSlot, HoldsForms, part_of
from app.ui.operations.history import history_link, place_of
from app.ui.operations.plan import Step, move, outcome_step
from app.ui.operations.plan_forms import action_form, objective_form, postpone_form
from app.ui.operations.plan_lines import ActionLine, Doors, no_plan, progress
from app.ui.operations.trash import Thing, ask_why, throw_link
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.choice import Choice
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.focus import focus_kept
from app.ui.widgets.progress import ProgressBarRow
from app.ui.widgets.style import clear, label

FULL = "Un plan compte cinq objectifs au plus"
_FOR_THE_COORDINATOR = "Pour mettre cet objectif à la corbeille, adressez-vous au coordonnateur."


@dataclass(frozen=True, slots=True)
class _Reading:
    objectives: tuple[ObjectiveRow, ...]
    officers: tuple[Choice, ...]


class PlanTab(QWidget, HoldsForms):
    """Forms open above the list; states change on the line itself."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("tab.plan")
        self._context, self._case_id = context, case_id
        self._edits = bool(context.desk.actor.reach(UseCase.EDIT_PLAN))
        self._read = _Reading((), ())
        self._resumed = False
        self.slot = FormSlot()
        self.openings = {
            "objective": lambda record: self._edit_objective(part_of(record)),
            "action": lambda record: self._edit_action(part_of(record)),
            "postpone": lambda record: self._postpone(part_of(record) or 0),
        }
        self.slot.opened.connect(self._arrange)
        self.slot.closed.connect(self._closed)
        self.new_objective = Button(
            "Nouvel objectif", self.begin_objective, name="action.objective.new", icon="target"
        )
        self.new_action = Button(
            "Nouvelle action", self.begin, name="action.action.new", icon="plus"
        )
        self._note = label("", "muted", wrap=True)
        self._ended = label("", "muted", wrap=True)
        self._ended.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self._list.addWidget(Skeleton(5))
        head = QWidget()
        line = FlowLayout(head, spacing=10, line_spacing=6)
        for part in (self.new_action, self.new_objective, self._note):
            line.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(head)
        column.addWidget(self._ended)
        column.addWidget(self.slot)
        column.addLayout(self._list)
        column.addStretch(1)
        context.changes.changed.connect(self._changed)
        self._arrange()
        self.refresh()

    def show_case(self, page: CasePage) -> None:
        """Offer what the dossier allows now: in a closed one nothing is written."""
        before, self._edits = self._edits, page.header.follows(UseCase.EDIT_PLAN)
        ended = closed_note(page.header)
        self._ended.setText(ended)
        self._ended.setVisible(bool(ended))
        self._arrange()
        if self._edits is not before:
            self.refresh()

    def refresh(self) -> None:
        """Read the plan again; a form that is open stays as it is."""
        desk, case_id = self._context.desk, self._case_id
        self._context.jobs.database(self, lambda: _read(desk, case_id), self._show, latest="plan")

    def begin(self) -> None:
        """Open the form of a new action, or of the first objective when there is none."""
        if self._edits:
            self._begin_action(None)

    def begin_objective(self) -> None:
        """Open the form of a new objective."""
        if self._edits:
            self._open_objective(None)

    def opens(self, _key: DraftKey) -> bool:
        return self._edits

    # -- showing --------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Give the buttons that make sense now."""
        free = self._edits and self.slot.form is None
        full = len(self._read.objectives) >= MOST_OBJECTIVES
        self.new_objective.setEnabled(free and not full)
        self.new_objective.setToolTip(FULL if full else "")
        self.new_action.setEnabled(free and bool(self._read.objectives))
        for button in (self.new_objective, self.new_action):
            button.setVisible(self._edits)

    def _closed(self) -> None:
        self._arrange()
        button = self.new_action if self.new_action.isEnabled() else self.new_objective
        button.setFocus()

    def _show(self, read: _Reading) -> None:
        self._read = read
        if not self._resumed and self._edits:
            self._resumed = True
            self.slot.resume(self._context, self._key("objective"), self.begin_objective)
            if read.objectives:
                self.slot.resume(self._context, self._key("action"), self.begin)
        self._arrange()
        total = sum(len(one.actions) for one in read.objectives)
        objectives = count(len(read.objectives), "objectif", "objectifs")
        self._note.setText(
            f"{objectives} · {count(total, 'action', 'actions')}" if read.objectives else ""
        )
        with focus_kept(self):
            self._fill(read)

    def _fill(self, read: _Reading) -> None:
        clear(self._list)
        for one in read.objectives:
            self._list.addWidget(self._card(one))
        if not read.objectives:
            self._list.addWidget(no_plan(self.begin_objective if self._edits else None))

    def _card(self, one: ObjectiveRow) -> Card:
        card = Card(name=f"objective.{one.id}")
        card.setAccessibleName(f"Objectif\u202f: {one.title}")
        reached = one.reached_on is not None
        card.add(
            ProgressBarRow(
                one.title,
                f"atteint le {short_date(one.reached_on)}" if one.reached_on else progress(one),
                done=1 if reached else one.done,
                total=1 if reached else one.counted,
                tone="green" if reached else "accent",
            )
        )
        for action in one.actions:
            card.add(ActionLine(action, self._context.desk.clock.today(), self._doors(action)))
        if not one.actions:
            card.add(label("Aucune action pour cet objectif.", "muted", wrap=True))
        if self._edits:
            links = QWidget()
            line = FlowLayout(links, spacing=16, line_spacing=4)
            for words, act, name in (
                ("Ajouter une action", partial(self._begin_action, one.id), "add"),
                ("Modifier l’objectif", partial(self._edit_objective, one.id), "edit"),
            ):
                line.add(LinkButton(words, act, name=f"action.objective.{name}.{one.id}"))
            line.add(history_link(self._context, one.id, Kind.OBJECTIVE))
            if one.throwable:
                line.add(throw_link(self._context, Thing("objective", one.id, one.title)))
            card.add(links)
            if not one.throwable:
                card.add(label(_FOR_THE_COORDINATOR, "muted", wrap=True))
        return card

    # -- acting ---------------------------------------------------------------------------

    def _begin_action(self, objective_id: int | None) -> None:
        key, open_ = None if objective_id else self._key("action"), self.slot.form
        if objective_id and open_ is not None and open_.key == self._key("action"):
            open_.form.cells["objective"].editor.load(str(objective_id))  # the rest stays typed
            open_.form.binder.go_to("action_type")
            return

        def ready(read: _Reading) -> None:
            rows = read.objectives
            if not rows:
                self._open_objective(None, first=True)
                return
            self.slot.open(
                lambda: action_form(
                    self._context, self._case_id, rows, read.officers, objective_id=objective_id
                ),
                "action_type" if objective_id or len(rows) == 1 else "objective",
                key=key,
            )

        self._anew(ready, key)

    def _open_objective(self, row: ObjectiveRow | None, *, first: bool = False) -> None:
        key, case_id = None if row else self._key("objective"), self._case_id
        self.slot.open(
            lambda: objective_form(self._context, case_id, row, first=first), "title", key=key
        )

    def _edit_objective(self, number: int | None) -> None:
        if number is None:
            self.begin_objective()
        else:
            self._anew(lambda read: self._open_objective(still(read.objectives, number)))

    def _edit_action(self, number: int | None) -> None:
        if number is None:
            self.begin()
            return

        def ready(read: _Reading) -> None:
            now = still(_actions(read), number)
            self.slot.open(
                lambda: action_form(
                    self._context, self._case_id, read.objectives, read.officers, row=now
                ),
                "title",
            )

        self._anew(ready)

    def _postpone(self, number: int) -> None:
        def ready(read: _Reading) -> None:
            now = still(_actions(read), number)
            self.slot.open(lambda: postpone_form(self._context, self._case_id, now), "due_on")

        self._anew(ready)

    def _anew(self, ready: Callable[[_Reading], object], key: DraftKey | None = None) -> None:
        desk, case_id = self._context.desk, self._case_id
        read_anew(self._context, self.slot, lambda: _read(desk, case_id), ready, key=key)

    def _key(self, form: str) -> DraftKey:
        return DraftKey(form, str(self._case_id))

    def _doors(self, row: ActionRow) -> Doors | None:
        if not self._edits:
            return None
        return Doors(
            ended=lambda code: self._move(outcome_step(self._case_id, row.id, row.version, code)),
            moved=lambda status: self._to(row, status),
            edit=lambda: self._edit_action(row.id),
            throw=partial(ask_why, self._context, Thing("planned_action", row.id, row.title)),
            history=partial(self._context.go, place_of(row.id, Kind.ACTION)),
        )

    def _to(self, row: ActionRow, status: ActionStatus) -> None:
        if status is ActionStatus.POSTPONED:
            self._postpone(row.id)
        else:
            self._move(Step(self._case_id, row.id, row.version, status))

    def _move(self, step: Step) -> None:
        move(self._context, self, step, failed=self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self._context.messages.problem(error)
        self.refresh()

    def _changed(self, change: Change) -> None:
        if change.subject is Subject.CASE and change.ref == self._case_id:
            self.refresh()


def _actions(read: _Reading) -> list[ActionRow]:
    return [one for objective in read.objectives for one in objective.actions]


def _read(desk: Desk, case_id: int) -> _Reading:
    officers = tuple(Choice(f"officer.{one.id}", one.name) for one in accounts.officers(desk))
    return _Reading(plan.plan(desk, case_id), officers)
