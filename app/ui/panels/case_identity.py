"""The tab Identité et famille of a dossier: read first, corrected in place."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import cases, guardians, households
from app.services.cases import CasePage
from app.services.contacts import ContactPointRow
from app.services.drafts import DraftKey
from app.services.guardians import GuardianChoice, GuardianRow
from app.services.households import HouseholdView
from app.services.households_list import any_household
from app.services.rules.rights import UseCase
from app.ui.context import PageContext
from app.ui.dialogs import Choice as Answer
from app.ui.dialogs import Question
from app.ui.operations.anew import read_anew, still
from app.ui.operations.case_words import age_facts, identity
from app.ui.operations.cases import Options, read_options
from app.ui.operations.contact_card import contacts_card, people_of
from app.ui.operations.contacts import contact_form
from app.ui.operations.families import second_home_form
from app.ui.operations.form_slot import FormSlot, HoldsForms, part_of
from app.ui.operations.guardian_box import guardian_box
from app.ui.operations.history_undo import undo_of
from app.ui.operations.home_box import home_box
from app.ui.operations.inline_form import InlineForm
from app.ui.operations.youths import guardian_form, household_form, identity_form
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.facts import Facts
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.scroll import TwoColumns
from app.ui.widgets.style import clear, label


class IdentityTab(QWidget, HoldsForms):
    """The young person, the representatives, the family; one form at a time, above."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("tab.identity")
        self._context, self._case_id = context, case_id
        self._page: CasePage | None = None
        self._edits = False
        self.slot = FormSlot()
        self.openings = {
            "youth": lambda _record: self._edit_identity(),
            "guardian": lambda record: self._edit_guardian(part_of(record)),
            "household.new": lambda _record: self._open_household(founding=True),
            "household.enter": lambda _record: self._open_household(founding=False),
            "household.second": lambda _record: self._open_second(),
            "contact": self._take_up_contact,
            "contact.guardian": self._take_up_contact,
        }
        self._body = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.slot)
        column.addLayout(self._body)
        column.addStretch(1)

    def show_case(self, page: CasePage) -> None:
        """Show another reading of the dossier; an open form stays as it is."""
        self._page = page
        clear(self._body)
        if page.youth is None:
            return
        self._edits = UseCase.EDIT_IDENTITY in page.header.may
        columns = TwoColumns()
        columns.main.addWidget(self._identity(page))
        columns.main.addWidget(self._guardians(page.youth.guardians))
        columns.side.addWidget(self._family(page.youth.households))
        columns.side.addWidget(
            contacts_card(
                self._context,
                people_of(page),
                self._contact if self._edits else None,
                throws=self._throws,
            )
        )
        law = Card("Ce que dit l’âge")
        law.add(Facts(age_facts(page)))
        columns.side.addWidget(law)
        columns.fill()
        self._body.addWidget(columns)

    def opens(self, _key: DraftKey) -> bool:
        return self._edits

    # -- the young person -------------------------------------------------------------------

    def _identity(self, page: CasePage) -> Card:
        card = Card("Le jeune", name="card.case.identity")
        if self._edits:
            card.add_action("Modifier", self._edit_identity, name="action.youth.edit")
        if page.youth is not None:
            card.add(Facts(identity(page.youth)))
        return card

    def _edit_identity(self) -> None:
        def ready(page: CasePage, known: Options) -> None:
            places = known.neighbourhoods
            self.slot.open(lambda: identity_form(self._context, page, places), "last_name")

        self._anew(ready)

    def _anew(self, ready: Callable[[CasePage, Options], object]) -> None:
        desk, case_id = self._context.desk, self._case_id

        def read() -> tuple[CasePage, Options]:
            return cases.read_case(desk, case_id, opening=False), read_options(desk)

        read_anew(self._context, self.slot, read, lambda record: ready(*record))

    # -- the representatives ------------------------------------------------------------------

    def _guardians(self, rows: tuple[GuardianRow, ...]) -> Card:
        card = Card("Représentants légaux", name="card.case.guardians")
        if self._edits:
            card.add_action("Ajouter", self._add_guardian, name="action.guardian.new")
        for row in rows:
            edit = partial(self._edit_guardian, row.id) if self._edits else None
            card.add(guardian_box(self._context, row, edit, throws=self._throws))
        if not rows:
            card.add(label("Aucun représentant légal n’est noté.", "muted", wrap=True))
        return card

    def _open_guardian(self, row: GuardianRow | None) -> None:
        self.slot.open(
            lambda: guardian_form(self._context, self._case_id, row), "relationship_kind"
        )

    def _edit_guardian(self, number: int | None) -> None:
        def ready(page: CasePage, _options: Options) -> None:
            rows = page.youth.guardians if page.youth else ()
            self._open_guardian(None if number is None else still(rows, number))

        self._anew(ready)

    def _add_guardian(self) -> None:
        """Propose first those of the brothers and sisters: nobody is typed twice."""
        desk, case_id = self._context.desk, self._case_id

        def ready(known: tuple[GuardianChoice, ...]) -> None:
            if not known:
                self._open_guardian(None)
                return
            proposals = [Answer(str(one.id), f"{one.name} ({one.of})") for one in known[:3]]
            question = Question(
                title="Qui représente ce jeune\u202f?",
                text="Ces personnes représentent déjà un frère ou une sœur.",
                choices=(
                    Answer("cancel", "Revenir"), *proposals, Answer("new", "Une autre personne"),
                ),
                default=proposals[0].key,
                escape="cancel",
            )  # fmt: skip
            self._context.dialogs.ask(question, partial(self._chosen, known))

        self._context.jobs.database(
            self, lambda: guardians.known_guardians(desk, case_id), ready, latest="known"
        )

    def _chosen(self, known: tuple[GuardianChoice, ...], key: str) -> None:
        if key == "new":
            self._open_guardian(None)
        for one in known:
            if str(one.id) == key:
                self._link(one)

    def _link(self, one: GuardianChoice) -> None:
        desk, case_id = self._context.desk, self._case_id
        self._context.jobs.database(
            self,
            lambda: guardians.link_guardian(desk, case_id, one.id, one.relationship_kind),
            lambda change: self._context.messages.success(
                "Représentant légal ajouté : vérifiez son lien avec le jeune.",
                undo=undo_of(self._context, change),
            ),
        )

    @property
    def _throws(self) -> bool:
        page = self._page
        return page is not None and page.header.follows(UseCase.EDIT_IDENTITY)

    # -- the family ---------------------------------------------------------------------------

    def _family(self, homes: tuple[HouseholdView, ...]) -> Card:
        card = Card("Famille", name="card.case.household")
        lives = False
        for home in homes:
            own = [one for one in home.members if one.case_id == self._case_id]
            here = any(one.until_on is None for one in own)
            lives = lives or here
            leave = partial(self._leave, home) if self._edits else None
            card.add(home_box(self._context, self._case_id, home, leave, throws=self._throws))
        if not homes:
            card.add(label("Ce jeune n’est réuni à aucune famille.", "muted", wrap=True))
        if self._edits and not lives:
            buttons = QWidget()
            flow = FlowLayout(buttons, spacing=8, line_spacing=8)
            for words, founding, name in (
                ("Créer une famille", True, "new"), ("Rejoindre une famille", False, "enter"),
            ):  # fmt: skip
                act = partial(self._open_household, founding=founding)
                flow.add(Button(words, act, name=f"action.household.{name}"))
            card.add(buttons)
        elif self._edits and households.one_home(homes, self._case_id):
            second = Button("Ajouter un second foyer", self._open_second,
                            name="action.household.second")  # fmt: skip
            card.add(second)
        return card

    def _open_second(self) -> None:
        self.slot.open(lambda: second_home_form(self._context, self._case_id), "household")

    def _contact(self, number: int, who: str, row: ContactPointRow | None) -> None:
        def build() -> InlineForm:
            guardian = number or None
            return contact_form(self._context, self._case_id, who, guardian_id=guardian, row=row)

        self.slot.open(build, "kind")

    def _take_up_contact(self, record: str) -> None:
        _, number, line = (*map(int, filter(str.isdigit, record.split("."))), 0, 0)[:3]
        for one, who, rows in people_of(self._page) if self._page is not None else ():
            if one == number:
                self._contact(one, who, next((row for row in rows if row.id == line), None))

    def _open_household(self, *, founding: bool) -> None:
        page = self._page
        if page is None:
            return

        def build() -> InlineForm:
            return household_form(self._context, page, founding=founding)

        def found(known: bool) -> None:  # noqa: FBT001 - what the work answers
            if known:
                self.slot.open(build, "name" if founding else "household")
            else:
                self._context.messages.success(
                    "Aucune famille n’est encore enregistrée\u202f: créez celle de ce jeune."
                )

        desk = self._context.desk
        read_anew(self._context, self.slot, lambda: founding or any_household(desk), found)

    def _leave(self, home: HouseholdView) -> None:
        desk, case_id = self._context.desk, self._case_id
        self._context.jobs.database(
            self,
            lambda: households.leave_household(desk, case_id, home.id),
            lambda change: self._context.messages.success(
                f"{home.name}\u202f: départ noté à la date d’aujourd’hui.",
                undo=undo_of(self._context, change),
            ),
        )
