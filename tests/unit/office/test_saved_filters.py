"""Filters kept under a name: one's own, whole, and still of use once a quartier has gone."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid, Refused
from app.models.account import Account
from app.models.enums import Role
from app.models.filters import SavedFilter
from app.models.organisation import Neighbourhood, WorkingGroup
from app.models.partner import Partner
from app.services.exports import ListName
from app.services.saved_filters import (
    FilterEntry,
    delete_filter,
    rename_filter,
    save_filter,
    saved_filters,
)
from tests.helpers.cases import plant_partner
from tests.helpers.office import Office

LATE = FilterEntry(
    "Mes dossiers du Plateau en retard",
    {"need": ("overdue", "mine"), "neighbourhood": ("1",), "lead": ()},
    sort="review",
    descending=True,
)


def plateau(office: Office) -> int:
    stamp = {"created_at": office.clock.now(), "updated_at": office.clock.now()}
    with Session(office.engine) as session, session.begin():
        row = Neighbourhood(name="Le Plateau", **stamp)
        session.add(row)
        session.flush()
        return row.id


def test_a_filter_comes_back_as_it_was_kept_on_its_own_list(office: Office) -> None:
    assert plateau(office) == 1
    desk = office.desk()
    save_filter(desk, ListName.CASES, LATE)
    (kept,) = saved_filters(desk, ListName.CASES)
    assert kept.name == LATE.name
    assert kept.codes == {"need": ("mine", "overdue"), "neighbourhood": ("1",)}
    assert (kept.sort, kept.descending, kept.gone) == ("review", True, ())
    assert saved_filters(desk, ListName.INTAKES) == ()


def test_the_same_name_again_takes_the_place_of_the_former(office: Office) -> None:
    desk = office.desk()
    for need in ("mine", "overdue"):
        save_filter(desk, ListName.CASES, FilterEntry("À voir", {"need": (need,)}))
    (kept,) = saved_filters(desk, ListName.CASES)
    assert kept.codes == {"need": ("overdue",)}


def test_names_are_in_french_order_and_change(office: Office) -> None:
    desk = office.desk()
    for name in ("Zones", "Élèves", "Dossiers"):
        save_filter(desk, ListName.CASES, FilterEntry(name))
    listed = saved_filters(desk, ListName.CASES)
    assert [one.name for one in listed] == ["Dossiers", "Élèves", "Zones"]
    with pytest.raises(Invalid):
        rename_filter(desk, listed[0].id, "Zones")
    rename_filter(desk, listed[0].id, "Mes dossiers")
    delete_filter(desk, listed[2].id)
    kept = [one.name for one in saved_filters(desk, ListName.CASES)]
    assert kept == ["Élèves", "Mes dossiers"]


@pytest.mark.parametrize("name", [None, "  ", "n" * 81])
def test_a_filter_has_a_name_of_at_most_80_characters(office: Office, name: str | None) -> None:
    with pytest.raises(Invalid):
        save_filter(office.desk(), ListName.CASES, FilterEntry(name))


def test_a_quartier_that_has_gone_is_said_and_the_rest_still_opens(office: Office) -> None:
    desk, number = office.desk(), plateau(office)
    save_filter(desk, ListName.CASES, LATE)
    with Session(office.engine) as session, session.begin():
        session.delete(session.get_one(Neighbourhood, number))
    (kept,) = saved_filters(desk, ListName.CASES)
    assert kept.codes == {"need": ("mine", "overdue")}
    assert kept.gone == ("neighbourhood",)


def test_who_has_left_and_a_group_that_rests_are_named_as_such(office: Office) -> None:
    desk, lead = office.desk(), office.desk(Role.CASE_OFFICER, groups=(office.north,))
    codes = {"lead": (str(lead.actor.account_id),), "group": (str(office.north),)}
    save_filter(desk, ListName.CASES, FilterEntry("Nord", codes))
    (before,) = saved_filters(desk, ListName.CASES)
    with Session(office.engine) as session, session.begin():
        session.get_one(Account, lead.actor.account_id).revoked_on = office.clock.today()
        session.get_one(WorkingGroup, office.north).active = False
    (kept,) = saved_filters(desk, ListName.CASES)
    assert kept.codes == before.codes == codes
    ends = {"lead": " (parti)", "group": " (inactif)"}
    assert kept.words == {of: f"{words}{ends[of[0]]}" for of, words in before.words.items()}
    assert set(kept.words) == {(key, code) for key, (code,) in codes.items()}


def test_a_structure_and_a_town_of_the_directory_are_named_until_they_go(office: Office) -> None:
    desk, cfa = office.desk(), plant_partner(office)
    codes = {"partner": ("CFA", str(cfa))}  # a type, and a body
    save_filter(desk, ListName.REFERRALS, FilterEntry("Vers le CFA", codes))
    save_filter(desk, ListName.PARTNERS, FilterEntry("Évry", {"city": ("Évry",)}))
    with Session(office.engine) as session, session.begin():
        session.get_one(Partner, cfa).city = "Évry"
    (kept,) = saved_filters(desk, ListName.REFERRALS)
    assert sorted(kept.codes["partner"]) == sorted(codes["partner"])
    assert kept.words == {("partner", str(cfa)): "CFA du bâtiment"}
    (town,) = saved_filters(desk, ListName.PARTNERS)
    assert (town.codes, town.words) == ({"city": ("Évry",)}, {("city", "Évry"): "Évry"})
    with Session(office.engine) as session, session.begin():
        session.delete(session.get_one(Partner, cfa))
    (kept,) = saved_filters(desk, ListName.REFERRALS)
    assert (kept.codes, kept.gone) == ({"partner": ("CFA",)}, ("partner",))
    (town,) = saved_filters(desk, ListName.PARTNERS)
    assert (town.codes, town.gone) == ({}, ("city",))


def test_another_s_filter_does_not_exist(office: Office) -> None:
    number = save_filter(office.desk(), ListName.CASES, FilterEntry("À moi")).ref
    other = office.desk(Role.COORDINATOR)
    assert saved_filters(other, ListName.CASES) == ()
    for act in (
        lambda: rename_filter(other, number, "À lui"),
        lambda: delete_filter(other, number),
    ):
        with pytest.raises(Refused):
            act()
    with Session(office.engine) as session:
        assert session.scalars(select(SavedFilter.name)).all() == ["À moi"]
