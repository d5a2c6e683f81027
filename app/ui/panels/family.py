"""What the page of a family shows of it: its drawing, its adults, its own dossier."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.family_case import FamilyCase
from app.services.family_tree import FamilyTree
from app.services.history_tracked import Kind
from app.services.household_adults import AdultRow
from app.services.rules.french import short_date
from app.ui.context import PageContext, Place
from app.ui.operations.case_words import joined
from app.ui.operations.family_tree import FamilyTreeView, Person
from app.ui.operations.history import history_link
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import label

NOT_FOLLOWED = (
    "Les frères et sœurs qui ne sont pas suivis ne sont pas enregistrés\u202f: chacun de ceux qui "
    "le sont a son propre dossier."
)


def tree_card(
    context: PageContext, tree: FamilyTree, *, prints: Callable[[], object] | None
) -> Card:
    """The drawing, from which a dossier opens; `prints` leads to its preview."""
    card = Card("Arbre de la famille", name="card.household.tree")
    if prints is not None:
        card.add_action("Imprimer l’arbre", prints, name="action.household.tree")
    view = FamilyTreeView()
    view.opened.connect(lambda case_id: context.go(Place("case", case_id)))
    view.show_family(
        tree.homes,
        [Person(one.kin, one.name, one.detail, one.case_id) for one in tree.people],
    )
    card.add(view)
    card.add(label(NOT_FOLLOWED, "muted", wrap=True))
    return card


def own_case_card(
    context: PageContext, own: FamilyCase | None, opening: Callable[[], object] | None
) -> Card:
    """The family's own dossier, or what opens it."""
    card = Card("Dossier de la famille", name="card.household.own")
    if own is not None:
        link = LinkButton(
            f"Dossier {own.number} ({own.status.label.lower()})",
            lambda: context.go(Place("case", own.id)),
            name="action.household.own",
        )
        card.add(link)
        return card
    words = (
        "Pour ce qui concerne la famille elle-même\u202f: appui à la parentalité, médiation avec "
        "le bailleur. Ce qui concerne un enfant reste dans son dossier."
    )
    card.add(label(words, "muted", wrap=True))
    if opening is not None:
        card.add_action("Ouvrir", opening, name="action.household.case")
    return card


def adults_card(
    context: PageContext,
    rows: tuple[AdultRow, ...],
    *,
    adding: Callable[[], object] | None,
    editing: Callable[[int], object] | None,
) -> Card:
    """Who lives there besides the young people, and who did."""
    card = Card("Adultes du foyer", name="card.household.adults")
    if adding is not None:
        card.add_action("Ajouter", adding, name="action.household.adult")
    for row in rows:
        card.add(_adult(context, row, editing))
    if not rows:
        card.add(label("Aucun adulte n’est noté dans ce foyer.", "muted", wrap=True))
    return card


def _adult(context: PageContext, row: AdultRow, editing: Callable[[int], object] | None) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(4)
    column.addWidget(label(row.name, "strong", wrap=True))
    since = f"depuis le {short_date(row.from_on)}" if row.from_on else ""
    until = f"jusqu’au {short_date(row.until_on)}" if row.until_on else ""
    column.addWidget(label(joined((row.link.label, since, until)), "muted", wrap=True))
    if editing is not None:
        links = QWidget()
        flow = FlowLayout(links, spacing=16, line_spacing=4)
        link = LinkButton(
            "Modifier", partial(editing, row.id), name=f"action.household.adult.{row.id}"
        )
        link.setAccessibleName(f"Modifier\u202f: {row.name}")
        flow.add(link)
        flow.add(history_link(context, row.id, Kind.ADULT))
        flow.add(throw_link(context, Thing(str(Kind.ADULT), row.id, row.name)))
        column.addWidget(links)
    return holder
