"""A signalement about a family opens that family's own dossier, or joins the one it has."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.errors import Invalid, Refused
from app.models.case import CaseFile
from app.models.enums import CaseKind, CaseStatus, ClosureReason, ReportSubject, Role
from app.models.youth import Household, Youth
from app.services.case_status import StatusEntry, move_case
from app.services.cases import read_case
from app.services.desk import Desk
from app.services.household_page import read_household
from app.services.households import found_household
from app.services.intake import read_intake
from app.services.intake_decide import retain_family, retain_into
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

Receive = Callable[..., int]
FAMILY = ReportSubject.FAMILY


def count(desk: Desk, model: type[Youth] | type[Household]) -> int:
    with desk.read() as work:
        return work.session.scalar(select(func.count(model.id))) or 0


def test_it_opens_the_dossier_of_a_family_founded_under_the_name_given(
    office: Office, received: Receive
) -> None:
    desk, number = office.desk(), received(subject=FAMILY)
    retain_family(desk, number, lead_officer_id=desk.actor.account_id)
    page = read_intake(desk, number)
    assert page.case_id is not None
    case = read_case(desk, page.case_id)
    assert (case.header.kind, case.header.name) == (CaseKind.HOUSEHOLD, "Famille Martel")
    assert case.header.status is CaseStatus.ASSESSMENT
    assert count(desk, Youth) == 0  # nobody was named: no young person is made up
    with desk.read() as work:
        row = work.session.get_one(CaseFile, page.case_id)
        assert row.information_due_on == page.information_due_on
        assert row.lead_officer_id == desk.actor.account_id


def test_a_known_family_has_its_dossier_opened_then_joined(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    home = found_household(desk, plant_case(office, file_number="2026-9001"), "Famille Martel").ref
    first, second, third = (received(subject=FAMILY) for _ in range(3))
    retain_family(desk, first, household_id=home)
    own = read_household(desk, home).own
    assert own is not None
    retain_family(desk, second, household_id=home)
    retain_into(desk, third, own.id)
    assert {read_intake(desk, one).case_id for one in (first, second, third)} == {own.id}
    assert count(desk, Household) == 1


def test_a_closed_dossier_of_the_family_is_not_joined_unseen(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    home = found_household(desk, plant_case(office, file_number="2026-9001"), "Famille Martel").ref
    retain_family(desk, received(subject=FAMILY), household_id=home)
    own = read_household(desk, home).own
    assert own is not None
    closing = StatusEntry(
        CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET, closure_review="Fini."
    )
    move_case(desk, own.id, closing)
    number = received(subject=FAMILY)
    with pytest.raises(Invalid):
        retain_family(desk, number, household_id=home)
    assert read_intake(desk, number).case_id is None


def test_neither_a_family_out_of_reach_nor_a_young_persons_signalement_opens_one(
    office: Office, received: Receive
) -> None:
    far = found_household(office.desk(), plant_case(office, group_id=office.south), "Foyer").ref
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    number = received(subject=FAMILY)
    with pytest.raises(Refused):
        retain_family(officer, number, household_id=far)
    with pytest.raises(Refused):
        retain_family(officer, received())
    with pytest.raises(Invalid):
        retain_family(office.desk(), number, lead_officer_id=office.account(Role.CLERK))
