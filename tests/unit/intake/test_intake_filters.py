"""Filters of the list of signalements that combine: the same order, the same count."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.models.enums import IntakeReason, IntakeStatus, PartnerType, Situation
from app.models.intake import IntakeReport, IntakeReportReason
from app.services.intake_list import IntakeFilter, IntakeSort, count_intakes, intakes
from tests.helpers.office import Office


@pytest.fixture
def town(office: Office) -> Office:
    stamp = {"created_at": office.clock.now(), "updated_at": office.clock.now()}
    states = [IntakeStatus.RECEIVED, IntakeStatus.DRAFT, IntakeStatus.REDIRECTED]
    with Session(office.engine) as session, session.begin():
        for place in range(9):
            born = date(2005 + place, 1, 1) if place % 4 else None
            session.add(
                IntakeReport(
                    number=f"S2026-{place:04}",
                    status=states[place % 3],
                    sort_key=f"n{9 - place}",
                    received_on=office.clock.today() - timedelta(place % 4),
                    situation=Situation.NEET,
                    birth_earliest=born,
                    birth_latest=born,
                    origin_type=list(PartnerType)[place % 2],
                    group_id=(office.north, office.south, None)[place % 3],
                    reasons=[IntakeReportReason(reason=list(IntakeReason)[place % 2])],
                    **stamp,
                )
            )
    return office


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("sort", IntakeSort)
def test_a_filtered_list_is_in_the_order_of_the_whole_one(
    town: Office, sort: IntakeSort, *, down: bool
) -> None:
    desk, kept = town.desk(), IntakeFilter(situations=frozenset({Situation.NEET}))
    whole = [row.id for row in intakes(desk, sort=sort, descending=down)[0]]
    found: list[int] = []
    rows, after = intakes(desk, kept, sort=sort, descending=down, limit=2)
    found += [row.id for row in rows]
    while after is not None:
        rows, after = intakes(desk, kept, sort=sort, descending=down, after=after, limit=2)
        found += [row.id for row in rows]
    assert found == whole
    assert count_intakes(desk, kept) == len(whole) == 9


def test_ages_and_motifs_combine(town: Office) -> None:
    desk = town.desk()
    reason = list(IntakeReason)[1]
    kept = IntakeFilter(reasons=frozenset({reason}), ages=(15, 20))
    rows, _ = intakes(desk, kept, sort=IntakeSort.NUMBER)
    assert [row.number for row in rows] == ["S2026-0001", "S2026-0003", "S2026-0005"]
    assert count_intakes(desk, kept) == 3
