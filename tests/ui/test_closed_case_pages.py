"""A closed dossier is an archive: its pages offer nothing that would be refused, and say why."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.services.actions import ActionEntry, save_action
from app.services.case_status import StatusEntry, move_case
from app.services.choices import (
    ActionType,
    CaseStatus,
    ClosureReason,
    ObservationKind,
    ReferralRequest,
    Role,
    Situation,
)
from app.services.drafts import DraftKey, keep_draft
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.schooling import SchoolingEntry, add_situation
from app.ui.context import Place
from app.ui.pages.case_page import CasePageView
from app.ui.pages.referral_form import ReferralFormPage
from app.ui.pages.referral_page import ReferralPageView
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.hands import words
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit

TODAY = MONDAY.date()
TABS = (
    "synthesis",
    "identity",
    "schooling",
    "reports",
    "plan",
    "referrals",
    "observations",
    "life",
)
SAYING = ("schooling", "plan", "referrals", "observations")
CLOSING = StatusEntry(
    CaseStatus.CLOSED, closure_reason=ClosureReason.IN_TRAINING, closure_review="Entré au CFA."
)
REOPENING = StatusEntry(CaseStatus.ACTIVE, reason="Contrat rompu.")
# What begins the name of a button that writes in the follow-up.
WRITES = (
    "action.case.new.", "action.case.refer", "action.case.edit", "action.schooling.",
    "action.objective.", "action.action.", "action.referral.new", "action.referral.first",
    "action.referral.to.", "action.referral.edit", "action.referral.agreements",
    "action.observation.new", "action.observation.edit", "tick.",
)  # fmt: skip


def followed(town: Office) -> tuple[int, int]:
    """A dossier in which every part has something, and its orientation."""
    desk, case_id = town.desk(), plant_case(town)
    add_situation(desk, case_id, SchoolingEntry(Situation.NO_PLACE, TODAY))
    save_objective(desk, case_id, ObjectiveEntry("Se former"))
    aim = plan(desk, case_id)[0].id
    save_action(
        desk, case_id, ActionEntry(aim, "Rencontre", ActionType.YOUTH_INTERVIEW, due_on=TODAY)
    )
    save_observation(desk, case_id, ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler."))
    entry = ReferralEntry(plant_partner(town), ReferralRequest.INFORMATION)
    return case_id, save_referral(desk, case_id, entry).ref


def offered(page: QWidget) -> set[str]:
    """The writing that the page offers where it is now."""
    return {
        one.objectName()
        for one in page.findChildren(QPushButton)
        if one.isVisible() and one.isEnabled() and one.objectName().startswith(WRITES)
    }


def walk(seat: Seat, page: CasePageView) -> dict[str, set[str]]:
    found = {}
    for tab in TABS:
        page.show_tab(tab)
        seat.settle()
        found[tab] = offered(page)
    return found


def test_a_closed_dossier_offers_nothing_to_write_until_it_reopens(town: Office, sit: Sit) -> None:
    desk = town.desk()
    case_id, _ = followed(town)
    seat = sit(desk)
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id)))
    assert isinstance(page, CasePageView)
    before = walk(seat, page)
    assert {tab for tab, names in before.items() if names} == set(TABS)  # the head, at the least
    assert {"action.observation.new", "action.case.new.action"} <= before["observations"]

    seat.changes.notice(move_case(desk, case_id, CLOSING))
    seat.settle()
    assert walk(seat, page) == {tab: set() for tab in TABS}
    for tab in SAYING:
        page.show_tab(tab)
        assert "Dossier clos\u202f: rouvrez-le" in words(page), tab

    seat.changes.notice(move_case(desk, case_id, REOPENING))
    seat.settle()
    assert walk(seat, page) == before
    assert "Dossier clos" not in words(page)


def test_who_may_not_reopen_is_told_who_does(town: Office, sit: Sit) -> None:
    case_id, _ = followed(town)
    move_case(town.desk(), case_id, CLOSING)
    officer = town.desk(Role.CASE_OFFICER, groups=(town.north,))
    seat = sit(officer)
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id, "plan")))
    assert "à moins que le coordonnateur ne le rouvre" in words(page)


@pytest.mark.parametrize("tab", ["observation", "objective"])
def test_a_draft_left_in_a_dossier_closed_since_opens_no_form(
    town: Office, sit: Sit, tab: str
) -> None:
    desk = town.desk()
    case_id, _ = followed(town)
    keep_draft(desk, DraftKey(tab, str(case_id)), {"text": "À relire"})
    move_case(desk, case_id, CLOSING)
    at = "observations" if tab == "observation" else "plan"
    seat = sit(desk)
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id, at)))
    assert page.findChild(QWidget, f"card.{tab}") is None


def test_an_orientation_begun_before_the_closing_says_why_it_waits(town: Office, sit: Sit) -> None:
    desk = town.desk()
    case_id, _ = followed(town)
    seat = sit(desk)
    place = Place("referral.new", case_id)
    assert "Dossier clos" not in words(seat.show(lambda context: ReferralFormPage(context, place)))
    move_case(desk, case_id, CLOSING)
    assert "Dossier clos" in words(seat.show(lambda context: ReferralFormPage(context, place)))


def test_the_orientation_of_a_closed_dossier_offers_no_step(town: Office, sit: Sit) -> None:
    desk = town.desk()
    case_id, referral_id = followed(town)
    seat = sit(desk)
    page = seat.show(lambda context: ReferralPageView(context, Place("referral", referral_id)))
    assert "action.referral.edit" in offered(page)
    seat.changes.notice(move_case(desk, case_id, CLOSING))
    seat.settle()
    assert offered(page) == set()
    assert "Le dossier est clos" in words(page)
