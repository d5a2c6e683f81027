"""The form of a signalement: questions on the left, what is already known on the right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services import danger, intake, territory
from app.services.changes import Change
from app.services.choices import DangerRecipient, labelled, member
from app.services.danger import DangerNumbers
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.intake import IntakePage
from app.services.intake_write import FORM, save_intake
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.messages import Problem
from app.ui.operations.draft_page import DraftPage
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.history_undo import undo_of
from app.ui.operations.intake_sheet import IntakeSheet
from app.ui.operations.intake_town import Town
from app.ui.operations.intake_values import to_entry
from app.ui.operations.resuming import resumes
from app.ui.operations.saving import Again, Saver
from app.ui.operations.trash import Thing, throw_icon
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.choice import Choice
from app.ui.widgets.danger import Call, DangerPanel

_UNDECIDED = Problem(
    "Ce signalement ne peut pas être enregistré tant que la question du danger reste ouverte.",
    "Dites à qui la situation a été transmise, ou revenez au formulaire.",
    code="danger_open",
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the form needs before it can be drawn."""

    town: Town
    numbers: DangerNumbers
    page: IntakePage | None


class IntakeFormPage(QWidget, DraftPage):
    """A new signalement, or one that is not decided yet.

    What is typed is a draft within a second. « Oui » to danger takes the whole page.
    """

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.intake.form")
        self._context, self._ref = context, place.ref
        self._version: int | None = None
        self.sheet: IntakeSheet | None = None
        self.keeper: DraftKeeper | None = None
        self.place = place
        self._saver: Saver | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(Skeleton(10, page=True))
        self.danger = DangerPanel([Choice(*one) for one in labelled(DangerRecipient)])
        self.danger.back.connect(self._not_in_danger)
        self.danger.transmitted.connect(self._transmit)
        self.danger.setting.connect(lambda: context.go(Place("admin.organisation")))
        self._stack.addWidget(self.danger)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        desk, ref = context.desk, place.ref
        context.jobs.database(self, lambda: _open(desk, ref), self._opened)

    # -- opening --------------------------------------------------------------------------

    def _opened(self, opening: _Opening) -> None:
        page = opening.page
        if page is not None and not page.writable:
            self._context.go(Place("intake", page.id))
            return
        may_set = bool(self._context.desk.actor.reach(UseCase.EDIT_ORGANISATION))
        self.danger.show_calls(_calls(opening.numbers), may_set=may_set)
        sheet = IntakeSheet(self._context, opening.town, page)
        self.sheet = sheet
        self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        self.setFocusProxy(sheet.first)
        if page is not None:
            thing = Thing("intake_report", page.id, f"signalement {page.number}")
            sheet.header.set_actions([throw_icon(self._context, thing)])
        self._version = page.version if page else None
        key = DraftKey(FORM, str(page.id) if page else "new", page.version if page else 0)
        self.keeper = DraftKeeper(
            self._context, key, sheet.sheet, sheet.tell, self, content=self._content
        )
        self.keeper.resume = resumes(self.place)
        self._saver = Saver(
            self._context, sheet.sheet, self, keeper=self.keeper,
            busy=lambda busy: sheet.set_busy(busy=busy), show=sheet.show_problems,
        )  # fmt: skip
        sheet.in_danger.connect(self._in_danger)
        sheet.abandon.clicked.connect(self._abandon)
        sheet.keep.clicked.connect(lambda: self._save(qualify=False, then=self._saved_for_later))
        sheet.qualify.clicked.connect(lambda: self._save(qualify=True, then=self._to_qualify))
        self.keeper.look_up()
        sheet.first.setFocus()

    # -- Guarded and Drafting -------------------------------------------------------------

    def has_changes(self) -> bool:
        return self.sheet is not None and self.sheet.dirty and not self._saving

    def save(self, then: Callable[[], object]) -> None:
        self._save(qualify=False, then=lambda _ref: then())

    def _content(self) -> Mapping[str, object]:
        if self.sheet is None:
            return {}
        return self.sheet.snapshot(without_narrative=self._asks_danger)

    @property
    def _saving(self) -> bool:
        return self._saver is not None and self._saver.saving

    @property
    def _asks_danger(self) -> bool:
        return self._stack.currentWidget() is self.danger

    # -- saving ---------------------------------------------------------------------------

    def _save(self, *, qualify: bool, then: Callable[[int], object]) -> None:
        sheet, saver = self.sheet, self._saver
        if sheet is None or saver is None or saver.saving:
            return
        if self._asks_danger:
            self._context.messages.problem(_UNDECIDED)
            return
        complete = sheet.missing_count == 0
        if not sheet.check(complete=qualify or complete):
            return
        entry = to_entry(
            sheet.values(),
            sheet.guardians.values(),
            transmitted=sheet.transmitted,
            version=self._version,
        )
        desk, ref = self._context.desk, self._ref
        apart = sheet.known.dismissed_keys

        def done(change: Change) -> None:
            self._ref = change.ref
            self._context.messages.success(
                "Signalement enregistré." if complete else "Signalement gardé comme brouillon.",
                undo=undo_of(self._context, change),
            )
            then(change.ref)

        again = None
        if ref is not None:
            again = Again(lambda: intake.read_intake(desk, ref), self._show_again, self._adopt)
        saver.save(
            lambda: save_intake(desk, entry, report_id=ref, complete=complete, apart=apart),
            done,
            retry=lambda: self._save(qualify=qualify, then=then),
            again=again,
        )

    def _show_again(self, page: IntakePage) -> bool:
        if self.sheet is not None:
            self.sheet.show_page(page)
        return True

    def _adopt(self, page: IntakePage) -> None:
        self._version = page.version
        if self.keeper is not None:
            self.keeper.read_at(page.version)

    def _saved_for_later(self, _ref: int) -> None:
        self._context.go(Place("intakes"))

    def _to_qualify(self, ref: int) -> None:
        known = self.sheet.known.taken if self.sheet is not None else None
        self._context.go(Place("intake", ref, f"qualify:{known}" if known else "qualify"))

    def _abandon(self) -> None:
        self._context.go(Place("intakes"))

    # -- danger ---------------------------------------------------------------------------

    def _in_danger(self) -> None:
        self._stack.setCurrentWidget(self.danger)
        self.danger.begin()
        if self.keeper is not None:
            self.keeper.write()  # what a draft already held of the narrative goes at once

    def _not_in_danger(self) -> None:
        if self.sheet is not None:
            self._stack.setCurrentWidget(self.sheet)
            self.sheet.unanswer_danger()

    def _transmit(self, code: str, follow: bool) -> None:  # noqa: FBT001 - a signal's arguments
        recipient = member(DangerRecipient, code)
        desk, ref = self._context.desk, self._ref
        act = danger.transmit_and_follow if follow else danger.transmit_only
        if self.keeper is not None:
            self.keeper.forget()
        self._context.jobs.database(
            self,
            lambda: act(desk, recipient, report_id=ref),
            lambda _change: self._followed() if follow else self._erased(),
        )

    def _followed(self) -> None:
        if self.sheet is None:
            return
        if self._version is not None:
            self._version += 1  # clearing the narrative was a change of the record
        self._stack.setCurrentWidget(self.sheet)
        self.sheet.follow_after_transmission()
        self._context.messages.success("Transmission notée. Le récit est effacé.")

    def _erased(self) -> None:
        if self.sheet is not None:
            self.sheet.mark_saved()
        self._context.messages.success(
            "Transmission notée. Rien d’autre n’est gardé de ce signalement."
        )
        self._context.go(Place("intakes"))


def _open(desk: Desk, ref: int | None) -> _Opening:
    groups = territory.groups(desk, active_only=True)
    return _Opening(
        Town(
            today=desk.clock.today,
            groups=tuple(Choice(str(one.id), one.name) for one in groups),
            neighbourhoods=tuple(
                (Choice(str(one.id), one.name), "" if one.group_id is None else str(one.group_id))
                for one in territory.neighbourhoods(desk)
            ),
        ),
        danger.danger_numbers(desk),
        None if ref is None else intake.read_intake(desk, ref),
    )


def _calls(numbers: DangerNumbers) -> tuple[Call, ...]:
    return (
        Call("Police secours, ou 112", "Danger immédiat", "17"),
        Call("Enfance en danger", "À toute heure, appel gratuit et invisible", "119"),
        Call("CRIP du département", "Danger ou risque de danger", numbers.crip),
        Call("Procureur de la République", "Danger grave, infraction", numbers.prosecutor),
    )
