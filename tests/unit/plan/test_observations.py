"""Observations: bounded, dated, read by those their scope names."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import Conflict, Invalid, Refused
from app.models.enums import ObservationKind, Role, SharingScope
from app.services.observations import (
    ObservationEntry,
    observations,
    save_observation,
    validate_observation,
)
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office

ENTRY = ObservationEntry(
    kind=ObservationKind.INTERVIEW,
    observed_on=MONDAY.date(),
    text="La mère est favorable à l’apprentissage.",
)


def test_an_observation_is_read_back_with_its_author_and_who_can_read_it(office: Office) -> None:
    case_id = plant_case(office)
    save_observation(office.desk(), case_id, ENTRY)
    (row,) = observations(office.desk(), case_id)
    assert row.text == ENTRY.text
    assert row.author == "A. Bernard"
    assert row.sharing_scope is SharingScope.CELL
    assert "jamais imprimé" in row.readers


@pytest.mark.parametrize("scope", SharingScope)
def test_a_scope_is_read_by_those_it_names_alone(office: Office, scope: SharingScope) -> None:
    case_id = plant_case(office)
    save_observation(office.desk(), case_id, replace(ENTRY, sharing_scope=scope))
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    expected = 0 if scope is SharingScope.COORDINATOR_ONLY else 1
    assert len(observations(officer, case_id)) == expected
    assert len(observations(office.desk(), case_id)) == 1


@pytest.mark.parametrize("role", set(Role) - {Role.COORDINATOR, Role.CASE_OFFICER})
def test_other_roles_read_no_observation(office: Office, role: Role) -> None:
    case_id = plant_case(office)
    save_observation(office.desk(), case_id, ENTRY)
    with pytest.raises(Refused):
        observations(office.desk(role, groups=(office.north,)), case_id)


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(ENTRY, text="  \n "), "text"),
        (replace(ENTRY, text="a" * 1001), "text"),
        (replace(ENTRY, kind=None), "kind"),
        (replace(ENTRY, observed_on=None), "observed_on"),
        (replace(ENTRY, observed_on=MONDAY.date() + timedelta(days=1)), "observed_on"),
    ],
)
def test_what_is_missing_or_too_long_is_said_on_its_field(
    office: Office, entry: ObservationEntry, field: str
) -> None:
    case_id = plant_case(office)
    with pytest.raises(Invalid) as refused:
        save_observation(office.desk(), case_id, entry)
    assert set(refused.value.problems) == {field}
    assert observations(office.desk(), case_id) == ()


def test_a_correction_on_a_stale_version_overwrites_nothing(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    save_observation(desk, case_id, ENTRY)
    (row,) = observations(desk, case_id)
    first = replace(ENTRY, text="Première correction.", version=row.version)
    save_observation(desk, case_id, first, observation_id=row.id)
    with pytest.raises(Conflict):
        save_observation(desk, case_id, replace(first, text="Seconde."), observation_id=row.id)
    assert observations(desk, case_id)[0].text == "Première correction."


def test_a_correction_undoes_the_coordinators_validation(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    save_observation(desk, case_id, ENTRY)
    number = observations(desk, case_id)[0].id
    version = observations(desk, case_id)[0].version
    with pytest.raises(Conflict):
        validate_observation(desk, case_id, number, version=version - 1)
    validate_observation(desk, case_id, number, version=version)
    row = observations(desk, case_id)[0]
    assert row.validated
    correction = replace(ENTRY, text="Autre texte.", version=row.version)
    save_observation(desk, case_id, correction, observation_id=row.id)
    assert not observations(desk, case_id)[0].validated


def test_an_observation_is_not_reached_through_another_dossier(office: Office) -> None:
    mine, other, desk = plant_case(office), plant_case(office), office.desk()
    save_observation(desk, other, ENTRY)
    number = observations(desk, other)[0].id
    with pytest.raises(Refused):
        save_observation(desk, mine, replace(ENTRY, version=1), observation_id=number)


def test_one_for_the_group_that_names_somebody_says_so_before_any_print(office: Office) -> None:
    case_id = plant_case(office)
    named = replace(ENTRY, text="Yanis est venu seul.", sharing_scope=SharingScope.GROUP)
    for entry, names in (
        (ENTRY, False),
        (replace(named, sharing_scope=SharingScope.CELL), False),
        (replace(named, text="Le jeune est venu seul."), False),
        (named, True),
    ):
        save_observation(office.desk(), case_id, entry)
        assert observations(office.desk(), case_id)[0].names is names
