"""Orientations: every transition of the table, the agreements, the reminders, the lists."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, Refused
from app.models.enums import (
    DeclineReason,
    DropReason,
    ReferralRequest,
    ReferralStatus,
    Role,
)
from app.models.referral import Referral
from app.services.cases_filter import CaseFilter
from app.services.desk import Desk
from app.services.home import counts, home
from app.services.referral_moves import (
    ReferralEntry,
    ReferralMove,
    move_referral,
    save_referral,
)
from app.services.referrals import (
    ReferralFilter,
    ReferralSort,
    count_referrals,
    read_referral,
    referrals,
    referrals_of,
)
from app.services.rules.states import REFERRAL, next_referral_states
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
S = ReferralStatus


def entry(office: Office) -> ReferralEntry:
    return ReferralEntry(
        partner_id=plant_partner(office),
        request=ReferralRequest.POSITIONNEMENT,
        first_trade="CAP maçon",
        youth_agreed_on=TODAY,
        guardian_agreed_on=TODAY,
    )


def referral(desk: Desk, case_id: int, typed: ReferralEntry) -> int:
    return save_referral(desk, case_id, typed).ref


def move(desk: Desk, number: int, to: ReferralStatus, on: date | None = None) -> None:
    move_referral(
        desk,
        number,
        ReferralMove(
            to,
            on=on,
            interview_at=MONDAY + timedelta(days=1) if to is S.INTERVIEW_SET else None,
            decline_reason=DeclineReason.FULL if to is S.DECLINED else None,
            drop_reason=DropReason.NO_NEWS if to is S.DROPPED else None,
        ),
    )


def path_to(goal: ReferralStatus) -> list[ReferralStatus]:
    """The shortest chain of states from a draft to `goal`."""
    chains = [[S.DRAFT]]
    for chain in chains:
        if chain[-1] is goal:
            return chain[1:]
        chains.extend([*chain, one] for one in REFERRAL.get(chain[-1], ()) if one not in chain)
    raise LookupError(goal)


@pytest.mark.parametrize("start", S)
def test_an_orientation_moves_exactly_as_the_table_says(
    office: Office, start: ReferralStatus
) -> None:
    desk = office.desk()
    # An immersion may end with its interview: with it every state can be reached.
    typed = replace(entry(office), request=ReferralRequest.IMMERSION)
    allowed = REFERRAL.get(start, ())
    for end in (*allowed, None):
        number = referral(desk, plant_case(office), typed)
        for step in path_to(start):
            move(desk, number, step)
        if end is not None:
            move(desk, number, end)
            assert read_referral(desk, number).row.status is end
    for end in (one for one in S if one not in allowed):
        with pytest.raises(Invalid):
            move(desk, number, end)
        assert read_referral(desk, number).row.status is start


def test_only_an_information_or_an_immersion_ends_with_its_interview() -> None:
    for request in ReferralRequest:
        ends = S.COMPLETED in next_referral_states(S.INTERVIEW_DONE, request)
        assert ends is (request in {ReferralRequest.INFORMATION, ReferralRequest.IMMERSION})


@pytest.mark.parametrize(
    ("birth", "missing"),
    [
        ((date(2011, 3, 14), None), {"youth_agreed_on", "guardian_agreed_on"}),
        ((date(2008, 1, 1), date(2008, 12, 31)), {"youth_agreed_on", "guardian_agreed_on"}),
        ((date(2008, 1, 1), None), {"youth_agreed_on"}),
    ],
)
def test_nothing_leaves_without_the_agreements_the_age_asks_for(
    office: Office, birth: tuple[date, date | None], missing: set[str]
) -> None:
    desk = office.desk()
    case_id = plant_case(office, born=birth[0], born_by=birth[1])
    typed = replace(entry(office), youth_agreed_on=None, guardian_agreed_on=None)
    number = referral(desk, case_id, typed)
    move(desk, number, S.CONSENT_PENDING)
    with pytest.raises(Invalid) as refused:
        move(desk, number, S.SENT)
    assert set(refused.value.problems) == missing


def test_each_state_asks_for_what_it_needs(office: Office) -> None:
    desk = office.desk()
    number = referral(desk, plant_case(office), entry(office))
    for step in path_to(S.ACKNOWLEDGED):
        move(desk, number, step)
    for to, field in ((S.INTERVIEW_SET, "interview_at"), (S.DECLINED, "decline_reason")):
        with pytest.raises(Invalid) as refused:
            move_referral(desk, number, ReferralMove(to))
        assert set(refused.value.problems) == {field}


def test_reminders_follow_the_state(office: Office) -> None:
    desk = office.desk()
    number = referral(desk, plant_case(office), entry(office))
    for step, days in (
        (S.CONSENT_PENDING, None),
        (S.SENT, 15),
        (S.REMINDED, 15),
        (S.ACKNOWLEDGED, None),
        (S.INTERVIEW_SET, 7),
    ):
        move(desk, number, step)
        expected = None if days is None else TODAY + timedelta(days=days)
        assert read_referral(desk, number).row.next_step_on == expected


def test_a_relance_without_an_answer_comes_back_on_accueil(office: Office) -> None:
    desk = office.desk()
    number = referral(desk, plant_case(office), entry(office))
    for step, ago in ((S.CONSENT_PENDING, 40), (S.SENT, 35), (S.REMINDED, 15)):
        move(desk, number, step, TODAY - timedelta(days=ago))
    board = home(desk, mine=False)
    assert [one.referral_id for one in board.to_do] == [number]
    assert counts(desk, mine=False).silent_referrals == 1


def test_a_step_on_a_stale_orientation_overwrites_nothing(office: Office) -> None:
    desk = office.desk()
    number = referral(desk, plant_case(office), entry(office))
    read = read_referral(desk, number).version
    move_referral(desk, number, ReferralMove(S.CONSENT_PENDING, version=read))
    with pytest.raises(Conflict):
        move_referral(desk, number, ReferralMove(S.CANCELLED, version=read))
    assert read_referral(desk, number).row.status is S.CONSENT_PENDING


def test_days_without_answer_are_counted_until_one_comes(office: Office) -> None:
    desk = office.desk()
    number = referral(desk, plant_case(office), entry(office))
    move(desk, number, S.CONSENT_PENDING)
    move(desk, number, S.SENT, TODAY - timedelta(days=11))
    assert read_referral(desk, number).row.days_since_sent == 11
    move(desk, number, S.ACKNOWLEDGED)
    assert read_referral(desk, number).row.days_since_sent is None


def test_what_the_structure_received_is_not_rewritten(office: Office) -> None:
    desk, typed = office.desk(), entry(office)
    case_id = plant_case(office)
    number = referral(desk, case_id, typed)
    move(desk, number, S.CONSENT_PENDING)
    move(desk, number, S.SENT)
    version = read_referral(desk, number).version
    changed = replace(typed, first_trade="CAP cuisine", version=version)
    with pytest.raises(Invalid) as refused:
        save_referral(desk, case_id, changed, referral_id=number)
    assert set(refused.value.problems) == {"first_trade"}
    later = replace(typed, reply_by=TODAY, version=version)
    save_referral(desk, case_id, later, referral_id=number)
    assert read_referral(desk, number).reply_by == TODAY


def test_the_history_keeps_every_step_with_its_date(office: Office) -> None:
    desk = office.desk()
    number = referral(desk, plant_case(office), entry(office))
    move(desk, number, S.CONSENT_PENDING, TODAY - timedelta(days=3))
    move(desk, number, S.SENT)
    steps = [(one.on, one.status) for one in read_referral(desk, number).history]
    assert steps == [
        (TODAY, S.DRAFT),
        (TODAY - timedelta(days=3), S.CONSENT_PENDING),
        (TODAY, S.SENT),
    ]


@pytest.mark.parametrize("sort", ReferralSort)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_by_key_give_each_orientation_once_in_order(
    office: Office, sort: ReferralSort, descending: bool
) -> None:
    desk, typed = office.desk(), entry(office)
    for name in ("ABADIE", "ABADIE", "ÖZDEMIR", "MARTEL", "NGUYỄN"):
        number = referral(desk, plant_case(office, last_name=name), typed)
        if name != "MARTEL":
            move(desk, number, S.CONSENT_PENDING)
            move(desk, number, S.SENT, TODAY - timedelta(days=number % 3))
    found, after = [], None
    while True:
        rows, after = referrals(desk, sort=sort, descending=descending, after=after, limit=2)
        found.extend(rows)
        if after is None:
            break
    whole, _ = referrals(desk, sort=sort, descending=descending, limit=50)
    assert [one.id for one in found] == [one.id for one in whole]
    assert len({one.id for one in found}) == 5 == count_referrals(desk)


def test_numbers_are_sorted_as_numbers_and_not_as_words(office: Office) -> None:
    desk, typed = office.desk(), entry(office)
    made = [referral(desk, plant_case(office, last_name=name), typed) for name in ("A", "B", "C")]
    with Session(office.engine) as session, session.begin():
        for number, text in zip(made, ("2026-9999", "2026-10000", "2027-0001"), strict=True):
            session.get_one(Referral, number).number = text
    rows, after = referrals(desk, sort=ReferralSort.NUMBER, limit=2)
    assert [one.number for one in rows] == ["2026-9999", "2026-10000"]
    rows, _ = referrals(desk, sort=ReferralSort.NUMBER, after=after, limit=2)
    assert [one.number for one in rows] == ["2027-0001"]


def test_the_list_and_its_count_follow_the_same_rights_and_filters(office: Office) -> None:
    desk, typed = office.desk(), entry(office)
    seen = plant_case(office)
    for case_id in (seen, plant_case(office, group_id=office.south)):
        referral(desk, case_id, typed)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    rows, _ = referrals(officer)
    assert [one.case_id for one in rows] == [seen]
    assert count_referrals(officer) == 1
    assert count_referrals(officer, ReferralFilter(of=CaseFilter(mine=True))) == 0
    assert count_referrals(desk, ReferralFilter(statuses=frozenset({S.SENT}))) == 0


def test_an_orientation_out_of_reach_is_refused_like_one_that_does_not_exist(
    office: Office,
) -> None:
    number = referral(office.desk(), plant_case(office, group_id=office.south), entry(office))
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    for ref in (number, 10_000):
        with pytest.raises(Refused):
            read_referral(officer, ref)


def test_a_dossiers_orientations_come_newest_first(office: Office) -> None:
    desk, case_id, typed = office.desk(), plant_case(office), entry(office)
    numbers = [referral(desk, case_id, typed) for _ in range(3)]
    assert [one.id for one in referrals_of(desk, case_id)] == numbers[::-1]


def test_an_appointment_keeps_its_hour(office: Office) -> None:
    desk = office.desk()
    number = referral(desk, plant_case(office), entry(office))
    for step in path_to(S.INTERVIEW_SET):
        move(desk, number, step)
    kept = read_referral(desk, number).row.interview_at
    assert kept == datetime(2026, 11, 24, 9, 0, tzinfo=MONDAY.tzinfo)


def test_an_agreement_noted_before_the_sending_is_not_erased(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    agreed = replace(entry(office), youth_agreed_on=TODAY, guardian_agreed_on=TODAY)
    number = referral(desk, case_id, agreed)
    move(desk, number, S.CONSENT_PENDING)
    move(desk, number, S.SENT)
    with pytest.raises(Invalid) as stopped:
        save_referral(desk, case_id, replace(agreed, youth_agreed_on=None), referral_id=number)
    assert stopped.value.problems.keys() == {"youth_agreed_on"}
    earlier = replace(agreed, youth_agreed_on=TODAY - timedelta(days=1))
    save_referral(desk, case_id, earlier, referral_id=number)
