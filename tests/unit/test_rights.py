"""Every cell of role × use case × record: the table, the SQL and the single demand agree."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import IntakeStatus, Role
from app.models.intake import IntakeReport
from app.services.access import (
    case_record,
    demand_case,
    demand_intake,
    visible_cases,
    visible_intakes,
)
from app.services.desk import Desk
from app.services.rules.rights import RIGHTS, Record, UseCase, allowed
from tests.helpers.cases import plant_case
from tests.helpers.office import Office

CASE_RECORDS = [one for one in Record if one is not Record.OFFICE]
_U = UseCase

# Domain § 1.3 said again, role by role and without the table: what belongs to no dossier, then
# what is done to one. A cell that changes must be changed here too, on purpose.
OFFICE_OF: dict[Role, set[UseCase]] = {
    Role.COORDINATOR: {
        _U.SEARCH_ARCHIVE, _U.EXPORT, _U.TRANSMIT_DANGER, _U.READ_PARTNER, _U.EDIT_PARTNER,
        _U.READ_ACCOUNTS, _U.MANAGE_ACCOUNTS, _U.EDIT_ORGANISATION, _U.EDIT_WRITING,
        _U.READ_JOURNAL, _U.BACK_UP, _U.MANAGE_BACKUPS,
    },
    Role.CASE_OFFICER: {_U.TRANSMIT_DANGER, _U.READ_PARTNER, _U.EDIT_PARTNER, _U.BACK_UP},
    Role.CLERK: {_U.READ_PARTNER, _U.EDIT_PARTNER, _U.BACK_UP},
    Role.ARCHIVIST: {_U.BACK_UP},
    Role.AUDITOR: {_U.READ_JOURNAL, _U.READ_ACCOUNTS, _U.BACK_UP},
    Role.ADMIN: {
        _U.READ_ACCOUNTS, _U.MANAGE_ACCOUNTS, _U.EDIT_ORGANISATION, _U.BACK_UP, _U.MANAGE_BACKUPS,
    },
}  # fmt: skip
#: « Identity, appointments, courriers; no observations. »
CLERK_MAY = {
    _U.READ_CASE, _U.EDIT_IDENTITY, _U.READ_REFERRAL, _U.PRINT_REFERRAL, _U.INFORM_PERSONS,
}  # fmt: skip
#: « Cannot purge, cannot export in bulk »; what opens, ends or judges a follow-up is not theirs.
COORDINATOR_ALONE = {
    _U.CLOSE_CASE, _U.REOPEN_CASE, _U.RESTRICT_CASE, _U.MERGE_CASE, _U.READ_COORDINATOR_ONLY,
    _U.VALIDATE_OBSERVATION, _U.EXPORT, _U.OVERRIDE_NOTICE, _U.ERASE,
}  # fmt: skip
#: What leaves a dossier, or begins one: nobody's while its processing is restricted.
NOT_WHILE_RESTRICTED = {
    _U.OPEN_CASE, _U.COPY_DOCUMENT, _U.WRITE_INTAKE, _U.QUALIFY_INTAKE, _U.PRINT_SYNTHESIS,
    _U.PRINT_REFERRAL, _U.PRINT_FEEDBACK, _U.EXPORT, _U.OVERRIDE_NOTICE, _U.INFORM_PERSONS,
}  # fmt: skip
OF_THE_OFFICE_ALONE = set().union(*OFFICE_OF.values()) - {_U.EXPORT}


def lawful(role: Role, use_case: UseCase, record: Record) -> bool:
    """What the field says of a cell (domain §§ 1.3 and 2.5)."""
    if record is Record.OFFICE:
        return use_case in OFFICE_OF[role]
    if record is Record.TERM or use_case in OF_THE_OFFICE_ALONE:
        return False
    if role is Role.COORDINATOR:
        return record is not Record.RESTRICTED or use_case not in NOT_WHILE_RESTRICTED
    if record not in {Record.OWN, Record.GROUP}:
        return False
    if role is Role.CLERK:
        return use_case in CLERK_MAY
    return role is Role.CASE_OFFICER and use_case not in COORDINATOR_ALONE


@pytest.mark.parametrize("role", Role)
def test_every_cell_is_what_the_field_says(role: Role) -> None:
    assert [
        (use_case, record)
        for use_case in UseCase
        for record in Record
        if allowed({role}, use_case, record) is not lawful(role, use_case, record)
    ] == []


@pytest.mark.parametrize("role", Role)
def test_what_belongs_to_no_dossier_follows_the_table_in_every_cell(
    office: Office, role: Role
) -> None:
    with office.desk(role, groups=(office.north,)).read() as work:
        for use_case in UseCase:
            if allowed({role}, use_case, Record.OFFICE):
                work.demand_office(use_case)
            else:
                with pytest.raises(Refused):
                    work.demand_office(use_case)


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


def report(office: Office, desk: Desk, record: Record) -> int:
    """A signalement that is exactly `record` to the person at `desk`."""
    led_to = None
    if record in {Record.RESTRICTED, Record.TERM}:
        led_to = plant(office, desk, record)
    me = desk.actor.account_id
    with Session(office.engine) as session, session.begin():
        row = IntakeReport(
            number="S2026-0001",
            status=IntakeStatus.ADMISSIBLE if led_to else IntakeStatus.RECEIVED,
            received_on=office.clock.today(),
            case_id=led_to,
            group_id=office.north if record is Record.GROUP else office.south,
            created_by=None if record in {Record.GROUP, Record.OTHER} else me,
            created_at=office.clock.now(),
            updated_at=office.clock.now(),
        )
        session.add(row)
        session.flush()
        return row.id


@pytest.mark.parametrize("record", CASE_RECORDS)
@pytest.mark.parametrize("role", Role)
def test_signalements_follow_the_table_in_every_cell(
    office: Office, role: Role, record: Record
) -> None:
    desk = office.desk(role, groups=(office.north,))
    number = report(office, desk, record)
    for use_case in UseCase:
        expected = allowed({role}, use_case, record)
        with desk.read() as work:
            listed = select(IntakeReport.id).where(visible_intakes(work, use_case))
            assert (work.session.scalar(listed) == number) is expected, use_case
            if expected:
                assert demand_intake(work, use_case, number).id == number
            else:
                with pytest.raises(Refused):
                    demand_intake(work, use_case, number)


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
