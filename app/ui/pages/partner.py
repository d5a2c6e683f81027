"""One partner: the body and its persons, read and changed on the same sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Invalid, UserFacingError
from app.services import partners, territory
from app.services.changes import Change
from app.services.desk import Desk
from app.services.drafts import DraftKey, SavedDraft
from app.services.partners import ContactEntry, PartnerPage
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.frame import FormFrame
from app.ui.forms.repeated import RepeatedForms
from app.ui.forms.specs.partner import contact_spec, partner_spec
from app.ui.operations.drafts import Content, DraftKeeper, clock_words
from app.ui.operations.partner_values import contact_values, to_entry, to_values
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


class PartnerPageView(QWidget):
    """A new partner, or one of the directory. What is typed is a draft within two seconds."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.partner")
        self._context, self._ref = context, place.ref
        self._version: int | None = None
        self._saving = False
        self.form: Form | None = None
        self.persons: RepeatedForms | None = None
        self._numbers: dict[str, int] = {}
        self._keeper: DraftKeeper | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._skeleton = Skeleton(8)
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
        self._keeper = DraftKeeper(self._context, key, self._draft, self._tell, self)
        form.binder.changed.connect(self._changed)
        persons.changed.connect(self._changed)
        self.frame.bar.go_to_missing.connect(self._go_to_missing)
        self._keeper.look_up(self._restore)
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
        self._load_persons(page.entry.contacts)
        if not page.entry.active:
            self.header.set_badges([("Inactive", "neutral")])

    def _load_persons(self, contacts: tuple[ContactEntry, ...]) -> None:
        if self.persons is None:
            return
        self.persons.load([contact_values(one) for one in contacts])
        self._numbers = {
            form.spec.name: one.id
            for form, one in zip(self.persons.forms, contacts, strict=True)
            if one.id is not None
        }

    # -- Guarded and Drafting -------------------------------------------------------------

    def has_changes(self) -> bool:
        return self._dirty and not self._saving

    def save(self, then: Callable[[], object]) -> None:
        self._save(lambda _ref: then())

    def discard(self) -> None:
        if self.form is not None and self.persons is not None and self._keeper is not None:
            self._keeper.drop()
            self.form.binder.mark_saved()
            self.persons.mark_saved()

    def snapshot(self) -> Callable[[], object] | None:
        return self._keeper.work() if self._keeper is not None else None

    @property
    def _dirty(self) -> bool:
        if self.form is None or self.persons is None:
            return False
        return self.form.binder.dirty or self.persons.dirty

    def _draft(self) -> Content | None:
        if self.form is None or self.persons is None or not self._dirty or self._saving:
            return None
        numbers = [self._numbers.get(one.spec.name) for one in self.persons.forms]
        return {
            "form": self.form.binder.snapshot(),
            "persons": self.persons.snapshot(),
            "numbers": numbers,
        }

    def _restore(self, draft: SavedDraft) -> None:
        if self.form is None or self.persons is None or self._dirty:
            return
        form, numbers = draft.content.get("form"), draft.content.get("numbers")
        if isinstance(form, Mapping):
            self.form.binder.restore(form)
        self.persons.restore(draft.content.get("persons"))
        if isinstance(numbers, list):
            self._numbers = {
                one.spec.name: number
                for one, number in zip(self.persons.forms, numbers, strict=False)
                if isinstance(number, int)
            }
        self._tell(f"Brouillon de {clock_words(draft.saved_at)} repris")

    # -- saving ---------------------------------------------------------------------------

    def _save(self, then: Callable[[int], object]) -> None:
        form, persons = self.form, self.persons
        if form is None or persons is None or self._saving:
            return
        if not all((form.binder.check_all(), persons.check_all())):
            return
        numbers = [self._numbers.get(one.spec.name) for one in persons.forms]
        entry = to_entry(form.binder.values(), persons.values(), numbers, version=self._version)
        desk, ref = self._context.desk, self._ref
        self._saving = True
        self.save_button.setEnabled(False)

        def done(change: Change) -> None:
            if self._keeper is not None:
                self._keeper.drop()
            form.binder.mark_saved()
            persons.mark_saved()
            self._context.messages.success("Partenaire enregistré.")
            then(change.ref)

        def ended() -> None:
            self._saving = False
            self.save_button.setEnabled(True)

        self._context.jobs.database(
            self,
            lambda: partners.save_partner(desk, entry, partner_id=ref),
            done,
            failed=self._refused,
            ended=ended,
        )

    def _refused(self, error: UserFacingError) -> None:
        if isinstance(error, Invalid) and self.form is not None and self.persons is not None:
            left = self.form.binder.show_problems(error.problems)
            left = self.persons.show_problems(left, "contacts")
            if not left:
                return
        self._context.messages.problem(error)

    def _saved(self, _ref: int) -> None:
        self._context.go(Place("partners"))

    def _changed(self) -> None:
        if self.form is not None and self.persons is not None:
            self.frame.bar.show_missing(self.form.binder.missing_count + self.persons.missing_count)
        if self._keeper is not None:
            self._keeper.touch()

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
