"""« Information et accord » and « Traitement limité » on the page of a dossier."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.models.enums import NoticeChannel, NoticeTo, Role
from app.services.choices import (
    AgreementStatus,
    LiftReason,
    OverrideReason,
    RestrictionReason,
)
from app.services.information import read_information
from app.services.restriction import RestrictionEntry, restrict, restrictions
from app.ui.context import Place
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.information_card import InformationCard
from app.ui.pages.case_page import CasePageView
from tests.helpers.cases import plant_case
from tests.helpers.hands import press, words
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat, Sit
from tests.ui.looking import cut_texts, nameless

TODAY = MONDAY.date()
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def has(of: QWidget, name: str) -> bool:
    return any(one.isVisible() for one in of.findChildren(QPushButton, name))


def answer(seat: Seat, **values: object) -> None:
    """Fill the dialog that is open, and send it."""
    seat.settle()
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog)]
    (dialog,) = [one for one in found if one.isVisible()]
    assert cut_texts(dialog) == []
    dialog.form.binder.load({**dialog.form.binder.values(), **values})
    dialog.submit.click()
    seat.settle()


def card(seat: Seat, case_id: int) -> InformationCard:
    shown = seat.host(lambda context: InformationCard(context, case_id), width=380)
    assert isinstance(shown, InformationCard)
    assert cut_texts(shown) == []
    assert nameless(shown) == []
    return shown


@pytest.mark.parametrize(
    ("days", "said"),
    [(19, "encore 19\u00a0jours"), (0, "aujourd’hui"), (-3, "en retard de 3\u00a0jours")],
)
def test_the_information_is_counted_down(town: Office, sit: Sit, days: int, said: str) -> None:
    case_id = plant_case(town, information_due_on=TODAY + timedelta(days=days))
    shown = card(sit(town.desk()), case_id)
    assert said in words(shown)
    assert "Impossible tant que la famille n’est pas informée" in words(shown)


def test_what_was_given_is_said_and_holds_nothing_back(town: Office, sit: Sit) -> None:
    case_id = plant_case(
        town,
        notice_sent_on=TODAY,
        notice_channel=NoticeChannel.HAND,
        notice_to=NoticeTo.BOTH,
    )
    shown = card(sit(town.desk()), case_id)
    told = "Donnée le 23/11/2026, jeune et représentants légaux, remise en main propre"
    assert told in words(shown)
    assert "Présentation en groupe" not in words(shown)
    assert not has(shown, "action.information.note")


def test_the_agreement_and_the_reason_to_present_first_are_noted(town: Office, sit: Sit) -> None:
    case_id = plant_case(town, information_due_on=TODAY)
    seat = sit(town.desk())
    shown = card(seat, case_id)
    press(shown, "action.information.agree")
    answer(seat, agreement=AgreementStatus.ORAL)
    assert "Accord oral" in words(shown)
    press(shown, "action.information.override")
    answer(seat, reason=OverrideReason.UNREACHABLE)
    assert "Permise avant l’information (23/11/2026, A. Bernard)" in words(shown)
    assert read_information(seat.desk, case_id).presentable
    assert not has(shown, "action.information.override")


def test_an_officer_notes_what_was_given_and_passes_over_nothing(town: Office, sit: Sit) -> None:
    case_id = plant_case(town, information_due_on=TODAY)
    shown = card(sit(town.desk(Role.CASE_OFFICER, groups=(town.north,))), case_id)
    assert has(shown, "action.information.note")
    assert not has(shown, "action.information.override")
    assert not has(shown, "action.information.restrict")


def test_a_dossier_is_restricted_and_lifted_from_its_page(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    seat = sit(town.desk())
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id)))
    assert isinstance(page, CasePageView)
    assert not page.restriction.isVisible()
    press(page, "action.information.restrict")
    answer(seat, reason=RestrictionReason.OBJECTION, asked_on=TODAY - timedelta(days=3))
    assert page.restriction.isVisible()
    assert "Opposition reçue le 20/11/2026, limité le 23/11/2026 par A. Bernard" in words(page)
    assert not has(page, "action.case.print")
    assert not has(page, "action.information.restrict")
    assert cut_texts(page.restriction) == []
    press(page, "strip.restriction.action")
    answer(seat, reason=LiftReason.WITHDRAWN, told_on=TODAY)
    assert not page.restriction.isVisible()
    assert restrictions(seat.desk, case_id)[0].lift_reason is LiftReason.WITHDRAWN
    assert "Levée le 23/11/2026\u202f: Demande retirée par la personne" in words(page)


def test_a_lifting_wants_the_person_told_before(town: Office, sit: Sit) -> None:
    case_id = plant_case(town)
    seat = sit(town.desk())
    restrict(seat.desk, case_id, RestrictionEntry(RestrictionReason.ACCURACY, TODAY, 1))
    page = seat.show(lambda context: CasePageView(context, Place("case", case_id)))
    press(page, "strip.restriction.action")
    answer(seat, reason=LiftReason.CORRECTED, told_on=None)
    assert restrictions(seat.desk, case_id)[0].lifted_at is None
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, FormDialog) and one.isVisible()
    ]
    assert "Indiquez quand la personne en a été informée" in words(dialog)
    dialog.reject()
