"""The tab Synthèse of a dossier: what is to do, the plan, the orientations, what happened."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import CasePage
from app.services.choices import ActionStatus, ReferralStatus
from app.services.family_case import FAMILY_ORIENTATIONS
from app.services.plan import ActionRow, ObjectiveRow
from app.services.referrals import ENDS, ReferralRow
from app.services.rules.french import NBSP, WEEKDAYS, count, moment, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.alert_words import TONES, chip
from app.ui.operations.case_words import author_told
from app.ui.operations.information_card import InformationCard
from app.ui.operations.plan import HOW_IT_WENT, move, outcome_step, outcomes
from app.ui.operations.plan_lines import progress
from app.ui.operations.referral_words import next_step, state
from app.ui.operations.timeline_words import shown
from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.cards import Card
from app.ui.widgets.due import DueList, DueRow
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.progress import ProgressBarRow
from app.ui.widgets.rows import RowGrid
from app.ui.widgets.scroll import TwoColumns
from app.ui.widgets.style import clear, label
from app.ui.widgets.timeline import Timeline

OPEN = (ActionStatus.PLANNED, ActionStatus.IN_PROGRESS, ActionStatus.POSTPONED)
MOST_TO_DO, MOST_REFERRALS = 6, 5
_SOON_DAYS = 7
_ORIENTED = (("Vers", 6), ("Objet", 7), ("État", 4), ("Échéance", 4))
_REFERRALS = (("Vers", 7), ("Formation visée", 6), ("État", 6), ("Prochaine étape", 5))


class SummaryTab(QWidget):
    """Only what this reader may see has a card."""

    def __init__(self, context: PageContext, case_id: int, show_tab: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("tab.synthesis")
        self._context, self._case_id, self._show_tab = context, case_id, show_tab
        self.to_do = Card("À faire", action="Tout voir", on_action=partial(show_tab, "plan"),
                          action_name="action.case.todo", name="card.case.todo")  # fmt: skip
        self.tasks = DueList(question=HOW_IT_WENT)
        self.to_do.add(self.tasks)
        self.plan = Card("Plan d’actions", action="Ouvrir", on_action=partial(show_tab, "plan"),
                         action_name="action.case.plan", name="card.case.plan")  # fmt: skip
        self._objectives = QVBoxLayout()
        self._objectives.setSpacing(12)
        self.plan.add(self._objectives)
        self.referrals = Card(
            "Orientations", action="Nouvelle orientation", on_action=self._refer,
            action_name="action.case.refer", name="card.case.referrals",
        )  # fmt: skip
        self.table = RowGrid(_REFERRALS, name="list.case.referrals")
        self.table.opened.connect(lambda ref: context.go(Place("referral", ref)))
        self.referrals.add(self.table)
        self.family = Card("Orientations de la famille", action="Ouvrir le plan",
                           on_action=partial(show_tab, "plan"),
                           action_name="action.case.family", name="card.case.family")  # fmt: skip
        self.oriented = RowGrid(_ORIENTED, name="list.case.family")
        self.oriented.opened.connect(lambda _ref: show_tab("plan"))
        self.family.add(self.oriented)
        self.chronology = Card("Chronologie", action="Tout voir", name="card.case.events",
                               on_action=partial(show_tab, "timeline"),
                               action_name="action.case.timeline")  # fmt: skip
        self.timeline = Timeline(nothing="Rien n’est encore noté.")
        self.chronology.add(self.timeline)
        self.chronology.fill()
        self.alerts = QWidget()
        self.alerts.setObjectName("case.alerts")
        self._alerts = FlowLayout(self.alerts, spacing=8, line_spacing=6)
        columns = TwoColumns()
        for card in (self.to_do, self.plan, self.referrals, self.family):
            columns.main.addWidget(card)
        columns.main.addStretch(1)
        columns.side.addWidget(InformationCard(context, case_id))
        columns.side.addWidget(self.chronology, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.alerts)
        column.addWidget(columns)

    def show_case(self, page: CasePage) -> None:
        """Show another reading of the dossier."""
        may = page.header.may
        self.to_do.setVisible(UseCase.READ_PLAN in may)
        self.plan.setVisible(UseCase.READ_PLAN in may)
        self.referrals.setVisible(UseCase.READ_REFERRAL in may and page.youth is not None)
        self.family.setVisible(UseCase.READ_PLAN in may and page.youth is None)
        self._show_orientations(page.plan)
        if self.referrals.action_link is not None:
            self.referrals.action_link.setVisible(page.header.follows(UseCase.EDIT_REFERRAL))
        self._show_alerts(page)
        self._show_tasks(page)
        self._show_plan(page.plan)
        self.table.show_rows(
            [(one.id, _cells(one)) for one in page.referrals[:MOST_REFERRALS]],
            "Aucune orientation pour le moment.",
            [one.id for one in page.referrals if one.late],
        )
        today = self._context.desk.clock.today()
        self.timeline.show_events(shown(page.events, today, self._context.go, self._show_tab))

    def _show_alerts(self, page: CasePage) -> None:
        """Discreet: one chip each, the reason where the pointer or a reader asks."""
        clear(self._alerts)
        today = self._context.desk.clock.today()
        for one in page.alerts:
            words, why = chip(one, today)
            badge = Badge(words, TONES[one.kind], name=f"case.alert.{one.kind.value}")
            badge.setToolTip(why)
            badge.setAccessibleDescription(why)
            self._alerts.add(badge)
        self.alerts.setVisible(bool(page.alerts))

    # -- À faire ----------------------------------------------------------------------------

    def _show_tasks(self, page: CasePage) -> None:
        editable = page.header.follows(UseCase.EDIT_PLAN)
        actions = [
            one
            for objective in page.plan
            for one in objective.actions
            if one.status in OPEN and one.due_on is not None
        ]
        rows = [(one.due_on, self._task(one, editable=editable)) for one in actions]
        rows += [
            (one.next_step_on, self._step(one))
            for one in page.referrals
            if one.next_step_on is not None and one.status not in ENDS
        ]
        due, informs = page.header.information_due_on, page.header.follows(UseCase.EDIT_CASE)
        if due is not None and page.header.to_inform and informs:
            rows.append((due, self._inform(page, due)))
        rows.sort(key=lambda pair: str(pair[0]))
        self.tasks.show_rows(
            [row for _, row in rows[:MOST_TO_DO]], "Rien n’est prévu pour le moment."
        )

    def _task(self, one: ActionRow, *, editable: bool) -> DueRow:
        words, tone = self._due(one.due_on)
        return DueRow(
            key=f"action.{one.id}",
            title=one.title,
            detail=one.pilot or one.action_type.label,
            due=words,
            tone=tone,
            open=partial(self._show_tab, "plan"),
            answers=outcomes(one.status) if editable else (),
            answer=partial(self._answered, one),
            icon="list-check",
        )

    def _step(self, one: ReferralRow) -> DueRow:
        words, tone = self._due(one.next_step_on)
        return DueRow(
            key=f"referral.{one.id}",
            title=f"{one.partner}\u202f: {state(one).lower()}",
            detail=f"Orientation {one.number} · {one.aim}",
            due=words,
            tone=tone,
            open=lambda: self._context.go(Place("referral", one.id)),
        )

    def _inform(self, page: CasePage, due_on: date) -> DueRow:
        """The cell's own information, which nobody else gives for it (RGPD art. 14)."""
        words, tone = self._due(due_on)
        told = author_told(page)
        return DueRow(
            key="inform",
            title="Informer la famille",
            detail=told[:1].upper() + told[1:] if told else "Notice d’information de la cellule",
            due=words,
            tone=tone,
            open=partial(self._show_tab, "life"),
            icon="mail",
        )

    def _refer(self) -> None:
        self._context.go(Place("referral.new", self._case_id))

    def _answered(self, one: ActionRow, code: str) -> None:
        move(self._context, self, outcome_step(self._case_id, one.id, one.version, code))

    def _due(self, day: date | None) -> tuple[str, Tone]:
        today = self._context.desk.clock.today()
        if day is None:
            return "", "neutral"
        away = (day - today).days
        if away < 0:
            return f"{day:%d/%m} · en retard de {-away}{NBSP}j", "red"
        if away == 0:
            return "Aujourd’hui", "amber"
        if away <= _SOON_DAYS:
            return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}", "amber"
        return short_date(day), "neutral"

    # -- the plan and the chronology ----------------------------------------------------------

    def _show_orientations(self, plan: tuple[ObjectiveRow, ...]) -> None:
        """The actions that lead a family to somebody: a fiche d'orientation is a young person's."""
        found = [
            one
            for objective in plan
            for one in objective.actions
            if one.action_type in FAMILY_ORIENTATIONS
        ]
        self.oriented.show_rows(
            [
                (
                    one.id,
                    (
                        one.pilot or "à désigner",
                        one.action_type.label,
                        one.status.label,
                        short_date(one.due_on) if one.due_on else "—",
                    ),
                )
                for one in found
            ],
            "Aucune orientation de la famille\u202f: elles se notent dans le plan d’actions.",
        )

    def _show_plan(self, plan: tuple[ObjectiveRow, ...]) -> None:
        clear(self._objectives)
        words = f" — {count(len(plan), 'objectif', 'objectifs')}" if plan else ""
        self.plan.set_title(f"Plan d’actions{words}")
        for one in plan:
            reached = one.reached_on is not None
            detail = (
                f"atteint le {short_date(one.reached_on)}"
                if one.reached_on is not None
                else progress(one)
            )
            done, total = (1, 1) if reached else (one.done, one.counted)
            self._objectives.addWidget(
                ProgressBarRow(
                    one.title, detail, done=done, total=total, tone="green" if reached else "accent"
                )
            )
        if not plan:
            self._objectives.addWidget(label("Aucun objectif pour le moment.", "muted"))


def _cells(row: ReferralRow) -> tuple[str, ...]:
    step = short_date(row.next_step_on) if row.next_step_on else next_step(row) or "—"
    if row.interview_at is not None and row.status is ReferralStatus.INTERVIEW_SET:
        step = moment(row.interview_at)
    return row.partner, row.aim, state(row), step
