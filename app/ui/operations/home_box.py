"""A family of a young person, as the tab Identité et famille shows one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.households import HouseholdView
from app.services.rules.french import short_date
from app.ui.context import PageContext, Place
from app.ui.operations.case_words import born
from app.ui.operations.home_sharing import ask_sharing
from app.ui.operations.trash import Thing, throw_link
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import label


def home_box(
    context: PageContext,
    case_id: int,
    home: HouseholdView,
    leave: Callable[[], object] | None,
    *,
    throws: bool,
) -> QWidget:
    """`leave` notes a departure, none without the right; `throws`: the link may be thrown away."""
    own = [one for one in home.members if one.case_id == case_id]
    here = [one for one in own if one.until_on is None]
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 8)
    column.setSpacing(4)
    link = LinkButton(
        home.name,
        lambda: context.go(Place("household", home.id)),
        name=f"action.household.{home.id}",
    )
    column.addWidget(link)
    if not here:
        until = max((one.until_on for one in own if one.until_on), default=None)
        words = f"jusqu’au {short_date(until)}" if until else "auparavant"
        column.addWidget(label(words, "muted"))
        return holder
    siblings = [one for one in home.members if one.case_id != case_id and one.until_on is None]
    if siblings:
        column.addWidget(label("Frères et sœurs suivis", "label"))
    for one in siblings:
        row = LinkButton(
            f"{one.name} ({born(one.birth)})",
            partial(context.go, Place("case", one.case_id)),
            name=f"action.sibling.{one.case_id}",
        )
        column.addWidget(row)
    (stay,) = here
    if stay.sharing is not None:
        column.addWidget(label(stay.sharing.label, "muted"))
    if leave is not None:
        leaving = LinkButton("N’y vit plus", leave, name=f"action.household.leave.{home.id}")
        links = QWidget()
        flow = FlowLayout(links, spacing=16, line_spacing=4)
        flow.add(leaving)
        if stay.sharing is not None:
            share = LinkButton(
                "Partage du temps…",
                partial(ask_sharing, context, case_id, home),
                name=f"action.household.share.{home.id}",
            )
            share.setAccessibleName(f"Dire comment le temps est partagé\u202f: {home.name}")
            flow.add(share)
        if throws:
            thing = Thing("household_membership", stay.id, home.name)
            flow.add(throw_link(context, thing))
        column.addWidget(links)
    return holder
