"""One family: its followed young people, those who represent them, who lived there before."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import family_child, household_adults, household_page, households
from app.services.changes import Change, Subject
from app.services.drafts import DraftKey
from app.services.family_tree import FamilyTree, read_tree
from app.services.guardians import GuardianRow
from app.services.history_tracked import Kind as RecordKind
from app.services.household_adults import AdultChoice, AdultRow
from app.services.household_page import HouseholdPage
from app.services.households import MemberRow
from app.services.rules.french import count, short_date
from app.services.rules.partial_dates import show_partial_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.operations.anew import read_anew, still
from app.ui.operations.case_words import coordinates, joined
from app.ui.operations.cases import read_options
from app.ui.operations.families import adult_form, family_case_form, family_child_form
from app.ui.operations.form_slot import FormSlot, HoldsForms, part_of
from app.ui.operations.history import history_icon
from app.ui.operations.inline_form import Fresh, InlineForm, Values
from app.ui.operations.reading import text
from app.ui.operations.resuming import with_form, without_form
from app.ui.panels.family import adults_card, own_case_card, tree_card
from app.ui.widgets.busy import Skeleton
from app.ui.widgets.buttons import Button
from app.ui.widgets.cards import Card
from app.ui.widgets.facts import Facts
from app.ui.widgets.header import PageHeader
from app.ui.widgets.rows import RowGrid
from app.ui.widgets.scroll import ScrollPage, TwoColumns
from app.ui.widgets.style import clear, label

_MEMBERS = (("Jeune", 7), ("Né(e) le", 3), ("Dossier", 3), ("État", 4), ("Depuis le", 3))
RENAME = FormSpec(
    "household",
    (
        Section(
            "",
            ((Field("name", "Nom de la famille", Kind.NAME, required=True, max_length=80,
                    width=Width.LONG, missing="Nommez la famille"),),),
        ),
    ),
    numbered=False,
)  # fmt: skip


class HouseholdPageView(ScrollPage, HoldsForms):
    """Only the young people one may see are there; nothing tells of others."""

    def __init__(self, context: PageContext, place: Place) -> None:
        super().__init__()
        self.setObjectName("page.household")
        self._context, self._ref = context, place.ref or 0
        self._opened = False
        self.page: HouseholdPage | None = None
        self.header = PageHeader()
        self.slot = FormSlot()
        self.openings = {
            "household": lambda _record: self._rename(),
            "household.case": lambda _record: self._open_case(),
            "household.child": lambda _record: self._open_child(),
            "household.adult": lambda record: self._open_adult(part_of(record)),
        }
        self._body = QVBoxLayout()
        self._body.addWidget(Skeleton(6))
        self.add(self.header)
        self.add(self.slot)
        self.add(self._body)
        self.fill()
        context.changes.changed.connect(self._changed)
        self._read()

    def arrive(self, place: Place) -> None:
        """Shown again, maybe to take up what was being written."""
        key = without_form(place)[1]
        if key is not None:
            self.take_up(key)

    def here(self) -> Place:
        """Where one would come back to."""
        return with_form(Place("household", self._ref), self.form_open())

    def _read(self) -> None:
        desk, ref, opening = self._context.desk, self._ref, not self._opened

        def read() -> tuple[HouseholdPage, FamilyTree]:
            page = household_page.read_household(desk, ref, opening=opening)
            return page, read_tree(desk, ref)

        self._context.jobs.database(self, read, lambda both: self._show(*both), latest="read")

    def _changed(self, change: Change) -> None:
        if change.touches(Subject.HOUSEHOLD) or change.touches(Subject.CASE):
            self._read()

    def _show(self, page: HouseholdPage, tree: FamilyTree) -> None:
        self._opened = True
        self.page = page
        view = page.view
        present = [one for one in view.members if one.until_on is None]
        self.header.set_title(view.name)
        self.header.set_crumbs(
            [("Familles", lambda: self._context.go(Place("households"))), (view.name, None)]
        )
        self.header.set_badges([(count(len(present), "jeune suivi", "jeunes suivis"), "neutral")])
        actions: list[Button] = [history_icon(self._context, self._ref, RecordKind.HOUSEHOLD)]
        if page.editable:
            actions.append(
                Button("Renommer", self._rename, name="action.household.rename", icon="pencil")
            )
        if page.editable and page.opens:
            actions.append(
                Button("Ouvrir le dossier d’un autre enfant", self._open_child,
                       name="action.household.child", icon="folder-plus")
            )  # fmt: skip
        self.header.set_actions(actions)
        clear(self._body)
        self._body.setSpacing(14)
        prints = self._context.desk.actor.reach(UseCase.PRINT_SYNTHESIS)
        preview = partial(self._context.go, Place("family_tree_preview", self._ref))
        if tree.people:
            self._body.addWidget(tree_card(self._context, tree, prints=preview if prints else None))
        columns = TwoColumns()
        columns.main.addWidget(self._members("Jeunes suivis", "members", present))
        gone = [one for one in view.members if one.until_on is not None]
        if gone:
            columns.main.addWidget(self._members("Y ont vécu", "former", gone))
        opens = self._open_case if page.opens else None
        columns.side.addWidget(own_case_card(self._context, page.own, opens))
        edits = page.editable
        columns.side.addWidget(
            adults_card(
                self._context,
                page.adults,
                adding=partial(self._open_adult, None) if edits else None,
                editing=self._open_adult if edits else None,
            )
        )
        columns.side.addWidget(self._guardians(page.guardians))
        columns.fill()
        self._body.addWidget(columns)

    def _members(self, title: str, key: str, rows: list[MemberRow]) -> Card:
        card = Card(title, name=f"card.household.{key}")
        table = RowGrid(_MEMBERS, name=f"list.household.{key}")
        table.opened.connect(lambda case_id: self._context.go(Place("case", case_id)))
        table.show_rows([(one.case_id, _cells(one)) for one in rows], "Aucun jeune suivi.")
        card.add(table)
        return card

    def _guardians(self, rows: tuple[GuardianRow, ...]) -> Card:
        card = Card("Représentants légaux", name="card.household.guardians")
        for row in rows:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 8)
            column.setSpacing(4)
            kind = row.entry.relationship_kind.label if row.entry.relationship_kind else ""
            column.addWidget(label(row.name, "strong", wrap=True))
            column.addWidget(label(joined((kind,)), "muted", wrap=True))
            column.addWidget(Facts(coordinates(row.entry.coordinates)))
            card.add(holder)
        if not rows:
            card.add(label("Aucun représentant légal n’est noté.", "muted", wrap=True))
        return card

    def _rename(self) -> None:
        desk, ref = self._context.desk, self._ref
        read_anew(
            self._context,
            self.slot,
            lambda: household_page.read_household(desk, ref, opening=False),
            self._open_form,
        )

    def _open_case(self) -> None:
        desk, ref = self._context.desk, self._ref
        read_anew(
            self._context, self.slot, lambda: read_options(desk),
            lambda known: self.slot.open(
                partial(family_case_form, self._context, ref, known), "origin_type"
            ),
        )  # fmt: skip

    def _open_child(self) -> None:
        desk, ref = self._context.desk, self._ref
        read_anew(
            self._context, self.slot,
            lambda: (read_options(desk), family_child.what_is_shared(desk, ref)),
            lambda known: self.slot.open(
                partial(family_child_form, self._context, ref, *known), "last_name"
            ),
        )  # fmt: skip

    def _open_adult(self, number: int | None) -> None:
        desk, ref = self._context.desk, self._ref

        def read() -> tuple[tuple[AdultChoice, ...], AdultRow | None]:
            choices = household_adults.adult_choices(desk, ref)
            page = household_page.read_household(desk, ref, opening=False)
            return choices, None if number is None else still(page.adults, number)

        def ready(known: tuple[tuple[AdultChoice, ...], AdultRow | None]) -> None:
            if known[0] or known[1] is not None:
                self.slot.open(partial(adult_form, self._context, ref, *known), "guardian_id")
            else:
                self._context.messages.success(
                    "Les représentants des jeunes de cette famille y sont déjà\u202f: un autre "
                    "adulte s’ajoute d’abord au dossier d’un jeune."
                )

        read_anew(self._context, self.slot, read, ready)

    def _open_form(self, page: HouseholdPage) -> None:
        if page.editable:
            self.slot.open(partial(self._form, page), "name")

    def _form(self, page: HouseholdPage) -> InlineForm:
        inline = InlineForm(
            self._context,
            "Renommer la famille",
            Form(RENAME, cards=False),
            key=DraftKey("household", str(page.view.id), page.view.version),
            write=partial(self._write, page),
            said="Famille renommée.",
            again=self._fresh,
        )
        inline.begin({"name": page.view.name})
        return inline

    def _fresh(self) -> Fresh:
        page = household_page.read_household(self._context.desk, self._ref, opening=False)
        values = {"name": page.view.name}
        return Fresh(values, partial(self._write, page), page.view.version)

    def _write(self, page: HouseholdPage, values: Values) -> Callable[[], Change]:
        return partial(
            households.rename_household,
            self._context.desk,
            page.view.id,
            text(values["name"]),
            version=page.view.version,
        )


def _cells(one: MemberRow) -> tuple[str, ...]:
    since = short_date(one.from_on)
    if one.until_on is not None:
        since = f"{since} – {short_date(one.until_on)}"
    return one.name, show_partial_date(one.birth), one.file_number, one.status.label, since
