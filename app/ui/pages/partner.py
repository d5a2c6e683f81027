"""One partner: the body and its persons, read and changed on the same sheet."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Conflict, Invalid, UserFacingError
from app.services import partners, territory
from app.services.changes import Change
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.history_tracked import Kind
from app.services.partners import PartnerPage
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.forms.repeated import RepeatedForms
from app.ui.forms.sheet import Sheet
from app.ui.forms.specs.partner import contact_spec, partner_spec
from app.ui.operations.conflicts import resolve
from app.ui.operations.draft_page import DraftPage
from app.ui.operations.drafts import DraftKeeper
from app.ui.operations.history import history_icon
from app.ui.operations.history_undo import undo_of
from app.ui.operations.partner_values import contact_values, to_entry, to_values
from app.ui.operations.resuming import resumes
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.cards import Card
from app.ui.widgets.choice import Choice
from app.ui.widgets.header import PageHeader

_PERSONS = 2  # the section of the persons


@dataclass(frozen=True, slots=True)
class _Opening:
    page: PartnerPage | None
    groups: tuple[Choice, ...]


class PartnerPageView(QWidget, DraftPage):
    """A new partner, or one of the directory. What is typed is a draft within a second."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.partner")
        self._context, self._ref = context, place.ref
        self._version: int | None = None
        self._saving = False
        self.form: Form | None = None
        self.persons: RepeatedForms | None = None
        self.sheet: Sheet | None = None
        self.keeper: DraftKeeper | None = None
        self.place = place
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._skeleton = Skeleton(8, page=True)
        self._column.addWidget(self._skeleton)
        self.save_button = PrimaryButton("Enregistrer (Ctrl+Entrée)", name="action.partner.save")
        self.abandon = Button("Abandonner", name="action.partner.abandon")
        self.save_button.clicked.connect(lambda: self._save(self._saved))
        self.abandon.clicked.connect(lambda: context.go(Place("partners")))
        desk, ref = context.desk, place.ref
        context.jobs.database(self, lambda: _open(desk, ref), self._opened)

    def _opened(self, opening: _Opening) -> None:
        page = opening.page
        today = self._context.desk.clock.today
        self.form = form = Form(partner_spec(groups=opening.groups), today=today)
        self.persons = persons = RepeatedForms(
            lambda at: _person_form(at, self._context),
            name="partner.contacts",
            title=lambda at: f"Interlocuteur {at + 1}",
            add="Ajouter un interlocuteur",
            remove="Retirer",
        )
        card = form.sections[_PERSONS]
        if isinstance(card, Card):
            card.add(persons)
        self.header = PageHeader(page.entry.name if page else "Nouveau partenaire")
        here = page.entry.name if page else "Nouveau partenaire"
        if self._ref is not None:
            self.header.set_actions([history_icon(self._context, self._ref, Kind.PARTNER)])
        self.header.set_crumbs(
            [("Partenaires", lambda: self._context.go(Place("partners"))), (here, None)]
        )
        self.frame = FormFrame(
            form, primary=self.save_button, others=(self.abandon,), head=self.header
        )
        self._column.replaceWidget(self._skeleton, self.frame)
        self._skeleton.deleteLater()
        self._load(page)
        self._version = page.version if page else None
        key = DraftKey("partner", str(page.id) if page else "new", page.version if page else 0)
        self.sheet = Sheet(form, {"persons": persons})
        self.sheet.on_change(self._changed)
        self.keeper = DraftKeeper(self._context, key, self.sheet, self._tell, self)
        self.keeper.resume = resumes(self.place)
        self.frame.bar.go_to_missing.connect(self._go_to_missing)
        self.keeper.look_up()
        first = form.cells["name"].editor.targets[0]
        self.setFocusProxy(first)
        first.setFocus()

    def _load(self, page: PartnerPage | None) -> None:
        if self.form is None or self.persons is None:
            return
        if page is None:
            self.form.binder.load({"active": True})
            return
        self.form.binder.load(to_values(page.entry))
        contacts = page.entry.contacts
        self.persons.load([contact_values(one) for one in contacts], [one.id for one in contacts])
        if not page.entry.active:
            self.header.set_badges([("Inactive", "neutral")])

    # -- Guarded and Drafting -------------------------------------------------------------

    def has_changes(self) -> bool:
        return self.sheet is not None and self.sheet.dirty and not self._saving

    def save(self, then: Callable[[], object]) -> None:
        self._save(lambda _ref: then())

    # -- saving ---------------------------------------------------------------------------

    def _save(self, then: Callable[[int], object]) -> None:
        form, persons, keeper = self.form, self.persons, self.keeper
        if form is None or persons is None or keeper is None or self._saving:
            return
        if not all((form.binder.check_all(), persons.check_all())):
            return
        entry = to_entry(
            form.binder.values(), persons.values(), persons.numbers, version=self._version
        )
        desk, ref = self._context.desk, self._ref
        work = keeper.saving(lambda: partners.save_partner(desk, entry, partner_id=ref))
        self._saving = True
        self.save_button.setEnabled(False)

        def done(change: Change) -> None:
            keeper.saved()
            self._context.messages.success(
                "Le partenaire est enregistré.", undo=undo_of(self._context, change)
            )
            then(change.ref)

        def ended() -> None:
            self._saving = False
            self.save_button.setEnabled(True)

        self._context.jobs.database(
            self,
            work,
            done,
            failed=lambda error: self._refused(error, then),
            ended=ended,
        )

    def _refused(self, error: UserFacingError, then: Callable[[int], object]) -> None:
        self._saving = False
        keeper, desk, ref = self.keeper, self._context.desk, self._ref
        if keeper is not None:
            keeper.failed()
        if isinstance(error, Conflict) and keeper is not None and ref is not None:
            resolve(
                self._context, self, keeper.sheet, read=lambda: partners.read_partner(desk, ref),
                show=self._show_again, adopt=self._adopt, save=lambda: self._save(then),
            )  # fmt: skip
            return
        if isinstance(error, Invalid) and self.form is not None and self.persons is not None:
            left = self.form.binder.show_problems(error.problems)
            left = self.persons.show_problems(left, "contacts")
            if not left:
                return
        self._context.messages.problem(error)

    def _show_again(self, page: PartnerPage) -> bool:
        self._load(page)
        return True

    def _adopt(self, page: PartnerPage) -> None:
        self._version = page.version
        if self.keeper is not None:
            self.keeper.read_at(page.version)

    def _saved(self, _ref: int) -> None:
        self._context.go(Place("partners"))

    def _changed(self) -> None:
        if self.form is not None and self.persons is not None:
            self.frame.bar.show_missing(self.form.binder.missing_count + self.persons.missing_count)

    def _go_to_missing(self) -> None:
        if self.form is None or self.persons is None or self.form.binder.missing_count:
            return
        self.persons.go_to_missing()

    def _tell(self, sentence: str) -> None:
        self.header.set_badges([(sentence, "green")])


def _person_form(at: int, context: PageContext) -> Form:
    form = Form(contact_spec(at), today=context.desk.clock.today, cards=False)
    form.binder.load({"active": True, "secrecy_status": "UNKNOWN"})
    return form


def _open(desk: Desk, ref: int | None) -> _Opening:
    groups = territory.groups(desk, active_only=True)
    return _Opening(
        None if ref is None else partners.read_partner(desk, ref),
        tuple(Choice(str(one.id), one.name) for one in groups),
    )
