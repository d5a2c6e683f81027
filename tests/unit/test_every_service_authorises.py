"""Every use case asks for a right: found by walking the services, so that none is forgotten.

A use case is a public function of `app.services` whose first parameter is a `Desk`. It is called
for an account that holds no role, though it is named on every record: nothing but its roles can
open anything. It is called again for a référent of another group, on records that exist and on
records that do not: both must end the same way.
"""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import func, select

import app.services
from app.errors import Refused
from app.models.case import Observation
from app.models.desk import JournalEntry
from app.models.enums import (
    ActionStatus,
    ActionType,
    CaseStatus,
    DangerRecipient,
    EliminationReason,
    GroupKind,
    IntakeReason,
    NotRetainedReason,
    ObservationKind,
    PartnerType,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    Role,
    Sex,
    Situation,
)
from app.models.plan import Objective, PlannedAction
from app.models.youth import Schooling
from app.services.accounts import AccountEntry
from app.services.actions import ActionEntry, WayBack, save_action
from app.services.case_direct import OpeningEntry
from app.services.case_edit import CaseEntry
from app.services.case_status import StatusEntry
from app.services.cases import read_case
from app.services.desk import Actor, Desk
from app.services.drafts import DraftKey, keep_draft
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history_scope import Target
from app.services.history_tracked import Kind as HistoryKind
from app.services.home import Counts, Home
from app.services.households import found_household, read_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.opened_by_mistake import MistakeEntry
from app.services.organisation import read_settings
from app.services.partners import PartnerEntry
from app.services.plan import ObjectiveEntry, save_objective
from app.services.prints import Output, PrintedDocument, referral, synthesis
from app.services.referral_moves import ReferralEntry, ReferralMove, save_referral
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry, add_situation
from app.services.territory import GroupEntry, NeighbourhoodEntry
from app.services.trash import throw_away
from app.services.youths import IdentityEntry
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.office import MONDAY, Office, make_office

UseCaseFunction = Callable[..., object]
MISSING = 999_999
TODAY = MONDAY.date()

# What an account without any role may still do, and why. Nothing here tells of a person.
OPEN_TO_ALL = {
    "accounts.change_own_password": "one's own password",
    "accounts.own_login": "one's own identifier",
    "drafts.drop_draft": "one's own draft",
    "drafts.find_draft": "one's own draft",
    "drafts.keep_draft": "one's own draft",
    "drafts.put_back": "one's own draft",
    "seats.keep_seat": "where one was oneself: codes, no value",
    "seats.last_seat": "where one was oneself: codes, no value",
    "seats.leave_seat": "where one was oneself: codes, no value",
    "entrance.is_own_password": "one's own password, to unlock",
    "entrance.note": "one's own coming and going, in the journal",
    "organisation.read_settings": "the town's name and the delays of the locks, for the window",
    "search.record_search": "that one searched, in the journal; the answer is another use case",
    "territory.groups": "the town's map: names of groups, no person",
    "territory.neighbourhoods": "the town's map: names of neighbourhoods, no person",
}

# What answers, but with nothing: lists, counts and searches limited by the rights themselves.
EMPTY: dict[str, object] = {
    "cases_list.cases": ((), None),
    "cases_list.count_cases": 0,
    "demo.shown.printable": (),
    "drafts.drafts": (),
    "home.home": Home("Claire", Counts(0, 0, 0, 0, 0), (), empty=True),
    "households_list.count_households": 0,
    "households_list.find_households": (),
    "households_list.households": ((), None),
    "intake_known.known_people": (),
    "intake_list.count_intakes": 0,
    "intake_list.count_waiting": 0,
    "intake_list.intakes": ((), None),
    "recent.recent": (),
    "referrals.count_referrals": 0,
    "referrals.referrals": ((), None),
    "search.search": (),
    "trash.trashed_reports": (),
}


def use_cases() -> Iterator[tuple[str, UseCaseFunction]]:
    """The public functions of the services that begin with a desk, by « module.function »."""
    for found in pkgutil.walk_packages(app.services.__path__, "app.services."):
        module = importlib.import_module(found.name)
        for name, one in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(one):
                continue
            if one.__module__ == found.name and _first_type(one) is Desk:
                yield f"{found.name.removeprefix('app.services.')}.{name}", one


def _first_type(one: UseCaseFunction) -> object:
    first = next(iter(inspect.signature(one).parameters), None)
    return None if first is None else typing.get_type_hints(one)[first]


USE_CASES = dict(use_cases())


