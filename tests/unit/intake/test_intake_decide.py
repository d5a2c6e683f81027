"""Qualifying: each way out once, dated, signed, kept for its time, and closed behind itself."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select, update

from app.errors import Conflict, Invalid, Refused
from app.models.account import Account
from app.models.case import CaseFile
from app.models.enums import IntakeReason, IntakeStatus, NotRetainedReason, PartnerType, Role
from app.models.organisation import Organisation
from app.services.desk import Desk
from app.services.intake import read_intake
from app.services.intake_decide import not_retain, redirect, retain_into, retain_new
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.partners import PartnerEntry, save_partner
from app.services.rules.partial_dates import PartialDate
from app.services.rules.states import INTAKE
from tests.helpers.office import Office

Receive = Callable[..., int]
GROWN = frozenset({IntakeReason.DROPOUT_RISK})  # absences are no longer noted at that age
DROPOUT = frozenset({IntakeReason.DROPOUT})


def test_retained_it_opens_a_dossier_and_leads_to_it(office: Office, received: Receive) -> None:
    desk = office.desk()
    number = received()
    retain_new(desk, number, lead_officer_id=desk.actor.account_id)
    page = read_intake(desk, number)
    assert page.status is IntakeStatus.ADMISSIBLE
    assert page.case_id is not None
    assert page.file_number.startswith("2026-")
    assert (page.decision_on, page.decision_by) == (date(2026, 11, 23), "A. Bernard")
    assert page.elimination_due_on is None
    assert not page.writable
    assert not page.decidable


@pytest.mark.parametrize("gone", [False, True], ids=["secretary", "left"])
def test_a_dossier_is_not_given_to_who_follows_none(
    office: Office, received: Receive, *, gone: bool
) -> None:
    desk, number = office.desk(), received()
    other = office.account(Role.CASE_OFFICER if gone else Role.CLERK)
    with desk.work() as work:
        leaves = update(Account).where(Account.id == other)
        work.session.execute(leaves.values(revoked_on=work.today if gone else None))
        work.session.commit()
    with pytest.raises(Invalid) as stopped:
        retain_new(desk, number, lead_officer_id=other)
    assert stopped.value.problems.keys() == {"lead_officer_id"}
    assert read_intake(desk, number).status is IntakeStatus.RECEIVED


def test_a_second_body_joins_the_same_dossier(office: Office, received: Receive) -> None:
    desk = office.desk()
    first, second = received(), received(origin_type=PartnerType.LANDLORD)
    retain_new(desk, first, lead_officer_id=desk.actor.account_id)
    case_id = read_intake(desk, first).case_id
    assert case_id is not None
    retain_into(desk, second, case_id)
    assert read_intake(desk, second).case_id == case_id
    with desk.read() as work:
        assert work.session.scalar(select(func.count(CaseFile.id))) == 1


def test_redirected_it_names_the_competent_body_and_goes_after_six_months(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    social = save_partner(desk, PartnerEntry("Service social", PartnerType.ASE)).ref
    number = received()
    redirect(desk, number, social)
    page = read_intake(desk, number)
    assert page.status is IntakeStatus.REDIRECTED
    assert page.redirected_to == "Service social"
    assert page.elimination_due_on == date(2027, 5, 23)


def test_not_retained_it_says_why_and_goes_after_the_communes_own_term(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    with desk.work() as work:
        work.session.execute(update(Organisation).values(not_retained_months=3))
        work.session.commit()
    number = received()
    not_retain(desk, number, NotRetainedReason.MOVED_OUT)
    page = read_intake(desk, number)
    assert page.not_retained_reason is NotRetainedReason.MOVED_OUT
    assert page.elimination_due_on == date(2027, 2, 23)
    assert [step.status for step in page.history] == [
        IntakeStatus.DRAFT, IntakeStatus.RECEIVED, IntakeStatus.NOT_RETAINED,
    ]  # fmt: skip


def test_the_25th_birthday_comes_before_the_short_term(office: Office, received: Receive) -> None:
    desk = office.desk()
    number = received(birth=PartialDate.exactly(date(2002, 1, 10)), reasons=DROPOUT)
    not_retain(desk, number, NotRetainedReason.SOLVED)
    assert read_intake(desk, number).elimination_due_on == date(2027, 1, 10)


def test_someone_of_25_is_not_followed(office: Office, received: Receive) -> None:
    desk = office.desk()
    number = received(birth=PartialDate.exactly(date(2001, 11, 23)), reasons=DROPOUT)
    with pytest.raises(Invalid):
        retain_new(desk, number, lead_officer_id=None)
    not_retain(desk, number, NotRetainedReason.TOO_OLD)


def decide(desk: Desk, number: int, to: IntakeStatus) -> object:
    match to:
        case IntakeStatus.ADMISSIBLE:
            return retain_new(desk, number, lead_officer_id=desk.actor.account_id)
        case IntakeStatus.REDIRECTED:
            return redirect(desk, number, 1)
        case _:
            return not_retain(desk, number, NotRetainedReason.NOT_ENOUGH)


@pytest.mark.parametrize("to", INTAKE[IntakeStatus.RECEIVED])
def test_a_decided_one_is_closed_to_writing_and_to_another_decision(
    office: Office, entry: IntakeEntry, received: Receive, to: IntakeStatus
) -> None:
    desk = office.desk()
    number = received()
    decide(desk, number, to)
    for other in INTAKE[IntakeStatus.RECEIVED]:
        with pytest.raises(Invalid):
            decide(desk, number, other)
    with pytest.raises(Invalid):
        save_intake(desk, entry, report_id=number)
    assert read_intake(desk, number).status is to


@pytest.mark.parametrize("to", INTAKE[IntakeStatus.RECEIVED])
def test_a_brouillon_is_completed_before_it_is_qualified(
    office: Office, received: Receive, to: IntakeStatus
) -> None:
    desk = office.desk()
    number = save_intake(desk, IntakeEntry(last_name="Roy"), complete=False).ref
    with pytest.raises(Invalid):
        decide(desk, number, to)
    assert read_intake(desk, number).status is IntakeStatus.DRAFT


def test_a_dossier_out_of_reach_cannot_be_joined_and_a_stale_page_decides_nothing(
    office: Office, received: Receive
) -> None:
    head = office.desk()
    far = received(group_id=office.south)
    retain_new(head, far, lead_officer_id=head.actor.account_id)
    case_id = read_intake(head, far).case_id
    assert case_id is not None
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    number = received()
    with pytest.raises(Refused):
        retain_into(officer, number, case_id)
    with pytest.raises(Conflict):
        not_retain(officer, number, NotRetainedReason.SOLVED, version=99)
    assert read_intake(officer, number).status is IntakeStatus.RECEIVED
