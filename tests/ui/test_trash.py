"""The corbeille on screen: why, the way back; and a dossier erased once its number is typed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from app.services.actions import ActionEntry, save_action
from app.services.cases import read_case
from app.services.choices import ActionType, ObservationKind, ReferralRequest, Relationship, Role
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.trash import throw_away, trash_of
from app.ui.context import Place
from app.ui.operations.form_dialog import FormDialog
from app.ui.pages.case_page import CasePageView
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.pages.intake_list import IntakesPage
from app.ui.pages.intake_read import IntakePageView
from app.ui.pages.intake_trash import IntakeTrashPage
from app.ui.pages.referral_page import ReferralPageView
from app.ui.panels.case_life import LifeTab
from app.ui.panels.observations import ObservationsTab
from app.ui.panels.plan import PlanTab
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts, nameless, outside

TODAY = MONDAY.date()
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # menus offscreen


def dialog(name: str) -> FormDialog:
    """The form that stands over the page."""
    (found,) = (
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, FormDialog) and one.objectName() == name and one.isVisible()
    )
    return found


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None, name
    return found


def names(page: QWidget) -> set[str]:
    """The buttons one can see."""
    return {one.objectName() for one in page.findChildren(QPushButton) if one.isVisible()}


def words(page: QWidget) -> str:
    """All that can be read."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def note(desk: Desk, case_id: int, text: str = "Appel du père") -> int:
    save_observation(desk, case_id, ObservationEntry(ObservationKind.CALL, TODAY, text))
    return observations(desk, case_id)[0].id


def life(seat: Seat, case_id: int, *, width: int = 1100) -> LifeTab:
    def build(context: object) -> LifeTab:
        tab = LifeTab(seat.context, case_id)
        tab.show_case(read_case(seat.desk, case_id))
        return tab

    tab = seat.host(build, width=width)
    assert isinstance(tab, LifeTab)
    return tab


def answer(seat: Seat, reason: str) -> None:
    """Type why, and press Entrée, as one does."""
    form = dialog("dialog.trash")
    field = form.findChild(QLineEdit, "field.trash.reason")
    assert field is not None
    assert form.focusWidget() is field, "one types at once"
    QTest.keyClicks(field, reason)
    QTest.keyClick(field, Qt.Key.Key_Return)
    seat.settle()


