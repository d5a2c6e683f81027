"""An orientation as it is written: what is waited for, what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import Invalid
from app.services.referral_moves import save_referral
from app.services.referrals import read_referral
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.unit.referrals.test_referrals import TODAY, S, entry, move, referral


def test_once_every_agreement_is_noted_none_is_waited_for(office: Office) -> None:
    desk = office.desk()
    minor, adult = plant_case(office), plant_case(office, born=date(2005, 1, 1))
    alone = replace(entry(office), guardian_agreed_on=None)
    for case_id, typed, agreed in (
        (minor, entry(office), True),
        (minor, alone, False),
        (adult, alone, True),
    ):
        number = referral(desk, case_id, typed)
        move(desk, number, S.CONSENT_PENDING)
        row = read_referral(desk, number).row
        assert (row.status, row.agreed) == (S.CONSENT_PENDING, agreed)


def test_a_past_day_of_reply_and_a_code_that_is_none_are_refused_when_written(
    office: Office,
) -> None:
    desk, case_id = office.desk(), plant_case(office)
    wrong = replace(entry(office), reply_by=date(2020, 1, 1), first_trade_code="abc")
    with pytest.raises(Invalid) as refused:
        referral(desk, case_id, wrong)
    assert set(refused.value.problems) == {"reply_by", "first_trade_code"}
    right = replace(entry(office), reply_by=TODAY, first_trade_code="rncp 37537")
    number = referral(desk, case_id, right)
    assert read_referral(desk, number).first_trade_code == "RNCP37537"
    office.clock.advance(timedelta(days=9))  # the day has passed: what stands may be kept
    read = read_referral(desk, number)
    kept = replace(right, first_trade_code="RNCP37537", second_trade="CAP", version=read.version)
    save_referral(desk, case_id, kept, referral_id=number)
    assert read_referral(desk, number).second_trade == "CAP"
