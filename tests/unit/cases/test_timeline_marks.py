"""The chronology tells the small events too, and who reads what is restricted."""

from datetime import timedelta

import pytest

from app.models.enums import (
    LiftReason,
    ObservationKind,
    OverrideReason,
    RestrictionReason,
    Role,
    SharingScope,
)
from app.services.attachments import AttachmentEntry, add_attachment
from app.services.desk import Desk
from app.services.households import found_household, leave_household
from app.services.information import override_notice
from app.services.notices import prepare_notices
from app.services.observations import ObservationEntry, save_observation
from app.services.prints import Output, draw, record_output
from app.services.restriction import LiftEntry, RestrictionEntry, lift, restrict
from app.services.search import search
from app.services.timeline import timeline
from tests.helpers.cases import plant_case
from tests.helpers.documents import document
from tests.helpers.office import MONDAY, Office
from tests.unit.test_query_plans import plans

TODAY = MONDAY.date()
ALONE = SharingScope.COORDINATOR_ONLY


def said(desk: Desk, case_id: int) -> list[str]:
    events = timeline(desk, case_id, limit=100).events
    return [f"{one.title} | {one.detail}" for one in events]


@pytest.fixture
def case_id(office: Office) -> int:
    """A dossier restricted then freed, let go before the information, of a family left since."""
    desk, number = office.desk(), plant_case(office)
    override_notice(desk, number, OverrideReason.UNREACHABLE, version=1)
    restrict(desk, number, RestrictionEntry(RestrictionReason.OBJECTION, TODAY, 2))
    lift(desk, number, LiftEntry(LiftReason.CORRECTED, TODAY, 3))
    home = found_household(desk, number, "Famille Martel", from_on=TODAY - timedelta(days=9)).ref
    leave_household(desk, number, home)
    return number


def test_restrictions_overrides_and_families_are_told(office: Office, case_id: int) -> None:
    told = said(office.desk(), case_id)
    for line in (
        f"Traitement limité | {RestrictionReason.OBJECTION.label}",
        f"Fin de la limitation du traitement | {LiftReason.CORRECTED.label}",
        f"Présentation permise avant l’information | {OverrideReason.UNREACHABLE.label}",
        "Vit dans une famille | Famille Martel",
        "Quitte une famille | Famille Martel",
    ):
        assert told.count(line) == 1, told
    days = [one.on for one in timeline(office.desk(), case_id, limit=100).events]
    assert days == sorted(days, reverse=True)
    pages = timeline(office.desk(), case_id, limit=2)
    assert pages.next is not None
    after = timeline(office.desk(), case_id, after=pages.next, limit=100)
    assert len(pages.events) + len(after.events) == len(days)


def test_the_secretariat_reads_no_reason(office: Office, case_id: int) -> None:
    told = " ".join(said(office.desk(Role.CLERK, groups=(office.north,)), case_id))
    assert "Traitement limité" in told
    for why in (RestrictionReason.OBJECTION, LiftReason.CORRECTED, OverrideReason.UNREACHABLE):
        assert why.label not in told


def test_beside_what_is_restricted_stands_who_reads_it(office: Office, case_id: int) -> None:
    desk = office.desk()
    for scope, text in ((ALONE, "Zorglub réservé."), (SharingScope.CELL, "Zorglub partagé.")):
        entry = ObservationEntry(ObservationKind.CALL, TODAY, text, sharing_scope=scope)
        save_observation(desk, case_id, entry)
    add_attachment(desk, case_id, AttachmentEntry("Courrier", sharing_scope=ALONE), document())
    told = said(desk, case_id)
    assert "Appel · lu par le coordonnateur seul | Zorglub réservé." in told
    assert "Appel | Zorglub partagé." in told
    assert "Document ajouté · lu par le coordonnateur seul | Courrier" in told
    found = {one.matched: one.detail for one in search(desk, "zorglub")}
    assert "lu par le coordonnateur seul" in found["Zorglub réservé."]
    assert "lu par" not in found["Zorglub partagé."]


def test_what_was_printed_is_named(office: Office, case_id: int) -> None:
    desk = office.desk()
    record_output(desk, draw(prepare_notices(desk, case_id)), Output.PRINT)
    assert any(one.startswith("Impression\u202f: courrier d’information") for one in
               said(desk, case_id))  # fmt: skip


def test_they_are_read_by_indexes(office: Office, case_id: int) -> None:
    asked = plans(office.desk(), lambda desk: timeline(desk, case_id))
    marks = [line for line in asked if "case_restriction" in line or "notice_override" in line
             or "household_membership" in line]  # fmt: skip
    assert len(marks) >= 4
    assert not [line for line in marks if line.startswith("SCAN")]
