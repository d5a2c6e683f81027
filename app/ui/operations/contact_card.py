"""The card of every way to reach a young person and their representatives, with its dates."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.cases import CasePage
from app.services.contacts import ContactPointRow
from app.services.rules.french import short_date
from app.ui.operations.case_words import joined
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
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


def contacts_card(people: list[Person], opening: Open | None) -> Card:
    """`opening(number, who, row)` opens the form of a line, or of a new one; none: no right."""
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
                link = LinkButton(
                    "Modifier", partial(opening, number, who, row),
                    name=f"action.contact.edit.{number}.{row.id}",
                )  # fmt: skip
                link.setAccessibleName(f"Modifier\u202f: {row.words}")
                column.addWidget(link)
        if opening is not None:
            link = LinkButton(
                "Ajouter une adresse, un téléphone ou un courriel",
                partial(opening, number, who, None), name=f"action.contact.new.{number}",
            )  # fmt: skip
            link.setAccessibleName(f"Ajouter des coordonnées\u202f: {who}")
            column.addWidget(link)
        card.add(holder)
    return card


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