def test_an_observation_is_thrown_away_with_a_reason_and_taken_back(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = note(desk, case_id)
    seat = sit(desk)
    page = seat.host(lambda context: ObservationsTab(context, case_id))
    button(page, f"action.trash.observation.{number}").click()
    answer(seat, "Saisie deux fois")
    assert "Appel du père" not in words(page)
    (row,) = trash_of(desk, case_id)
    assert row.reason == "Saisie deux fois"
    said = seat.messages.success_shown
    assert said is not None
    assert said.text == "Observation mise à la corbeille."
    seat.messages.undo()
    seat.settle()
    assert "Appel du père" in words(page)
    assert trash_of(desk, case_id) == ()


def test_without_a_reason_nothing_is_thrown_away(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    number = note(desk, case_id)
    seat = sit(desk)
    page = seat.host(lambda context: ObservationsTab(context, case_id))
    button(page, f"action.trash.observation.{number}").click()
    answer(seat, "")
    assert "Dites en quelques mots pourquoi." in words(dialog("dialog.trash"))
    QTest.keyClick(dialog("dialog.trash"), Qt.Key.Key_Escape)
    seat.settle()
    assert trash_of(desk, case_id) == ()


def test_an_objective_and_an_action_are_thrown_away_from_the_plan(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    (objective,) = plan(desk, case_id)
    save_action(desk, case_id, ActionEntry(objective.id, "Bilan", ActionType.YOUTH_INTERVIEW))
    (objective,) = plan(desk, case_id)
    seat = sit(desk)
    page = seat.host(lambda context: PlanTab(context, case_id))
    button(page, f"action.trash.planned_action.{objective.actions[0].id}").click()
    answer(seat, "Mauvais dossier")
    assert plan(desk, case_id)[0].actions == ()
    button(page, f"action.trash.objective.{objective.id}").click()
    answer(seat, "Mauvais dossier")
    assert plan(desk, case_id) == ()
    assert "Aucun plan d’actions" in words(page)


def test_a_representative_goes_from_the_page_of_the_dossier(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    save_guardian(desk, case_id, GuardianEntry("Kaddour", "Nadia", Relationship.MOTHER))
    seat = sit(desk)
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id, "identity")))
    (name,) = (one for one in names(page) if one.startswith("action.trash.guardianship"))
    button(page, name).click()
    answer(seat, "Homonyme")
    assert "KADDOUR" not in words(page)
    seat.messages.undo()
    seat.settle()
    assert "KADDOUR" in words(page)


def test_an_orientation_not_sent_goes_and_one_is_led_back_to_its_dossier(
    town: Office, sit: Sit
) -> None:
    desk, case_id = town.desk(), plant_case(town)
    entry = ReferralEntry(plant_partner(town), ReferralRequest.INFORMATION)
    number = save_referral(desk, case_id, entry).ref
    seat = sit(desk)
    page = seat.show(lambda context: ReferralPageView(context, Place("referral", number)))
    button(page, f"action.trash.referral.{number}").click()
    answer(seat, "Saisie deux fois")
    assert seat.went == [Place("case", case_id, "referrals")]


def test_the_corbeille_shows_what_is_in_it_and_gives_it_back(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    thrown = throw_away(desk, "observation", note(desk, case_id), "Saisie deux fois")
    town.clock.advance(timedelta(days=25))
    seat = sit(desk)
    tab = life(seat, case_id)
    shown = words(tab)
    for expected in ("Corbeille (1)", "Appel du père", "par A. Bernard\u202f: Saisie deux fois",
                     "encore 5\u00a0jours", "trois mois"):  # fmt: skip
        assert expected in shown, expected
    button(tab, f"action.trash.restore.{thrown.item_id}").click()
    seat.settle()
    assert len(observations(desk, case_id)) == 1
    assert "Corbeille (" not in words(tab)
    assert "Vide." in words(tab)


def test_erasing_before_the_term_is_asked_twice_and_not_offered_to_others(
    town: Office, sit: Sit
) -> None:
    desk, case_id = town.desk(), plant_case(town)
    thrown = throw_away(desk, "observation", note(desk, case_id), "Saisie deux fois")
    officer = sit(town.desk(Role.CASE_OFFICER, groups=(town.north,)))
    tab = life(officer, case_id)
    assert f"action.trash.restore.{thrown.item_id}" in names(tab)
    assert f"action.trash.erase.{thrown.item_id}" not in names(tab)
    assert "action.case.mistake" not in names(tab)

    seat = sit(desk)
    tab = life(seat, case_id)
    for choice, left in (("keep", 1), ("erase", 0)):
        seat.dialogs.answer_next(choice)
        button(tab, f"action.trash.erase.{thrown.item_id}").click()
        seat.settle()
        assert len(trash_of(desk, case_id)) == left


def test_a_dossier_is_erased_by_its_number_and_leads_to_its_pv(town: Office, sit: Sit) -> None:
    desk, case_id = town.desk(), plant_case(town)
    note(desk, case_id)
    seat = sit(desk)
    tab = life(seat, case_id)
    button(tab, "action.case.mistake").click()
    seat.settle()
    form = dialog("dialog.mistake")
    told = words(form)
    for expected in ("1\u00a0observation", "trois mois", "Pour confirmer, tapez 2026-0001."):
        assert expected in told, expected
    form.form.binder.load({"reason": "DUPLICATE", "typed_number": "2026-0002"})
    form.submit.click()
    seat.settle()
    assert "Ce n’est pas le numéro de ce dossier." in words(form)
    form.form.binder.load({"reason": "DUPLICATE", "typed_number": "2026-0001"})
    form.submit.click()
    seat.settle()
    assert seat.went == [Place("elimination_preview", 1)]
    with town.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM youth").scalar() == 0


@pytest.mark.parametrize("page_of", [IntakePageView, IntakeFormPage])
def test_a_signalement_not_decided_is_thrown_away_and_found_in_its_corbeille(
    town: Office, sit: Sit, page_of: type[IntakePageView] | type[IntakeFormPage]
) -> None:
    desk = town.desk()
    number = save_intake(desk, IntakeEntry(last_name="Saïdi"), complete=False).ref
    seat = sit(desk)
    listed = seat.show(lambda context: IntakesPage(context, Place("intakes")))
    assert "action.intakes.trash" not in names(listed)
    page = seat.show(lambda context: page_of(context, Place("intake", number)))
    page.activateWindow()
    button(page, f"action.trash.intake_report.{number}").click()
    answer(seat, "Saisi deux fois")
    page.close()
    assert button(listed, "action.intakes.trash").text() == "Corbeille (1)"
    button(listed, "action.intakes.trash").click()
    assert seat.went == [Place("intakes.trash")]
    bin_page = seat.show(lambda context: IntakeTrashPage(context, seat.went[0]))
    assert "SAÏDI" in words(bin_page)
    button(bin_page, "action.trash.restore.1").click()
    seat.settle()
    assert "action.intakes.trash" not in names(listed)


@pytest.mark.parametrize("width", [1100, 560])
def test_nothing_is_cut_or_nameless(town: Office, sit: Sit, width: int) -> None:
    desk, case_id = town.desk(), plant_case(town)
    for text in ("Un texte long qui passe à la ligne plusieurs fois. " * 8, "Bref"):
        throw_away(desk, "observation", note(desk, case_id, text), "Saisie deux fois, " * 9)
    tab = life(sit(desk), case_id, width=width)
    assert cut_texts(tab) == []
    assert outside(tab) == []
    assert nameless(tab) == []
