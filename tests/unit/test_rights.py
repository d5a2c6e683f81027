"""Every cell of role × use case × record: the table, the SQL and the single demand agree."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import Role
from app.services.access import case_record, demand_case, visible_cases
from app.services.desk import Desk
from app.services.rules.rights import RIGHTS, Record, UseCase, allowed
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

CASE_RECORDS = [one for one in Record if one is not Record.OFFICE]


def plant(office: Office, desk: Desk, record: Record) -> int:
    """A dossier that is exactly `record` to the person at `desk`."""
    today = office.clock.today()
    return plant_case(
        office,
        group_id=office.north if record is Record.GROUP else office.south,
        lead_officer_id=None if record in {Record.GROUP, Record.OTHER} else desk.actor.account_id,
        processing_restricted=record is Record.RESTRICTED,
        elimination_due_on=today if record is Record.TERM else today + timedelta(days=1),
    )


@pytest.mark.parametrize("record", CASE_RECORDS)
@pytest.mark.parametrize("role", Role)
def test_list_and_single_demand_follow_the_table_in_every_cell(
    office: Office, role: Role, record: Record
) -> None:
    desk = office.desk(role, groups=(office.north,))
    case_id = plant(office, desk, record)
    for use_case in UseCase:
        expected = allowed({role}, use_case, record)
        with desk.read() as work:
            assert case_record(work.actor, work.get(CaseFile, case_id), work.today) is record
            seen = work.session.scalar(select(CaseFile.id).where(visible_cases(work, use_case)))
            assert (seen == case_id) is expected, use_case
            if expected:
                assert demand_case(work, use_case, case_id).id == case_id
            else:
                with pytest.raises(Refused):
                    demand_case(work, use_case, case_id)


def test_what_the_table_does_not_name_is_denied() -> None:
    for use_case in UseCase:
        for role in Role:
            for record in Record:
                named = record in RIGHTS[use_case].get(role, frozenset())
                assert allowed({role}, use_case, record) is named
    assert not any(allowed((), use_case, record) for use_case in UseCase for record in Record)


def test_roles_without_case_content_reach_no_dossier() -> None:
    for role in (Role.ADMIN, Role.AUDITOR, Role.ARCHIVIST):
        for use_case in UseCase:
            assert not any(allowed({role}, use_case, record) for record in CASE_RECORDS)


def test_a_dossier_at_its_term_is_closed_to_everyone() -> None:
    assert not any(allowed(set(Role), use_case, Record.TERM) for use_case in UseCase)


def test_a_restricted_dossier_is_the_coordinators_alone_and_never_prints() -> None:
    for use_case in UseCase:
        for role in set(Role) - {Role.COORDINATOR}:
            assert not allowed({role}, use_case, Record.RESTRICTED)
    assert not allowed(set(Role), UseCase.PRINT_SYNTHESIS, Record.RESTRICTED)
    assert not allowed(set(Role), UseCase.PRINT_REFERRAL, Record.RESTRICTED)


def test_two_roles_give_the_union_of_both() -> None:
    for use_case in UseCase:
        for record in Record:
            both = allowed({Role.CLERK, Role.AUDITOR}, use_case, record)
            assert both is (
                allowed({Role.CLERK}, use_case, record) or allowed({Role.AUDITOR}, use_case, record)
            )
