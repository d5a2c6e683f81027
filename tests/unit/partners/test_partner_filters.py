"""Filters of the directory: what each keeps, counted alike, and what it does not tell."""

from app.models.enums import PartnerType, ReferralRequest, ReferralStatus, Role
from app.services.desk import Desk
from app.services.partners import ContactEntry, PartnerEntry, save_partner
from app.services.partners_filter import bodies, cities
from app.services.partners_list import PartnerFilter, PartnerSort, count_partners, partners
from app.services.referral_moves import (
    ReferralEntry,
    ReferralMove,
    move_referral,
    save_referral,
)
from app.services.referrals import referrals
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import Office


def add(desk: Desk, name: str, kind: PartnerType = PartnerType.ASSOCIATION, **more: object) -> int:
    return save_partner(desk, PartnerEntry(name=name, partner_type=kind, **more)).ref  # type: ignore[arg-type]  # the keywords of the entry


def test_partners_are_filtered_by_town_and_by_what_is_still_to_be_known(office: Office) -> None:
    desk = office.desk()
    aubry = (ContactEntry(last_name="AUBRY"),)
    add(
        desk,
        "Lycée Paul-Langevin",
        PartnerType.SCHOOL,
        city="Évry",
        phone="0160880011",
        contacts=aubry,
    )
    add(desk, "CFA d’Égly", PartnerType.CFA, city="Égly", email="cfa@exemple.fr")
    add(desk, "Club de judo", city="Massy")
    add(desk, "Ancienne MJC", city="Massy", active=False)
    anyone = (ContactEntry(last_name="ROY", phone="06 00 00 00 01"),)
    add(desk, "Zumba", city="massy", contacts=anyone)

    def listed(**asked: object) -> set[str]:
        kept = PartnerFilter(**asked)  # type: ignore[arg-type]  # by name
        rows, _ = partners(desk, kept)
        assert count_partners(desk, kept) == len(rows)
        return {row.name for row in rows}

    assert listed(cities=frozenset({"Massy", "Égly"})) == {"CFA d’Égly", "Club de judo"}
    assert listed(cities=frozenset({"Massy"}), active=None) == {"Ancienne MJC", "Club de judo"}
    assert listed(no_person=True) == {"CFA d’Égly", "Club de judo"}
    assert listed(no_coordinates=True) == {"Club de judo"}
    two = frozenset({PartnerType.CFA, PartnerType.SCHOOL})
    assert listed(types=two) == {"CFA d’Égly", "Lycée Paul-Langevin"}
    assert listed(types=two, no_person=True) == {"CFA d’Égly"}
    # the towns, however they are written, stand in French order
    assert cities(desk) == ("Égly", "Évry", "Massy", "massy")
    for down in (False, True):
        found, after = [], None
        while True:
            rows, after = partners(
                desk, sort=PartnerSort.CITY, descending=down, after=after, limit=1
            )
            found += [row.name for row in rows]
            if after is None:
                break
        ordered = ["CFA d’Égly", "Lycée Paul-Langevin", "Club de judo", "Zumba"]
        assert found == (ordered[::-1] if down else ordered)


def test_a_body_is_said_to_receive_those_one_may_see_and_no_other(office: Office) -> None:
    desk = office.desk()
    south = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    numbers = [plant_partner(office, name) for name in ("CFA agricole", "CFA du bâtiment")]
    cases = [plant_case(office), plant_case(office, last_name="SUD", group_id=office.south)]
    kept = PartnerFilter(referred=True)
    for case_id, number in zip(cases, numbers, strict=True):
        save_referral(desk, case_id, ReferralEntry(number, ReferralRequest.INFORMATION))

    def listed(desk: Desk) -> list[str]:
        rows, _ = partners(desk, kept)
        assert count_partners(desk, kept) == len(rows)
        return [row.name for row in rows]

    assert listed(desk) == ["CFA agricole", "CFA du bâtiment"]
    assert listed(south) == ["CFA du bâtiment"]
    rows, _ = referrals(desk)
    gone = next(row.id for row in rows if row.partner == "CFA agricole")
    move_referral(desk, gone, ReferralMove(ReferralStatus.CANCELLED))
    assert listed(desk) == ["CFA du bâtiment"]
    # those one may choose among are the whole directory: they tell of no orientation
    assert bodies(south, frozenset({PartnerType.CFA})) == bodies(desk, frozenset({PartnerType.CFA}))
    assert [name for _, name in bodies(south, frozenset({PartnerType.CFA}))] == [
        "CFA agricole", "CFA du bâtiment",
    ]  # fmt: skip
