"""What tests of the pages of orientations share: one written, its pages, what they show."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.services.choices import ReferralRequest, ReferralStatus
from app.services.desk import Desk
from app.services.referral_moves import ReferralEntry, ReferralMove, move_referral, save_referral
from app.ui.context import Place
from app.ui.pages.referral_form import ReferralFormPage
from app.ui.pages.referral_page import ReferralPageView
from tests.helpers.cases import plant_partner
from tests.helpers.office import MONDAY, Office
from tests.helpers.seats import Seat

TODAY = MONDAY.date()
S = ReferralStatus


def refer(town: Office, desk: Desk, case_id: int, *steps: S, agreed: bool = True) -> int:
    given = TODAY if agreed else None
    entry = ReferralEntry(
        plant_partner(town),
        ReferralRequest.INSCRIPTION,
        first_trade="CAP maçon",
        youth_agreed_on=given,
        guardian_agreed_on=given,
    )
    number = save_referral(desk, case_id, entry).ref
    for step in steps:
        move_referral(desk, number, ReferralMove(step))
    return number


def view(seat: Seat, number: int, *, width: int = 1140) -> ReferralPageView:
    page = seat.show(lambda context: ReferralPageView(context, Place("referral", number)),
                     width=width)  # fmt: skip
    assert isinstance(page, ReferralPageView)
    return page


def form(seat: Seat, place: Place) -> ReferralFormPage:
    page = seat.show(lambda context: ReferralFormPage(context, place))
    assert isinstance(page, ReferralFormPage)
    return page


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def words(page: QWidget) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def steps(page: ReferralPageView) -> set[str]:
    found = page.findChildren(QPushButton)
    prefix = "action.referral.to."
    return {
        one.objectName().removeprefix(prefix)
        for one in found
        if one.objectName().startswith(prefix) and one.isVisible()
    }
