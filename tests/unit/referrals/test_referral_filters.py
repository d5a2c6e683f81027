"""Filters of the orientations that combine: what each keeps, for whom, counted alike, in order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from app.models.case import CaseFile
from app.models.enums import IntakeReason, PartnerType, ReferralRequest, ReferralStatus, Role
from app.models.intake import IntakeReport, IntakeReportReason
from app.models.organisation import Neighbourhood
from app.models.referral import Referral
from app.models.youth import Youth
from app.services import cases_filter
from app.services.cases_filter import CaseFilter
from app.services.desk import Desk
from app.services.keyset import Key
from app.services.referrals import ReferralFilter, ReferralSort, count_referrals, referrals
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import MONDAY, Office, make_office

TODAY = MONDAY.date()
ONE = frozenset
S = ReferralStatus


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Four orientations of three young people; ZOLA is of the south group."""
    one = make_office(tmp_path_factory.mktemp("office"))
    stamp = {"created_at": one.clock.now(), "updated_at": one.clock.now()}
    cfa = plant_partner(one, "CFA du bâtiment")
    ecole = plant_partner(one, "École de la deuxième chance", PartnerType.TRAINING_ORG)
    made = {
        "ABBAS": plant_case(one, last_name="ABBAS", born=date(2010, 5, 1)),
        "ÉTIENNE": plant_case(
            one, last_name="Étienne", born=date(2008, 5, 1), sort_key="etienne yanis",
            lead_officer_id=one.coordinator_id,
        ),
        "ZOLA": plant_case(one, last_name="ZOLA", born=date(2010, 6, 1), group_id=one.south),
    }  # fmt: skip
    with Session(one.engine) as session, session.begin():
        plateau = Neighbourhood(name="Le Plateau", **stamp)
        session.add(plateau)
        session.flush()
        for name in ("ABBAS", "ZOLA"):
            youth = session.get_one(Youth, session.get_one(CaseFile, made[name]).youth_id)
            youth.neighbourhood_id = plateau.id
        session.add(
            IntakeReport(
                number="S-1", status="ADMISSIBLE", case_id=made["ABBAS"], sort_key="",
                received_on=date(2026, 9, 1), group_id=one.south,
                reasons=[IntakeReportReason(reason=IntakeReason.DROPOUT)], **stamp,
            )
        )  # fmt: skip
        for at, (name, partner, status, ago, step) in enumerate((
            ("ABBAS", cfa, S.SENT, 40, -20),
            ("ÉTIENNE", ecole, S.INTERVIEW_SET, 15, 3),
            ("ÉTIENNE", cfa, S.CLOSED, 90, None),
            ("ZOLA", ecole, S.DRAFT, None, None),
        )):  # fmt: skip
            session.add(
                Referral(
                    number=f"2026-{at + 1:04}", case_id=made[name], partner_id=partner,
                    status=status, request=ReferralRequest.INSCRIPTION,
                    sent_on=None if ago is None else TODAY - timedelta(days=ago),
                    next_step_on=None if step is None else TODAY + timedelta(days=step),
                    **stamp,
                )
            )  # fmt: skip
    yield one
    one.close()


@pytest.fixture(scope="module")
def desk(office: Office) -> Desk:
    return office.desk()


def listed(desk: Desk, kept: ReferralFilter, sort: ReferralSort = ReferralSort.NUMBER) -> list[str]:
    """Whose orientations are listed; the count says as many."""
    rows, _ = referrals(desk, kept, sort=sort)
    assert count_referrals(desk, kept) == len(rows)
    return [row.youth.split()[0] for row in rows]


