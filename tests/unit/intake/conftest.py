"""A lycée that reports, and a signalement that lacks nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.models.enums import (
    DangerAnswer,
    IntakeReason,
    PartnerType,
    PriorStep,
    Relationship,
    Sex,
    Situation,
)
from app.services.desk import Desk
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.rules.partial_dates import PartialDate
from tests.helpers.office import Office

BORN = date(2011, 3, 14)


@pytest.fixture
def entry(office: Office) -> IntakeEntry:
    """Everything that is required, and a little more."""
    desk = office.desk()
    lycee = save_partner(
        desk,
        PartnerEntry(
            name="Lycée Paul-Langevin",
            partner_type=PartnerType.SCHOOL,
            contacts=(ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE"),),
        ),
    ).ref
    person = read_partner(desk, lycee).entry.contacts[0].id
    return IntakeEntry(
        received_on=date(2026, 11, 20),
        origin_type=PartnerType.SCHOOL,
        reporter_partner_id=lycee,
        reporter_contact_id=person,
        last_name="Martel",
        first_name="Yanis",
        sex=Sex.MALE,
        birth=PartialDate.exactly(BORN),
        phone="06 12 34 56 78",
        guardians=(
            IntakeGuardianEntry("MARTEL", Relationship.MOTHER, "Sofia", phone="0612345679"),
        ),
        situation=Situation.LYCEE_PRO,
        school_id=lycee,
        reasons=frozenset({IntakeReason.ABSENTEEISM, IntakeReason.DROPOUT_RISK}),
        reason_note="Courriers du lycée restés sans réponse.",
        prior_steps=((PriorStep.CALL_FAMILY, date(2026, 11, 10)), (PriorStep.MEETING_YOUTH, None)),
        family_informed=False,
        danger_answer=DangerAnswer.NO,
        group_id=office.north,
    )


@pytest.fixture
def received(office: Office, entry: IntakeEntry) -> Callable[..., int]:
    """Receives a signalement with what is changed in it; answers its number."""

    def receive(desk: Desk | None = None, **changes: object) -> int:
        return save_intake(desk or office.desk(), replace(entry, **changes)).ref  # type: ignore[arg-type]  # the fields of the entry

    return receive