@dataclass(frozen=True)
class Town:
    """A town where every table has a row, all of them about one young person."""

    numbers: dict[str, int]
    printed: PrintedDocument
    settings: object

    def answers(self, *, missing: bool = False) -> dict[str, object]:
        """What to call a use case with, by the name of the parameter."""
        numbers = {name: MISSING if missing else one for name, one in self.numbers.items()}
        return {
            **numbers,
            "case_ids": (numbers["case_id"],),
            "name": "Famille Martel",
            "version": 1,
            "text": "martel",
            "typed": "martel",
            "value": str(numbers["partner_id"]),
            "last_name": "Martel",
            "first_name": "Yanis",
            "birth": PartialDate.exactly(BORN),
            "password": "Violette-cascade-42-piano",
            "old": "x",
            "new": "Violette-cascade-42-piano",
            "recipient": DangerRecipient.CRIP,
            "reason": NotRetainedReason.SOLVED,
            "relationship": Relationship.MOTHER,
            "status": ActionStatus.IN_PROGRESS,
            "move": ReferralMove(ReferralStatus.CONSENT_PENDING),
            "way_back": WayBack(1, None, None),
            "output": Output.PRINT,
            "document": self.printed,
            "key": DraftKey("case", str(numbers["case_id"])),
            "content": {},
            "limit": 20,
            "target": Target(HistoryKind.CASE, numbers["case_id"]),
            "line": 0,
            "after": None,
            "field": "programme",
            "object_type": "observation",
            "step": lambda _done, _total: None,
        }

    def entries(self) -> dict[str, object]:
        """What is typed, by the name of its type."""
        identity = IdentityEntry("Martel", "Yanis", Sex.MALE, PartialDate.exactly(BORN))
        group, partner = self.numbers["group_id"], self.numbers["partner_id"]
        return {
            "AccountEntry": AccountEntry("z.z", "Zoé", "Zola", frozenset({Role.CLERK})),
            "ActionEntry": ActionEntry(
                self.numbers["objective_id"], "Rencontre", ActionType.YOUTH_INTERVIEW
            ),
            "CaseEntry": CaseEntry(group_id=group, lead_officer_id=None),
            "GroupEntry": GroupEntry("Groupe Est", GroupKind.TERRITORIAL),
            "GuardianEntry": GuardianEntry("Martel", "Nadia", Relationship.MOTHER),
            "IdentityEntry": identity,
            "IntakeEntry": IntakeEntry(reasons=frozenset({IntakeReason.DROPOUT})),
            "MistakeEntry": MistakeEntry(EliminationReason.TRIAL, "2026-0001", 1),
            "NeighbourhoodEntry": NeighbourhoodEntry("Les Lilas"),
            "ObjectiveEntry": ObjectiveEntry("Reprendre les cours"),
            "ObservationEntry": ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi."),
            "OpeningEntry": OpeningEntry(identity, PartnerType.FAMILY, group, None),
            "PartnerEntry": PartnerEntry("Lycée Vauban", PartnerType.SCHOOL),
            "ReferralEntry": ReferralEntry(partner, ReferralRequest.INFORMATION),
            "SchoolingEntry": SchoolingEntry(Situation.NO_PLACE, TODAY),
            "Settings": self.settings,
            "StatusEntry": StatusEntry(CaseStatus.REVIEW),
        }

    def call(self, one: UseCaseFunction, desk: Desk, *, missing: bool = False) -> object:
        """Call `one` with an answer for each required parameter, and for each number."""
        return one(desk, **self.arguments(one, missing=missing))

    def arguments(self, one: UseCaseFunction, *, missing: bool = False) -> dict[str, object]:
        """The answers `call` gives, by the name of the parameter."""
        answers, entries = self.answers(missing=missing), self.entries()
        hints, given = typing.get_type_hints(one), dict[str, object]()
        for name, parameter in list(inspect.signature(one).parameters.items())[1:]:
            kind = getattr(hints[name], "__name__", "")
            if kind in entries:
                given[name] = entries[kind]
            elif parameter.default is parameter.empty or name in self.numbers:
                assert name in answers, f"say here how {one.__qualname__} is called: {name}"
                given[name] = answers[name]
        return given


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for all: what is refused changes nothing, and a test here proves it."""
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


@pytest.fixture(scope="module")
def town(office: Office) -> Town:
    """The records of one young person of the north group; the outsider is named on them."""
    desk = office.desk()
    case_id = plant_case(office, next_review_on=date(2026, 1, 1), information_due_on=TODAY)
    partner_id = plant_partner(office)
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    household_id = found_household(desk, case_id, "Famille Martel").ref
    add_situation(desk, case_id, SchoolingEntry(Situation.LYCEE_PRO, TODAY))
    item_id = throw_away(desk, "schooling", 1, "Saisie deux fois").item_id
    add_situation(desk, case_id, SchoolingEntry(Situation.LYCEE_PRO, TODAY))
    save_observation(
        desk, case_id, ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")
    )
    referral_id = save_referral(
        desk, case_id, ReferralEntry(partner_id, ReferralRequest.INFORMATION)
    ).ref
    intake = IntakeEntry(last_name="Martel", first_name="Yanis", group_id=office.north)
    report_id = save_intake(desk, intake, complete=False).ref
    with desk.read() as work:
        objective_id = work.session.scalars(select(Objective.id)).one()
        observation_id = work.session.scalars(select(Observation.id)).one()
        row_id = work.session.scalars(select(Schooling.id)).one()
    save_action(desk, case_id, ActionEntry(objective_id, "Rencontre", ActionType.YOUTH_INTERVIEW))
    with desk.read() as work:
        action_id = work.session.scalars(select(PlannedAction.id)).one()
    guardians = read_case(desk, case_id).youth
    assert guardians is not None
    numbers = {
        "case_id": case_id,
        "partner_id": partner_id,
        "household_id": household_id,
        "referral_id": referral_id,
        "report_id": report_id,
        "objective_id": objective_id,
        "action_id": action_id,
        "observation_id": observation_id,
        "object_id": observation_id,
        "item_id": item_id,
        "elimination_id": 1,
        "row_id": row_id,
        "guardian_id": guardians.guardians[0].id,
        "account_id": office.coordinator_id,
        "group_id": office.north,
        "lead_officer_id": office.coordinator_id,
    }
    return Town(numbers, synthesis(desk, case_id), read_settings(desk))


@pytest.fixture(scope="module")
def outsider(office: Office, town: Town) -> Desk:
    """An account without role, in the group, référent of the dossier, who had it all open."""
    number = office.account(Role.CASE_OFFICER, groups=(office.north,))
    seated = office.desk(Role.CASE_OFFICER, groups=(office.north,), account_id=number)
    save = USE_CASES["case_edit.save_case"]
    save(office.desk(), town.numbers["case_id"], CaseEntry(office.north, number))
    read_case(seated, town.numbers["case_id"])
    read_household(seated, town.numbers["household_id"])
    keep_draft(seated, DraftKey("case", str(town.numbers["case_id"])), {"programme": "MARTEL"})
    save_intake(seated, IntakeEntry(last_name="Martel", group_id=office.north), complete=False)
    actor = Actor(number, "C. Delmas", frozenset(), frozenset({office.north}))
    return Desk(office.engine, actor, office.clock)


def test_the_walk_finds_the_use_cases() -> None:
    assert len(USE_CASES) > 70
    assert not (OPEN_TO_ALL.keys() | EMPTY.keys()) - USE_CASES.keys()


@pytest.mark.parametrize("name", sorted(USE_CASES.keys() - OPEN_TO_ALL.keys()))
def test_without_a_role_a_use_case_refuses_or_has_nothing(
    office: Office, town: Town, outsider: Desk, name: str
) -> None:
    before = _lines(office)
    if name in EMPTY:
        assert town.call(USE_CASES[name], outsider) == EMPTY[name]
    else:
        with pytest.raises(Refused):
            town.call(USE_CASES[name], outsider)
    assert _lines(office) == before


def _lines(office: Office) -> int | None:
    with office.desk().read() as work:
        return work.session.scalar(select(func.count(JournalEntry.id)))


def _with_a_record() -> Sequence[str]:
    wanted = {
        "case_id",
        "case_ids",
        "household_id",
        "referral_id",
        "report_id",
        "item_id",
        "object_id",
    }
    return sorted(
        name
        for name, one in USE_CASES.items()
        if wanted & set(inspect.signature(one).parameters) and name not in OPEN_TO_ALL
    )


@pytest.mark.parametrize("name", _with_a_record())
@pytest.mark.parametrize("missing", [False, True], ids=["hidden", "missing"])
def test_what_is_hidden_answers_as_what_does_not_exist(
    office: Office, town: Town, name: str, *, missing: bool
) -> None:
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    with pytest.raises(Refused):
        town.call(USE_CASES[name], elsewhere, missing=missing)


def test_a_document_already_drawn_does_not_leave_once_the_right_is_gone(
    office: Office, town: Town, outsider: Desk
) -> None:
    drawn = referral(office.desk(), town.numbers["referral_id"])
    with pytest.raises(Refused):
        USE_CASES["prints.record_output"](outsider, drawn, Output.EXPORT)
