"""The tab Chronologie, what is possible now and what Accueil watches, on the real pages."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QPushButton

from app.models.enums import CaseStatus, ClosureReason, ObservationKind
from app.services.case_status import StatusEntry, move_case
from app.services.observations import ObservationEntry, save_observation
from app.services.timeline import PAGE
from app.ui.context import Place
from app.ui.pages.case_page import CasePageView
from app.ui.pages.home import HomePage
from tests.helpers.cases import plant_case
from tests.helpers.hands import press
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Sit

TODAY = MONDAY.date()


def lines(page: CasePageView | HomePage, prefix: str) -> list[str]:
    found = page.findChildren(QPushButton)
    return [one.objectName() for one in found if one.objectName().startswith(prefix)]


def test_the_chronology_is_read_page_by_page_and_filtered_by_kind(town: Office, sit: Sit) -> None:
    case_id, desk = plant_case(town, opened_on=TODAY - timedelta(days=200)), town.desk()
    for back in range(PAGE + 5):
        on = TODAY - timedelta(days=back)
        save_observation(desk, case_id, ObservationEntry(ObservationKind.CALL, on, f"Appel {back}"))
    move_case(desk, case_id, StatusEntry(CaseStatus.SUSPENDED, reason="Séjour."))
    seat = sit(desk)
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id, "timeline")))
    seat.settle()
    assert len(lines(page, "timeline.")) - len(lines(page, "timeline.theme.")) == PAGE
    press(page, "action.timeline.more")
    seat.settle()
    assert len(lines(page, "timeline.observation.")) == PAGE + 5
    press(page, "timeline.theme.LIFE")
    seat.settle()
    assert lines(page, "timeline.observation.") == []
    (step,) = lines(page, "timeline.status.")
    press(page, step)
    seat.settle()
    assert page.tabs.current == "life"


def test_a_former_closure_stays_on_the_page_with_its_balance(town: Office, sit: Sit) -> None:
    """Peers, rows 53 and 56."""
    case_id, desk = plant_case(town), town.desk()
    closing = StatusEntry(
        CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET, closure_review="Tout va."
    )
    move_case(desk, case_id, closing)
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Nouvelle demande."))
    seat = sit(desk)
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id, "life")))
    seat.settle()
    words = " ".join(one.text() for one in page.findChildren(QLabel))
    for told in ("Tout va.", "Objectifs atteints", "Aucun n’avait été fixé", "Nouvelle demande."):
        assert told in words
    assert "Par le coordonnateur, avec le motif et le bilan du suivi." in words


def test_a_figure_of_accueil_opens_the_list_behind_it(town: Office, sit: Sit) -> None:
    """Peers, row 48."""
    case_id = plant_case(town, opened_on=TODAY - timedelta(days=100))
    seat = sit(town.desk())
    page = seat.show(lambda context: HomePage(context, Place("home")))
    page.arrive(Place("home"))
    seat.settle()
    press(page, "watch.NO_CONTACT")
    seat.settle()
    assert lines(page, "watch.case.") == [f"watch.case.{case_id}"]
    # the coordonnateur answers for all; the list is limited as the figure is
    press(page, "action.watch.list")
    page.mine.setChecked(True)
    press(page, "action.watch.list")
    assert seat.went[-2:] == [
        Place("cases", tab="NO_CONTACT"), Place("cases", tab="NO_CONTACT+mine"),
    ]  # fmt: skip
    page.mine.setChecked(False)
    seat.settle()
    press(page, "action.watch.close")
    assert lines(page, "watch.case.") == []