FILTERS = [
    (ReferralFilter(), ["ABBAS", "ÉTIENNE", "ÉTIENNE", "ZOLA"]),
    (ReferralFilter(current=True), ["ABBAS", "ÉTIENNE", "ZOLA"]),
    (ReferralFilter(late=True), ["ABBAS"]),
    (ReferralFilter(silent=True), ["ABBAS"]),
    (ReferralFilter(unanswered_days=30), ["ABBAS"]),
    (ReferralFilter(unanswered_days=41), []),
    (ReferralFilter(partner_types=ONE({PartnerType.CFA})), ["ABBAS", "ÉTIENNE"]),
    (ReferralFilter(partner_ids=ONE({2})), ["ÉTIENNE", "ZOLA"]),
    (
        ReferralFilter(partner_ids=ONE({2}), partner_types=ONE({PartnerType.CFA})),
        ["ABBAS", "ÉTIENNE", "ÉTIENNE", "ZOLA"],
    ),
    (ReferralFilter(statuses=ONE({S.SENT, S.DRAFT})), ["ABBAS", "ZOLA"]),
    (ReferralFilter(of=CaseFilter(group_id=2)), ["ZOLA"]),
    (ReferralFilter(of=CaseFilter(mine=True)), ["ÉTIENNE", "ÉTIENNE"]),
    (ReferralFilter(of=CaseFilter(lead_officer_id=1), current=True), ["ÉTIENNE"]),
    (ReferralFilter(of=CaseFilter(neighbourhood_ids=ONE({1}))), ["ABBAS", "ZOLA"]),
    (ReferralFilter(of=CaseFilter(ages=(18, 18))), ["ÉTIENNE", "ÉTIENNE"]),
    (ReferralFilter(of=CaseFilter(reasons=ONE({IntakeReason.DROPOUT}))), ["ABBAS"]),
    (
        ReferralFilter(
            of=CaseFilter(neighbourhood_ids=ONE({1}), ages=(16, 16)),
            partner_types=ONE({PartnerType.CFA}), text="abb",
        ),
        ["ABBAS"],
    ),
    (ReferralFilter(text="etie"), ["ÉTIENNE", "ÉTIENNE"]),
    (ReferralFilter(text="ecole de", current=True), ["ÉTIENNE", "ZOLA"]),
    (ReferralFilter(text="2026-0004"), ["ZOLA"]),
    (ReferralFilter(text="%"), ["ABBAS", "ÉTIENNE", "ÉTIENNE", "ZOLA"]),
]  # fmt: skip


@pytest.mark.parametrize(("kept", "expected"), FILTERS)
@pytest.mark.parametrize("most", [3_000, 0], ids=["gathered", "walked"])
def test_filters_combine_and_the_count_is_that_of_the_list(
    desk: Desk,
    kept: ReferralFilter,
    expected: list[str],
    most: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether few dossiers are gathered, or the list is walked because many are kept."""
    monkeypatch.setattr(cases_filter, "FEW", most)
    assert listed(desk, kept) == expected


@pytest.mark.parametrize("sort", ReferralSort)
@pytest.mark.parametrize("down", [False, True])
def test_a_filtered_list_is_in_the_order_of_the_whole_one_and_goes_on_page_by_page(
    desk: Desk, sort: ReferralSort, *, down: bool
) -> None:
    every = ReferralFilter(of=CaseFilter(ages=(3, 25)))
    whole = [row.id for row in referrals(desk, sort=sort, descending=down)[0]]
    found: list[int] = []
    after: Key | None = None
    while True:
        rows, after = referrals(desk, every, sort=sort, descending=down, after=after, limit=1)
        found += [row.id for row in rows]
        if after is None:
            break
    assert sorted(found) == sorted(whole)
    assert found == whole


def test_names_bodies_and_states_are_in_the_order_people_read_them(desk: Desk) -> None:
    kept = ReferralFilter(current=True)
    assert listed(desk, kept, ReferralSort.YOUTH) == ["ABBAS", "ÉTIENNE", "ZOLA"]
    assert listed(desk, kept, ReferralSort.PARTNER) == ["ABBAS", "ÉTIENNE", "ZOLA"]
    # a draft, sent, an interview set, closed: as one goes through them
    by_state = listed(desk, ReferralFilter(), ReferralSort.STATUS)
    assert by_state == ["ZOLA", "ABBAS", "ÉTIENNE", "ÉTIENNE"]


def test_what_one_may_not_see_is_neither_listed_nor_counted_by_any_filter(office: Office) -> None:
    south = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    for kept, everybody in FILTERS:
        assert listed(south, kept) == [one for one in everybody if one == "ZOLA"]
    north = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    # the dossier is in reach, its signalement is another group's
    assert listed(north, ReferralFilter(of=CaseFilter(reasons=ONE({IntakeReason.DROPOUT})))) == []
    auditor = office.desk(Role.AUDITOR)
    for kept, _ in FILTERS:
        assert listed(auditor, kept) == []


def test_what_is_restricted_does_not_leave_by_any_filter(office: Office, desk: Desk) -> None:
    def restrict(*, on: bool) -> None:
        with Session(office.engine) as session, session.begin():
            case = session.query(CaseFile).filter_by(sort_key="zola yanis").one()
            case.processing_restricted = on

    restrict(on=True)
    for kept, everybody in FILTERS:
        assert listed(desk, kept) == everybody
        leaving = listed(desk, replace(kept, leaving=True))
        assert leaving == [one for one in everybody if one != "ZOLA"]
    restrict(on=False)
