"""A signalement says no more than the dossier it led to, and goes at its own term."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import CaseStatus, NotRetainedReason, Role
from app.services.desk import Desk
from app.services.history import history_of
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.intake import read_intake
from app.services.intake_decide import not_retain, retain_new
from app.services.intake_list import count_intakes, intakes
from tests.helpers.office import Office

Receive = Callable[..., int]


def is_seen(office: Office, number: int, *roles: Role) -> bool:
    """Whether the list, the count and the page show it; they must say the same."""
    desk = office.desk(*roles, groups=(office.north,)) if roles else office.desk()
    listed = number in [one.id for one in intakes(desk)[0]]
    assert (count_intakes(desk) > 0) is listed
    if listed:
        assert read_intake(desk, number).id == number
    else:
        with pytest.raises(Refused):
            read_intake(desk, number)
    return listed


def lock(office: Office, **values: object) -> None:
    with office.desk().work() as work:
        work.session.execute(update(CaseFile).values(**values))
        work.session.commit()


def test_a_restricted_dossier_hides_its_signalement_from_all_but_the_coordinator(
    office: Office, received: Receive
) -> None:
    number = received()
    retain_new(office.desk(), number, lead_officer_id=None)
    assert is_seen(office, number, Role.CASE_OFFICER)
    lock(office, processing_restricted=True)
    assert not is_seen(office, number, Role.CASE_OFFICER)
    assert is_seen(office, number)


def test_a_dossier_at_its_term_takes_its_signalement_along(
    office: Office, received: Receive
) -> None:
    number = received()
    retain_new(office.desk(), number, lead_officer_id=None)
    lock(office, elimination_due_on=office.clock.today())
    assert not is_seen(office, number)
    lock(office, elimination_due_on=None, status=CaseStatus.ELIMINATED)
    assert not is_seen(office, number, Role.CASE_OFFICER)


def test_one_that_was_not_retained_is_locked_at_its_short_term(
    office: Office, received: Receive
) -> None:
    number = received()
    not_retain(office.desk(), number, NotRetainedReason.SOLVED)
    due = read_intake(office.desk(), number).elimination_due_on
    assert due is not None
    office.clock.advance(due - office.clock.today() - timedelta(days=1))
    assert is_seen(office, number)
    office.clock.advance(timedelta(days=1))
    assert not is_seen(office, number)


def test_the_history_tells_the_dossier_only_to_whom_it_is_open(
    office: Office, received: Receive
) -> None:
    number = received()
    retain_new(office.desk(), number, lead_officer_id=None)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    asked = Target(Kind.INTAKE, number)

    def told(desk: Desk) -> set[str]:
        return {it.name for one in history_of(desk, asked).entries for it in one.changes}

    assert "case_id" in told(officer)
    lock(office, group_id=office.south)
    assert read_intake(officer, number).case_id is None
    assert "case_id" not in told(officer)
    assert "decision_on" in told(officer)
    assert "case_id" in told(office.desk())
