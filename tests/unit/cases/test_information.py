"""Informing the persons: counted down; nothing goes to a group before, save for a reason kept."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.errors import Conflict, Invalid, Refused, UserFacingError
from app.models.case import CaseFile
from app.models.desk import JournalEntry
from app.models.enums import (
    AgreementStatus,
    CaseStatus,
    EliminationReason,
    JournalAction,
    NoticeChannel,
    NoticeTo,
    OverrideReason,
    RestrictionReason,
    Role,
)
from app.models.person_rights import CaseRestriction, NoticeOverride
from app.services.closure import CaseClosed
from app.services.desk import Desk
from app.services.information import (
    NoSuchMove,
    NotInformed,
    override_notice,
    present,
    read_information,
    save_agreement,
)
from app.services.opened_by_mistake import MistakeEntry, erase_case, what_goes
from app.services.prints import RestrictedCase
from app.services.restriction import RestrictionEntry, restrict
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
TOLD = {
    "notice_sent_on": TODAY,
    "notice_channel": NoticeChannel.HAND,
    "notice_to": NoticeTo.BOTH,
}


def presented(desk: Desk, case_id: int) -> CaseStatus:
    with desk.work() as work:
        present(work, case_id, on=TODAY)
        work.session.commit()
    with desk.read() as work:
        return work.get(CaseFile, case_id).status


def refused(desk: Desk, case_id: int) -> UserFacingError:
    with pytest.raises(UserFacingError) as caught:
        presented(desk, case_id)
    with desk.read() as work:
        assert work.get(CaseFile, case_id).status is not CaseStatus.PRESENTED
    return caught.value


def test_a_dossier_goes_to_no_group_before_the_family_is_informed(office: Office) -> None:
    desk = office.desk()
    case_id = plant_case(office)
    assert isinstance(refused(desk, case_id), NotInformed)
    assert not read_information(desk, case_id).presentable
    informed = plant_case(office, last_name="DIALLO", **TOLD)
    assert presented(desk, informed) is CaseStatus.PRESENTED
    assert read_information(desk, informed).presentable


def test_a_reason_opens_it_and_is_kept_with_who_said_it(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    override_notice(desk, case_id, OverrideReason.UNREACHABLE, version=1)
    found = read_information(desk, case_id)
    assert found.presentable
    assert found.overridden is not None
    assert (found.overridden.reason, found.overridden.by) == (
        OverrideReason.UNREACHABLE, "A. Bernard",
    )  # fmt: skip
    assert not found.may_override
    assert presented(desk, case_id) is CaseStatus.PRESENTED
    with desk.read() as work:
        line = work.session.execute(
            select(JournalEntry.detail).where(JournalEntry.action == JournalAction.OVERRIDE)
        ).scalar_one()
    assert line == "notice UNREACHABLE"


def test_an_override_says_why_on_a_dossier_that_needs_one(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    with pytest.raises(Invalid):
        override_notice(desk, case_id, None, version=1)
    with pytest.raises(Conflict):
        override_notice(desk, case_id, OverrideReason.URGENT, version=5)
    informed = plant_case(office, last_name="DIALLO", **TOLD)
    with pytest.raises(Invalid):
        override_notice(desk, informed, OverrideReason.URGENT, version=1)
    closed = plant_case(office, last_name="OTMANI", status=CaseStatus.CLOSED)
    with pytest.raises(CaseClosed):
        override_notice(desk, closed, OverrideReason.URGENT, version=1)


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.CLERK, Role.ADMIN])
def test_the_coordonnateur_alone_passes_over(office: Office, role: Role) -> None:
    case_id = plant_case(office)
    with pytest.raises(Refused):
        override_notice(
            office.desk(role, groups=(office.north,)), case_id, OverrideReason.URGENT, version=1
        )


def test_a_restricted_dossier_goes_to_no_group_whatever_was_said(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office, **TOLD)
    restrict(desk, case_id, RestrictionEntry(RestrictionReason.OBJECTION, TODAY, 1))
    assert isinstance(refused(desk, case_id), RestrictedCase)
    assert not read_information(desk, case_id).presentable
    with pytest.raises(Refused):
        override_notice(desk, case_id, OverrideReason.URGENT, version=2)


def test_the_state_machine_still_decides(office: Office) -> None:
    case_id = plant_case(office, status=CaseStatus.SUSPENDED, **TOLD)
    assert isinstance(refused(office.desk(), case_id), NoSuchMove)


@pytest.mark.parametrize(
    ("due_on", "values", "left"),
    [
        (TODAY + timedelta(days=19), {}, 19),
        (TODAY, {}, 0),
        (TODAY - timedelta(days=3), {}, -3),
        (TODAY + timedelta(days=19), TOLD, None),
        (TODAY + timedelta(days=19), {"status": CaseStatus.CLOSED}, None),
        (None, {}, None),
    ],
)
def test_the_term_is_counted_down_until_it_is_done(
    office: Office, due_on: date | None, values: dict[str, object], left: int | None
) -> None:
    case_id = plant_case(office, information_due_on=due_on, **values)
    assert read_information(office.desk(), case_id).days_left == left


def test_the_agreement_is_noted_at_the_version_read(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    save_agreement(desk, case_id, AgreementStatus.ORAL, version=1)
    assert read_information(desk, case_id).agreement is AgreementStatus.ORAL
    with pytest.raises(Conflict):
        save_agreement(desk, case_id, AgreementStatus.WRITTEN, version=1)
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    assert not read_information(clerk, case_id).may_agree
    with pytest.raises(Refused):
        save_agreement(clerk, case_id, AgreementStatus.WRITTEN, version=2)


def test_what_persons_asked_is_erased_with_their_dossier(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office)
    override_notice(desk, case_id, OverrideReason.URGENT, version=1)
    restrict(desk, case_id, RestrictionEntry(RestrictionReason.OBJECTION, TODAY, 2))
    goes = what_goes(desk, case_id)
    erase_case(desk, case_id, MistakeEntry(EliminationReason.TRIAL, goes.number, goes.version))
    with desk.read() as work:
        for table in (NoticeOverride, CaseRestriction):
            assert work.session.scalar(select(func.count(table.id))) == 0
