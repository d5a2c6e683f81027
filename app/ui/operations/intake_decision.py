"""Qualifying a signalement: the card that asks, and the use case that each answer calls."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import Conflict, Invalid, UserFacingError
from app.services import accounts, intake_decide
from app.services.changes import Change
from app.services.choices import NotRetainedReason, ReportSubject, Sex, member
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.intake import IntakePage
from app.services.intake_known import KnownPerson, known_people
from app.services.intake_naming import NamedYouth
from app.services.rules.matching import Identity
from app.services.rules.partial_dates import PartialDate
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.sheet import Sheet
from app.ui.forms.specs.intake_decision import (
    FAMILY_CASE,
    NEW_CASE,
    NOT_RETAIN,
    OTHER_CASE,
    REDIRECT,
    RETAIN,
    decision_spec,
)
from app.ui.operations.choosing import case_finder, household_finder, partner_finder
from app.ui.operations.conflicts import CHANGED
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.intake_known import known_line
from app.ui.operations.known_panel import KnownPanel
from app.ui.operations.partners import create_partner
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.choice import Choice
from app.ui.widgets.proposals import Proposal
from app.ui.widgets.style import label


@dataclass(frozen=True, slots=True)
class Options:
    """What a decision may choose among."""

    known: tuple[KnownPerson, ...]
    officers: tuple[tuple[int, str], ...]
    me: int


def read_options(desk: Desk, page: IntakePage) -> Options:
    """The dossiers the signalement may join, and who may be named référent."""
    entry = page.entry
    wanted = Identity(entry.last_name, entry.first_name, entry.birth, entry.sex, entry.usage_name)
    known = known_people(desk, wanted, report_id=page.id)
    officers = tuple((one.id, one.name) for one in accounts.officers(desk))
    return Options(known, officers, desk.actor.account_id)


class DecisionCard(Card):
    """`decided` gives the way taken, once it is written; `outdated`: the sheet has changed."""

    decided = Signal(str)
    outdated = Signal()

    def __init__(self, context: PageContext, page: IntakePage, options: Options) -> None:
        super().__init__("Quelle suite donner\u202f?", name="card.decision")
        self._context, self._page = context, page
        self.written: Change | None = None
        finders = {
            "partner": partner_finder(context), "joined": case_finder(context),
            "household": household_finder(context),
        }  # fmt: skip
        family = page.entry.subject is ReportSubject.FAMILY
        self._unnamed = page.entry.subject is not ReportSubject.YOUTH
        self.form = Form(
            decision_spec(
                cases=[_case_choice(one) for one in options.known],
                officers=[Choice(str(number), name) for number, name in options.officers],
                unnamed=self._unnamed,
                family=family,
            ),
            today=context.desk.clock.today,
            providers=finders,
            creators={"partner": self._create_partner},
            cards=False,
        )
        for field, finder in finders.items():
            finder.serve(self.form, field)
        mine = str(options.me) if options.me in dict(options.officers) else None
        first = FAMILY_CASE if family else NEW_CASE
        self._blank = {"case": first, "officer": mine, "last_name": page.entry.last_name}
        self.form.binder.load(self._blank)
        self.add(self.form)
        self._known: KnownPanel | None = None
        if self._unnamed:
            self._known = KnownPanel(
                context, self.form, yes="Rejoindre son dossier", chosen=self._join,
                report_id=page.id,
            )  # fmt: skip
            self.add(self._known)
        # at no version: a decision repeats nothing of the sheet, which is read above it
        key = DraftKey("intake.decision", str(page.id))
        self._state = label("", "muted", wrap=True)
        self.keeper = DraftKeeper(context, key, Sheet(self.form), self._state.setText, self)
        self._words = label("", "muted", wrap=True)
        self.add(self._words)
        self.submit = PrimaryButton("Décider", self._decide, name="action.intake.decide")
        line = QHBoxLayout()
        line.addWidget(self._state, 1)
        line.addWidget(self.submit)
        self.add(line)
        self.form.binder.changed.connect(self._changed)
        self._changed()

    def look_up(self, *, resume: bool) -> None:
        """Offer the decision that was being prepared; `resume`: one comes to take it up."""
        self.keeper.resume = resume
        self.keeper.look_up()

    def begin(self, case: str = "") -> None:
        """Put the focus in the first answer; with `case`, retained into that dossier."""
        self.look_up(resume=False)
        if case:
            self.form.binder.load(self._blank | {"way": RETAIN, "case": case, "officer": None})
        first: QWidget = self.form.cells["way"].editor.targets[0]
        first.setFocus()

    @property
    def dirty(self) -> bool:
        """Whether an answer was begun and not written."""
        return self.form.binder.values()["way"] is not None and self.form.binder.dirty

    def _changed(self) -> None:
        values = self.form.binder.values()
        opens = values["case"] in {NEW_CASE, FAMILY_CASE, None}
        verbs = {
            RETAIN: "Ouvrir le dossier" if opens else "Rejoindre ce dossier",
            REDIRECT: "Réorienter",
            NOT_RETAIN: "Classer sans suite",
        }
        notes = {
            RETAIN: "",
            REDIRECT: "Le signalement est gardé six mois au plus, puis s’efface.",
            NOT_RETAIN: "Le signalement est gardé six mois au plus, puis s’efface.",
        }
        way = str(values["way"] or "")
        self.submit.setText(verbs.get(way, "Décider"))
        self.submit.setEnabled(bool(way))
        self._words.setText(notes.get(way, ""))
        self._words.setVisible(bool(notes.get(way)))
        if self._known is not None and (way != RETAIN or values["case"] not in {NEW_CASE, None}):
            self._known.hide()  # nobody is named there

    def _join(self, who: Proposal) -> None:
        """Retained into the dossier of who was recognised while being named."""
        self.form.cells["case"].editor.load(OTHER_CASE)
        self.form.cells["joined"].editor.load(Choice(str(who.key), f"{who.name}, {who.line}"))

    def _decide(self) -> None:
        if not self.form.binder.check_all():
            return
        way = str(self.form.binder.values()["way"])
        act = self.keeper.saving(self._act(way))
        self.submit.setEnabled(False)
        self._context.jobs.database(
            self,
            act,
            partial(self._done, way),
            failed=self._refused,
            ended=lambda: self.submit.setEnabled(True),
        )

    def _act(self, way: str) -> Callable[[], Change]:
        values, desk, page = self.form.binder.values(), self._context.desk, self._page
        if way == REDIRECT:
            return partial(
                intake_decide.redirect, desk, page.id, _number(values["partner"]) or 0,
                version=page.version,
            )  # fmt: skip
        if way == NOT_RETAIN:
            reason = member(NotRetainedReason, values["reason"]) or NotRetainedReason.NOT_ENOUGH
            return partial(intake_decide.not_retain, desk, page.id, reason, version=page.version)
        if values["case"] == FAMILY_CASE:
            return partial(
                intake_decide.retain_family, desk, page.id,
                household_id=_number(values["household"]),
                lead_officer_id=_number(values["officer"]), version=page.version,
            )  # fmt: skip
        case_id = _number(values["joined" if values["case"] == OTHER_CASE else "case"])
        if case_id is None:
            return partial(
                intake_decide.retain_new, desk, page.id,
                lead_officer_id=_number(values["officer"]), named=self._named(),
                version=page.version,
            )  # fmt: skip
        return partial(intake_decide.retain_into, desk, page.id, case_id, version=page.version)

    def _named(self) -> NamedYouth | None:
        if not self._unnamed:
            return None
        values = self.form.binder.values()
        birth = values["birth"]
        return NamedYouth(
            last_name=str(values["last_name"]),
            first_name=str(values["first_name"]),
            sex=member(Sex, values["sex"]),
            birth=birth if isinstance(birth, PartialDate) else None,
        )

    def _done(self, way: str, change: Change) -> None:
        self.written = change
        self.keeper.saved()
        self.decided.emit(way)

    def _refused(self, error: UserFacingError) -> None:
        self.keeper.failed()
        if isinstance(error, Conflict):
            # a decision repeats nothing of the sheet: it is read again, under what was answered
            self._context.messages.problem(CHANGED)
            self.outdated.emit()
            return
        if isinstance(error, Invalid):
            left = self.form.binder.show_problems(error.problems)
            if not left:
                return
            error = UserFacingError(" ".join(left.values()), code=error.code)
        self._context.messages.problem(error)

    def _create_partner(self, typed: str) -> None:
        create_partner(self._context, typed, None, self.form.cells["partner"].editor.load)


def _case_choice(one: KnownPerson) -> Choice:
    return Choice(
        str(one.case_id), f"{one.name} ({one.percent}\u00a0%), né(e) le {known_line(one)}"
    )


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, str) and value.isdigit() else None
