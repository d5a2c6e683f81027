"""One orientation: what the structure receives, where it stands, what is possible now."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.changes import Change, Subject
from app.services.choices import ReferralStatus
from app.services.history_tracked import Kind
from app.services.referral_moves import EDITABLE
from app.services.referrals import ReferralPage
from app.services.rules.french import listing, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.operations.anew import read_anew
from app.ui.operations.form_slot import FormSlot, HoldsForms
from app.ui.operations.history import history_icon
from app.ui.operations.referral_words import next_step, sheet_lines, silence, state, state_tone
from app.ui.operations.referrals import (
    VERBS,
    OpenReferral,
    agreements_form,
    move_form,
    open_referral,
)
from app.ui.operations.resuming import with_form, without_form
from app.ui.operations.trash import Thing, throw_icon
from app.ui.widgets.badge import Badge, Tone
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.header import PageHeader
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear, label
from app.ui.widgets.timeline import Event, Timeline

PREVIEW = "referral_preview"
S = ReferralStatus


class ReferralPageView(ScrollPage, HoldsForms):
    """Kept alive; read again when the orientation changes. A step opens its form in place."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.referral")
        self._context, self._ref = context, place.ref or 0
        actor = context.desk.actor
        self._edits = bool(actor.reach(UseCase.EDIT_REFERRAL))
        self._prints = bool(actor.reach(UseCase.PRINT_REFERRAL))
        self.shown: OpenReferral | None = None
        self.header = PageHeader()
        self.slot = FormSlot()
        self.openings = {
            "agreements": lambda _record: self._begin_agreements(),
            **{f"move.{one}": partial(self._begin_again, one) for one in ReferralStatus},
        }
        self.slot.opened.connect(self._arrange)
        self.slot.closed.connect(self._closed)
        self.next = Card("Ce qui est possible maintenant", name="card.referral.next")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(10)
        self.next.add(self._steps)
        self.next.add(self.slot)
        self.sheet = Card("Ce que reçoit la structure", name="card.referral.sheet")
        self._lines = QVBoxLayout()
        self.sheet.add(self._lines)
        self.agreements = Card("Accords", name="card.referral.agreements")
        self._agreed = QVBoxLayout()
        self.agreements.add(self._agreed)
        self.history = Card("Parcours", name="card.referral.history")
        self._timeline = Timeline()
        self.history.add(self._timeline)
        self._columns = TwoColumns()
        for card in (self.next, self.sheet):
            self._columns.main.addWidget(card)
        for card in (self.agreements, self.history):
            self._columns.side.addWidget(card)
        self._columns.fill()
        self._skeleton = Skeleton(8)
        self.add(self.header)
        self.add(self._skeleton)
        self.add(self._columns)
        self._columns.hide()
        self.fill()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._print)
        context.changes.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the orientation again; a form that is open stays as it is."""
        desk, ref = self._context.desk, self._ref
        self._context.jobs.database(
            self, lambda: open_referral(desk, ref), self._show, latest="read"
        )

    def arrive(self, place: Place) -> None:
        """Shown again, maybe to take up what was being written."""
        key = without_form(place)[1]
        if key is not None:
            self.take_up(key)

    def here(self) -> Place:
        """Where one would come back to."""
        return with_form(Place("referral", self._ref), self.form_open())

    # -- showing --------------------------------------------------------------------------

    def _show(self, one: OpenReferral) -> None:
        self.shown = one
        self._skeleton.hide()
        self._columns.show()
        self._show_header(one)
        self._show_sheet(one.page)
        self._show_agreements(one)
        self._timeline.show_events(
            [
                Event(short_date(step.on), "compass", step.status.label, step.reason or "")
                for step in reversed(one.page.history)
            ]
        )
        self._arrange()

    def _show_header(self, one: OpenReferral) -> None:
        row, go = one.page.row, self._context.go
        self.header.set_title(f"{row.youth} — {row.partner}")
        self.header.set_crumbs(
            [
                ("Orientations", lambda: go(Place("referrals"))),
                (f"n°\u00a0{row.number}", None),
            ]
        )
        badges: list[tuple[str, Tone]] = [(state(row), state_tone(row))]
        if silence(row):
            badges.append((silence(row), "red" if row.late else "neutral"))
        self.header.set_badges(badges)
        after = next_step(row)
        parts = [f"dossier {row.file_number}", row.aim, f"prochaine étape\u202f: {after}"]
        self.header.set_subtitle(" · ".join(parts if after else parts[:2]))
        back = Place("case", row.case_id, "referrals")
        actions: list[Button] = [
            Button("Voir le dossier", lambda: go(back), name="action.referral.case"),
        ]
        if self._writes(one) and row.status in EDITABLE:
            actions.append(
                Button(
                    "Modifier",
                    lambda: go(Place("referral.edit", row.id)),
                    name="action.referral.edit",
                )
            )
        actions.append(history_icon(self._context, row.id, Kind.REFERRAL))
        if self._writes(one) and row.sent_on is None:
            thing = Thing("referral", row.id, f"orientation n°\u00a0{row.number}")
            actions.append(throw_icon(self._context, thing, then=lambda: go(back)))
        if self._prints:
            actions.append(
                Button(
                    "Imprimer la fiche",
                    self._print,
                    name="action.referral.print",
                    icon="printer",
                    tip="Ctrl+P",
                )
            )
        self.header.set_actions(actions)

    def _show_sheet(self, page: ReferralPage) -> None:
        clear(self._lines)
        for name, words in sheet_lines(page):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(12)
            line.addWidget(label(name, "muted", wrap=True), 2)
            line.addWidget(label(words, wrap=True), 3)
            self._lines.addWidget(row)

    def _show_agreements(self, one: OpenReferral) -> None:
        clear(self._agreed)
        asked = [("Du jeune", one.page.youth_agreed_on)]
        if one.case.needs_guardian:
            asked.append(("Du représentant légal", one.page.guardian_agreed_on))
        for words, given in asked:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(label(words), 1)
            line.addWidget(
                Badge(f"le {short_date(given)}", "green") if given else Badge("attendu", "amber")
            )
            self._agreed.addWidget(row)
        if self._writes(one) and one.page.next_states:
            self._agreed.addWidget(
                LinkButton(
                    "Noter les accords", self._begin_agreements, name="action.referral.agreements"
                ),
                0,
                Qt.AlignmentFlag.AlignLeft,
            )

    # -- what is possible now -------------------------------------------------------------

    def _writes(self, one: OpenReferral) -> bool:
        return self._edits and not one.case.is_closed

    def _arrange(self) -> None:
        one = self.shown
        clear(self._steps)
        if one is None:
            return
        states = one.page.next_states if self._writes(one) else ()
        if not one.page.next_states:
            self._steps.addWidget(label("Cette orientation est terminée.", "muted", wrap=True))
        elif one.case.is_closed:
            words = "Le dossier est clos\u202f: l’orientation avancera quand il sera rouvert."
            self._steps.addWidget(label(words, "muted", wrap=True))
        elif not self._edits:
            self._steps.addWidget(
                label("Un référent de parcours ou le coordonnateur la fait avancer.", "muted",
                      wrap=True)
            )  # fmt: skip
        missing = one.missing_agreements if S.SENT in states else ()
        if missing:
            self._steps.addWidget(
                Strip(
                    f"L’envoi attend l’accord {listing(missing)}.",
                    "Faites signer la fiche imprimée, puis notez la date ici.",
                    tone="amber",
                    action="Noter les accords",
                    on_action=self._begin_agreements,
                    name="strip.agreements",
                )
            )
        if states and self.slot.form is None:
            buttons = QWidget()
            flow = FlowLayout(buttons, spacing=8, line_spacing=8)
            for at, status in enumerate(states):
                flow.add(self._button(status, first=at == 0, blocked=bool(missing)))
            self._steps.addWidget(buttons)

    def _button(self, status: ReferralStatus, *, first: bool, blocked: bool) -> Button:
        kind = PrimaryButton if first else Button
        button = kind(
            VERBS[status], lambda: self.begin(status), name=f"action.referral.to.{status}"
        )
        if status is S.SENT and blocked:
            button.setEnabled(False)
            button.setToolTip("Notez d’abord les accords")
        return button

    def begin(self, status: ReferralStatus) -> None:
        """Open the form of a step."""
        first = {
            S.INTERVIEW_SET: "interview_on",
            S.DECLINED: "decline_reason",
            S.DROPPED: "drop_reason",
        }.get(status, "on")
        self._anew(lambda one: self.slot.open(lambda: move_form(self._context, one, status), first))

    def _begin_again(self, status: ReferralStatus, _record: str) -> None:
        self.begin(status)

    def _begin_agreements(self) -> None:
        self._anew(
            lambda one: self.slot.open(
                lambda: agreements_form(self._context, one), "youth_agreed_on"
            )
        )

    def _anew(self, ready: Callable[[OpenReferral], object]) -> None:
        desk, ref = self._context.desk, self._ref

        def opened(one: OpenReferral) -> None:
            if self._writes(one):
                ready(one)

        read_anew(self._context, self.slot, lambda: open_referral(desk, ref), opened)

    def _closed(self) -> None:
        self._arrange()
        self.setFocus()

    def _print(self) -> None:
        if self._prints and self.shown is not None:
            self._context.go(Place(PREVIEW, self._ref))

    def _changed(self, change: Change) -> None:
        case_id = self.shown.case.case_id if self.shown is not None else 0
        if (change.subject, change.ref) in {(Subject.REFERRAL, self._ref), (Subject.CASE, case_id)}:
            self.refresh()
