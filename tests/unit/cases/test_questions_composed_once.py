"""A question composed once is still that of one actor, on one day."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import literal, select

from app.clock import FixedClock
from app.services.choices import Role
from app.services.desk import Desk
from tests.helpers.office import Office


def told(desk: Desk) -> tuple[int, str]:
    with desk.read() as work:
        query = work.once("who and when", lambda: select(literal(f"{work.today}").label("day"),
                          literal(work.actor.account_id).label("who")))  # fmt: skip
        day, who = work.session.execute(query).one()
        return who, day


def test_what_was_composed_for_one_actor_or_day_serves_no_other(office: Office) -> None:
    desk = office.desk()
    other = replace(desk, actor=office.desk(Role.CASE_OFFICER).actor)
    later = replace(desk, clock=FixedClock(desk.clock.now() + timedelta(days=1)))
    first = told(desk)
    assert told(desk) == first
    assert told(other)[0] == other.actor.account_id != first[0]
    assert told(later)[1] == str(later.clock.today()) != first[1]
