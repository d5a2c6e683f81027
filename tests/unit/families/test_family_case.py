"""A family's own dossier: found everywhere under its name, gone with its last young person's."""

from datetime import date
from typing import Any

import pytest

from app.errors import Invalid, Refused
from app.models.enums import (
    ActionType,
    CaseKind,
    CaseStatus,
    ClosureReason,
    EliminationReason,
    PartnerType,
    Relationship,
    Role,
    Sex,
)
from app.services.actions import ActionEntry, save_action
from app.services.case_direct import OpeningEntry
from app.services.case_status import StatusEntry, move_case
from app.services.cases import read_case
from app.services.cases_list import CaseFilter, cases
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.family_case import FamilyOpeningEntry, open_family_case
from app.services.family_child import ChildEntry, open_child, what_is_shared
from app.services.guardians import GuardianEntry, save_guardian
from app.services.home import home as home_page
from app.services.household_page import read_household
from app.services.households import enter_household, found_household, rename_household
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.plan import ObjectiveEntry, read_plan, save_objective
from app.services.recent import recent
from app.services.rules.partial_dates import PartialDate
from app.services.search import search
from app.services.trash import restore, throw_away
from app.services.youths import IdentityEntry, save_identity
from tests.helpers.cases import BORN
from tests.helpers.cases import plant_case as planted
from tests.helpers.office import MONDAY, Office

TODAY = MONDAY.date()
CLOSING = StatusEntry(
    CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET, closure_review="Fini."
)


def plant_case(office: Office, first_name: str = "Yanis", born: date = BORN, **values: Any) -> int:
    """Numbered of last year: the dossiers opened here take this year's numbers."""
    values["elimination_due_on"] = born.replace(year=born.year + 25)
    number = f"2025-{first_name}"[:12]
    return planted(office, first_name=first_name, born=born, file_number=number, **values)


def opened(office: Office, desk: Desk) -> tuple[int, int, int]:
    """A young person's dossier, their family, the family's own dossier."""
    case_id = plant_case(office)
    family = found_household(desk, case_id, "Famille Martel").ref
    entry = FamilyOpeningEntry(PartnerType.LANDLORD, office.north, None)
    return case_id, family, open_family_case(desk, family, entry).ref


def term(desk: Desk, case_id: int) -> tuple[date | None, str]:
    head = read_case(desk, case_id, opening=False).header
    return head.elimination_due_on, head.elimination_rule


def test_a_family_has_one_dossier_of_its_own_read_as_any_other(office: Office) -> None:
    desk = office.desk()
    _, family, own = opened(office, desk)
    page = read_case(desk, own)
    assert (page.header.name, page.header.kind) == ("Famille Martel", CaseKind.HOUSEHOLD)
    assert (page.header.household_id, page.youth) == (family, None)
    assert read_household(desk, family).own is not None
    with pytest.raises(Refused):
        open_family_case(desk, family, FamilyOpeningEntry(PartnerType.FAMILY, office.north, None))
    other = found_household(desk, plant_case(office, first_name="Lina"), "Famille Roy").ref
    with pytest.raises(Invalid) as wrong:
        open_family_case(desk, other, FamilyOpeningEntry(None, None, None))
    assert set(wrong.value.problems) == {"origin_type", "group_id"}


def test_lists_search_and_accueil_name_the_family(office: Office) -> None:
    desk = office.desk()
    _, family, own = opened(office, desk)
    save_objective(desk, own, ObjectiveEntry("Apaiser les relations avec le bailleur"))
    with desk.read() as work:
        (goal,) = read_plan(work, own)
    save_action(
        desk, own,
        ActionEntry(goal.id, "Médiation", ActionType.LANDLORD_MEDIATION, due_on=date(2026, 11, 2)),
    )  # fmt: skip
    read_case(desk, own)
    assert [one.name for one in cases(desk, CaseFilter(text="famille"))[0]] == ["Famille Martel"]
    told = [(one.title, one.detail) for one in search(desk, "martel") if one.ref == own]
    assert told[0][0] == "Famille Martel"
    assert told[0][1].startswith("famille")
    assert "Famille Martel" in [one.youth for one in home_page(desk, mine=False).to_do]
    assert recent(desk)[0].title == "Famille Martel"
    version = read_household(desk, family).view.version
    rename_household(desk, family, "Famille Benali-Martel", version=version)
    assert [one.ref for one in search(desk, "benali") if one.kind == "case"] == [own]
    assert [one.name for one in cases(desk, CaseFilter(text="famille b"))[0]] == [
        "Famille Benali-Martel"
    ]


