"""Accueil, and what is planted for it to show."""

from datetime import date

from PySide6.QtWidgets import QLabel

from app.services.actions import ActionEntry, save_action
from app.services.choices import (
    ActionType,
)
from app.services.desk import Desk
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.ui.context import PageContext, Place
from app.ui.pages.home import HomePage
from tests.helpers.office import MONDAY
from tests.helpers.seats import Seat

TODAY = MONDAY.date()


def home(seat: Seat, *, width: int = 1140) -> HomePage:
    def build(context: PageContext) -> HomePage:
        page = HomePage(context, Place("home"))
        page.arrive(Place("home"))
        return page

    page = seat.show(build, width=width)
    assert isinstance(page, HomePage)
    return page


def plant_action(desk: Desk, case_id: int, due_on: date, title: str = "Rappeler le CFA") -> int:
    objectives = plan(desk, case_id)
    if not objectives:
        save_objective(desk, case_id, ObjectiveEntry("Reprendre une formation"))
        objectives = plan(desk, case_id)
    entry = ActionEntry(objectives[0].id, title, ActionType.CFA_REFERRAL, due_on=due_on)
    save_action(desk, case_id, entry)
    return max(one.id for row in plan(desk, case_id) for one in row.actions)


def words(page: HomePage) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
