"""The card of every way to reach a young person and their representatives, with its dates."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import CasePage
from app.services.contacts import ContactPointRow
from app.services.history_tracked import Kind
from app.services.rules.french import short_date
from app.ui.context import PageContext
from app.ui.operations.case_words import joined
from app.ui.operations.history import history_link
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import label

Person = tuple[int, str, tuple[ContactPointRow, ...]]
"""The number of a representative (0 for the young person), who they are, how to reach them."""
Open = Callable[[int, str, ContactPointRow | None], object]


def people_of(page: CasePage) -> list[Person]:
    """The young person, then each representative, with how to reach them."""
    if page.youth is None:
        return []
    found: list[Person] = [(0, page.header.name, page.youth.contacts)]
    return found + [(one.id, one.name, one.contacts) for one in page.youth.guardians]


def contacts_card(
    context: PageContext, people: list[Person], opening: Open | None, *, throws: bool
) -> Card:
    """`opening(number, who, row)` opens the form of a line, or of a new one; none: no right.

    `throws`: a line noted by mistake may go to the corbeille.
    """
    card = Card("Où les joindre", name="card.case.contacts")
    for number, who, rows in people:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(label(who, "strong", wrap=True))
        for row in rows:
            column.addWidget(label(row.words, wrap=True))
            column.addWidget(label(said_of(row), "muted", wrap=True))
            if opening is not None and row.id:
                edit = partial(opening, number, who, row)
                column.addWidget(_links(context, number, row, edit, throws=throws))
                column.addSpacing(6)
        if opening is not None:
            link = LinkButton(
                "Ajouter une adresse, un téléphone ou un courriel",
                partial(opening, number, who, None), name=f"action.contact.new.{number}",
            )  # fmt: skip
            link.setAccessibleName(f"Ajouter des coordonnées\u202f: {who}")
            column.addWidget(link)
        card.add(holder)
    return card


def _links(
    context: PageContext,
    number: int,
    row: ContactPointRow,
    edit: Callable[[], object],
    *,
    throws: bool,
) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, spacing=16, line_spacing=4)
    link = LinkButton("Modifier", edit, name=f"action.contact.edit.{number}.{row.id}")
    link.setAccessibleName(f"Modifier\u202f: {row.words}")
    flow.add(link)
    kind = Kind.GUARDIAN_CONTACT if number else Kind.YOUTH_CONTACT
    flow.add(history_link(context, row.id, kind))
    if throws:
        flow.add(throw_link(context, Thing(str(kind), row.id, row.words)))
    return holder


def said_of(row: ContactPointRow) -> str:
    """« Adresse · à utiliser de préférence · depuis le 01/09/2026 · chez son père »."""
    entry = row.entry
    return joined(
        (
            entry.kind.label if entry.kind else "",
            "à utiliser de préférence" if row.first else "",
            f"depuis le {short_date(entry.from_on)}" if entry.from_on else "",
            f"jusqu’au {short_date(entry.until_on)}" if entry.until_on else "",
            entry.note,
        )
    )