def test_a_family_dossier_goes_at_the_latest_with_the_last_of_its_young_people(
    office: Office,
) -> None:
    desk = office.desk()
    yanis, family, own = opened(office, desk)
    assert term(desk, own) == (date(2036, 3, 14), "LINKED")
    younger = plant_case(office, first_name="Lina", born=date(2014, 5, 2))
    enter_household(desk, younger, family)
    assert term(desk, own) == (date(2039, 5, 2), "LINKED")
    move_case(desk, younger, CLOSING)
    assert term(desk, own)[0] == date(2036, 3, 14)
    move_case(desk, own, CLOSING)
    assert term(desk, own) == (date(2029, 11, 23), "CLOSURE")
    number = read_case(desk, yanis).header.number
    move_case(desk, own, StatusEntry(CaseStatus.ACTIVE, reason="Reprise"))
    erase_case(desk, yanis, MistakeEntry(EliminationReason.TRIAL, number, 1))
    assert term(desk, own)[0] == date(2029, 11, 23)  # the younger's, who is left


def test_the_term_follows_a_link_to_the_corbeille_and_back(office: Office) -> None:
    desk = office.desk()
    _, family, own = opened(office, desk)
    lina = plant_case(office, first_name="Lina", born=date(2014, 5, 2))
    enter_household(desk, lina, family)
    page = read_case(desk, lina, opening=False).youth
    assert page is not None
    (stay,) = [one for one in page.households[0].members if one.case_id == lina]
    thrown = throw_away(desk, "household_membership", stay.id, "Erreur de famille")
    assert term(desk, own)[0] == date(2036, 3, 14)
    restore(desk, thrown.item_id)
    assert term(desk, own)[0] == date(2039, 5, 2)


def test_a_second_child_takes_of_the_family_what_is_ticked_and_nothing_else(
    office: Office,
) -> None:
    """A family is not typed again for each sibling, and nothing is copied unasked."""
    desk, yanis = office.desk(), plant_case(office)
    page = read_case(desk, yanis).youth
    assert page is not None
    save_identity(
        desk, yanis,
        IdentityEntry(
            "Martel", "Yanis", Sex.MALE, PartialDate.exactly(date(2011, 3, 14)), version=1,
            coordinates=CoordinatesEntry("12, rue des Lilas", "91100", "Corbeil", "0612345678"),
        ),
    )  # fmt: skip
    save_guardian(desk, yanis, GuardianEntry("Benali", "Nadia", Relationship.MOTHER))
    save_guardian(
        desk, yanis,
        GuardianEntry("Martel", "Karim", Relationship.FATHER, parental_authority=False),
    )  # fmt: skip
    family = found_household(desk, yanis, "Famille Martel").ref
    offers = {one.code: one.words for one in what_is_shared(desk, family)}
    assert list(offers.values()) == [
        "Il ou elle vit dans Famille Martel",
        "Même adresse\u202f: 12, rue des Lilas, 91100 Corbeil",
        "Même représentant légal\u202f: BENALI Nadia (mère de Yanis)",
        "Même représentant légal\u202f: MARTEL Karim (père de Yanis)",
    ]

    def child(name: str, *taken: str) -> int:
        identity = IdentityEntry("Martel", name, Sex.FEMALE, PartialDate.exactly(date(2014, 5, 2)))
        opening = OpeningEntry(identity, PartnerType.FAMILY, office.north, None)
        return open_child(desk, family, ChildEntry(opening, frozenset(taken))).ref

    alone = read_case(desk, child("Lina")).youth
    assert alone is not None
    assert (alone.guardians, alone.households, alone.identity.coordinates.address) == ((), (), "")
    father = next(code for code, words in offers.items() if "Karim" in words)
    where = next(code for code, words in offers.items() if "adresse" in words)
    shared = read_case(desk, child("Inès", father, where, "home")).youth
    assert shared is not None
    assert [one.name for one in shared.guardians] == ["MARTEL Karim"]
    assert shared.guardians[0].entry.parental_authority is False
    assert [one.id for one in shared.households] == [family]
    assert shared.identity.coordinates.address == "12, rue des Lilas"
    assert shared.identity.coordinates.phone == ""
    with pytest.raises(Invalid):
        child("Sami", "guardian.999")


def test_what_a_hidden_sibling_has_is_not_offered(office: Office) -> None:
    desk = office.desk()
    near, far = plant_case(office), plant_case(office, first_name="Lina", group_id=office.south)
    family = found_household(desk, near, "Famille Martel").ref
    enter_household(desk, far, family)
    save_guardian(desk, far, GuardianEntry("Benali", "Nadia", Relationship.MOTHER))
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    assert [one.code for one in what_is_shared(officer, family)] == ["home"]
    assert len(what_is_shared(desk, family)) == 2
