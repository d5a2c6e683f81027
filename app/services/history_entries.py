"""Each record written again as it was, through the use case that writes it every day.

Whatever a rule refuses today is refused here too: a dossier closed since, a partner that is gone,
an orientation already sent.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from types import NoneType
from typing import Any, Final, TypeVar, get_args, get_type_hints

from app.models.enums import IntakeReason, Labelled, PriorStep, Role
from app.services.accounts import AccountEntry, change_account
from app.services.actions import ActionEntry, save_action
from app.services.attachments import AttachmentEntry, save_attachment
from app.services.attendance import AttendanceEntry, save_fact
from app.services.case_edit import CaseEntry, save_case
from app.services.changes import Change
from app.services.contacts import ContactPointEntry, save_contact
from app.services.coordinates import CoordinatesEntry
from app.services.desk import Desk
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history_state import State
from app.services.history_tracked import Kind
from app.services.household_adults import AdultEntry, save_adult
from app.services.households import rename_household
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.organisation import Settings, save_settings
from app.services.partners import ContactEntry, PartnerEntry, save_partner
from app.services.plan import ObjectiveEntry, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.schooling import SchoolingEntry, correct_situation
from app.services.territory import (
    GroupEntry,
    NeighbourhoodEntry,
    save_group,
    save_neighbourhood,
)
from app.services.youths import IdentityEntry, save_identity

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Former:
    """A former version to bring back: of which row, of which dossier, read at which version.

    `person`: the representative's own number, 0 for none; `home`: the family's.
    """

    state: State
    number: int
    case_id: int
    version: int
    person: int = 0
    home: int = 0


def entry(what: type[E], state: State, **own: object) -> E:
    """What would be typed to write `state`: each field by its name, `own` for the others.

    Where nothing is held a text is empty, and a list that must have an answer has its default.
    """
    given = dict(own)
    for name, wanted, optional in _asked(what):
        if name in own or name not in state.values:
            continue
        value: Any = state.values[name]
        if value is None:
            if optional:
                given[name] = None
            elif wanted is str:
                given[name] = ""
        elif issubclass(wanted, date):
            given[name] = date.fromisoformat(str(value))
        else:
            given[name] = wanted(value) if issubclass(wanted, Labelled) else value
    return what(**given)


def _asked(what: type[Any]) -> tuple[tuple[str, type[Any], bool], ...]:
    """The fields of an entry: name, type, whether nothing is an answer."""
    hints = get_type_hints(what)
    found: list[tuple[str, type[Any], bool]] = []
    for one in fields(what):
        kinds = get_args(hints[one.name]) or (hints[one.name],)
        found.append((one.name, kinds[0], NoneType in kinds))
    return tuple(found)


def _case(desk: Desk, one: Former) -> Change:
    return save_case(desk, one.case_id, entry(CaseEntry, one.state, version=one.version))


def _youth(desk: Desk, one: Former) -> Change:
    it = one.state
    return save_identity(
        desk,
        one.case_id,
        entry(
            IdentityEntry,
            it,
            birth=it.birth(),
            coordinates=entry(CoordinatesEntry, it),
            version=one.version,
        ),
    )


def _guardian(desk: Desk, one: Former) -> Change:
    it, version = one.state, one.version
    typed = entry(GuardianEntry, it, coordinates=entry(CoordinatesEntry, it), version=version)
    return save_guardian(desk, one.case_id, typed, guardian_id=one.person)


def _contact(desk: Desk, one: Former) -> Change:
    typed = entry(ContactPointEntry, one.state, version=one.version)
    who = one.person or None
    return save_contact(desk, one.case_id, typed, guardian_id=who, contact_id=one.number)


def _adult(desk: Desk, one: Former) -> Change:
    typed = entry(AdultEntry, one.state, guardian_id=one.person)
    return save_adult(desk, one.home, typed, adult_id=one.number)


def _schooling(desk: Desk, one: Former) -> Change:
    return correct_situation(desk, one.case_id, one.number, entry(SchoolingEntry, one.state))


def _attendance(desk: Desk, one: Former) -> Change:
    typed = entry(AttendanceEntry, one.state, version=one.version)
    return save_fact(desk, one.case_id, typed, fact_id=one.number)


def _observation(desk: Desk, one: Former) -> Change:
    typed = entry(ObservationEntry, one.state, version=one.version)
    return save_observation(desk, one.case_id, typed, observation_id=one.number)


def _attachment(desk: Desk, one: Former) -> Change:
    typed = entry(AttachmentEntry, one.state, version=one.version)
    return save_attachment(desk, one.case_id, typed, attachment_id=one.number)


def _objective(desk: Desk, one: Former) -> Change:
    typed = entry(ObjectiveEntry, one.state, version=one.version)
    return save_objective(desk, one.case_id, typed, objective_id=one.number)


def _action(desk: Desk, one: Former) -> Change:
    it = one.state
    with_whom = it.numbers("contributors")
    typed = entry(ActionEntry, it, contributor_ids=with_whom, version=one.version)
    return save_action(desk, one.case_id, typed, action_id=one.number)


def _referral(desk: Desk, one: Former) -> Change:
    typed = entry(ReferralEntry, one.state, version=one.version)
    return save_referral(desk, one.case_id, typed, referral_id=one.number)


def _household(desk: Desk, one: Former) -> Change:
    return rename_household(desk, one.number, one.state.text("name"), version=one.version)


def _intake(desk: Desk, one: Former) -> Change:
    it = one.state
    steps = (State(step) for step in it.items("prior_steps"))
    typed = entry(
        IntakeEntry,
        it,
        birth=it.birth(),
        guardians=tuple(entry(IntakeGuardianEntry, State(who)) for who in it.items("guardians")),
        reasons=frozenset(IntakeReason(code) for code in it.items("reasons")),
        prior_steps=tuple((PriorStep(step.text("step")), step.day("done_on")) for step in steps),
        version=one.version,
    )
    # Not « complete »: what was a brouillon stays one; what was received is asked everything.
    return save_intake(desk, typed, report_id=one.number, complete=False)


def _partner(desk: Desk, one: Former) -> Change:
    it = one.state
    persons = [
        number
        for name, number in it.values.items()
        if name.startswith("contacts.") and name.count(".") == 1 and isinstance(number, int)
    ]
    typed = entry(
        PartnerEntry,
        it,
        group_ids=frozenset(it.numbers("groups")),
        contacts=tuple(
            entry(ContactEntry, it.part(f"contacts.{number}"), id=number) for number in persons
        ),
        version=one.version,
    )
    return save_partner(desk, typed, partner_id=one.number)


def _organisation(desk: Desk, one: Former) -> Change:
    return save_settings(desk, entry(Settings, one.state, version=one.version))


def _group(desk: Desk, one: Former) -> Change:
    return save_group(desk, entry(GroupEntry, one.state, id=one.number, version=one.version))


def _neighbourhood(desk: Desk, one: Former) -> Change:
    typed = entry(NeighbourhoodEntry, one.state, id=one.number, version=one.version)
    return save_neighbourhood(desk, typed)


def _account(desk: Desk, one: Former) -> Change:
    it = one.state
    typed = entry(
        AccountEntry,
        it,
        roles=frozenset(Role(code) for code in it.items("roles")),
        group_ids=frozenset(it.numbers("groups")),
        version=one.version,
    )
    return change_account(desk, one.number, typed)


#: The records whose former versions can be brought back, each by its own way of writing.
WRITERS: Final[Mapping[Kind, Callable[[Desk, Former], Change]]] = {
    Kind.CASE: _case,
    Kind.YOUTH: _youth,
    Kind.GUARDIANSHIP: _guardian,
    Kind.YOUTH_CONTACT: _contact,
    Kind.GUARDIAN_CONTACT: _contact,
    Kind.ADULT: _adult,
    Kind.SCHOOLING: _schooling,
    Kind.ATTENDANCE: _attendance,
    Kind.OBSERVATION: _observation,
    Kind.ATTACHMENT: _attachment,
    Kind.OBJECTIVE: _objective,
    Kind.ACTION: _action,
    Kind.REFERRAL: _referral,
    Kind.HOUSEHOLD: _household,
    Kind.INTAKE: _intake,
    Kind.PARTNER: _partner,
    Kind.ORGANISATION: _organisation,
    Kind.GROUP: _group,
    Kind.NEIGHBOURHOOD: _neighbourhood,
    Kind.ACCOUNT: _account,
}
