"""A step of an orientation that was begun and left is found again, from Accueil to its form."""

from PySide6.QtWidgets import QLabel, QPushButton

from app.services.choices import ReferralStatus as S
from app.ui.context import Place
from app.ui.pages.home import HomePage
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.helpers.seats import Sit
from tests.ui.referrals.conftest import press, refer, view


def test_a_step_left_unfinished_is_listed_on_accueil_and_opens_again(
    town: Office, sit: Sit
) -> None:
    desk = town.desk()
    number = refer(town, desk, plant_case(town), S.CONSENT_PENDING)
    seat = sit(desk)
    page = view(seat, number)
    press(page, "action.referral.to.CANCELLED")
    seat.settle()
    assert page.slot.form is not None
    page.slot.form.form.cells["reason"].editor.load("La famille a déménagé")
    keep = page.snapshot()
    assert keep is not None
    keep()

    later = sit(desk)
    home = later.show(lambda context: HomePage(context, Place("home")))
    assert isinstance(home, HomePage)
    home.arrive(Place("home"))
    later.settle()
    shown = [one.text() for one in home.findChildren(QLabel)]
    assert "Brouillon\u202f: étape d’une orientation, MARTEL Yanis" in shown
    line = home.findChild(QPushButton, "resume.0")
    assert line is not None
    line.click()
    [place] = later.went
    assert (place.kind, place.ref) == ("referral", number)
    again = view(later, number)
    again.arrive(place)
    later.settle()
    assert again.slot.form is not None
    assert again.slot.form.form.binder.values()["reason"] == "La famille a déménagé"
