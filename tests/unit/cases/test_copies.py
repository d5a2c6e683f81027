"""What the list of dossiers is filtered by repeats other tables, whoever wrote them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.models.base import Base
from app.models.case import COPIES, CaseFile
from app.models.enums import (
    ActionStatus,
    ActionType,
    IntakeReason,
    IntakeStatus,
    ReferralRequest,
    ReferralStatus,
    SharingScope,
    Situation,
)
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.organisation import Neighbourhood
from app.models.plan import Objective, PlannedAction
from app.models.referral import Referral
from app.models.youth import Schooling, Youth
from app.services.plan import OPEN_STATES
from app.services.referrals import ENDS
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.office import Office, make_office

DAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


@pytest.fixture
def case_id(office: Office) -> int:
    return plant_case(office)


def copied(office: Office, case_id: int, name: str) -> Any:
    with Session(office.engine) as session:
        return session.scalar(
            select(CaseFile.__table__.c[name]).where(CaseFile.__table__.c.id == case_id)
        )


def plant(office: Office, row: Base) -> int:
    stamped = {"created_at", "updated_at"} & set(row.__table__.columns.keys())
    for name in stamped:
        setattr(row, name, office.clock.now())
    with Session(office.engine) as session, session.begin():
        session.add(row)
        session.flush()
        return int(getattr(row, "id", 0))


def change(office: Office, model: type[Base], number: int, **values: Any) -> None:
    with Session(office.engine) as session, session.begin():
        session.execute(update(model).where(model.__table__.c.id == number).values(**values))


def youth_of(office: Office, case_id: int) -> int:
    with Session(office.engine) as session:
        return session.scalars(select(CaseFile.youth_id).where(CaseFile.id == case_id)).one() or 0


def action(office: Office, case_id: int, **values: Any) -> int:
    objective = plant(office, Objective(case_id=case_id, title="Reprendre", position=1))
    kept = {"title": "Rencontrer", "action_type": next(iter(ActionType)), "due_on": DAY, **values}
    return plant(office, PlannedAction(case_id=case_id, objective_id=objective, **kept))


def test_a_new_dossier_repeats_what_was_known_of_the_young_person(
    office: Office, case_id: int
) -> None:
    assert copied(office, case_id, "youth_birth_earliest") == BORN
    assert copied(office, case_id, "youth_birth_latest") == BORN
    assert [copied(office, case_id, name) for name in COPIES if "birth" not in name] == [None] * 6


def test_a_move_and_a_birth_put_right_are_repeated(office: Office, case_id: int) -> None:
    quarter = plant(office, Neighbourhood(name=f"Le Plateau {case_id}"))
    born = date(2012, 1, 1)
    change(
        office, Youth, youth_of(office, case_id),
        neighbourhood_id=quarter, birth_earliest=born, birth_latest=born + timedelta(30),
    )  # fmt: skip
    assert copied(office, case_id, "youth_neighbourhood_id") == quarter
    assert copied(office, case_id, "youth_birth_earliest") == born
    assert copied(office, case_id, "youth_birth_latest") == born + timedelta(30)


def test_the_situation_is_that_of_the_period_that_goes_on(office: Office, case_id: int) -> None:
    youth_id = youth_of(office, case_id)
    kept = {"youth_id": youth_id}
    first = plant(office, Schooling(situation=Situation.NEET, started_on=DAY, **kept))
    assert copied(office, case_id, "youth_situation") is Situation.NEET
    change(office, Schooling, first, ended_on=DAY)
    assert copied(office, case_id, "youth_situation") is None
    second = plant(office, Schooling(situation=Situation.COLLEGE, started_on=DAY, **kept))
    assert copied(office, case_id, "youth_situation") is Situation.COLLEGE
    with Session(office.engine) as session, session.begin():
        session.execute(delete(Schooling).where(Schooling.id == second))
    assert copied(office, case_id, "youth_situation") is None


def test_a_period_given_to_another_young_person_changes_both(office: Office, case_id: int) -> None:
    other = plant_case(office, last_name="ROY")
    kept = {"situation": Situation.NEET, "started_on": DAY}
    period = plant(office, Schooling(youth_id=youth_of(office, case_id), **kept))
    change(office, Schooling, period, youth_id=youth_of(office, other))
    assert copied(office, case_id, "youth_situation") is None
    assert copied(office, other, "youth_situation") is Situation.NEET


def test_the_motifs_are_those_of_every_signalement_of_the_dossier(
    office: Office, case_id: int
) -> None:
    reports = [
        plant(
            office,
            IntakeReport(
                number=f"S{case_id}-{place}", status=IntakeStatus.ADMISSIBLE, received_on=DAY,
                sort_key="", reasons=[IntakeReportReason(reason=one) for one in reasons],
            ),
        )
        for place, reasons in enumerate(
            [[IntakeReason.VICTIM, IntakeReason.DROPOUT], [IntakeReason.VICTIM]]
        )
    ]  # fmt: skip
    for one in reports:
        change(office, IntakeReport, one, case_id=case_id)
    assert copied(office, case_id, "reason_codes") == ",DROPOUT,VICTIM,"
    change(office, IntakeReport, reports[0], case_id=None)
    assert copied(office, case_id, "reason_codes") == ",VICTIM,"
    with Session(office.engine) as session, session.begin():
        session.add(IntakeReportReason(report_id=reports[1], reason=IntakeReason.NO_PLACE))
    assert copied(office, case_id, "reason_codes") == ",NO_PLACE,VICTIM,"
    with Session(office.engine) as session, session.begin():
        session.delete(session.get_one(IntakeReport, reports[1]))
    assert copied(office, case_id, "reason_codes") is None


@pytest.mark.parametrize("status", ActionStatus)
def test_an_open_action_is_due_and_an_ended_one_is_not(
    office: Office, case_id: int, status: ActionStatus
) -> None:
    number = action(office, case_id)
    change(office, PlannedAction, number, status=status)
    due = copied(office, case_id, "action_due_on")
    assert due == (DAY if status in OPEN_STATES else None)


def test_an_action_that_the_coordonnateur_alone_reads_is_kept_apart(
    office: Office, case_id: int
) -> None:
    scope = SharingScope.COORDINATOR_ONLY
    hidden = action(office, case_id, sharing_scope=scope, due_on=DAY - timedelta(9))
    action(office, case_id)
    assert copied(office, case_id, "action_due_on") == DAY
    assert copied(office, case_id, "hidden_action_due_on") == DAY - timedelta(9)
    with Session(office.engine) as session, session.begin():
        session.execute(delete(PlannedAction).where(PlannedAction.id == hidden))
    assert copied(office, case_id, "hidden_action_due_on") is None


@pytest.mark.parametrize("status", ReferralStatus)
def test_a_step_is_awaited_until_the_orientation_has_ended(
    office: Office, case_id: int, status: ReferralStatus
) -> None:
    plant(
        office,
        Referral(
            number=f"O{case_id}", case_id=case_id, partner_id=plant_partner(office),
            request=next(iter(ReferralRequest)), status=status, next_step_on=DAY,
        ),
    )  # fmt: skip
    assert copied(office, case_id, "step_due_on") == (None if status in ENDS else DAY)
