"""The settings of the town, its groups and its neighbourhoods."""

from dataclasses import replace

import pytest

from app.errors import Conflict, Invalid, Refused
from app.services import organisation, territory
from app.services.choices import GroupKind, Role
from app.services.territory import GroupEntry, NeighbourhoodEntry
from tests.helpers.office import Office


def test_settings_are_read_changed_and_read_again(office: Office) -> None:
    desk = office.desk()
    settings = organisation.read_settings(desk)
    organisation.save_settings(desk, replace(settings, crip_phone="01 99 00 12 34"))
    assert organisation.read_settings(desk).crip_phone == "+33199001234"
    with pytest.raises(Conflict):
        organisation.save_settings(desk, settings)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"town_name": " "}, "town_name"),
        ({"sender_name": "Cellule de prévention de la délinquance"}, "sender_name"),
        ({"sender_name": "CLSPD de Valmont"}, "sender_name"),
        ({"sender_name": "Prevention de la delinquance"}, "sender_name"),
        ({"sender_name": "Prévention de la de\u0301linquance"}, "sender_name"),
        ({"phone": "12"}, "phone"),
        ({"email": "nulle part"}, "email"),
        ({"insee_code": "99"}, "insee_code"),
        ({"short_lock_minutes": 0}, "short_lock_minutes"),
        ({"hard_lock_minutes": 600}, "hard_lock_minutes"),
        ({"short_lock_minutes": 20, "hard_lock_minutes": 10}, "hard_lock_minutes"),
        ({"not_retained_months": 13}, "not_retained_months"),
    ],
)
def test_a_wrong_setting_is_refused_by_field(
    office: Office, change: dict[str, object], field: str
) -> None:
    desk = office.desk()
    before = organisation.read_settings(desk)
    with pytest.raises(Invalid) as refused:
        organisation.save_settings(desk, replace(before, **change))
    assert list(refused.value.problems) == [field]
    assert organisation.read_settings(desk) == before


def test_who_does_not_run_the_office_sets_nothing(office: Office) -> None:
    desk = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    settings = organisation.read_settings(desk)
    refused = (
        lambda: organisation.save_settings(desk, settings),
        lambda: territory.save_group(desk, GroupEntry("Ouest", GroupKind.TERRITORIAL)),
        lambda: territory.save_neighbourhood(desk, NeighbourhoodEntry("Les Coquibus")),
    )
    for attempt in refused:
        with pytest.raises(Refused):
            attempt()


def test_a_group_is_added_changed_and_kept_when_it_stops(office: Office) -> None:
    desk = office.desk()
    number = territory.save_group(desk, GroupEntry("Assiduité", GroupKind.THEMATIC)).ref
    entry = next(one for one in territory.groups(desk) if one.id == number)
    territory.save_group(desk, replace(entry, active=False))
    assert number not in [one.id for one in territory.groups(desk, active_only=True)]
    assert number in [one.id for one in territory.groups(desk)]
    with pytest.raises(Conflict):
        territory.save_group(desk, entry)


def test_two_groups_never_share_a_name(office: Office) -> None:
    desk = office.desk()
    with pytest.raises(Invalid) as refused:
        territory.save_group(desk, GroupEntry("Groupe territorial Nord", GroupKind.TERRITORIAL))
    assert list(refused.value.problems) == ["name"]


def test_a_neighbourhood_keeps_its_priority_code_and_group(office: Office) -> None:
    desk = office.desk()
    entry = NeighbourhoodEntry("Les Coquibus", "QN09112M", office.north)
    territory.save_neighbourhood(desk, entry)
    (known,) = territory.neighbourhoods(desk)
    assert (known.priority_area_code, known.group_id) == ("QN09112M", office.north)
    with pytest.raises(Invalid) as refused:
        territory.save_neighbourhood(desk, NeighbourhoodEntry("Autre", "pas un code"))
    assert list(refused.value.problems) == ["priority_area_code"]
