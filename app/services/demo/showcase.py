"""What the fictional town shows by hand, not by draw: a family followed as such, an opposition.

Written through the use cases themselves, so that every rule applies.
"""

from sqlalchemy import select

from app.models.case import CaseFile
from app.models.enums import (
    ActionType,
    CaseStatus,
    ContactKind,
    HomeSharing,
    ObservationKind,
    PartnerType,
    RestrictionReason,
    SharingScope,
)
from app.models.youth import HouseholdMembership
from app.services.actions import ActionEntry, save_action
from app.services.cases import read_case
from app.services.contacts import ContactPointEntry, save_contact
from app.services.demo.papers import attach_papers
from app.services.demo.showcase_doubts import show_doubts
from app.services.demo.shown import printable
from app.services.desk import Desk
from app.services.family_case import FamilyOpeningEntry, open_family_case
from app.services.household_adults import AdultEntry, adult_choices, save_adult
from app.services.households import found_household
from app.services.observations import ObservationEntry, save_observation
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.restriction import RestrictionEntry, restrict

_ACTIONS = (
    ("Accompagnement parental proposé à la famille", ActionType.PARENTAL_SUPPORT),
    ("Rencontre avec le bailleur", ActionType.LANDLORD_MEDIATION),
)


def show(desk: Desk) -> None:
    """Add them to the first dossiers worth showing; nothing in a town that has none."""
    found = printable(desk, 1)
    if not found:
        return
    first, _ = found[0]
    household_id = _household(desk, first)
    _home(desk, first, household_id)
    family = open_family_case(
        desk, household_id, FamilyOpeningEntry(PartnerType.LANDLORD, _group(desk, first), None)
    ).ref
    if family is not None:
        _follow(desk, family)
    _oppose(desk)
    show_doubts(desk)


def _oppose(desk: Desk) -> None:
    """Somebody opposes the processing of a dossier that is still assessed."""
    with desk.read() as work:
        # not the family's own dossier, just opened: a small town has no other to show
        assessed = select(CaseFile.id).where(
            CaseFile.status == CaseStatus.ASSESSMENT, CaseFile.youth_id.is_not(None)
        )
        case_id = work.session.scalars(assessed.order_by(CaseFile.id)).first()
    if case_id is not None:
        header = read_case(desk, case_id, opening=False).header
        if not header.restricted:
            asked = RestrictionEntry(
                RestrictionReason.OBJECTION, desk.clock.today(), header.version
            )
            restrict(desk, case_id, asked)


def _household(desk: Desk, case_id: int) -> int:
    with desk.read() as work:
        return (
            work.session.scalars(
                select(HouseholdMembership.household_id)
                .join(CaseFile, CaseFile.youth_id == HouseholdMembership.youth_id)
                .where(CaseFile.id == case_id)
                .order_by(HouseholdMembership.id)
            ).first()
            or 0
        )


def _group(desk: Desk, case_id: int) -> int | None:
    return read_case(desk, case_id, opening=False).header.group_id


def _home(desk: Desk, case_id: int, household_id: int) -> None:
    """Its adults, a second home, ways to reach the young person, the one to be used first."""
    for adult in adult_choices(desk, household_id):
        save_adult(desk, household_id, AdultEntry(adult.guardian_id, adult.link))
    found_household(desk, case_id, "Chez les grands-parents", sharing=HomeSharing.WEEKENDS)
    today = desk.clock.today()
    former = ContactPointEntry(
        ContactKind.PHONE,
        "01 99 00 10 21",
        from_on=today.replace(year=today.year - 2, day=1),
        until_on=today.replace(year=today.year - 1, day=1),
    )
    present = ContactPointEntry(
        ContactKind.PHONE, "01 99 00 10 22", from_on=former.until_on, preferred=True
    )
    mail = ContactPointEntry(ContactKind.EMAIL, "jeune@valmont.example", preferred=True)
    for entry in (former, present, mail):
        save_contact(desk, case_id, entry)


def _follow(desk: Desk, case_id: int) -> None:
    """The family's own dossier: what was said, what was agreed, its documents."""
    today = desk.clock.today()
    said = ObservationEntry(
        ObservationKind.INTERVIEW,
        today,
        "Les parents souhaitent être aidés pour les horaires du soir.",
        SharingScope.GROUP,
    )
    save_observation(desk, case_id, said)
    save_objective(desk, case_id, ObjectiveEntry("Retrouver un rythme commun à la maison"))
    objective = plan(desk, case_id)[0]
    for title, kind in _ACTIONS:
        entry = ActionEntry(
            objective.id,
            title,
            kind,
            sharing_scope=SharingScope.GROUP,
            pilot_account_id=desk.actor.account_id,
            start_on=today,
        )
        save_action(desk, case_id, entry)
    attach_papers(desk, case_id)
