"""Restricting a dossier: one person sees it, nothing of it leaves, until it is lifted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import Conflict, Invalid, Refused
from app.models.desk import JournalEntry
from app.models.enums import JournalAction, LiftReason, ObservationKind, RestrictionReason, Role
from app.services.cases import read_case
from app.services.cases_list import CaseFilter, cases, count_cases
from app.services.desk import Desk
from app.services.drafts import DraftKey, drafts, keep_draft
from app.services.history import history_of
from app.services.history_scope import Target
from app.services.history_tracked import Kind
from app.services.observations import ObservationEntry, save_observation
from app.services.prints import RestrictedCase, synthesis
from app.services.recent import recent
from app.services.restriction import (
    AlreadySo,
    LiftEntry,
    RestrictionEntry,
    lift,
    restrict,
    restrictions,
)
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
ASKED = RestrictionEntry(RestrictionReason.OBJECTION, TODAY - timedelta(days=2), 1)
ENDED = LiftEntry(LiftReason.CORRECTED, TODAY, 2)


@pytest.fixture
def case_id(office: Office) -> int:
    return plant_case(office)


def journal(office: Office) -> list[tuple[JournalAction, str]]:
    with office.desk().read() as work:
        rows = work.session.execute(
            select(JournalEntry.action, JournalEntry.detail).where(
                JournalEntry.object_type == "case"
            )
        )
        return [(row.action, row.detail) for row in rows]


def test_the_coordonnateur_alone_sees_it_and_nobody_prints_it(office: Office, case_id: int) -> None:
    desk, officer = office.desk(), office.desk(Role.CASE_OFFICER, groups=(office.north,))
    read_case(officer, case_id)
    keep_draft(officer, DraftKey("observation", str(case_id)), {"text": "brouillon"})
    assert count_cases(officer, CaseFilter()) == 1
    restrict(desk, case_id, ASKED)
    assert cases(officer, CaseFilter())[0] == ()
    assert count_cases(officer, CaseFilter()) == 0
    assert recent(officer) == ()
    assert [one.about for one in drafts(officer) if one.about] == []
    for act in (
        lambda: read_case(officer, case_id),
        lambda: restrictions(officer, case_id),
        lambda: synthesis(officer, case_id),
    ):
        with pytest.raises(Refused):
            act()
    assert read_case(desk, case_id).header.restricted
    with pytest.raises(RestrictedCase):
        synthesis(desk, case_id)
    assert journal(office)[-1] == (JournalAction.READ_RESTRICTED, "")


def test_it_is_lifted_by_an_event_that_keeps_the_period(office: Office, case_id: int) -> None:
    desk, officer = office.desk(), office.desk(Role.CASE_OFFICER, groups=(office.north,))
    restrict(desk, case_id, ASKED)
    office.clock.advance(timedelta(days=20))
    lift(desk, case_id, ENDED)
    assert not read_case(officer, case_id).header.restricted
    (period,) = restrictions(desk, case_id)
    assert (period.reason, period.asked_on) == (ASKED.reason, ASKED.asked_on)
    assert (period.lift_reason, period.told_on, period.lifted_by) == (
        LiftReason.CORRECTED, TODAY, "A. Bernard",
    )  # fmt: skip
    restrict(desk, case_id, RestrictionEntry(RestrictionReason.ACCURACY, TODAY, 3))
    assert [one.lifted_at is None for one in restrictions(desk, case_id)] == [True, False]
    assert [one for one in journal(office) if one[0] is JournalAction.UPDATE] == [
        (JournalAction.UPDATE, "restricted OBJECTION"),
        (JournalAction.UPDATE, "restriction_lifted CORRECTED"),
        (JournalAction.UPDATE, "restricted ACCURACY"),
    ]


def test_the_history_says_it_was_restricted_and_brings_nothing_back_of_it(
    office: Office, case_id: int
) -> None:
    desk = office.desk()
    restrict(desk, case_id, ASKED)
    (line, *_) = history_of(desk, Target(Kind.CASE, case_id)).entries
    (change,) = line.changes
    assert (change.label, change.before, change.after) == ("Traitement limité", "Non", "Oui")


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        (RestrictionEntry(None, None, 1), {"reason", "asked_on"}),
        (RestrictionEntry(RestrictionReason.ACCURACY, date(2026, 11, 24), 1), {"asked_on"}),
    ],
)
def test_it_says_why_and_since_when(
    office: Office, case_id: int, entry: RestrictionEntry, names: set[str]
) -> None:
    with pytest.raises(Invalid) as caught:
        restrict(office.desk(), case_id, entry)
    assert set(caught.value.problems) == names


def test_the_person_is_told_before_it_is_lifted_unless_it_was_a_mistake(
    office: Office, case_id: int
) -> None:
    desk = office.desk()
    restrict(desk, case_id, ASKED)
    for entry in (LiftEntry(LiftReason.WITHDRAWN, None, 2), LiftEntry(None, TODAY, 2)):
        with pytest.raises(Invalid):
            lift(desk, case_id, entry)
    lift(desk, case_id, LiftEntry(LiftReason.SET_IN_ERROR, None, 2))
    assert not read_case(desk, case_id).header.restricted


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.CLERK, Role.AUDITOR, Role.ADMIN])
def test_nobody_else_restricts_or_lifts(office: Office, case_id: int, role: Role) -> None:
    other = office.desk(role, groups=(office.north,))
    acts: tuple[Callable[[], object], ...] = (
        lambda: restrict(other, case_id, ASKED),
        lambda: lift(other, case_id, ENDED),
        lambda: restrictions(other, case_id),
    )
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_a_stale_reading_changes_nothing_and_twice_is_said(office: Office, case_id: int) -> None:
    desk: Desk = office.desk()
    with pytest.raises(Conflict):
        restrict(desk, case_id, RestrictionEntry(RestrictionReason.ACCURACY, TODAY, 7))
    with pytest.raises(AlreadySo):
        lift(desk, case_id, LiftEntry(LiftReason.WITHDRAWN, TODAY, 1))
    restrict(desk, case_id, ASKED)
    with pytest.raises(AlreadySo):
        restrict(desk, case_id, ASKED)
    assert len(restrictions(desk, case_id)) == 1


def test_a_dossier_already_restricted_without_a_period_can_be_lifted(office: Office) -> None:
    case_id = plant_case(office, processing_restricted=True)
    lift(office.desk(), case_id, LiftEntry(LiftReason.CORRECTED, TODAY, 1))
    assert restrictions(office.desk(), case_id) == ()


def test_an_officer_who_was_writing_is_refused_without_losing_what_was_typed(
    office: Office, case_id: int
) -> None:
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    keep_draft(officer, DraftKey("observation", str(case_id)), {"text": "brouillon"})
    restrict(office.desk(), case_id, ASKED)
    with pytest.raises(Refused):
        save_observation(officer, case_id, ObservationEntry(ObservationKind.CALL, TODAY, "Appel"))
    lift(office.desk(), case_id, ENDED)
    assert [one.key.form for one in drafts(officer)] == ["observation"]
