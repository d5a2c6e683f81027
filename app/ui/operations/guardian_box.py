"""A representative of a young person, as the tab Identité et famille shows one."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.guardians import GuardianRow
from app.services.history_tracked import Kind
from app.services.rules.french import listing
from app.ui.context import PageContext
from app.ui.operations.case_words import coordinates, joined
from app.ui.operations.history import history_link
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.facts import Facts
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import label


def guardian_box(
    context: PageContext, row: GuardianRow, edit: Callable[[], object] | None, *, throws: bool
) -> QWidget:
    """`edit` opens the form, none without the right; `throws`: it may go to the corbeille."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(4)
    entry = row.entry
    kind = entry.relationship_kind.label if entry.relationship_kind else ""
    authority = "" if entry.parental_authority else "sans autorité parentale"
    column.addWidget(label(row.name, "strong", wrap=True))
    column.addWidget(label(joined((kind, authority)), "muted", wrap=True))
    shared = listing([name for _, name in row.shared_with])
    column.addWidget(
        Facts(
            [
                *coordinates(entry.coordinates),
                ("À joindre", entry.contact_preference),
                ("Interprète", "souhaité" if entry.interpreter_needed else ""),
                ("Aussi pour", shared),
            ]
        )
    )
    if edit is not None:
        links = QWidget()
        flow = FlowLayout(links, spacing=16, line_spacing=4)
        link = LinkButton("Modifier", edit, name=f"action.guardian.edit.{row.id}")
        link.setAccessibleName(f"Modifier\u202f: {row.name}")
        flow.add(link)
        flow.add(history_link(context, row.link_id, Kind.GUARDIANSHIP))
        if throws:
            thing = Thing("guardianship", row.link_id, row.name)
            flow.add(throw_link(context, thing))
        column.addWidget(links)
    return holder
