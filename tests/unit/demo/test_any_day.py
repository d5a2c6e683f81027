"""The fictional town on the days that calendars trip over, for several seeds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.models.attachment import Attachment
from app.models.case import CaseFile, Observation
from app.models.dialect import statements
from app.models.engine import in_memory
from app.models.enums import (
    AttachmentKind,
    CaseStatus,
    ClosureReason,
    Diploma,
    GradeLevel,
    IntakeReason,
    ObservationKind,
    PartnerType,
    ReferralStatus,
    ReportSubject,
    Situation,
)
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.migrations import upgrade
from app.models.partner import Partner
from app.models.referral import Referral
from app.models.youth import Schooling, Youth
from app.services.alerts import WATCHED, watch
from app.services.demo.fates import ORIGINS, STATES
from app.services.demo.generate import generate
from app.services.demo.making import TOWN
from app.services.demo.showcase import show
from app.services.desk import Desk
from app.services.entrance import first_desk
from app.services.rules.ages import age_on
from app.services.rules.alerts import TERM_NOTICE

DAYS = [(2024, 2, 29), (2026, 1, 1), (2026, 8, 31)]
SEEDS = [1, 7]
_COMPILED = statements()
#: The ages at which one is in such a class, late or early by a year.
AGES = {
    GradeLevel.G6E: range(10, 14),
    GradeLevel.G5E: range(11, 15),
    GradeLevel.G4E: range(12, 16),
    GradeLevel.G3E: range(13, 17),
    GradeLevel.G2DE_PRO: range(14, 18),
    GradeLevel.G2DE_GT: range(14, 18),
    GradeLevel.TLE_PRO: range(16, 20),
    GradeLevel.TLE_G: range(16, 20),
}


@pytest.fixture(scope="module", params=list(product(DAYS, SEEDS)), ids=str)
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The desk of a town of sixty dossiers, made on that day with that seed."""
    (year, month, day), seed = request.param
    clock = FixedClock(datetime(year, month, day, 9, tzinfo=UTC))
    with in_memory(_COMPILED) as engine:
        upgrade(engine)
        found = first_desk(engine, TOWN, clock)
        generate(engine, clock, dossiers=60, seed=seed)
        show(found)
        yield found


def test_every_alert_is_given_at_least_once(desk: Desk) -> None:
    assert set(watch(desk, mine=False)) == set(WATCHED)
    today = desk.clock.today()
    with Session(desk.engine) as session:
        ending = select(CaseFile.id).where(
            CaseFile.status == CaseStatus.CLOSED, CaseFile.elimination_due_on <= today + TERM_NOTICE
        )
        assert session.scalars(ending).all()
        informing = select(CaseFile.id).where(
            CaseFile.notice_sent_on.is_(None),
            CaseFile.information_due_on <= today + timedelta(days=7),
        )
        assert session.scalars(informing).all()


def test_every_state_origin_reason_kind_and_subject_is_there(desk: Desk) -> None:
    with Session(desk.engine) as session:
        assert set(session.scalars(select(CaseFile.status))) == set(STATES)
        assert set(session.scalars(select(CaseFile.origin_type))) == set(ORIGINS)
        assert set(session.scalars(select(CaseFile.closure_reason))) == {*ClosureReason, None}
        assert set(session.scalars(select(Referral.status))) == set(ReferralStatus)
        assert set(session.scalars(select(IntakeReportReason.reason))) == set(IntakeReason)
        assert set(session.scalars(select(IntakeReport.subject))) == set(ReportSubject)
        assert set(session.scalars(select(Observation.kind))) == set(ObservationKind)
        assert len(set(session.scalars(select(Observation.sharing_scope)))) == 3
        kinds = set(session.scalars(select(Attachment.kind)))
        assert kinds == {AttachmentKind.PDF, AttachmentKind.PNG}


def test_nobody_is_in_a_class_of_another_age_nor_in_another_kind_of_school(desk: Desk) -> None:
    schools = {
        Situation.COLLEGE: "Collège",
        Situation.SEGPA: "Collège",
        Situation.LYCEE_PRO: "Lycée professionnel",
        Situation.LYCEE_GT: "Lycée",
    }
    with Session(desk.engine) as session:
        rows = session.execute(
            select(Schooling, Youth.birth_latest, Partner.name)
            .join(Youth, Youth.id == Schooling.youth_id)
            .outerjoin(Partner, Partner.id == Schooling.school_id)
        ).all()
    assert rows
    for one, born, school in rows:
        if one.grade in AGES:
            assert age_on(born, one.started_on) in AGES[one.grade]
        if one.situation in schools:
            assert school.startswith(schools[one.situation])


def test_one_situation_ends_before_the_next_begins(desk: Desk) -> None:
    with Session(desk.engine) as session:
        rows = session.scalars(select(Schooling).order_by(Schooling.youth_id, Schooling.started_on))
        for one, following in pairwise(rows):
            if one.youth_id == following.youth_id:
                assert one.ended_on is not None
                assert one.started_on <= one.ended_on < following.started_on


def test_who_keeps_a_contract_is_an_apprentice(desk: Desk) -> None:
    kept = (ReferralStatus.STARTED, ReferralStatus.HELD_3M, ReferralStatus.HELD_6M)
    with Session(desk.engine) as session:
        found = session.scalars(
            select(Schooling.situation)
            .join(CaseFile, CaseFile.youth_id == Schooling.youth_id)
            .join(Referral, Referral.case_id == CaseFile.id)
            .where(Referral.status.in_(kept), Schooling.ended_on.is_(None))
        ).all()
    assert set(found) == {Situation.APPRENTICE}


def test_an_orientation_is_of_somebody_old_enough_with_a_diploma_they_may_have(
    desk: Desk,
) -> None:
    with Session(desk.engine) as session:
        rows = session.execute(
            select(Referral, Youth.birth_latest, CaseFile.opened_on, Partner.partner_type)
            .join(CaseFile, CaseFile.id == Referral.case_id)
            .join(Youth, Youth.id == CaseFile.youth_id)
            .join(Partner, Partner.id == Referral.partner_id)
        ).all()
        for one, born, opened_on, kind in rows:
            assert age_on(born, opened_on) >= 15
            assert kind in {PartnerType.CFA, PartnerType.CMA}
            steps = [step.effective_on for step in one.history]
            assert steps == sorted(steps)
            assert opened_on <= steps[0]
            assert steps[-1] <= desk.clock.today()
            if one.diploma is Diploma.BAC:
                assert one.last_grade is None
                assert age_on(born, opened_on) >= 19
    assert rows
