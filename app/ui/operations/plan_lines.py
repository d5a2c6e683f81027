"""One action of a plan on its line: tick, what, who, when, who may read, what can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.services.choices import ActionStatus, SharingScope
from app.services.observations import READERS
from app.services.plan import ActionRow, ObjectiveRow
from app.services.rules.french import WEEKDAYS, late, listing, plural, short_date
from app.services.rules.states import ACTION, ACTION_RESULTS, next_states
from app.ui.operations.plan import HOW_IT_WENT, outcomes, result_words
from app.ui.operations.trash import WORDS
from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.buttons import IconButton, LinkButton
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.picture import Picture
from app.ui.widgets.style import label
from app.ui.widgets.tick import TickMenu

_SOON = timedelta(days=7)
_ENDS = {ActionStatus.CANCELLED: "ban", ActionStatus.NOT_DONE: "x"}
_BOX = 26  # the width of a tick, and of the icon that stands in its place
_VERBS = {
    ActionStatus.PLANNED: "Remettre à «\u202fprévue\u202f»",
    ActionStatus.IN_PROGRESS: "Commencer",
    ActionStatus.POSTPONED: "Reporter…",
    ActionStatus.CANCELLED: "Annuler l’action",
}
_ENDED: dict[ActionStatus, Tone] = {
    ActionStatus.DONE: "green",
    ActionStatus.PARTIALLY_DONE: "green",
    ActionStatus.NOT_DONE: "amber",
    ActionStatus.CANCELLED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Doors:
    """What the line calls: an outcome (a code), another state, the form, the rest of its life."""

    ended: Callable[[str], object]
    moved: Callable[[ActionStatus], object]
    edit: Callable[[], object]
    throw: Callable[[], object]
    history: Callable[[], object]


class ActionLine(QWidget):
    """Without `doors`, the line is only read."""

    def __init__(self, row: ActionRow, today: date, doors: Doors | None) -> None:
        super().__init__()
        self.setObjectName(f"line.action.{row.id}")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        line.addWidget(_tick(row, doors))
        words = QVBoxLayout()
        words.setSpacing(1)
        head = QWidget()
        flow = FlowLayout(head, spacing=8, line_spacing=4)
        flow.add(label(row.title, "strong", wrap=True))
        for badge in _badges(row, today):
            flow.add(badge)
        words.addWidget(head)
        words.addWidget(label(_detail(row), "muted", wrap=True))
        line.addLayout(words, 1)
        if doors is not None:
            line.addWidget(self._buttons(row, doors))

    def _buttons(self, row: ActionRow, doors: Doors) -> QWidget:
        box = QWidget()
        flow = QHBoxLayout(box)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(6)
        states = [one for one in next_states(ACTION, row.status) if one not in ACTION_RESULTS]
        if states:
            change = LinkButton("Changer l’état", name=f"action.action.move.{row.id}")
            change.setAccessibleDescription(row.title)
            menu = QMenu(change)
            for status in states:
                action = menu.addAction(_VERBS[status])
                action.setObjectName(f"action.action.move.{row.id}.{status}")
                action.triggered.connect(lambda _on=False, status=status: doors.moved(status))
            change.set_menu(menu)
            flow.addWidget(change)
        edit = LinkButton("Modifier", doors.edit, name=f"action.action.edit.{row.id}")
        edit.setAccessibleDescription(row.title)
        flow.addWidget(edit)
        name = f"action.history.planned_action.{row.id}"
        past = IconButton("history", "Historique des modifications", doors.history, name=name)
        past.setAccessibleDescription(row.title)
        flow.addWidget(past)
        name = f"action.trash.planned_action.{row.id}"
        throw = IconButton("trash", WORDS, doors.throw, name=name)
        throw.setAccessibleName(f"Mettre à la corbeille\u202f: {row.title}")
        flow.addWidget(throw)
        return box


def progress(one: ObjectiveRow) -> str:
    """« 1 action sur 2 réalisée », and words where there is none."""
    if not one.counted:
        return "aucune action pour le moment"
    done = f"{one.done} {plural(one.done, 'action', 'actions')} sur {one.counted} "
    return done + plural(one.done, "réalisée", "réalisées")


def _tick(row: ActionRow, doors: Doors | None) -> QWidget:
    answers = outcomes(row.status)
    if answers and doors is not None:
        tick = TickMenu(
            answers,
            words=f"{row.title}\u202f: noter le résultat",
            question=HOW_IT_WENT,
            name=f"tick.action.{row.id}",
        )
        tick.answered.connect(doors.ended)
        tick.setFixedWidth(_BOX)
        return tick
    over = row.status in _ENDED
    ended = _ENDS.get(row.status, "check")  # only what took place is ticked
    icon = ended if over else "clock"
    place = QWidget()
    place.setFixedWidth(_BOX)
    column = QHBoxLayout(place)
    column.setContentsMargins(2, 0, 0, 0)
    tone = _ENDED.get(row.status, "neutral")
    column.addWidget(Picture(icon, tone, size=18), 0, Qt.AlignmentFlag.AlignLeft)
    return place


def _badges(row: ActionRow, today: date) -> list[Badge]:
    found: list[Badge] = []
    overdue = late(row.due_on, today) if row.late and row.due_on else ""
    if row.status in _ENDED:
        words = result_words(row.result) if row.result else row.status.label
        found.append(Badge(words, _ENDED[row.status]))
    elif row.status is not ActionStatus.PLANNED:
        found.append(Badge(row.status.label, "accent"))
    if overdue:
        found.append(Badge(overdue[0].upper() + overdue[1:], "red"))
    elif row.due_on is not None and row.status not in _ENDED:
        soon = row.due_on <= today + _SOON
        day = short_date(row.due_on)
        near = f"{WEEKDAYS[row.due_on.weekday()]} {day[:5]}"
        found.append(Badge(near if soon else day, "amber" if soon else "neutral"))
    if row.sharing_scope is not SharingScope.CELL:
        group = row.sharing_scope is SharingScope.GROUP
        badge = Badge(row.sharing_scope.label, "accent" if group else "amber")
        badge.setToolTip(READERS[row.sharing_scope])
        found.append(badge)
    return found


def _detail(row: ActionRow) -> str:
    parts = [row.pilot or "Sans pilote"]
    if row.title != row.action_type.label:
        parts.insert(0, row.action_type.label)
    if row.contributors:
        parts.append(f"avec {listing([name for _, name in row.contributors])}")
    if row.ended_on is not None:
        parts.append(f"terminée le {short_date(row.ended_on)}")
    elif row.start_on is not None:
        parts.append(f"depuis le {short_date(row.start_on)}")
    if row.sharing_scope is not SharingScope.CELL:
        read = READERS[row.sharing_scope].removeprefix("Lu par ")
        parts.append(f"lue par {read.replace('imprimé ', 'imprimée ')}")
    return " · ".join(parts)


def no_plan(begin: Callable[[], object] | None) -> EmptyState:
    """What stands in place of a plan, with the way to its first objective, for who may set it."""
    return EmptyState(
        "target",
        "Aucun plan d’actions pour le moment",
        more="Un plan se construit avec le jeune et sa famille\u202f: cinq objectifs "
        "au plus, et pour chacun qui fait quoi, et pour quand.",
        action="Poser un premier objectif" if begin is not None else "",
        on_action=begin,
        action_name="action.objective.first",
    )
