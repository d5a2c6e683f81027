"""What concerns one child never shows in another's print, nor in the family's: proved by marks."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.case import CaseFile
from app.models.enums import (
    ActionType,
    ObservationKind,
    PartnerType,
    Relationship,
    Role,
    Sex,
    SharingScope,
)
from app.services.actions import ActionEntry, save_action
from app.services.case_direct import OpeningEntry, open_directly
from app.services.case_edit import CaseEntry, save_case
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.documents.group_sheet import IdentityLevel
from app.services.documents.whitelists import FAMILY, SYNTHESIS
from app.services.documents.wording import NameInText
from app.services.family_case import FamilyOpeningEntry, open_family_case
from app.services.family_prints import family_synthesis, prepare_tree
from app.services.guardians import GuardianEntry, save_guardian
from app.services.households import enter_household, found_household
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, read_plan, save_objective
from app.services.prints import (
    HouseholdCase,
    PrintedDocument,
    RestrictedCase,
    draw,
    synthesis,
)
from app.services.rules.partial_dates import PartialDate
from app.services.youths import IdentityEntry
from tests.helpers.office import MONDAY, Office
from tests.helpers.printed import words_of

TODAY = MONDAY.date()
GROUP = SharingScope.GROUP


def folded(document: PrintedDocument) -> str:
    return words_of(document).casefold()


def fill(desk: Desk, office: Office, case_id: int, mark: str) -> None:
    """Everything a dossier can print for the group, and what it must not, each with its mark."""
    save_case(
        desk, case_id,
        CaseEntry(
            office.north, None, programme=f"{mark}programme",
            group_question=f"{mark}question", proposed_decision=f"{mark}decision",
        ),
    )  # fmt: skip
    save_objective(desk, case_id, ObjectiveEntry(f"{mark}objectif"))
    with desk.read() as work:
        (goal,) = read_plan(work, case_id)
    for scope in (GROUP, SharingScope.CELL):
        save_action(
            desk, case_id,
            ActionEntry(
                goal.id, f"{mark}action{scope.lower()[:4]}", ActionType.PARENTAL_SUPPORT,
                due_on=TODAY, sharing_scope=scope,
            ),
        )  # fmt: skip
        save_observation(
            desk, case_id,
            ObservationEntry(
                ObservationKind.CALL, TODAY, f"{mark}note{scope.lower()[:4]}", sharing_scope=scope
            ),
        )  # fmt: skip


@pytest.fixture
def family(office: Office) -> dict[str, int]:
    """Two sisters, a mother and the family's own dossier, each with marks of its own."""
    desk, found = office.desk(), dict[str, int]()
    for name, mark in (("Amal", "zzun"), ("Bahia", "zzdeux")):
        identity = IdentityEntry(
            "Martel", name, Sex.FEMALE, PartialDate.exactly(date(2011, 3, 14)),
            known_as=f"{mark}surnom",
            coordinates=CoordinatesEntry(address=f"1, rue {mark}adresse", email=f"{mark}@x.fr"),
        )  # fmt: skip
        opening = OpeningEntry(identity, PartnerType.FAMILY, office.north, None)
        found[mark] = open_directly(desk, opening).ref
        fill(desk, office, found[mark], mark)
    home = found_household(desk, found["zzun"], "Famille Martel").ref
    enter_household(desk, found["zzdeux"], home)
    save_guardian(desk, found["zzun"], GuardianEntry("Benali", "Zohra", Relationship.MOTHER))
    entry = FamilyOpeningEntry(PartnerType.LANDLORD, office.north, None)
    found["zzfamille"] = open_family_case(desk, home, entry).ref
    fill(desk, office, found["zzfamille"], "zzfamille")
    return found


@pytest.mark.parametrize("level", list(IdentityLevel))
def test_each_print_holds_the_marks_of_its_own_dossier_and_of_no_other(
    office: Office, family: dict[str, int], level: IdentityLevel
) -> None:
    desk = office.desk()
    texts = {
        mark: folded(
            family_synthesis(desk, case_id, level)
            if mark == "zzfamille"
            else synthesis(desk, case_id, level)
        )
        for mark, case_id in family.items()
    }
    for mark, text in texts.items():
        for part in ("question", "decision", "actiongrou", "notegrou"):
            assert f"{mark}{part}" in text
        for part in ("actioncell", "notecell", "programme", "objectif", "adresse", "surnom", "@"):
            assert f"{mark}{part}" not in text
        for other in texts.keys() - {mark}:
            assert other not in text
    told = texts["zzfamille"]
    assert not any(name in told for name in ("amal", "bahia", "benali", "zohra"))
    assert ("martel" in told) is (level is IdentityLevel.NAME)
    assert "bahia" not in texts["zzun"]
    assert "amal" not in texts["zzdeux"]


@pytest.mark.parametrize("level", list(IdentityLevel))
def test_a_family_sheet_that_names_one_child_does_not_print(
    office: Office, family: dict[str, int], level: IdentityLevel
) -> None:
    desk, own = office.desk(), family["zzfamille"]
    for text in ("Le bailleur se plaint de Bahia.", "Zzdeuxsurnom est partie."):
        save_case(desk, own, CaseEntry(office.north, None, group_question=text))
        with pytest.raises(NameInText) as stopped:
            family_synthesis(desk, own, level)
        assert "bahia" not in stopped.value.sentence.casefold()


def test_the_family_sheet_is_one_page_and_asks_for_the_right_to_print(
    office: Office, family: dict[str, int]
) -> None:
    desk, own = office.desk(), family["zzfamille"]
    printed = family_synthesis(desk, own)
    assert printed.pages == 1
    assert "martel" not in printed.file_name
    for asked in (
        lambda: family_synthesis(office.desk(Role.CLERK, groups=(office.north,)), own),
        lambda: family_synthesis(office.desk(Role.CASE_OFFICER, groups=(office.south,)), own),
        lambda: family_synthesis(desk, family["zzun"]),
    ):
        with pytest.raises(Refused):
            asked()
    with pytest.raises(HouseholdCase):
        synthesis(desk, own)
    with Session(office.engine) as session, session.begin():
        session.get_one(CaseFile, own).processing_restricted = True
    with pytest.raises(RestrictedCase):
        family_synthesis(desk, own)


@pytest.mark.parametrize("level", list(IdentityLevel))
def test_the_drawing_prints_names_at_their_level_and_nobody_out_of_reach(
    office: Office, family: dict[str, int], level: IdentityLevel
) -> None:
    with Session(office.engine) as session, session.begin():
        session.get_one(CaseFile, family["zzdeux"]).processing_restricted = True
    text = folded(draw(prepare_tree(office.desk(), 1, level)))
    named = level is IdentityLevel.NAME
    assert ("amal" in text) is named
    assert ("zohra" in text) is named
    assert ("martel" in text) is named
    assert "bahia" not in text  # her dossier cannot be printed
    with pytest.raises(Refused):
        prepare_tree(office.desk(Role.CASE_OFFICER, groups=(office.south,)), 1, level)


def test_the_family_whitelist_holds_no_column_of_a_person_of_the_family() -> None:
    assert FAMILY.columns.keys() - SYNTHESIS.columns.keys() == {"household.name"}
    tables = {key.partition(".")[0] for key in FAMILY.columns}
    assert not tables & {"youth", "guardian", "guardianship", "schooling", "referral"}
