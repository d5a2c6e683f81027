"""A dossier from its opening to its closure and back: states, terms, history, rights."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import Conflict, Invalid, Refused
from app.models.case import CaseFile, CaseStatusChange
from app.models.desk import JournalEntry
from app.models.enums import (
    CaseStatus,
    ClosureReason,
    JournalAction,
    NoticeChannel,
    NoticeTo,
    PartnerType,
    Role,
    Sex,
    Situation,
)
from app.services.case_direct import OpeningEntry, open_directly
from app.services.case_edit import CaseEntry, save_case
from app.services.case_status import StatusEntry, move_case
from app.services.cases import CasePage, read_case
from app.services.closure import CaseClosed
from app.services.desk import Desk
from app.services.rules.ages import SchoolYear
from app.services.rules.partial_dates import PartialDate
from app.services.rules.rights import UseCase
from app.services.rules.states import CASE, NOT_BY_HAND
from app.services.schooling import SchoolingEntry, add_situation
from app.services.youths import IdentityEntry, facts
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()


def yanis(birth: PartialDate | None = None) -> IdentityEntry:
    return IdentityEntry(
        "Martel", "yanis", Sex.MALE, birth or PartialDate.exactly(date(2011, 3, 14))
    )


def opened(desk: Desk, office: Office, birth: PartialDate | None = None) -> int:
    entry = OpeningEntry(yanis(birth), PartnerType.FAMILY, office.north, desk.actor.account_id)
    return open_directly(desk, entry).ref


def closing(**values: object) -> StatusEntry:
    known: dict[str, object] = {
        "closure_reason": ClosureReason.IN_TRAINING,
        "closure_review": "Entré au CFA.",
    }
    return StatusEntry(CaseStatus.CLOSED, **(known | values))  # type: ignore[arg-type]  # by name


def test_opened_directly_it_is_numbered_dated_and_knows_its_terms(office: Office) -> None:
    desk = office.desk()
    page = read_case(desk, opened(desk, office))
    head = page.header
    assert (head.number, head.name, head.status) == (
        "2026-0001", "MARTEL Yanis", CaseStatus.ASSESSMENT,
    )  # fmt: skip
    assert head.information_due_on == date(2026, 12, 23)
    assert head.to_inform
    assert head.elimination_due_on == date(2036, 3, 14)
    assert head.elimination_rule == "AGE"
    assert page.youth is not None
    assert page.youth.facts.ages.youngest == 15
    assert page.youth.facts.contract_from == date(2027, 3, 14)
    assert page.youth.facts.contract_from_if_3e == date(2026, 3, 14)
    assert [one.title for one in page.events] == ["Ouverture du dossier"]


@pytest.mark.parametrize(
    ("day", "completed_3e", "year"),
    [
        (date(2026, 11, 23), True, SchoolYear(2027)),
        (date(2026, 11, 23), None, SchoolYear(2027)),  # « si la classe de 3e est achevée »
        (date(2026, 11, 23), False, None),
        (date(2027, 10, 5), True, None),  # 15: a contract is possible
    ],
)
def test_before_15_one_is_told_of_a_cfa_under_school_status(
    day: date, completed_3e: bool | None, year: SchoolYear | None
) -> None:
    born = PartialDate.exactly(date(2012, 10, 5))
    assert facts(born, day, completed_3e=completed_3e).school_status_in == year


def test_an_incomplete_or_too_old_person_is_refused_field_by_field(office: Office) -> None:
    desk = office.desk()
    with pytest.raises(Invalid) as empty:
        open_directly(desk, OpeningEntry(IdentityEntry(" ", "", None, None), None, None, None))
    assert set(empty.value.problems) == {
        "last_name", "first_name", "sex", "birth", "origin_type", "group_id",
    }  # fmt: skip
    with pytest.raises(Invalid) as old:
        opened(desk, office, PartialDate.in_year(2001))
    assert set(old.value.problems) == {"birth"}


def test_an_officer_opens_in_their_groups_only(office: Office) -> None:
    desk = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    opened(desk, office)
    with pytest.raises(Refused):
        open_directly(desk, OpeningEntry(yanis(), PartnerType.FAMILY, office.south, None))
    with pytest.raises(Refused):
        opened(office.desk(Role.CLERK, groups=(office.north,)), office)


@pytest.mark.parametrize("before", CaseStatus)
def test_what_is_offered_is_the_table_without_what_no_hand_may_set(
    office: Office, before: CaseStatus
) -> None:
    desk = office.desk()
    case_id = plant_case(office, status=before, closed_on=TODAY)
    if before in {CaseStatus.DUE, CaseStatus.ELIMINATED}:
        with pytest.raises(Refused):
            read_case(desk, case_id)
        return
    offered = read_case(desk, case_id).header.next_states
    assert offered == tuple(one for one in CASE[before] if one not in NOT_BY_HAND)
    for after in set(CaseStatus) - set(offered):
        with pytest.raises(Invalid):
            move_case(desk, case_id, StatusEntry(after, reason="x", closure_review="x"))


def test_closing_asks_a_reason_and_a_review_and_starts_the_clock(office: Office) -> None:
    desk = office.desk()
    case_id = opened(desk, office)
    with pytest.raises(Invalid) as missing:
        move_case(desk, case_id, StatusEntry(CaseStatus.CLOSED))
    assert set(missing.value.problems) == {"closure_reason", "closure_review"}
    with pytest.raises(Invalid):
        move_case(desk, case_id, closing(closure_reason=ClosureReason.OPENED_IN_ERROR))
    move_case(desk, case_id, closing())
    head = read_case(desk, case_id).header
    assert (head.status, head.closed_on, head.next_review_on) == (CaseStatus.CLOSED, TODAY, None)
    assert (head.elimination_due_on, head.elimination_rule) == (date(2029, 11, 23), "CLOSURE")
    assert not head.to_inform


def test_a_closed_dossier_is_an_archive_its_follow_up_is_not_rewritten(office: Office) -> None:
    desk = office.desk()
    case_id = opened(desk, office)
    move_case(desk, case_id, closing())
    with pytest.raises(CaseClosed):
        save_case(desk, case_id, CaseEntry(group_id=office.north, lead_officer_id=None))
    with pytest.raises(CaseClosed):
        add_situation(desk, case_id, SchoolingEntry(Situation.EMPLOYED, TODAY))


def test_reopening_stops_the_clock_and_keeps_the_former_closure(office: Office) -> None:
    desk = office.desk()
    case_id = opened(desk, office)
    move_case(desk, case_id, closing())
    with pytest.raises(Invalid) as missing:
        move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE))
    assert set(missing.value.problems) == {"reason"}
    move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Contrat rompu"))
    page = read_case(desk, case_id)
    assert page.header.closed_on is None
    assert page.header.elimination_due_on == date(2036, 3, 14)
    titles = [one.title for one in page.events]
    assert {"Réouverture du dossier", "Clôture du dossier", "Ouverture du dossier"} <= set(titles)
    with desk.read() as work:
        kept = work.session.scalars(select(CaseStatusChange.closure_reason)).all()
    assert ClosureReason.IN_TRAINING in kept


def test_only_the_coordinator_closes_and_reopens(office: Office) -> None:
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    case_id = plant_case(office)
    assert CaseStatus.CLOSED not in read_case(officer, case_id).header.next_states
    with pytest.raises(Refused):
        move_case(officer, case_id, closing())
    move_case(officer, case_id, StatusEntry(CaseStatus.SUSPENDED, reason="Déménagement en cours"))
    move_case(office.desk(), case_id, closing())
    assert read_case(officer, case_id).header.next_states == ()
    with pytest.raises(Refused):
        move_case(officer, case_id, StatusEntry(CaseStatus.ACTIVE, reason="Retour"))


def test_a_change_is_not_dated_of_tomorrow_nor_before_the_last_one(office: Office) -> None:
    desk = office.desk()
    case_id = opened(desk, office)
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(Invalid) as wrong:
            move_case(desk, case_id, StatusEntry(CaseStatus.ACTIVE, on=day))
        assert set(wrong.value.problems) == {"on"}


def test_the_head_is_edited_at_the_version_read_and_journalled_by_names(office: Office) -> None:
    desk = office.desk()
    case_id = opened(desk, office)
    head = read_case(desk, case_id).header
    entry = CaseEntry(
        group_id=office.north, lead_officer_id=desk.actor.account_id,
        notice_sent_on=TODAY, notice_channel=NoticeChannel.LETTER, notice_to=NoticeTo.GUARDIANS,
        group_question="Quelle place en CFA ?", version=head.version,
    )  # fmt: skip
    save_case(desk, case_id, entry)
    page: CasePage = read_case(desk, case_id)
    assert page.header.group_question == "Quelle place en CFA ?"
    assert not page.header.to_inform
    with pytest.raises(Conflict):
        save_case(desk, case_id, entry)
    with desk.read() as work:
        lines = work.session.scalars(
            select(JournalEntry.detail).where(JournalEntry.action == JournalAction.UPDATE)
        ).all()
    assert any("group_question" in one for one in lines)
    assert not any("CFA" in one for one in lines)


def test_an_officer_does_not_lose_a_dossier_by_mistake_nor_name_someone_who_cannot_follow(
    office: Office,
) -> None:
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    case_id = plant_case(office)
    with pytest.raises(Invalid) as lost:
        save_case(officer, case_id, CaseEntry(group_id=office.south, lead_officer_id=None))
    assert set(lost.value.problems) == {"group_id"}
    clerk = office.account(Role.CLERK)
    with pytest.raises(Invalid) as strange:
        save_case(officer, case_id, CaseEntry(group_id=office.north, lead_officer_id=clerk))
    assert set(strange.value.problems) == {"lead_officer_id"}


def test_a_clerk_reads_no_sentence_about_the_young_person(office: Office) -> None:
    desk, case_id = office.desk(), plant_case(office, group_question="Qui appelle\u202f?")
    move_case(desk, case_id, StatusEntry(CaseStatus.SUSPENDED, reason="Hospitalisé."))
    move_case(desk, case_id, closing(closure_review="Entré au CFA après des mois difficiles."))
    page = read_case(desk, case_id)
    assert (page.header.group_question, page.header.closure_review) != ("", "")
    assert any(one.detail == "Hospitalisé." for one in page.events)
    seen = read_case(office.desk(Role.CLERK, groups=(office.north,)), case_id)
    header = seen.header
    assert (header.group_question, header.proposed_decision, header.closure_review) == ("", "", "")
    assert header.closure_reason is ClosureReason.IN_TRAINING
    assert not any(one.detail == "Hospitalisé." for one in seen.events)


def test_reading_is_journalled_and_a_clerk_reads_no_plan_nor_observation(office: Office) -> None:
    case_id = plant_case(office)
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    page = read_case(clerk, case_id)
    assert UseCase.READ_PLAN not in page.header.may
    assert (page.plan, page.observation_count) == ((), 0)
    with pytest.raises(Refused):
        read_case(office.desk(Role.ADMIN), case_id)
    with clerk.read() as work:
        rows = work.session.execute(
            select(JournalEntry.object_type, JournalEntry.object_id).where(
                JournalEntry.action == JournalAction.READ,
                JournalEntry.account_id == clerk.actor.account_id,
            )
        ).all()
    assert [tuple(one) for one in rows] == [("case", case_id)]
    read_case(clerk, case_id, opening=False)
    with clerk.read() as work:
        assert work.session.scalar(select(CaseFile.id)) == case_id
