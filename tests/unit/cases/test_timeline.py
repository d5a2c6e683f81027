"""The chronology of a dossier: everything, in order, by page, and nothing one may not read."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.errors import Refused
from app.models.enums import (
    AbsenceThreshold,
    ActionType,
    CaseStatus,
    ClosureReason,
    NoticeChannel,
    NoticeTo,
    ObservationKind,
    Role,
    SharingScope,
    Situation,
)
from app.services import attendance
from app.services.actions import ActionEntry, save_action
from app.services.attendance import AttendanceEntry
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import StatusEntry, move_case
from app.services.cases import LATEST, read_case
from app.services.desk import Desk
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, save_objective
from app.services.prints import Output, record_output, synthesis
from app.services.rules.french import count
from app.services.schooling import SchoolingEntry, add_situation
from app.services.timeline import CaseEvent, timeline
from app.services.timeline_source import EventKind, Theme
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office, make_office

TODAY = MONDAY.date()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One town for all: each test has a dossier of its own."""
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


def whole(desk: Desk, case_id: int, *themes: Theme, limit: int = 4) -> list[CaseEvent]:
    """The chronology read page by page."""
    found: list[CaseEvent] = []
    page = timeline(desk, case_id, themes, limit=limit)
    while True:
        found += page.events
        if page.next is None:
            return found
        page = timeline(desk, case_id, themes, after=page.next, limit=limit)


def observe(office: Office, case_id: int, text: str, **more: object) -> None:
    values: dict[str, object] = {"observed_on": TODAY, "sharing_scope": SharingScope.CELL, **more}
    entry = ObservationEntry(kind=ObservationKind.CALL, text=text, **values)  # type: ignore[arg-type]  # by name
    save_observation(office.desk(), case_id, entry)


@pytest.fixture(scope="module")
def full(office: Office) -> int:
    """A dossier to which a little of everything happened, on several days and on one."""
    desk, case_id = office.desk(), plant_case(office)
    partner = plant_partner(office, "Lycée Paul-Langevin")
    add_situation(
        desk,
        case_id,
        SchoolingEntry(Situation.LYCEE_PRO, TODAY - timedelta(days=80), school_id=partner),
    )
    entry = AttendanceEntry(AbsenceThreshold.T4, TODAY, partner)
    attendance.save_fact(desk, case_id, entry)
    objective = save_objective(desk, case_id, ObjectiveEntry("Retrouver un rythme"))
    assert objective.ref is not None
    from_plan = read_case(desk, case_id, opening=False).plan[0].id
    for title, scope in (
        ("Voir le CPE", SharingScope.CELL),
        ("Voir le juge", SharingScope.COORDINATOR_ONLY),
    ):
        action = ActionEntry(
            objective_id=from_plan, title=title, action_type=ActionType.YOUTH_INTERVIEW,
            sharing_scope=scope, due_on=TODAY + timedelta(days=5),
        )  # fmt: skip
        save_action(desk, case_id, action)
    observe(office, case_id, "Le jeune rappelle.", observed_on=TODAY - timedelta(days=3))
    observe(office, case_id, "Réservé.", sharing_scope=SharingScope.COORDINATOR_ONLY)
    told = CaseEntry(
        office.north, None, notice_sent_on=TODAY - timedelta(days=2),
        notice_channel=NoticeChannel.LETTER, notice_to=NoticeTo.GUARDIANS,
    )  # fmt: skip
    save_case(desk, case_id, told)
    record_output(desk, synthesis(desk, case_id), Output.PRINT, copies=12)
    move_case(desk, case_id, StatusEntry(CaseStatus.SUSPENDED, reason="Séjour à l’étranger."))
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE))
    move_case(desk, case_id, StatusEntry(CaseStatus.REVIEW))
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, review="Le rythme tient."))
    closing = StatusEntry(
        CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET, closure_review="Tout va."
    )
    move_case(desk, case_id, closing)
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Nouvelle demande."))
    return case_id


def test_everything_that_happened_is_told_once_newest_first(office: Office, full: int) -> None:
    found = whole(office.desk(), full, limit=100)
    assert [one.on for one in found] == sorted((one.on for one in found), reverse=True)
    kinds = {one.kind for one in found}
    assert kinds == {
        EventKind.STATUS, EventKind.REVIEW, EventKind.CLOSURE, EventKind.REOPENING,
        EventKind.NOTICE, EventKind.SCHOOLING, EventKind.ATTENDANCE, EventKind.OBJECTIVE,
        EventKind.ACTION, EventKind.OBSERVATION, EventKind.PRINT,
    }  # fmt: skip
    told = {one.kind: f"{one.title} | {one.detail}" for one in reversed(found)}
    said = {f"{one.title} | {one.detail}" for one in found}
    assert "Suivi suspendu | Séjour à l’étranger." in said
    assert told[EventKind.REVIEW] == "Bilan fait, le suivi continue | Le rythme tient."
    assert told[EventKind.CLOSURE] == "Clôture du dossier | Objectifs atteints"
    assert told[EventKind.REOPENING] == "Réouverture du dossier | Nouvelle demande."
    many = count(12, "exemplaire", "exemplaires")
    assert told[EventKind.PRINT] == f"Impression\u202f: fiche de synthèse | {many}"


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_page_by_page_loses_and_repeats_nothing_of_one_day(
    office: Office, full: int, limit: int
) -> None:
    assert whole(office.desk(), full, limit=limit) == whole(office.desk(), full, limit=100)


@pytest.mark.parametrize("theme", Theme)
def test_each_theme_shows_its_own_lines_in_the_same_order(
    office: Office, full: int, theme: Theme
) -> None:
    every = whole(office.desk(), full, limit=100)
    own = whole(office.desk(), full, theme)
    assert own == [one for one in every if one in own]
    others = {one for one in Theme if one is not theme}
    assert len(own) + len(whole(office.desk(), full, *others)) == len(every)


def test_the_synthesis_shows_the_beginning_of_the_same_list(office: Office, full: int) -> None:
    page = read_case(office.desk(), full, opening=False)
    assert list(page.events) == whole(office.desk(), full, limit=100)[:LATEST]


def test_a_referent_sees_neither_the_restricted_observation_nor_the_restricted_action(
    office: Office, full: int
) -> None:
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    said = [f"{one.title} {one.detail}" for one in whole(officer, full, limit=100)]
    assert any("Voir le CPE" in one for one in said)
    assert not any("juge" in one or "Réservé" in one for one in said)
    hidden = len(whole(office.desk(), full, limit=100)) - len(said)
    assert hidden == 2


def test_the_secretariat_sees_no_word_no_plan_and_no_threshold(office: Office, full: int) -> None:
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    page = timeline(clerk, full, limit=100)
    assert {one.kind for one in page.events} == {
        EventKind.STATUS, EventKind.REVIEW, EventKind.CLOSURE, EventKind.REOPENING,
        EventKind.NOTICE, EventKind.SCHOOLING, EventKind.PRINT,
    }  # fmt: skip
    assert Theme.OBSERVATIONS not in page.themes
    said = " ".join(f"{one.title} {one.detail}" for one in page.events)
    assert "rythme" not in said
    assert "étranger" not in said


def test_the_chronology_of_another_group_does_not_exist(office: Office, full: int) -> None:
    with pytest.raises(Refused):
        timeline(office.desk(Role.CASE_OFFICER, groups=(office.south,)), full)
