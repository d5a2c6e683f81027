"""« Oui » to danger: only a date, a recipient and an author stay, linked to nobody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, inspect, select, update

from app.errors import Invalid, Refused
from app.models.desk import Draft, JournalEntry
from app.models.enums import DangerAnswer, DangerRecipient, NotRetainedReason, Role
from app.models.intake import (
    DangerTransmission,
    IntakeGuardian,
    IntakePriorStep,
    IntakeReport,
    IntakeReportReason,
    IntakeStatusChange,
)
from app.models.organisation import Organisation
from app.services.danger import danger_numbers, transmissions, transmit_and_follow, transmit_only
from app.services.drafts import DraftKey, drafts, keep_draft
from app.services.intake import read_intake
from app.services.intake_decide import not_retain
from app.services.intake_write import FORM
from tests.helpers.office import Office

Receive = Callable[..., int]


def test_transmitting_only_erases_the_signalement_and_keeps_the_bare_trace(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    number = received()
    keep_draft(desk, DraftKey(FORM, str(number)), {"reason_note": "récit"})
    transmit_only(desk, DangerRecipient.CRIP, report_id=number)
    with desk.read() as work:
        for table in (
            IntakeReport, IntakeGuardian, IntakePriorStep, IntakeReportReason,
            IntakeStatusChange, Draft,
        ):  # fmt: skip
            assert work.session.scalar(select(func.count()).select_from(table)) == 0, table
    (trace,) = transmissions(desk)
    assert trace.recipient is DangerRecipient.CRIP
    assert trace.transmitted_on == date(2026, 11, 23)
    assert trace.by_id == desk.actor.account_id


def test_the_trace_has_no_other_column() -> None:
    assert set(inspect(DangerTransmission).columns.keys()) == {
        "id", "transmitted_on", "recipient", "by_id",
    }  # fmt: skip


def test_transmitting_before_anything_was_saved_erases_the_draft(office: Office) -> None:
    desk = office.desk()
    keep_draft(desk, DraftKey(FORM), {"reason_note": "récit"})
    transmit_only(desk, DangerRecipient.CALL_119)
    with desk.read() as work:
        assert work.session.scalar(select(func.count(Draft.id))) == 0
    assert len(transmissions(desk)) == 1


def test_following_too_clears_the_narrative_and_the_form_goes_on(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    number = received()
    keep_draft(desk, DraftKey(FORM, str(number)), {"reason_note": "récit"})
    transmit_and_follow(desk, DangerRecipient.PROSECUTOR, report_id=number)
    page = read_intake(desk, number)
    assert page.entry.reason_note == ""
    assert page.entry.danger_answer is DangerAnswer.TRANSMITTED
    assert page.writable
    with desk.read() as work:
        assert work.session.scalar(select(func.count(Draft.id))) == 0


@pytest.mark.parametrize("transmit", [transmit_only, transmit_and_follow])
def test_what_a_colleague_was_typing_of_it_goes_too(
    office: Office, received: Receive, transmit: Callable[..., object]
) -> None:
    number, other = received(), received(last_name="Roux")
    colleague = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    for one in (str(number), str(other), "new"):
        keep_draft(colleague, DraftKey(FORM, one), {"reason_note": "récit"})
    transmit(office.desk(), DangerRecipient.CRIP, report_id=number)
    assert {one.key.record for one in drafts(colleague)} == {str(other), "new"}
    with office.desk().read() as work:
        assert work.session.scalar(select(func.count(Draft.id))) == 2


def test_without_a_recipient_or_with_a_date_to_come_nothing_happens(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    number = received()
    with pytest.raises(Invalid):
        transmit_only(desk, None, report_id=number)
    with pytest.raises(Invalid):
        transmit_only(
            desk,
            DangerRecipient.CRIP,
            transmitted_on=office.clock.today() + timedelta(days=1),
            report_id=number,
        )
    assert transmissions(desk) == ()
    assert read_intake(desk, number).entry.reason_note


def test_a_decided_signalement_is_not_erased_this_way(office: Office, received: Receive) -> None:
    desk = office.desk()
    number = received()
    not_retain(desk, number, NotRetainedReason.SOLVED)
    with pytest.raises(Invalid):
        transmit_only(desk, DangerRecipient.CRIP, report_id=number)
    assert transmissions(desk) == ()


def test_only_those_who_receive_signalements_transmit(office: Office, received: Receive) -> None:
    number = received(group_id=office.south)
    for role in (Role.CLERK, Role.ADMIN, Role.AUDITOR, Role.ARCHIVIST):
        with pytest.raises(Refused):
            transmit_only(office.desk(role), DangerRecipient.CRIP)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        transmit_only(officer, DangerRecipient.CRIP, report_id=number)
    assert transmissions(office.desk()) == ()


def test_the_numbers_to_call_come_from_the_towns_settings(office: Office) -> None:
    desk = office.desk()
    assert danger_numbers(desk).crip == ""
    with desk.work() as work:
        work.session.execute(update(Organisation).values(crip_phone="+33160880011"))
        work.session.commit()
    assert danger_numbers(desk).crip.replace("\u00a0", " ") == "01 60 88 00 11"


def test_the_journal_says_that_a_trace_was_made_and_no_more(
    office: Office, received: Receive
) -> None:
    desk = office.desk()
    transmit_only(desk, DangerRecipient.CRIP, report_id=received())
    with desk.read() as work:
        lines = work.session.execute(
            select(JournalEntry.object_type, JournalEntry.action, JournalEntry.detail).order_by(
                JournalEntry.id.desc()
            )
        ).all()
    assert [(kind, str(action), detail) for kind, action, detail in lines[:2]] == [
        ("intake", "DELETE", ""), ("danger_transmission", "CREATE", ""),
    ]  # fmt: skip
